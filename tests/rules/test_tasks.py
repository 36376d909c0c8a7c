"""Barriers, dates outside the plan, and the same help from two institutions."""

from datetime import date

import pytest

from rules.tasks import (
    Help,
    alike,
    barrier_is_open,
    duplicates,
    not_asked,
    outside_period,
)

MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("state", "solution", "is_open"),
    [
        ("", "", False),
        ("none", "", False),
        ("open", "", True),
        ("open", "może sąsiad", True),
        ("solved", "", True),
        ("solved", "  ", True),
        ("solved", "wozi OPS", False),
    ],
)
def test_a_barrier_is_open_until_somebody_solves_it(state, solution, is_open):
    assert barrier_is_open(state, solution) is is_open


@pytest.mark.parametrize(
    ("place", "state", "expected"),
    [
        ("institution", "", True),
        ("other", "", True),
        ("institution", "none", False),
        ("home", "", False),
        ("online", "", False),
        ("", "", False),
    ],
)
def test_the_way_is_asked_for_where_somebody_goes_out(place, state, expected):
    assert not_asked(place, state) is expected


@pytest.mark.parametrize(
    ("begin", "end", "outside"),
    [
        (MARCH, JUNE, False),
        (None, date(2026, 4, 1), False),
        (date(2026, 2, 28), JUNE, True),
        (MARCH, date(2026, 7, 1), True),
        (None, date(2026, 2, 1), True),
        (None, None, False),
    ],
)
def test_dates_outside_the_plan(begin, end, outside):
    assert outside_period(begin, end, MARCH, JUNE) is outside


def test_a_plan_without_dates_has_no_outside():
    assert not outside_period(MARCH, JUNE, None, None)


class TestAlike:
    def test_endings_of_words_do_not_matter(self):
        assert alike("Rozmowa z wychowawcą Antka", "Rozmowy z wychowawczynią Antka")

    def test_other_things_are_not_alike(self):
        assert not alike("Rozmowa z wychowawcą", "Wizyta u lekarza rodzinnego")

    def test_one_word_in_common_says_nothing(self):
        assert not alike("Rozmowa", "Rozmowa")


class TestDuplicates:
    def test_the_same_words_under_one_goal(self):
        helps = [
            Help("a", 1, "Pomoc w odrabianiu lekcji", goal=7),
            Help("b", 2, "Pomoc przy odrabianiu lekcji", goal=7),
        ]
        assert duplicates(helps) == [("a", "b", "words")]

    def test_one_institution_repeats_itself_freely(self):
        helps = [Help(key, 1, "Pomoc w lekcjach", goal=7) for key in "ab"]
        assert duplicates(helps) == []

    def test_another_goal_is_another_matter(self):
        helps = [Help(key, key, "Pomoc w lekcjach", goal=key) for key in (1, 2)]
        assert duplicates(helps) == []

    def test_the_same_kind_of_service_for_the_same_person(self):
        helps = [
            Help("a", 1, "Rozmowy", person=3, kind="psychology"),
            Help("b", 2, "Terapia Antka", person=3, kind="psychology"),
            Help("c", 2, "Terapia mamy", person=4, kind="psychology"),
            Help("d", 5, "Co innego", person=3, kind="law"),
        ]
        assert duplicates(helps) == [("a", "b", "kind")]

    def test_without_goal_and_kind_words_are_not_compared(self):
        helps = [Help(key, key, "Pomoc w odrabianiu lekcji") for key in (1, 2)]
        assert duplicates(helps) == []
