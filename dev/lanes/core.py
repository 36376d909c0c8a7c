"""Odoo's own tests of the modules that the addon extends, with the addon installed.

They pass without the addon, so what fails here is something that it broke. They want
Odoo's example data.
"""

from ground import odoo, place, step

from . import databases, odoo_log
from .addon import in_odoo

SUITES = ("calendar", "contacts", "portal")
# Of the tests of mail those of records, messages and what is sent; its chat rooms
# (mail/tests/discuss) are no business of the addon's.
MAIL = "mail/tests/test_*.py"


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
        return tally + in_odoo("core", name, tests, log)
