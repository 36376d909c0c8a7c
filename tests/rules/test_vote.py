"""Which date wins the vote."""

from datetime import datetime

import pytest

from rules.vote import Ballot, rank

MONDAY, TUESDAY, WEDNESDAY = (datetime(2027, 3, day, 9) for day in (1, 2, 3))


def ballot(start, **answers):
    return Ballot(start, start, answers)


@pytest.mark.parametrize(
    ("ballots", "needed", "expected"),
    [
        pytest.param(
            [ballot(MONDAY, a="yes"), ballot(TUESDAY, a="yes", b="yes")],
            (),
            TUESDAY,
            id="more who can",
        ),
        pytest.param(
            [
                ballot(MONDAY, a="yes", b="yes", c="yes", head="no"),
                ballot(TUESDAY, a="maybe", head="maybe", b="no", c="no"),
            ],
            ("head",),
            TUESDAY,
            id="somebody needed refuses",
        ),
        pytest.param(
            [ballot(MONDAY, a="yes", b="no"), ballot(TUESDAY, a="maybe", b="maybe")],
            (),
            TUESDAY,
            id="if need be is better than not",
        ),
        pytest.param(
            [ballot(MONDAY, a="maybe", b="yes"), ballot(TUESDAY, a="yes", b="yes")],
            (),
            TUESDAY,
            id="gladly is better than if need be",
        ),
        pytest.param(
            [ballot(WEDNESDAY, a="yes"), ballot(TUESDAY, a="yes")],
            (),
            TUESDAY,
            id="the sooner of equals",
        ),
        pytest.param(
            [ballot(MONDAY), ballot(TUESDAY, a="yes")],
            ("b",),
            TUESDAY,
            id="silence is no answer",
        ),
    ],
)
def test_the_answers_choose(ballots, needed, expected):
    assert rank(ballots, frozenset(needed))[0] == expected
    assert rank(reversed(ballots), frozenset(needed))[0] == expected


def test_no_date_is_lost():
    ballots = [ballot(day, a="no") for day in (WEDNESDAY, MONDAY, TUESDAY)]
    assert rank(ballots) == [MONDAY, TUESDAY, WEDNESDAY]
