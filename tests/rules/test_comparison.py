"""Views side by side: differences are marked, agreement is not."""

import pytest

from rules.comparison import Rating, compare


def mark(*ratings, institutions=("ops", "school")):
    (row,) = compare([Rating(i, "debt", s) for i, s in ratings], institutions)
    return row.mark


class TestMarks:
    @pytest.mark.parametrize(
        ("ratings", "expected"),
        [
            ([("ops", 3), ("school", 3)], None),
            ([("ops", 3), ("school", 4)], "differs"),
            ([("ops", 1), ("school", 5)], "differs"),
            ([("ops", 3)], "alone"),
            ([("ops", None)], "alone"),
            ([("ops", 3), ("school", None)], None),
        ],
    )
    def test_what_is_worth_a_word(self, ratings, expected):
        assert mark(*ratings) == expected

    def test_a_single_institution_is_not_alone(self):
        assert mark(("ops", 3), institutions=("ops",)) is None


class TestRows:
    def test_topics_come_in_the_order_in_which_they_came_up(self):
        rows = compare([Rating("ops", t) for t in "bab"], ["ops"])
        assert [row.topic for row in rows] == ["b", "a"]

    def test_who_noted_a_topic_twice_counts_with_the_graver_rating(self):
        (row,) = compare(
            [Rating("ops", "debt", 2, "a"), Rating("ops", "debt", 4, "b")], ["ops"]
        )
        assert row.severities == {"ops": 4}
        assert row.notes == {"ops": "a; b"}

    def test_nobody_noted_anything(self):
        assert compare([], ["ops"]) == []
