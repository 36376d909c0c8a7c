"""The scenarios keep to the minutes of the handbook."""

import pytest

from rules.scenarios import AGENDA, is_presentation, minutes_of, scenario_of


@pytest.mark.parametrize(
    ("kind", "longest"), [("authorities", 50), ("partnership", 120), ("working", 120)]
)
def test_the_points_fit_into_the_longest_meeting(kind, longest):
    assert minutes_of(kind) <= longest


def test_the_diagnosis_takes_a_quarter_of_an_hour_and_the_model_ten_minutes():
    points = dict(AGENDA["partnership"])
    assert (points["diagnosis"], points["model"]) == (15, 10)


@pytest.mark.parametrize(
    ("deciders", "awaited", "presentation"),
    [(0, 0, True), (1, 0, True), (2, 0, False), (1, 1, False), (0, 1, True)],
)
def test_without_enough_people_who_decide_it_is_a_presentation(
    deciders, awaited, presentation
):
    assert is_presentation(deciders, awaited, needed=2) is presentation


def test_only_the_partnership_has_another_scenario_after_its_agreement():
    assert scenario_of("partnership", agreed=True) == "working"
    assert scenario_of("partnership", agreed=False) == "partnership"
    assert scenario_of("authorities", agreed=True) == "authorities"
