"""The scenarios keep to the minutes of the handbook."""

import pytest

from rules.scenarios import AGENDA, is_presentation


@pytest.mark.parametrize(
    ("kind", "longest"), [("authorities", 50), ("partnership", 120)]
)
def test_the_points_fit_into_the_longest_meeting(kind, longest):
    assert sum(minutes for _code, minutes in AGENDA[kind]) <= longest


def test_the_diagnosis_takes_a_quarter_of_an_hour_and_the_model_ten_minutes():
    points = dict(AGENDA["partnership"])
    assert (points["diagnosis"], points["model"]) == (15, 10)


@pytest.mark.parametrize(
    ("deciders", "presentation"), [(0, True), (1, True), (2, False)]
)
def test_without_enough_people_who_decide_it_is_a_presentation(deciders, presentation):
    assert is_presentation(deciders, needed=2) is presentation
