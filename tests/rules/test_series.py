"""The days of a monthly meeting."""

from datetime import date

import pytest

from rules.series import BY_DAY, monthly_days, place_in_month


def test_the_second_tuesday_stays_the_second_tuesday():
    days = monthly_days(date(2026, 10, 13), 12)
    assert [day.month for day in days] == [11, 12, *range(1, 11)]
    assert all(day.weekday() == 1 and place_in_month(day) == 2 for day in days)


@pytest.mark.parametrize("first", [date(2026, 9, 29), date(2024, 2, 29)])
def test_the_fifth_weekday_is_the_last_one(first):
    for day in monthly_days(first, 24):
        assert day.weekday() == first.weekday()
        assert place_in_month(day) in (4, 5)
        assert (day.day + 7) > 28


def test_the_same_day_of_the_month_or_its_last():
    assert monthly_days(date(2027, 12, 31), 3, BY_DAY) == [
        date(2028, 1, 31),
        date(2028, 2, 29),
        date(2028, 3, 31),
    ]
    assert monthly_days(date(2024, 2, 29), 12, BY_DAY)[-1] == date(2025, 2, 28)


def test_no_meetings_are_no_days():
    assert monthly_days(date(2026, 10, 13), 0) == []


def test_each_month_has_one():
    for first in (date(2026, 1, day) for day in range(1, 32)):
        for by in ("weekday", BY_DAY):
            days = monthly_days(first, 60, by)
            months = [(day.year, day.month) for day in days]
            assert len(set(months)) == 60
            assert months == sorted(months)
