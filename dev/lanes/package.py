"""The addon as a wheel, as pip would install it."""

from . import by_pytest


def run(arguments, log, quick):
    tally, _ = by_pytest.run(
        "package", arguments or ["tests/package"], log, by_pytest.without_odoo()
    )
    return tally
