"""The ecomap: the family in the middle, nothing on top of anything, lines by bond."""

import math
from xml.etree import ElementTree

import pytest

from rules.ecomap import BONDS, BOX_HEIGHT, BOX_WIDTH, FAMILY, Tie, arrange, draw


class TestPlaces:
    @pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13, 24])
    def test_boxes_overlap_neither_one_another_nor_the_family(self, count):
        places = arrange(count)
        assert len(places) == count
        for number, (x, y) in enumerate(places):
            aside = max(abs(x) - BOX_WIDTH / 2, 0)
            below = max(abs(y) - BOX_HEIGHT / 2, 0)
            assert math.hypot(aside, below) > FAMILY
            for other_x, other_y in places[:number]:
                assert abs(x - other_x) >= BOX_WIDTH or abs(y - other_y) >= BOX_HEIGHT

    @pytest.mark.parametrize("count", [0, 1, 7])
    def test_everything_lies_on_the_sheet(self, count):
        drawing = draw(["Rodzina"], [Tie(f"Instytucja {n}") for n in range(count)])
        for shape in drawing.shapes:
            for x, y in getattr(shape, "points", ()):
                assert 0 <= x <= drawing.width
                assert 0 <= y <= drawing.height


class TestBonds:
    def lines(self, **values):
        shapes = draw([], [Tie("x", **values)]).shapes
        return [s for s in shapes if type(s).__name__ == "Path"]

    def test_every_bond_looks_different(self):
        looks = {
            tuple((s.kind, len(s.points)) for s in self.lines(bond=bond))
            for bond in BONDS
        }
        assert len(looks) == len(BONDS)

    @pytest.mark.parametrize(
        ("flow", "arrows"), [("", 0), ("in", 1), ("out", 1), ("both", 2)]
    )
    def test_arrows_point_where_help_flows(self, flow, arrows):
        found = [s for s in self.lines(flow=flow) if s.kind == "arrow"]
        assert len(found) == arrows

    def test_the_arrow_towards_the_family_is_nearer_to_it(self):
        def tip(flow):
            drawing = draw([], [Tie("x", flow=flow)])
            (arrow,) = (s for s in drawing.shapes if getattr(s, "kind", 0) == "arrow")
            return math.hypot(
                arrow.points[0][0] - drawing.width / 2,
                arrow.points[0][1] - drawing.height / 2,
            )

        assert tip("in") < tip("out")

    def test_words_are_escaped_and_long_names_shortened(self):
        tie = Tie("Bardzo długa nazwa instytucji, która nie ma końca " * 3, "<i>")
        svg = draw(["<b>"], [tie]).to_svg("x")
        ElementTree.fromstring(svg)
        assert "<b>" not in svg and "<i>" not in svg
        assert "…" in svg
