"""Odoo's own tests of the modules that the addon extends, with the addon installed.

They pass without the addon, so what fails here is something that it broke. They want
Odoo's example data.
"""

import re

from ground import odoo, place, step
from ground.report import say

from . import databases, odoo_log
from .addon import in_odoo
from .tally import Tally

SUITES = ("calendar", "contacts", "portal")
# Of the tests of mail those of records, messages and what is sent; its chat rooms
# (mail/tests/discuss) are no business of the addon's.
MAIL = "mail/tests/test_*.py"
FAILED_TEST = re.compile(r"^core: [\w.-]+\.(test_\w+)$")


def run(arguments, log, quick):
    name = "work-core" if quick else "test-core"
    with step.locked(name):
        installing = place.LOGS / f"{name}-install.log"
        databases.provide(name, installing, demo=True, again=quick)
        tally = odoo_log.judge(installing, "installing the addon beside example data")
        tests = arguments or [
            *(str(odoo.addons(suite) / "tests") for suite in SUITES),
            *sorted(str(path) for path in odoo.addons("mail").parent.glob(MAIL)),
        ]
        return tally + _twice(name, tests, log)


def _twice(name, tests, log):
    """Run the tests, and what failed once more by itself: that verdict counts.

    Odoo's tours give each step ten seconds and click while a page still loads, so a
    busy machine may lose one. What the addon broke fails both times.
    """
    tally = in_odoo("core", name, tests, log)
    failed = [
        match[1] for text in tally.complaints if (match := FAILED_TEST.match(text))
    ]
    if not failed:
        return tally
    say(f"core: once more, alone: {', '.join(failed)}")
    again = in_odoo("core", name, [*tests, "-k", " or ".join(failed)], log)
    if again.failed:
        return tally
    return Tally(passed=tally.passed + len(failed), skipped=tally.skipped)
