"""The model's arithmetic (kooperacja_addon/rules), without Odoo or a database."""

from . import by_pytest


def run(arguments, log, quick):
    tally, _ = by_pytest.run(
        "rules", arguments or ["tests/rules"], log, by_pytest.without_odoo()
    )
    return tally
