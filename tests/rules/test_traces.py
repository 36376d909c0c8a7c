"""What gives a person away is found, and names of others are covered."""

from datetime import date

import pytest

from rules.requests import answer_due
from rules.traces import cover, pairs, traces


def test_a_name_a_number_and_an_address_are_traces():
    assert traces("Anna", "Kłos", "85031412345", "600 100 200", "Polna 7") == {
        "Anna Kłos",
        "Kłos Anna",
        "anna klos",
        "85031412345",
        "600 100 200",
        "Polna 7",
    }


def test_what_many_bear_is_no_trace():
    assert traces("Anna", None, None, "997", "7") == set()


@pytest.mark.parametrize(
    "text, left",
    [
        ("Basia pomaga Zosi", "[…] pomaga Zosi"),
        ("o Basię, Basi i Basią", "o […], […] i […]"),
        ("Nowakowskiemu brak pracy", "[…] brak pracy"),
        ("Zosia Kłos i Basia Kłos", "Zosia Kłos i […] Kłos"),
        ("Zdziśka nie ma, Zdzisiek śpi", "[…] nie ma, […] śpi"),
        ("tel. 600 100 200 i 600-100-201", "tel. 600 100 200 i […]"),
        ("PESEL 85031412345", "PESEL […]"),
        ("Basia Nowakowska", "[…]"),
        ("sprawa 2026/0012, 12 zł, 2026-01-31", "sprawa 2026/0012, 12 zł, 2026-01-31"),
        ("", ""),
    ],
)
def test_names_of_others_are_covered(text, left):
    own = ["Zosia", "Kłos", "600100200"]
    others = ["Basia", "Kłos", "Nowakowska", "Zdzisiek"]
    assert cover(text, own, others) == left


def test_a_stranger_on_record_is_covered_by_both_names():
    assert pairs("Był Jan Wilk z nami") == {
        ("Był", "Jan"),
        ("Jan", "Wilk"),
        ("Wilk", "z"),
        ("z", "nami"),
    }
    assert cover("Był Jan Wilk, wilk zły", [], [], {("Jan", "Wilk")}) == (
        "Był […], wilk zły"
    )


@pytest.mark.parametrize(
    "received, extended, due",
    [
        (date(2026, 1, 12), False, date(2026, 2, 12)),
        (date(2026, 1, 31), False, date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2028, 1, 29), False, date(2028, 2, 29)),
        (date(2026, 4, 1), False, date(2026, 5, 4)),  # 1 May a holiday, then weekend
        (date(2026, 1, 12), True, date(2026, 4, 13)),  # 12 April is a Sunday
    ],
)
def test_an_answer_is_due_in_a_month_or_three(received, extended, due):
    assert answer_due(received, extended) == due
