"""The family among those around it: who helps, how strong the bond is, who gives.

The family stands in the middle, institutions and people round it. A thick line is a
strong bond, a thin one ordinary, a dashed one weak, a zigzag strained, a line cut in
two broken; a dotted line has not been rated. Arrows point where help flows.
"""

import math
from dataclasses import dataclass

from .drawing import Box, Circle, Drawing, Path, Text, shorten, wrap

BOX_WIDTH, BOX_HEIGHT, GAP = 186, 62, 16
FAMILY = 62  # radius of the family's circle
MARGIN = 14
BONDS = ("strong", "ordinary", "weak", "strained", "broken", "unrated")


@dataclass(frozen=True)
class Tie:
    """One around the family; ``flow`` is "in", "out", "both" or nothing."""

    name: str
    note: str = ""
    institution: bool = False
    bond: str = "unrated"
    flow: str = ""


def arrange(count):
    """Return the middles of ``count`` boxes round (0, 0), which overlap nothing."""
    size = 1.0
    while True:
        across, down = 250 * size, 175 * size
        places = [
            (
                across * math.sin(2 * math.pi * number / count),
                -down * math.cos(2 * math.pi * number / count),
            )
            for number in range(count)
        ]
        if not _crowded(places):
            return places
        size += 0.08


def _crowded(places):
    apart = all(
        abs(x - other_x) >= BOX_WIDTH + GAP or abs(y - other_y) >= BOX_HEIGHT + GAP
        for number, (x, y) in enumerate(places)
        for other_x, other_y in places[:number]
    )
    # From the family a line must be seen, with its arrows.
    clear = all(
        math.hypot(
            max(abs(x) - BOX_WIDTH / 2, 0),
            max(abs(y) - BOX_HEIGHT / 2, 0),
        )
        >= FAMILY + 44
        for x, y in places
    )
    return not (apart and clear)


def draw(family, ties, words=None):
    """Return the drawing; ``family`` are the lines of the circle in the middle."""
    drawing = Drawing()
    places = arrange(len(ties)) if ties else []
    across = max((abs(x) for x, _y in places), default=0) + BOX_WIDTH / 2
    down = max((abs(y) for _x, y in places), default=0) + BOX_HEIGHT / 2
    middle_x = max(across, FAMILY) + MARGIN
    middle_y = max(down, FAMILY) + MARGIN
    drawing.width, drawing.height = 2 * middle_x, 2 * middle_y
    for tie, (x, y) in zip(ties, places, strict=True):
        start, end = _get_ends(x, y)
        drawing.add(
            *_draw_bond(
                (middle_x + start[0], middle_y + start[1]),
                (middle_x + end[0], middle_y + end[1]),
                tie,
            )
        )
    drawing.add(Circle(middle_x, middle_y, FAMILY, "family"))
    rows = [row for line in family for row in wrap(line, 16, 2)]
    _write(drawing, middle_x, middle_y, rows)
    for tie, (x, y) in zip(ties, places, strict=True):
        kind = "institution" if tie.institution else "helper"
        x, y = middle_x + x, middle_y + y
        radius = 0 if tie.institution else 16
        drawing.add(Box(x, y, BOX_WIDTH, BOX_HEIGHT, kind, radius))
        lines = wrap(tie.name, 23, 2 if tie.note else 3)
        _write(drawing, x, y, lines, [shorten(tie.note, 26)] if tie.note else [])
    _add_legend(drawing, ties, words or {})
    return drawing


def _write(drawing, x, y, lines, notes=()):
    top = y - (len(lines) + len(notes)) * 8 + 12
    for number, line in enumerate([*lines, *notes]):
        kind = "text" if number < len(lines) else "small"
        drawing.add(Text(x, top + number * 16, line, kind))


def _get_ends(x, y):
    """Return where the line to a box begins and ends."""
    length = math.hypot(x, y)
    to_box = min(
        BOX_WIDTH / 2 / abs(x) if x else math.inf,
        BOX_HEIGHT / 2 / abs(y) if y else math.inf,
    )
    share = 1 - to_box - 3 / length
    start = (FAMILY + 3) / length
    return (x * start, y * start), (x * share, y * share)


def _draw_bond(start, end, tie):
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    shapes, free = [], [0.0, length]
    if tie.flow in ("in", "both"):
        shapes.append(_draw_arrow(start, (-along[0], -along[1])))
        free[0] = 11.0
    if tie.flow in ("out", "both"):
        shapes.append(_draw_arrow(end, along))
        free[1] -= 11.0

    def point(distance, aside=0.0):
        return (
            start[0] + along[0] * distance - along[1] * aside,
            start[1] + along[1] * distance + along[0] * aside,
        )

    begin, stop = free
    if tie.bond == "strained":
        count = max(int((stop - begin) / 7), 2)
        step = (stop - begin) / count
        zigzag = [
            point(begin + number * step, 6 if number % 2 else -6)
            for number in range(1, count)
        ]
        return [Path((point(begin), *zigzag, point(stop))), *shapes]
    if tie.bond == "broken":
        half = (begin + stop) / 2
        return [
            Path((point(begin), point(half - 6))),
            Path((point(half + 6), point(stop))),
            Path((point(half - 6, -9), point(half - 6, 9))),
            Path((point(half + 6, -9), point(half + 6, 9))),
            *shapes,
        ]
    style = {"strong": "thick", "weak": "dashed", "unrated": "dotted"}
    return [Path((point(begin), point(stop)), style.get(tie.bond, "line")), *shapes]


def _draw_arrow(tip, along):
    back = (tip[0] - along[0] * 13, tip[1] - along[1] * 13)
    aside = (-along[1] * 7, along[0] * 7)
    return Path(
        (
            tip,
            (back[0] + aside[0], back[1] + aside[1]),
            (back[0] - aside[0], back[1] - aside[1]),
        ),
        "arrow",
        closed=True,
    )


def _add_legend(drawing, ties, words):
    def line(**values):
        return lambda x, y: _draw_bond((x, y + 10), (x + 40, y + 10), Tie("", **values))

    used = {tie.bond for tie in ties}
    samples = [(line(bond=bond), bond) for bond in BONDS if bond in used]
    if any(tie.flow for tie in ties):
        samples.append((line(bond="ordinary", flow="out"), "flow"))
    drawing.add_legend([(draw, words[key]) for draw, key in samples if key in words])
