import pytest

from rules.workload import caseload_limit, is_overloaded


@pytest.mark.parametrize(
    ("cases", "blue_cards", "over"),
    [
        (0, 0, False),
        (20, 0, False),
        (21, 0, True),
        (17, 1, False),
        (18, 1, True),
        (18, 18, True),
    ],
)
def test_twenty_families_or_seventeen_with_violence_among_them(cases, blue_cards, over):
    assert is_overloaded(cases, blue_cards, 20, 17) is over


def test_a_blue_card_never_raises_the_limit():
    assert caseload_limit(1, 10, 17) == 10
