"""Opening hours as offices write them in Poland: "pn.-pt. 7:30-15:30, wt. 8-17".

A day that is named twice keeps the hours named last, so that "pn.-pt. 8-16, śr. 8-18"
reads as it is meant, and "wt. do 18" keeps the morning of that Tuesday. Weekdays are
numbered as Python does: Monday is 0.
"""

import re
from datetime import time

# What the Polish names of the weekdays begin with, short forms included.
BEGINNINGS = (
    ("pn", "pon"),
    ("wt",),
    ("śr", "sr"),
    ("cz",),
    ("pt", "pią", "pia"),
    ("so", "sb"),
    ("nd", "nie"),
)
DASHES = {"-", "–", "—", "do"}
FILLERS = {"od", "i", "oraz", "w", "g", "godz", "godzina", "godziny", "godzinach"}
_TOKEN = re.compile(r"[^\W\d_]+|\d{1,2}(?:[:.]\d{2})?|[-–—]")


class Unreadable(ValueError):
    """The text does not say when it is open; ``args[0]`` is the spot."""


def read_hours(text: str) -> dict:
    """Return weekday → tuple of (from, to), of the days that the text names.

    Raises Unreadable with the word or number that makes no sense.
    """
    hours = {}
    days, times, dash = [], [], False
    for token in _TOKEN.findall(text.lower()):
        if token in DASHES:
            dash = True
            continue
        if token in FILLERS:
            continue
        if token[0].isdigit():
            if not days:
                raise Unreadable(token)
            if dash and not times:
                times.append(_get_morning(hours, days, token))
            times.append(_read_time(token))
        else:
            if times:
                hours.update(_group(days, times, token))
                days, times = [], []
            day = _read_day(token)
            days.extend(range(days[-1] + 1, day + 1) if dash and days else [day])
        dash = False
    hours.update(_group(days, times, text.strip()))
    return hours


def _read_day(token):
    for day, beginnings in enumerate(BEGINNINGS):
        if token.startswith(beginnings):
            return day
    raise Unreadable(token)


def _read_time(token):
    hour, _separator, minute = token.replace(".", ":").partition(":")
    if (int(hour), int(minute or 0)) == (24, 0):
        return time.max
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise Unreadable(token) from None


def _get_morning(hours, days, spot):
    """Return when ``days`` open, as far as it has been said of all of them alike."""
    mornings = {hours[day][0][0] if day in hours else None for day in days}
    if len(mornings) > 1 or None in mornings:
        raise Unreadable(spot)
    return mornings.pop()


def _group(days, times, spot):
    """Return the hours of ``days``; ``times`` are begin, end, begin, end, …"""
    pairs = tuple(zip(times[::2], times[1::2], strict=False))
    if not pairs or len(times) % 2 or any(begin >= end for begin, end in pairs):
        raise Unreadable(spot)
    return dict.fromkeys(days, pairs)
