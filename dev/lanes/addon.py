"""The addon's own tests, browser tests included, in an Odoo without example data.

All but those of lane laws, which take as long, and run beside them.
"""

import re

from ground import place, step

from . import by_pytest, databases, odoo_log
from .tally import Tally

BROWSER_MISSING = re.compile("chrome|websocket|HttpCase", re.IGNORECASE)
TESTS = place.ADDON / "tests"
LAWS = ("test_law_*.py", "test_access_matrix.py", "test_walk.py")


def files_of_laws():
    return sorted(str(file) for pattern in LAWS for file in TESTS.glob(pattern))


def run(arguments, log, quick):
    rest = [str(TESTS), *(f"--ignore={file}" for file in files_of_laws())]
    return in_fresh_odoo("addon", arguments or rest, log, quick)


def in_fresh_odoo(lane, arguments, log, quick, beside=()):
    """Tests in a database without example data, which is the lane's alone."""
    name = f"work-{lane}" if quick else f"test-{lane}"
    with step.locked(name):
        installing = place.LOGS / f"{name}-install.log"
        databases.provide(name, installing, again=quick, beside=beside)
        tally = odoo_log.judge(installing, "installing the addon")
        return tally + in_odoo(lane, name, arguments, log)


def in_odoo(lane, name, arguments, log):
    """Tests that run inside Odoo, and a look at the log that they leave."""
    running = place.LOGS / f"{name}-run.log"
    running.unlink(missing_ok=True)
    options = [
        f"--odoo-database={name}",
        "--odoo-http",
        "--odoo-log-level=info",
        f"--odoo-extra=logfile={running}",
        f"--odoo-extra=screenshots={place.LOGS / 'screenshots'}",
        "--override-ini=pythonpath=",
        "--disable-warnings",  # of libraries; those of the addon are errors
        "--override-ini=filterwarnings=error::DeprecationWarning:odoo.addons.kooper.*",
    ]
    tally, skips = by_pytest.run(lane, [*options, *arguments], log)
    tally += odoo_log.judge(running, f"the tests of lane {lane}")
    missed = [reason for reason in skips if BROWSER_MISSING.search(reason)]
    if missed:
        what = f"{lane}: browser tests did not run: {missed[0]}"
        tally += Tally(failed=len(missed), complaints=[what])
    return tally
