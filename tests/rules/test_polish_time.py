"""Clocks in Poland go an hour ahead of UTC, in summer two."""

from datetime import date, datetime

import pytest
from freezegun import freeze_time

from rules.polish_time import polish_today, to_polish, to_utc


@pytest.mark.parametrize(
    ("utc", "polish"),
    [
        (datetime(2026, 1, 15, 11), datetime(2026, 1, 15, 12)),
        (datetime(2026, 7, 15, 22, 30), datetime(2026, 7, 16, 0, 30)),
        (datetime(2026, 3, 29, 0, 59), datetime(2026, 3, 29, 1, 59)),
        (datetime(2026, 3, 29, 1), datetime(2026, 3, 29, 3)),
        (datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 25, 2, 30)),
    ],
)
def test_there_and_back(utc, polish):
    assert to_polish(utc) == polish
    assert to_utc(polish) == utc


def test_of_an_hour_that_comes_twice_both_are_half_past_two():
    assert to_polish(datetime(2026, 10, 25, 0, 30)) == datetime(2026, 10, 25, 2, 30)


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        ("2026-01-31 22:59:59", date(2026, 1, 31)),
        ("2026-01-31 23:00:00", date(2026, 2, 1)),
        ("2026-06-30 22:00:00", date(2026, 7, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_poland(utc, day):
    with freeze_time(utc):
        assert polish_today() == day
