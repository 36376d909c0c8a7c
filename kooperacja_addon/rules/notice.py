"""What to warn about before a meeting is called.

The model advises; nothing here forbids. Sources: handbook 3.3 (partnership: around
noon, not on Monday or Friday, at most two hours) and 4.2 (team: at least five days'
notice, a weekday, in the hours of the social assistance centre).
"""

from datetime import date, datetime

import holidays

MONDAY, FRIDAY, SATURDAY = 0, 4, 5


def _polish_holidays(year: int):
    return holidays.country_holidays("PL", years=year)


def meeting_warnings(
    kind: str,
    start: datetime,
    minutes: int,
    called_on: date,
    notice_days: int,
    longest_minutes: int | None = None,
) -> list[str]:
    """Return the codes of what speaks against a date, the gravest first.

    :param kind: ``partnership`` for directors' meetings; anything else is a meeting of
        practitioners
    :param start: begin of the meeting in Polish local time
    :param minutes: planned length
    :param called_on: day on which the invitations go out
    :param notice_days: whole days that must lie between the call and the meeting
    :param longest_minutes: longest advisable meeting; ``None`` for no limit
    :return: any of ``past``, ``holiday``, ``weekend``, ``short_notice``,
        ``monday_or_friday``, ``too_long``
    """
    day = start.date()
    codes = []
    if day < called_on:
        codes.append("past")
    if day in _polish_holidays(day.year):
        codes.append("holiday")
    elif day.weekday() >= SATURDAY:
        codes.append("weekend")
    if 0 <= (day - called_on).days < notice_days:
        codes.append("short_notice")
    if kind == "partnership" and day.weekday() in (MONDAY, FRIDAY):
        codes.append("monday_or_friday")
    if longest_minutes and minutes > longest_minutes:
        codes.append("too_long")
    return codes
