"""The dates proposed for a meeting are the best there are, and say why."""

import random
from datetime import date, datetime, time, timedelta

import holidays
import pytest

from rules.slots import Busy, Diary, Slot, Wish, find_slots

HOUR = timedelta(hours=1)
OFFICE = dict.fromkeys(range(5), ((time(8), time(16)),))
# A Monday without a holiday near it.
MONDAY = date(2026, 3, 9)
NOON = (time(11), time(14))


def at(day, hour, minute=0):
    return datetime.combine(MONDAY + timedelta(days=day), time(hour, minute))


def wish(length=HOUR, earliest=None, days=5, **values):
    return Wish(
        length=length,
        earliest=earliest or at(0, 0),
        until=MONDAY + timedelta(days=days - 1),
        hours=OFFICE,
        **values,
    )


def starts(a_wish, *diaries, **values):
    return [slot.start for slot in find_slots(a_wish, diaries, **values)]


class TestChoice:
    def test_the_soonest_where_all_are_free(self):
        busy = Diary("a", [Busy(at(0, 8), at(0, 15, 30))])
        assert starts(wish(), busy)[0] == at(1, 8)

    def test_a_meeting_may_begin_when_another_ends(self):
        busy = Diary("a", [Busy(at(0, 8), at(0, 9)), Busy(at(0, 10), at(0, 16))])
        assert starts(wish(), busy)[0] == at(0, 9)

    def test_directors_meet_around_noon_and_not_on_a_monday(self):
        noon = wish(avoided_weekdays=frozenset({0, 4}), preferred=NOON)
        assert starts(noon, Diary("a"))[0] == at(1, 11)

    def test_a_monday_is_better_than_somebody_missing(self):
        away = Diary("a", [Busy(at(1, 0), at(5, 0))])
        noon = wish(avoided_weekdays=frozenset({0, 4}), preferred=NOON)
        assert starts(noon, away)[0] == at(0, 11)

    def test_one_day_does_not_fill_the_list(self):
        assert starts(wish(), Diary("a"), limit=3) == [at(0, 8), at(1, 8), at(2, 8)]


class TestNoSlot:
    def test_the_notice_is_kept(self):
        assert starts(wish(earliest=at(2, 9, 10)), Diary("a"))[0] == at(2, 9, 15)

    def test_holidays_and_weekends_are_left_out(self):
        whole_may = Wish(HOUR, datetime(2026, 4, 30, 16), date(2026, 5, 4), OFFICE)
        assert starts(whole_may, Diary("a")) == [datetime(2026, 5, 4, 8)]

    def test_a_meeting_longer_than_the_day_has_none(self):
        assert starts(wish(length=9 * HOUR), Diary("a")) == []

    def test_a_meeting_ends_before_the_host_closes(self):
        rows = starts(wish(days=1), Diary("a"), limit=99, a_day=99)
        assert rows[-1] == at(0, 15)

    def test_nobody_to_come_is_an_error(self):
        with pytest.raises(ValueError, match="Nobody"):
            find_slots(wish(), [])

    def test_no_length_is_an_error(self):
        with pytest.raises(ValueError, match="length"):
            find_slots(wish(length=timedelta(0)), [Diary("a")])


class TestMissing:
    def test_who_is_needed_weighs_more_than_two_who_are_not(self):
        monday = Busy(at(0, 0), at(1, 0))
        tuesday = Busy(at(1, 0), at(2, 0))
        slots = find_slots(
            wish(days=2),
            [
                Diary("needed", [monday]),
                Diary("b", [tuesday], needed=False),
                Diary("c", [tuesday], needed=False),
            ],
        )
        assert slots[0].start == at(1, 8)
        assert slots[0].missing == (("b", "busy"), ("c", "busy"))
        assert slots[1].missing == (("needed", "busy"),)

    def test_out_of_the_hours_of_the_institution_it_is_closed(self):
        school = Diary("school", hours={0: ((time(8), time(12)),)})
        slot = find_slots(wish(earliest=at(0, 12), days=1), [school])[0]
        assert slot.missing == (("school", "closed"),)

    def test_the_way_from_the_meeting_before_is_allowed_for(self):
        busy = [Busy(at(0, 8), at(0, 9), "Kolno")]
        far = Diary("a", busy, way=timedelta(minutes=40))
        assert starts(wish(days=1, place="Brusy"), far)[0] == at(0, 9, 45)
        assert starts(wish(days=1, place=" kolno"), far)[0] == at(0, 9)
        tight = wish(days=1, place="Brusy", earliest=at(0, 9), length=7 * HOUR)
        assert find_slots(tight, [far])[0].missing == (("a", "way"),)


# --- against a search that looks at every moment ----------------------------------


# Every five minutes from midnight before the first day are a bit of a whole number.
BIT = timedelta(minutes=5)


def brute_force(a_wish, diaries):
    """Return the best slot, found by looking at everything anew for each start."""
    best = None
    polish = holidays.country_holidays("PL", years=[2026, 2027])
    midnight = datetime.combine(a_wish.earliest.date(), time(0))
    shut = [
        (
            diary,
            blocked([*busy, *closed, *ways], a_wish, midnight),
            blocked(busy, a_wish, midnight),
            blocked(closed, a_wish, midnight),
        )
        for diary in diaries
        for busy, closed, ways in [spans_of(diary, a_wish, midnight)]
    ]
    quarters = [midnight + timedelta(minutes=15 * number) for number in range(96)]
    moments = {
        weekday: [q.time() for q in quarters if fits(a_wish, weekday, q.time())]
        for weekday in range(5)
    }
    day = midnight.date()
    while day <= a_wish.until:
        if day.weekday() >= 5 or day in polish:
            day += timedelta(days=1)
            continue
        for moment in moments[day.weekday()]:
            start = datetime.combine(day, moment)
            if start < a_wish.earliest:
                continue
            bit = (start - midnight) // BIT
            missing = [
                (diary, busy[bit] == "1", closed[bit] == "1")
                for diary, anything, busy, closed in shut
                if anything[bit] == "1"
            ]
            cost = (
                sum(diary.needed for diary, _busy, _closed in missing),
                len(missing),
                day.weekday() in a_wish.avoided_weekdays,
                minutes_off(a_wish.preferred, start, start + a_wish.length),
                start,
            )
            if best is None or cost < best[0]:
                best = (
                    cost,
                    [
                        (diary.key, "busy" if busy else "closed" if closed else "way")
                        for diary, busy, closed in missing
                    ],
                )
        day += timedelta(days=1)
    return best


def fits(a_wish, weekday, moment):
    start = datetime.combine(MONDAY, moment)
    return any(
        opens <= moment
        and start + a_wish.length <= datetime.combine(MONDAY, closes)
        and (start - datetime.combine(MONDAY, opens)) % a_wish.step == timedelta(0)
        for opens, closes in a_wish.hours.get(weekday, ())
    )


def blocked(spans, a_wish, midnight):
    """Return a digit for each bit: "1" where a meeting that begins there meets one."""
    taken = 0
    for span in spans:
        first = max((span.start - midnight) // BIT, 0)
        last = -((midnight - span.end) // BIT)
        if first < last:
            taken |= (1 << last) - (1 << first)
    starts = 0
    for bit in range(a_wish.length // BIT):
        starts |= taken >> bit
    days = (a_wish.until - midnight.date()).days + 1
    return f"{starts:0{days * 288}b}"[::-1]


def spans_of(diary, a_wish, midnight):
    """Return what stands in the diary, when its institution is closed, and the ways."""
    closed = []
    day = midnight
    while diary.hours is not None and day.date() <= a_wish.until:
        closes = day
        for opens, until in diary.hours.get(day.weekday(), ()):
            closed.append(Busy(closes, datetime.combine(day, opens)))
            closes = datetime.combine(day, until)
        day += timedelta(days=1)
        closed.append(Busy(closes, day))
    ways = [
        Busy(busy.start - way, busy.end + way)
        for busy in diary.busy
        for way in [timedelta(0) if busy.place == a_wish.place else diary.way]
    ]
    return diary.busy, closed, ways


def minutes_off(preferred, start, end):
    if not preferred:
        return 0
    first = preferred[0].hour * 60
    last = preferred[1].hour * 60
    begin = start.hour * 60 + start.minute
    finish = end.hour * 60 + end.minute
    return max(first - begin, 0) + max(finish - last, 0)


def generate(seed, people=15, days=60):
    """Return a wish and the diaries of busy people, always the same for one seed."""
    chance = random.Random(seed)
    first = MONDAY + timedelta(days=chance.randrange(300))

    def moment():
        day = first + timedelta(days=chance.randrange(days))
        return datetime.combine(day, time(chance.randrange(7, 17))) + timedelta(
            minutes=chance.choice((0, 10, 15, 30, 45))
        )

    diaries = []
    for key in range(people):
        busy = []
        for _number in range(chance.randrange(10, 120)):
            begin = moment()
            length = timedelta(minutes=chance.choice((15, 30, 60, 90, 240, 600)))
            busy.append(Busy(begin, begin + length, chance.choice(("", "A", "B"))))
        hours = None
        if chance.random() < 0.5:
            opens = chance.randrange(7, 10)
            hours = {
                day: ((time(opens), time(opens + chance.randrange(4, 9))),)
                for day in range(5)
                if chance.random() < 0.9
            }
        diaries.append(
            Diary(
                key,
                tuple(busy),
                hours,
                needed=chance.random() < 0.6,
                way=timedelta(minutes=chance.choice((0, 0, 20, 45))),
            )
        )
    a_wish = Wish(
        length=timedelta(minutes=chance.choice((30, 45, 60, 90, 120))),
        earliest=datetime.combine(first, time(0)) + HOUR * chance.randrange(200),
        until=first + timedelta(days=days - 1),
        hours=OFFICE,
        place="A",
        avoided_weekdays=frozenset(chance.sample(range(5), chance.randrange(3))),
        preferred=chance.choice((None, (time(11), time(14)), (time(14), time(16)))),
    )
    return a_wish, diaries


@pytest.mark.parametrize("part", range(20))
def test_a_thousand_diaries_give_the_slot_of_the_brute_search(part):
    for seed in range(part * 50, part * 50 + 50):
        a_wish, diaries = generate(seed)
        expected = brute_force(a_wish, diaries)
        found = find_slots(a_wish, diaries, limit=1)
        if expected is None:
            assert found == [], seed
            continue
        cost, missing = expected
        slot = found[0]
        assert isinstance(slot, Slot)
        assert (
            slot.needed_missing,
            slot.missing_count,
            slot.avoided,
            slot.off_minutes,
            slot.start,
        ) == cost, seed
        assert list(slot.missing) == missing, seed
