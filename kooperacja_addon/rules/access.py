"""When looking at families is unusual enough to ask about it.

Nothing here says that somebody did wrong: a worker who visits in the evening looks in
the evening. It says what a data protection officer would want to see first.
"""

from collections import Counter, deque
from datetime import timedelta

import holidays

HOUR = timedelta(hours=1)


def is_off_hours(moment, night_from, night_to):
    """Return whether ``moment``, on Polish clocks, is at night or on a day off.

    Night is from ``night_from`` o'clock to ``night_to`` o'clock, over midnight or not;
    two equal hours leave no night. Days off are weekends and public holidays.
    """
    hour = moment.hour
    if night_from > night_to:
        night = hour >= night_from or hour < night_to
    else:
        night = night_from <= hour < night_to
    return (
        night
        or moment.weekday() >= 5
        or moment.date() in holidays.country_holidays("PL", years=moment.year)
    )


def busiest_hour(looks):
    """Return the greatest number of different families looked at within an hour.

    :param looks: pairs of (moment, family) in any order
    """
    window, families, most = deque(), Counter(), 0
    for moment, family in sorted(looks):
        window.append((moment, family))
        families[family] += 1
        while window[0][0] <= moment - HOUR:
            _gone, left = window.popleft()
            families[left] -= 1
            if not families[left]:
                del families[left]
        most = max(most, len(families))
    return most


def has_left(day, terms):
    """Return whether somebody was on a team before ``day`` and is not on it that day.

    :param terms: pairs of (first day, last day or None)
    """
    was = any(last and last < day for _first, last in terms)
    is_on = any(first <= day and not (last and last < day) for first, last in terms)
    return was and not is_on
