"""Who descends from whom: circles and doubtful ages."""

from datetime import date

import pytest

from rules.kinship import age_on, doubtful_parent, find_circle


class TestCircle:
    @pytest.mark.parametrize(
        "child_of",
        [{}, {1: [2], 2: [3]}, {1: [2, 3], 2: [4], 3: [4]}, {1: [3], 2: [3]}],
    )
    def test_a_family_tree_has_none(self, child_of):
        assert find_circle(list(child_of), child_of) == []

    @pytest.mark.parametrize(
        ("child_of", "circle"),
        [
            ({1: [1]}, [1, 1]),
            ({1: [2], 2: [1]}, [1, 2, 1]),
            ({0: [1], 1: [2], 2: [3], 3: [1]}, [1, 2, 3, 1]),
        ],
    )
    def test_nobody_is_his_own_ancestor(self, child_of, circle):
        assert find_circle(list(child_of), child_of) == circle

    def test_a_long_line_is_walked_to_its_end(self):
        child_of = {n: [n + 1] for n in range(5000)}
        assert find_circle([0], child_of) == []
        child_of[5000] = [0]
        assert len(find_circle([0], child_of)) == 5002


class TestAges:
    def test_years_are_whole(self):
        assert age_on(date(2000, 5, 2), date(2010, 5, 1)) == 9
        assert age_on(date(2000, 5, 2), date(2010, 5, 2)) == 10

    @pytest.mark.parametrize(
        ("born", "died", "child", "doubt"),
        [
            (date(1980, 1, 1), None, date(2000, 1, 1), None),
            (date(1990, 1, 1), None, date(2000, 1, 1), "age"),
            (date(2000, 1, 1), None, date(1990, 1, 1), "age"),
            (date(1980, 1, 1), date(2000, 1, 1), date(2000, 9, 1), None),
            (date(1980, 1, 1), date(2000, 1, 1), date(2001, 9, 1), "death"),
            (None, None, date(2000, 1, 1), None),
            (date(1980, 1, 1), None, None, None),
        ],
    )
    def test_what_can_hardly_be_is_said(self, born, died, child, doubt):
        assert doubtful_parent(born, died, child) == doubt
