"""The road of a case."""

from dataclasses import fields, replace

import pytest

from rules.stages import STAGES, CaseFacts, missing_for, next_stage

NOTHING = CaseFacts()
EVERYTHING = CaseFacts(
    needs=1,
    team_members=1,
    goals=1,
    main_goal=True,
    plan_signed=True,
    reports=1,
    evaluation_begun=True,
    decided_to_close=True,
)
NEEDED = {
    "diagnosis": [],
    "goals": ["needs"],
    "plan": ["needs", "team_members", "main_goal", "goals"],
    "work": ["plan_signed"],
    "monitoring": ["plan_signed", "reports"],
    "evaluation": ["evaluation_begun"],
    "closed": ["decided_to_close"],
}


def test_the_stages_stand_in_the_order_of_the_handbook():
    assert list(STAGES) == list(NEEDED)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_names_everything_that_is_missing(stage):
    assert missing_for(stage, NOTHING) == NEEDED[stage]


@pytest.mark.parametrize("stage", STAGES)
def test_nothing_is_missing_when_everything_is_on_record(stage):
    assert missing_for(stage, EVERYTHING) == []


@pytest.mark.parametrize("stage", STAGES)
def test_each_missing_fact_is_named_and_no_other(stage):
    for field in fields(CaseFacts):
        facts = replace(EVERYTHING, **{field.name: field.default})
        expected = [field.name] if field.name in NEEDED[stage] else []
        assert missing_for(stage, facts) == expected


def test_a_family_may_resign_before_there_is_a_plan():
    resigned = CaseFacts(evaluation_begun=True, decided_to_close=True)
    assert missing_for("closed", resigned) == []


def test_an_unknown_stage_is_an_error():
    with pytest.raises(KeyError):
        missing_for("archived", EVERYTHING)


def test_the_road_leads_through_every_stage_once():
    road = [STAGES[0]]
    while following := next_stage(road[-1]):
        road.append(following)
    assert road == list(STAGES)


def test_there_is_nothing_after_closing():
    assert next_stage("closed") is None


def test_an_unknown_stage_is_nowhere_on_the_road():
    with pytest.raises(ValueError, match="not in"):
        next_stage("archived")


def test_facts_do_not_change():
    with pytest.raises(AttributeError):
        NOTHING.needs = 3
