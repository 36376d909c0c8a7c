# Everything these make lies in .ground/, and `make clean` removes it. dev/README.md says how.
command = @dev/python dev/command.py

run:  ## Odoo in Polish with the example gminas, at a printed address
	$(command) run

test:  ## all tests, or one lane of them: make test LANE=rules
	$(command) test $(LANE)

lint:  ## the checkers alone
	$(command) test lint

format:  ## have ruff and prettier mend what they can
	$(command) format

clean:  ## stop PostgreSQL, remove everything made
	$(command) clean

.PHONY: run test lint format clean help
.DEFAULT_GOAL := help
help:
	@sed -n 's/^\([a-z]*\): *## */  make \1	/p' Makefile
