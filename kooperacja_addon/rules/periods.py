"""Calendar arithmetic: months of reports, quarters of monitoring, terms of membership.

Dates are ``datetime.date``; an end of ``None`` means "until further notice"; both ends
of a term belong to it.
"""

from datetime import date, timedelta


def month_start(day: date) -> date:
    """Return the first day of the month in which ``day`` falls."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """Return the last day of the month in which ``day`` falls."""
    return add_months(month_start(day), 1) - timedelta(days=1)


def add_months(first: date, months: int) -> date:
    """Return the first of the month that lies ``months`` after ``first`` (a first).

    Raises ValueError when ``first`` is not the first day of a month, because then the
    answer would depend on the length of the months.
    """
    if first.day != 1:
        raise ValueError("add_months counts from the first day of a month")
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def monitoring_period(day: date, months: int) -> tuple[date, date]:
    """Return first and last day of the ``months`` whole months that end with ``day``'s.

    The handbook (4.4) wants a monitoring card at least once a quarter.
    """
    start = add_months(month_start(day), 1 - months)
    return start, month_end(day)


def in_force(start: date, end: date | None, day: date) -> bool:
    """Return whether the term from ``start`` to ``end`` covers ``day``."""
    return start <= day and (end is None or day <= end)


def overlap(
    start: date, end: date | None, other_start: date, other_end: date | None
) -> bool:
    """Return whether two terms have at least one day in common."""
    return (other_end is None or start <= other_end) and (
        end is None or other_start <= end
    )
