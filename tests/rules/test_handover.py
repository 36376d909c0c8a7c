import pytest

from rules.handover import Successor, handover_warnings


@pytest.mark.parametrize(
    ("needs", "delegated", "login", "on_team", "codes"),
    [
        (True, True, True, False, ()),
        (True, False, True, False, ("no_delegation",)),
        (True, False, True, True, ()),
        (False, False, True, False, ()),
        (True, True, False, False, ("no_login",)),
        (True, False, False, False, ("no_delegation", "no_login")),
    ],
)
def test_a_successor_has_a_delegation_and_a_login(
    needs, delegated, login, on_team, codes
):
    assert (
        handover_warnings(Successor(needs, delegated, login, on_team, False)) == codes
    )


def test_one_case_more_than_the_model_advises_is_to_be_considered():
    full = Successor(False, True, True, False, at_limit=True)
    assert handover_warnings(full) == ("overloaded",)
    assert handover_warnings(full._replace(on_team=True)) == ()
