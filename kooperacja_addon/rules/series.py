"""The days of a monthly meeting, told by the first of them."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

BY_WEEKDAY, BY_DAY = "weekday", "day"
LAST = 5


def monthly_days(first: date, count: int, by: str = BY_WEEKDAY) -> list[date]:
    """Return the next ``count`` days of a monthly meeting, without ``first``.

    :param by: ``weekday`` keeps the place of the weekday in the month (second Tuesday);
        the fifth one is taken for the last, since many months have only four.
        ``day`` keeps the day of the month; a month without it meets on its last day
    """
    months = _months_after(first)
    if by == BY_DAY:
        return [
            date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
            for year, month in (next(months) for _ in range(count))
        ]
    place = (first.day - 1) // 7 + 1
    return [
        _weekday_in_month(year, month, first.weekday(), place)
        for year, month in (next(months) for _ in range(count))
    ]


def place_in_month(day: date) -> int:
    """Return which of its weekdays in the month the day is; 5 means the last."""
    return (day.day - 1) // 7 + 1


def _months_after(day: date) -> Iterator[tuple[int, int]]:
    year, month = day.year, day.month
    while True:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        yield year, month


def _weekday_in_month(year: int, month: int, weekday: int, place: int) -> date:
    if place >= LAST:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (place - 1))
