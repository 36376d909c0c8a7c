"""The next meeting has the same hour, on a day on which people work."""

from datetime import datetime

import pytest

from rules.following import following_start

LONG_AGO = datetime(2000, 1, 1)


def test_it_is_on_the_same_weekday_at_the_same_hour():
    start = datetime(2026, 3, 3, 12)  # the clocks change in between
    assert following_start(start, LONG_AGO, 4) == datetime(2026, 3, 31, 12)


@pytest.mark.parametrize(
    ("start", "avoided", "expected"),
    [
        (datetime(2026, 4, 14, 12), (), datetime(2026, 5, 12, 12)),
        # 3 May is a holiday on a Sunday; the day after it is a Monday.
        (datetime(2026, 4, 5, 12), (), datetime(2026, 5, 4, 12)),
        (datetime(2026, 4, 5, 12), (0, 4), datetime(2026, 5, 5, 12)),
        # Corpus Christi, a Thursday, and the Friday that directors avoid.
        (datetime(2026, 5, 7, 9), (0, 4), datetime(2026, 6, 9, 9)),
    ],
)
def test_holidays_weekends_and_days_to_avoid_are_left_out(start, avoided, expected):
    assert following_start(start, LONG_AGO, 4, avoided) == expected


def test_it_never_lies_in_the_past():
    start, now = datetime(2026, 1, 6, 12), datetime(2026, 3, 10, 13)
    assert following_start(start, now, 4) == datetime(2026, 3, 17, 12)
