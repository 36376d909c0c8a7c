"""When the next meeting is: some weeks later, at the same hour, on a day of work.

Sources: handbook 3.3 (directors: no Monday or Friday) and 4.2 (working days).
"""

from collections.abc import Container
from datetime import datetime, timedelta

import holidays

SATURDAY = 5


def following_start(
    start: datetime, now: datetime, weeks: int, avoided_weekdays: Container[int] = ()
) -> datetime:
    """Return the same weekday and hour ``weeks`` later, or the next day that serves.

    Everything is Polish local time without a zone, so the hour stays when the clocks
    change. Never in the past: where that day is over, further weeks are added.

    :param start: begin of the meeting before
    :param weeks: how many lie between the two, at least 1
    :param avoided_weekdays: besides weekends and public holidays, 0 for Monday
    """
    following = start + timedelta(weeks=weeks)
    while following <= now:
        following += timedelta(weeks=1)
    closed = holidays.country_holidays("PL")
    while (
        following.weekday() >= SATURDAY
        or following.weekday() in avoided_weekdays
        or following.date() in closed
    ):
        following += timedelta(days=1)
    return following
