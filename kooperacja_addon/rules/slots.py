"""Dates on which a meeting can happen, the best first, each with its reasons.

Everything is Polish local time without a zone. A slot is judged by, in this order: who
that is needed is missing, how many are missing, whether the day is one to avoid
(handbook 3.3: no Monday or Friday for directors), how far it lies from the hour that is
preferred (around noon for directors, the afternoon for a family at work), and how soon
it is. Where nobody is free at the same time the least bad slots are found, with the
names of who is missing and why. The notice to be kept, weekends, holidays and the hours
of the host are no matter of taste: what breaks them is no slot.
"""

from bisect import bisect_left
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from operator import attrgetter

import holidays

SATURDAY = 5
# What compares slots; said once, as comparing them one to one takes long.
MERIT = attrgetter("needed_missing", "missing_count", "avoided", "off_minutes", "start")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Busy:
    """What stands in a diary, from ``start`` until ``end``, which is free again."""

    start: datetime
    end: datetime
    place: str = ""


@dataclass(frozen=True)
class Diary:
    """Who is to come, when he or she cannot, and how long the way is."""

    key: Hashable
    busy: Sequence[Busy] = ()
    # Weekday → ((from, to), …); None where nobody has said.
    hours: Mapping[int, Sequence[tuple[time, time]]] | None = None
    needed: bool = True
    # From where he or she usually is, or from the meeting before, to the place.
    way: timedelta = timedelta(0)


@dataclass(frozen=True)
class Wish:
    """What kind of meeting it is to be."""

    length: timedelta
    # No earlier than this: now, or now and the notice that is to be kept.
    earliest: datetime
    # The last day that is looked at.
    until: date
    # Hours of the host; days that are not named are closed.
    hours: Mapping[int, Sequence[tuple[time, time]]]
    place: str = ""
    avoided_weekdays: frozenset[int] = frozenset()
    # Within these hours nothing counts against a slot.
    preferred: tuple[time, time] | None = None
    step: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, order=True)
class Slot:
    """A time for the meeting; the smaller the better."""

    needed_missing: int
    missing_count: int
    avoided: bool
    # Minutes that lie outside the preferred hours.
    off_minutes: int
    start: datetime
    end: datetime = field(compare=False)
    # (key, why) of each who cannot come: ``busy``, ``closed`` or ``way``.
    missing: tuple[tuple[Hashable, str], ...] = field(compare=False, default=())


def find_slots(
    wish: Wish, diaries: Sequence[Diary], limit: int = 5, a_day: int = 1
) -> list[Slot]:
    """Return the best slots, at most ``a_day`` of one day and ``limit`` in all.

    Raises ValueError when the meeting has no length, no step or nobody to come.
    """
    if wish.length <= timedelta(0) or wish.step <= timedelta(0):
        raise ValueError("A meeting has a length, and begins on a grid of minutes.")
    if not diaries:
        raise ValueError("Nobody is to come.")
    calendars = [_Calendar(diary, wish) for diary in diaries]
    slots = [_judge(wish, calendars, start) for start in _starts(wish)]
    found = sorted(slots, key=MERIT)
    chosen, count = [], {}
    for slot in found:
        day = slot.start.date()
        if count.get(day, 0) < a_day:
            count[day] = count.get(day, 0) + 1
            chosen.append(slot)
            if len(chosen) == limit:
                break
    return chosen


def _starts(wish):
    """Yield each time on the grid at which a meeting can begin."""
    day = wish.earliest.date()
    closed = holidays.country_holidays(
        "PL", years=range(day.year, max(wish.until, day).year + 1)
    )
    while day <= wish.until:
        if day.weekday() < SATURDAY and day not in closed:
            for opens, closes in wish.hours.get(day.weekday(), ()):
                start = datetime.combine(day, opens)
                while start + wish.length <= datetime.combine(day, closes):
                    if start >= wish.earliest:
                        yield start
                    start += wish.step
        day += DAY


def _judge(wish, calendars, start):
    end = start + wish.length
    missing = tuple(
        (calendar.diary, why)
        for calendar in calendars
        if (why := calendar.why_not(start, end))
    )
    return Slot(
        needed_missing=sum(diary.needed for diary, _why in missing),
        missing_count=len(missing),
        avoided=start.weekday() in wish.avoided_weekdays,
        off_minutes=_off_minutes(wish.preferred, start, end),
        start=start,
        end=end,
        missing=tuple((diary.key, why) for diary, why in missing),
    )


def _off_minutes(preferred, start, end):
    """Return how many minutes of the meeting, or between it and the preferred hours,
    lie outside of them."""
    if not preferred:
        return 0
    begin = datetime.combine(start.date(), preferred[0])
    finish = datetime.combine(start.date(), preferred[1])
    early = max(begin - start, timedelta(0))
    late = max(end - finish, timedelta(0))
    return (early + late) // timedelta(minutes=1)


class _Calendar:
    """A diary that answers quickly: what is busy is merged and sorted once."""

    def __init__(self, diary, wish):
        self.diary = diary
        self.spans = _merge((busy.start, busy.end) for busy in diary.busy)
        self.ways = _merge(
            (busy.start - way, busy.end + way)
            for busy in diary.busy
            for way in [_way(diary, busy, wish.place)]
        )
        self.begins = [begin for begin, _end in self.spans]
        self.way_begins = [begin for begin, _end in self.ways]

    def why_not(self, start, end):
        """Return why the meeting cannot be attended, or None."""
        if _meets(self.spans, self.begins, start, end):
            return "busy"
        if not _is_open(self.diary.hours, start, end):
            return "closed"
        if _meets(self.ways, self.way_begins, start, end):
            return "way"
        return None


def _way(diary, busy, place):
    same = busy.place and busy.place.strip().lower() == place.strip().lower()
    return timedelta(0) if same else diary.way


def _merge(spans):
    """Return the spans sorted, those that touch made one; empty ones left out."""
    merged = []
    for begin, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _meets(spans, begins, start, end):
    """Return whether one of the merged ``spans`` has a moment in common."""
    index = bisect_left(begins, end) - 1
    return index >= 0 and spans[index][1] > start


def _is_open(hours, start, end):
    if hours is None:
        return True
    return any(
        opens <= start.time() and end.time() <= closes
        for opens, closes in hours.get(start.weekday(), ())
    )
