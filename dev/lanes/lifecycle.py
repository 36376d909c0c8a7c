"""Install with example data in Polish, update, uninstall, on a database of its own."""

from ground import build, step

from . import by_pytest


def run(arguments, log, quick):
    environment = {**build.environment(), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    tests = arguments or ["tests/lifecycle"]
    with step.locked("test-lifecycle"):
        tally, _ = by_pytest.run("lifecycle", tests, log, environment)
    return tally
