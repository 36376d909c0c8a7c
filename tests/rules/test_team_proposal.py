from rules.team_proposal import propose_team

OFFERS = [
    ("debts", "OPS"),
    ("school", "school"),
    ("school", "library"),
    ("drinking", "commission"),
    ("debts", "school"),
    ("debts", "school"),
]


def test_who_answers_most_problems_comes_first():
    proposed, gaps = propose_team(["school", "debts"], OFFERS)
    assert list(proposed) == ["school", "library", "OPS"]
    assert proposed["school"] == ["school", "debts"]
    assert gaps == []


def test_a_problem_that_nobody_acts_on_is_a_gap():
    proposed, gaps = propose_team(["housing", "debts", "housing"], OFFERS)
    assert set(proposed) == {"OPS", "school"}
    assert gaps == ["housing"]


def test_without_problems_nobody_is_proposed():
    assert propose_team([], OFFERS) == ({}, [])


def test_without_offers_all_is_a_gap():
    assert propose_team(["debts"], []) == ({}, ["debts"])
