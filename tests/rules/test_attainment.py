"""How far goals were reached, and what changed."""

from itertools import product

import pytest

from rules.attainment import GOAL_REACHED, attainment_percent, change

LEVELS = range(GOAL_REACHED + 1)


class TestAttainment:
    @pytest.mark.parametrize(
        ("levels", "percent"),
        [
            ([], 0),
            ([0], 0),
            ([2], 50),
            ([4], 100),
            ([3, 4], 88),
            ([1, 0, 0], 8),
            ([4, 4, 4], 100),
        ],
    )
    def test_the_mean_in_whole_per_cent(self, levels, percent):
        assert attainment_percent(levels) == percent

    def test_it_can_be_asked_of_anything_that_is_counted_once(self):
        assert attainment_percent(level for level in (2, 4)) == 75

    def test_a_hundred_means_that_every_goal_was_reached(self):
        for levels in product(LEVELS, repeat=3):
            percent = attainment_percent(levels)
            assert 0 <= percent <= 100
            assert (percent == 100) == (set(levels) == {GOAL_REACHED})


class TestChange:
    def test_lighter_needs_are_negative(self):
        assert change([(5, 2), (4, 3)]) == -2.0

    def test_graver_needs_are_positive(self):
        assert change([(1, 3)]) == 2.0

    def test_a_need_without_both_marks_is_left_out(self):
        assert change([(5, 3), (4, None), (None, 1)]) == -2.0

    @pytest.mark.parametrize("pairs", [[], [(None, None)], [(3, None)]])
    def test_nothing_to_compare_is_no_change(self, pairs):
        assert change(pairs) == 0.0

    def test_looking_the_other_way_round_turns_the_sign(self):
        for pairs in product(product(range(1, 6), repeat=2), repeat=2):
            back = [(after, before) for before, after in pairs]
            assert change(pairs) == -change(back)
