"""The genogram: generations in rows, the oldest on the left, no overlaps."""

import random
from datetime import date
from xml.etree import ElementTree

import pytest

from rules.drawing import Path
from rules.genogram import (
    COLUMN,
    RADIUS,
    Person,
    Tie,
    arrange,
    connect,
    draw,
    draw_symbol,
    trace,
)


def person(key, year=None, **values):
    return Person(key, (str(key),), born=year and date(year, 1, 1), **values)


def family():
    """Grandparents, a couple with three children, the father's sister."""
    persons = [
        person("mother", 1988, sex="female"),
        person("father", 1985, sex="male"),
        person("aunt", 1983, sex="female"),
        person("grandmother", 1960, sex="female"),
        person("grandfather", 1957, sex="male"),
        person("small", 2020),
        person("big", 2010),
        person("middle", 2015),
    ]
    ties = [
        Tie("married", "mother", "father"),
        Tie("married", "grandfather", "grandmother"),
        *(Tie("parent", p, "mother") for p in ("grandmother", "grandfather")),
        *(
            Tie("parent", p, c)
            for c in ("small", "big", "middle")
            for p in ("mother", "father")
        ),
        Tie("sibling", "aunt", "father"),
    ]
    return persons, ties


class TestRows:
    def test_each_generation_has_its_row(self):
        rows = arrange(*family()).rows
        assert {rows[k] for k in ("grandmother", "grandfather")} == {0}
        assert {rows[k] for k in ("mother", "father", "aunt")} == {1}
        assert {rows[k] for k in ("small", "big", "middle")} == {2}

    def test_who_comes_by_marriage_stands_beside_the_partner(self):
        persons = [person(k) for k in ("old", "young", "partner", "in-law")]
        ties = [
            Tie("parent", "old", "young"),
            Tie("partners", "young", "partner"),
            Tie("parent", "in-law", "partner"),
        ]
        rows = arrange(persons, ties).rows
        assert rows["young"] == rows["partner"] == 1
        assert rows["old"] == rows["in-law"] == 0

    def test_a_guardian_stands_above(self):
        rows = arrange([person(1), person(2)], [Tie("guardian", 1, 2)]).rows
        assert rows == {1: 0, 2: 1}

    def test_who_is_tied_to_nobody_stands_among_those_of_like_age(self):
        persons, ties = family()
        persons += [person("lodger", 1986), person("baby", 2022, child=True)]
        rows = arrange(persons, ties).rows
        assert (rows["lodger"], rows["baby"]) == (1, 2)

    def test_before_any_tie_is_noted_children_stand_below_adults(self):
        rows = arrange([person(1), person(2, child=True)], []).rows
        assert rows == {1: 0, 2: 1}


class TestColumns:
    def test_children_stand_by_birth_the_oldest_on_the_left(self):
        columns = arrange(*family()).columns
        assert columns["big"] < columns["middle"] < columns["small"]

    def test_children_without_a_date_come_last(self):
        persons = [person("mother"), person("unknown"), person("known", 2010)]
        ties = [Tie("parent", "mother", k) for k in ("unknown", "known")]
        columns = arrange(persons, ties).columns
        assert columns["known"] < columns["unknown"]

    def test_partners_stand_next_to_one_another_the_man_on_the_left(self):
        columns = arrange(*family()).columns
        assert columns["mother"] - columns["father"] == 1

    def test_parents_stand_over_the_middle_of_their_children(self):
        columns = arrange(*family()).columns
        middle = (columns["big"] + columns["small"]) / 2
        assert abs((columns["mother"] + columns["father"]) / 2 - middle) <= 0.5

    def test_somebody_with_two_partners_stands_between_them(self):
        persons = [person(k, sex="female") for k in ("first", "second")]
        persons.insert(0, person("he", sex="male"))
        ties = [Tie("divorced", "he", "first"), Tie("married", "second", "he")]
        columns = arrange(persons, ties).columns
        assert columns["he"] == (columns["first"] + columns["second"]) / 2


class TestUnions:
    def test_two_parents_of_a_child_hang_together_whatever_they_are(self):
        persons = [person(k) for k in "abc"]
        layout = arrange(persons, [Tie("parent", "a", "c"), Tie("parent", "b", "c")])
        assert layout.couples == {("a", "b"): "parents"}
        assert [u.parents for u in layout.unions] == [("a", "b")]

    def test_children_of_two_marriages_hang_from_each(self):
        persons = [person(k) for k in ("he", "first", "second", "old", "new")]
        ties = [
            Tie("divorced", "he", "first"),
            Tie("married", "he", "second"),
            *(Tie("parent", p, "old") for p in ("he", "first")),
            *(Tie("parent", p, "new") for p in ("second", "he")),
        ]
        unions = {
            frozenset(u.parents): u.children for u in arrange(persons, ties).unions
        }
        assert unions == {
            frozenset({"he", "first"}): ["old"],
            frozenset({"he", "second"}): ["new"],
        }

    def test_siblings_whose_parents_are_noted_need_no_line_of_their_own(self):
        persons, ties = family()
        count = len(arrange(persons, ties).unions)
        ties.append(Tie("sibling", "big", "small"))
        assert len(arrange(persons, ties).unions) == count

    def test_what_contradicts_the_generations_is_drawn_straight(self):
        persons = [person(1), person(2)]
        ties = [Tie("parent", 1, 2), Tie("married", 1, 2), Tie("parent", 2, 1)]
        assert [t.kind for t in arrange(persons, ties).loose] == ["parent", "married"]

    def test_ties_with_people_who_are_not_there_are_left_out(self):
        assert not arrange([person(1)], [Tie("parent", 1, 2)]).unions


class TestNoOverlap:
    @pytest.mark.parametrize("seed", range(120))
    def test_everybody_has_a_place_of_his_own(self, seed):
        chance = random.Random(seed)
        count = chance.randint(1, 24)
        persons = [
            person(k, chance.choice([None, chance.randint(1930, 2024)]))
            for k in range(count)
        ]
        kinds = ("parent", "parent", "parent", "married", "sibling", "guardian")
        ties = [
            Tie(chance.choice(kinds), chance.randrange(count), chance.randrange(count))
            for _ in range(chance.randint(0, 30))
        ]
        ties = [tie for tie in ties if tie.first != tie.second]
        layout = arrange(persons, ties)
        places = sorted((layout.rows[k], layout.columns[k]) for k in range(count))
        assert len(places) == count
        for (row, column), (next_row, next_column) in zip(
            places, places[1:], strict=False
        ):
            assert row != next_row or next_column - column >= 1
        for union in layout.unions:
            for parent in union.parents:
                for child in union.children:
                    assert layout.rows[parent] < layout.rows[child]
        for first, second in layout.couples:
            assert layout.rows[first] == layout.rows[second]
        drawing = draw(persons, ties)
        ElementTree.fromstring(drawing.to_svg("x"))
        for shape in drawing.shapes:
            for x, y in getattr(shape, "points", ()):
                assert 0 <= x <= drawing.width
                assert 0 <= y <= drawing.height


class TestHousehold:
    def test_it_encloses_who_lives_together_and_nobody_else(self):
        assert trace({(0, 0), (1, 0)}) == [[(0, 0), (2, 0), (2, 1), (0, 1)]]

    def test_it_goes_round_who_lives_elsewhere(self):
        inside, outside = {(0, 0), (1, 0), (4, 0), (5, 0), (4, 1)}, {(2, 0), (3, 0)}
        cells = connect(inside, outside)
        assert inside <= cells
        assert not cells & outside
        assert len(trace(cells)) == 1

    def test_who_cannot_be_reached_has_a_line_apart(self):
        cells = connect({(0, 0), (2, 0)}, {(1, 0)})
        assert len(trace(cells)) == 2

    def test_cells_that_touch_at_a_corner_have_two_lines(self):
        assert len(trace({(0, 0), (1, 1)})) == 2

    def test_the_dead_and_those_elsewhere_are_left_out(self):
        persons = [person(1), person(2, dead=True), person(3, elsewhere=True)]
        drawing = draw(persons, [])
        (frame,) = (s for s in drawing.shapes if getattr(s, "kind", "") == "household")
        width = max(x for x, _y in frame.points) - min(x for x, _y in frame.points)
        assert width == COLUMN - 10


class TestSymbols:
    def shapes(self, **values):
        return draw_symbol(50, 50, RADIUS, Person(1, **values))

    def names(self, **values):
        return [type(shape).__name__ for shape in self.shapes(**values)]

    def test_a_square_a_circle_and_a_diamond(self):
        assert self.names(sex="male") == ["Box"]
        assert self.names(sex="female") == ["Circle"]
        assert self.names() == ["Path"]

    def test_a_double_line_for_the_person_in_focus(self):
        assert self.names(sex="female", focus=True) == ["Circle", "Circle"]

    def test_a_cross_for_the_dead(self):
        assert self.names(sex="male", dead=True) == ["Box", "Path", "Path"]

    @pytest.mark.parametrize(
        ("kind", "slashes"), [("married", 0), ("separated", 1), ("divorced", 2)]
    )
    def test_slashes_through_the_line_of_a_couple(self, kind, slashes):
        persons = [person(1), person(2)]
        counts = [
            sum(
                isinstance(shape, Path)
                and not shape.closed
                and shape.points[0][0] != shape.points[-1][0]
                and shape.points[0][1] != shape.points[-1][1]
                for shape in draw(persons, [Tie(k, 1, 2)]).shapes
            )
            for k in ("married", kind)
        ]
        assert counts[1] - counts[0] == slashes

    def test_words_are_escaped(self):
        svg = draw([Person(1, ("<script>", "&"))], []).to_svg("<b>")
        assert "<script>" not in svg and "<b>" not in svg
        assert "&lt;script&gt;" in svg
        ElementTree.fromstring(svg)

    def test_the_legend_names_what_is_drawn_and_nothing_else(self):
        words = {"male": "mężczyzna", "female": "kobieta", "divorced": "rozwód"}
        svg = draw([person(1, sex="male")], [], words).to_svg("x")
        assert "mężczyzna" in svg
        assert "kobieta" not in svg and "rozwód" not in svg

    def test_nobody_makes_an_empty_drawing(self):
        assert draw([], []).shapes == []
