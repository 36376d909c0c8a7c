"""Opening hours are read as offices write them."""

from datetime import time

import pytest

from rules.opening_hours import Unreadable, read_hours

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


def span(begin, end):
    return ((time(*begin), time(*end)),)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("pn.-pt. 7:30-15:30", [0, 1, 2, 3, 4]),
        ("pn.–pt. 7.30–15.30", [0, 1, 2, 3, 4]),
        ("Poniedziałek - piątek 7:30 - 15:30", [0, 1, 2, 3, 4]),
        ("od poniedziałku do piątku w godz. od 7:30 do 15:30", [0, 1, 2, 3, 4]),
        ("wtorek i czwartek 7:30-15:30", [1, 3]),
        ("śr. 7:30-15:30", [2]),
        ("sr, sob, niedziela: 7:30-15:30", [2, 5, 6]),
    ],
)
def test_days_in_many_spellings(text, days):
    assert read_hours(text) == dict.fromkeys(days, span((7, 30), (15, 30)))


def test_a_day_named_again_has_its_own_hours():
    hours = read_hours("pn.-pt. 8-16, śr. 10-18")
    assert hours[WEDNESDAY] == span((10,), (18,))
    assert hours[THURSDAY] == span((8,), (16,))


def test_until_a_later_hour_begins_as_the_day_does():
    assert read_hours("pn.–pt. 7:30–15:30, wt. do 17:00")[TUESDAY] == span(
        (7, 30), (17,)
    )


def test_a_break_at_noon():
    assert read_hours("pn. 8-12 i 13-17") == {
        MONDAY: ((time(8), time(12)), (time(13), time(17)))
    }


def test_nothing_written_is_nothing_known():
    with pytest.raises(Unreadable):
        read_hours("")


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("całodobowo", "całodobowo"),
        ("8-16", "8"),
        ("pn. 16-8", "pn. 16-8"),
        ("pn. 8", "pn. 8"),
        ("pn. 25-26", "25"),
        ("pn. do 17", "17"),
        ("pn. 8-16, wt.", "pn. 8-16, wt."),
        ("pn. 8-16 lub wg umowy", "lub"),
    ],
)
def test_what_makes_no_sense_is_named(text, spot):
    with pytest.raises(Unreadable) as error:
        read_hours(text)
    assert error.value.args[0] == spot


def test_until_midnight():
    assert read_hours("pt. 18-24") == {FRIDAY: ((time(18), time.max),)}
