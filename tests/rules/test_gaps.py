"""Gaps that wait to be filled in are found; what a quotation leaves out is none."""

import pytest

from rules.gaps import find_gaps


@pytest.mark.parametrize(
    "text",
    ["Punkt nr … otrzymuje brzmienie.", "z siedzibą w ......", "nr ___", "……………"],
)
def test_dots_and_lines_in_a_row_are_gaps(text):
    assert find_gaps(text) == [text]


@pytest.mark.parametrize(
    "text",
    ["", None, "Dzieci (…) uczą się.", "Ustawa [...] z 2004 r.", "Koniec. Tak."],
)
def test_what_is_left_out_of_a_quotation_is_no_gap(text):
    assert find_gaps(text) == []


def test_gaps_close_together_are_one_place_and_others_stand_alone():
    text = (
        "1. Punkt nr … otrzymuje brzmienie: „…”. 2. Pozostałe punkty porozumienia "
        "zostają bez zmian, a strony spotkają się dnia ……… w urzędzie gminy."
    )
    first, second = find_gaps(text)
    assert first.startswith("1. Punkt nr … otrzymuje brzmienie: „…”")
    assert "spotkają się dnia ……… w urzędzie" in second


def test_no_word_around_a_gap_is_cut():
    (place,) = find_gaps("Instytucja wyznacza przedstawicielkę w osobie … do zespołu.")
    assert place == "w osobie … do zespołu."
