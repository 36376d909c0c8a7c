"""Run pytest on the ground's Python, and count from its own report."""

import subprocess
from xml.etree import ElementTree

from ground import build, place

from .tally import Tally

NOTHING_COLLECTED = 5
PASSED, SKIPPED, FAILED = range(3)


def run(lane, arguments, log, environment=None):
    """The tally of a pytest run, and the reasons for which tests were skipped."""
    report = place.LOGS / f"{lane}.xml"
    report.unlink(missing_ok=True)
    command = [place.PYTHON / "bin/python", "-m", "pytest", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, f"--rootdir={place.ROOT}", f"--junit-xml={report}", *arguments],
        cwd=place.ROOT,
        env=environment or build.environment(),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log and subprocess.STDOUT,
    )
    if done.returncode == NOTHING_COLLECTED:
        return Tally(failed=1, complaints=[f"{lane}: no test was found"]), []
    if not report.exists():
        what = f"{lane}: pytest ended with {done.returncode} and no report"
        return Tally(failed=1, complaints=[what]), []
    verdicts, reasons = _read(report)
    failed = [test for test, verdict in verdicts.items() if verdict == FAILED]
    skipped = [test for test, verdict in verdicts.items() if verdict == SKIPPED]
    passed = len(verdicts) - len(failed) - len(skipped)
    tally = Tally(passed, len(failed), len(skipped), [f"{lane}: {t}" for t in failed])
    if done.returncode and not failed:
        tally += Tally(
            failed=1, complaints=[f"{lane}: pytest ended with {done.returncode}"]
        )
    return tally, reasons


def _read(report):
    """The verdict on every test, and why tests were skipped.

    A subtest, or an error after the test itself, is an entry of its own in the report:
    the worst one is what counts.
    """
    verdicts, reasons = {}, []
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        test = f"{case.get('classname')}.{case.get('name')}"
        verdict = PASSED
        for entry in case:
            if entry.tag in ("failure", "error"):
                verdict = FAILED
            elif entry.tag == "skipped":
                verdict = max(verdict, SKIPPED)
                reasons.append(entry.get("message", ""))
        verdicts[test] = max(verdict, verdicts.get(test, PASSED))
    return verdicts, reasons


def without_odoo():
    """An environment in which a test that imports Odoo fails."""
    environment = build.environment()
    for name in ("PYTHONPATH", "ODOO_RC"):
        environment.pop(name, None)
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    return environment
