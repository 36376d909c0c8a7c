"""Moments as the database keeps them (UTC) and as clocks in Poland show them.

Both are without a zone.
"""

from datetime import UTC, datetime

import pytz

WARSAW = pytz.timezone("Europe/Warsaw")


def to_polish(moment):
    """Return what clocks in Poland show at ``moment``, which is UTC."""
    return pytz.utc.localize(moment).astimezone(WARSAW).replace(tzinfo=None)


def to_utc(moment):
    """Return the UTC moment at which clocks in Poland show ``moment``.

    An hour that comes twice in autumn is the second one, in winter time.
    """
    return WARSAW.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)


def polish_today():
    """Return today's date in Poland, whatever time zone the caller lives in."""
    return to_polish(datetime.now(UTC).replace(tzinfo=None)).date()
