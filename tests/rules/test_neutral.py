"""A text for outsiders names no family."""

import pytest

from rules.neutral import names_family


@pytest.mark.parametrize(
    "text",
    [
        "Pani Kowalska czeka",
        "Dla Kowalskiej i jej dzieci",
        "rodzina KOWALSKICH",
        "z panem kowalskim",
    ],
)
def test_a_surname_is_found_in_every_case(text):
    assert names_family(text, ["Kowalska"])


def test_one_part_of_a_double_surname_is_enough():
    assert names_family("Pani Nowak prosi", ["Zych-Nowakowska", "Nowak"])
    assert names_family("Pani Zawadzka", ["Lis-Zawadzka"])


def test_a_text_without_the_family_is_neutral():
    assert not names_family("W gminie brakuje terapii rodzin.", ["Kowalska"])


def test_a_surname_inside_another_word_is_no_surname():
    assert not names_family("nieznowakowany", ["Nowak"])


def test_a_surname_too_short_to_tell_is_left_alone():
    assert not names_family("Lista spraw", ["Lis"])


def test_numbers_are_found_however_they_are_written():
    assert names_family("tel. 600-097 777", numbers=["600097777"])
    assert not names_family("w roku 2026", numbers=["2026"])
    assert not names_family("tel. 600 111 222", numbers=["600097777"])


def test_nothing_is_found_in_nothing():
    assert not names_family("", [], [])
