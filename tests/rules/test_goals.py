"""Gentle hints on the wording of goals."""

from datetime import date, timedelta

import pytest

from rules.goals import goal_hints, official_words, share_percent

TODAY = date(2026, 3, 11)
SOON = TODAY + timedelta(days=60)


def hints(text, measure="Widać to w dzienniku", last_day=SOON):
    return goal_hints(text, measure, last_day, TODAY)


class TestGoodGoal:
    def test_a_plain_goal_gets_no_hint(self):
        assert hints("Antek chodzi do szkoły codziennie") == []

    def test_a_number_in_the_goal_is_a_measure(self):
        assert hints("Antek opuszcza najwyżej 2 dni w miesiącu", measure="") == []


class TestHints:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Mama " + "bardzo " * 20 + "odpoczywa", "long"),
            ("Wzrost kompetencji rodziny", "official"),
            ("Mama pracuje oraz tata pracuje", "several"),
            ("Mama pracuje; tata odpoczywa", "several"),
            ("Mama pracuje. Tata odpoczywa.", "several"),
        ],
    )
    def test_each_is_told(self, text, code):
        assert hints(text) == [code]

    def test_twenty_words_are_not_too_long(self):
        assert hints("słowo " * 20) == []

    def test_and_within_one_thing_is_one_thing(self):
        assert hints("Mama i tata odpoczywają") == []

    def test_a_goal_without_a_measure(self):
        assert hints("W domu jest spokojnie", measure="  ") == ["no_measure"]

    def test_a_goal_without_a_date(self):
        assert hints("W domu jest spokojnie", last_day=None) == ["no_date"]

    def test_half_a_year_is_near_and_a_day_more_is_far(self):
        for days, codes in ((183, []), (184, ["far"])):
            assert hints("Spokój", last_day=TODAY + timedelta(days=days)) == codes

    def test_several_are_told_in_the_order_in_which_to_mend(self):
        assert hints("Aktywizacja; Integracja", "", None) == [
            "official",
            "several",
            "no_measure",
            "no_date",
        ]


def test_official_words_are_told_as_they_stand_and_once():
    text = "Realizacja deficytów, realizacji i Realizacja"
    assert official_words(text) == ["Realizacja", "deficytów", "realizacji"]


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(0, 0, 0), (1, 3, 33), (2, 3, 67), (5, 5, 100)]
)
def test_share_in_whole_per_cent(part, whole, percent):
    assert share_percent(part, whole) == percent
