"""Odoo's own tests of the modules that the addon extends, with the addon installed.

They pass without the addon, so what fails here is something that it broke. They want
Odoo's example data.
"""

from ground import odoo, place, step

from . import databases, odoo_log
from .addon import in_odoo

SUITES = ("calendar", "contacts", "portal")


def run(arguments, log, quick):
    name = "work-core" if quick else "test-core"
    with step.locked(name):
        installing = place.LOGS / f"{name}-install.log"
        databases.provide(name, installing, demo=True, again=quick)
        tally = odoo_log.judge(installing, "installing the addon beside example data")
        tests = arguments or [str(odoo.addons(suite) / "tests") for suite in SUITES]
        return tally + in_odoo("core", name, tests, log)
