"""Visitors of a family in a week."""

from datetime import date

from rules.contacts import count_visitors, week_start


def test_a_week_begins_on_monday():
    assert week_start(date(2026, 11, 22)) == date(2026, 11, 16)
    assert week_start(date(2026, 11, 23)) == date(2026, 11, 23)


def test_an_institution_counts_once_however_often_it_comes():
    assert count_visitors([("OPS", False), ("OPS", False), ("Szkoła", False)]) == 2


def test_joint_visits_are_one_visitor():
    assert count_visitors([("OPS", True), ("Szkoła", True), ("PCPR", False)]) == 2
    assert count_visitors([("OPS", True), ("OPS", False)]) == 2


def test_nobody_came():
    assert count_visitors([]) == 0
