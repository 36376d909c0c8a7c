"""Who is told of a deadline on a day, and on which days mail goes out.

A deadline has a chain of people: first those who do it, then whoever sees to it, then
whoever coordinates the gmina. Days are ``datetime.date`` in Poland, so neither clocks
put forward nor midnight elsewhere moves them.
"""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date, timedelta

import holidays

SATURDAY = 5
# Steps of telling one person of one deadline; each is later than the one before.
DUE, LATE, ESCALATED = "due", "late", "escalated"


def who_is_told(
    day: date,
    today: date,
    chain: Sequence[Iterable[Hashable]],
    lead: int,
    patience: int,
) -> dict[Hashable, str]:
    """Return person → step of those who are told by ``today``.

    ``day`` is when the thing is due. The first group of the chain that is not empty is
    told ``lead`` days ahead, and again when the day has passed; the next group after
    ``patience`` days of lateness, the one after it when as many have passed again.
    Nobody is told in two places.

    :param lead: days, 0 or more
    :param patience: days, 1 or more; raises ValueError otherwise
    """
    if lead < 0 or patience < 1:
        raise ValueError("Reminders come 0 days ahead or more, and wait 1 day or more.")
    told = {}
    groups = [group for group in map(list, chain) if group]
    for place, group in enumerate(groups):
        if place == 0:
            begins, step = day - timedelta(days=lead), LATE if today > day else DUE
        else:
            begins, step = day + timedelta(days=place * patience), ESCALATED
        if today < begins:
            break
        for person in group:
            told.setdefault(person, step)
    return told


def is_working_day(day: date) -> bool:
    """Return whether ``day`` is neither a weekend nor a public holiday in Poland."""
    closed = holidays.country_holidays("PL", years=day.year)
    return day.weekday() < SATURDAY and day not in closed


def mail_goes_out(how_often: str, today: date, earlier: Iterable[date] = ()) -> bool:
    """Return whether a person who chose ``how_often`` gets mail ``today``.

    Mail goes out on working days only: ``daily`` on each, ``weekly`` on the first of
    the week, or on the next one when nothing ran on the first.

    :param how_often: ``daily``, ``weekly`` or ``none``
    :param earlier: days before today on which reminders ran
    """
    if how_often == "none" or not is_working_day(today):
        return False
    if how_often == "daily":
        return True
    monday = today - timedelta(days=today.weekday())
    return not any(monday <= day < today and is_working_day(day) for day in earlier)


def plural(forms: str, count: int) -> str:
    """Return the form for ``count`` of those that a translator put between bars.

    Two forms are those of English (1 case|2 cases), three those of Polish (1 sprawa|2
    sprawy|5 spraw). Raises ValueError for another number of forms.
    """
    parts = forms.split("|")
    if len(parts) not in (2, 3):
        raise ValueError("A noun has two forms, or in Polish three.")
    if count == 1:
        return parts[0]
    few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return parts[1] if few else parts[-1]
