"""A drawing as data, and its SVG: shapes in pixels, words escaped, no scripts.

Whoever draws says what a line is (``kind``); how it looks stands here, in one place.
"""

from dataclasses import dataclass, field
from html import escape

INK = "#1d2125"
GREY = "#6b737a"
STYLES = {
    "symbol": f'fill="#ffffff" stroke="{INK}" stroke-width="2"',
    "inner": f'fill="none" stroke="{INK}" stroke-width="1.5"',
    "line": f'fill="none" stroke="{INK}" stroke-width="1.5"',
    "dashed": f'fill="none" stroke="{INK}" stroke-width="1.5" stroke-dasharray="7 4"',
    "dotted": f'fill="none" stroke="{GREY}" stroke-width="1.5" stroke-dasharray="2 4"',
    "thick": f'fill="none" stroke="{INK}" stroke-width="5"',
    "household": 'fill="none" stroke="#0b6e99" stroke-width="2" stroke-dasharray="9 5"',
    "arrow": f'fill="{INK}" stroke="none"',
    "family": f'fill="#eef5f8" stroke="{INK}" stroke-width="2.5"',
    "institution": f'fill="#eef0f1" stroke="{INK}" stroke-width="1.5"',
    "helper": f'fill="#fdf6e9" stroke="{INK}" stroke-width="1.5"',
    "text": f'fill="{INK}" font-size="13"',
    "strong": f'fill="{INK}" font-size="13" font-weight="bold"',
    "small": f'fill="{GREY}" font-size="11.5"',
}


@dataclass(frozen=True)
class Path:
    """A line through ``points``; closed ones have their corners rounded."""

    points: tuple
    kind: str = "line"
    closed: bool = False
    radius: float = 0

    def to_svg(self):
        if self.closed and self.radius:
            return f'<path d="{self._rounded()}" {STYLES[self.kind]}/>'
        shape = "polygon" if self.closed else "polyline"
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in self.points)
        return f'<{shape} points="{points}" {STYLES[self.kind]}/>'

    def _rounded(self):
        parts = []
        count = len(self.points)
        for number, corner in enumerate(self.points):
            before = _towards(corner, self.points[number - 1], self.radius)
            after = _towards(corner, self.points[(number + 1) % count], self.radius)
            parts.append(
                f"{'L' if parts else 'M'}{before[0]:.1f} {before[1]:.1f} "
                f"Q{corner[0]:.1f} {corner[1]:.1f} {after[0]:.1f} {after[1]:.1f}"
            )
        return " ".join(parts) + " Z"


def _towards(start, end, distance):
    """Return the point ``distance`` (at most half way) from ``start`` to ``end``."""
    length = abs(end[0] - start[0]) + abs(end[1] - start[1])
    share = min(distance / length, 0.5) if length else 0
    return (
        start[0] + (end[0] - start[0]) * share,
        start[1] + (end[1] - start[1]) * share,
    )


@dataclass(frozen=True)
class Circle:
    x: float
    y: float
    radius: float
    kind: str = "symbol"

    def to_svg(self):
        return (
            f'<circle cx="{self.x:.1f}" cy="{self.y:.1f}" r="{self.radius:.1f}" '
            f"{STYLES[self.kind]}/>"
        )


@dataclass(frozen=True)
class Box:
    """A rectangle around its middle."""

    x: float
    y: float
    width: float
    height: float
    kind: str = "symbol"
    radius: float = 0

    def to_svg(self):
        return (
            f'<rect x="{self.x - self.width / 2:.1f}" '
            f'y="{self.y - self.height / 2:.1f}" width="{self.width:.1f}" '
            f'height="{self.height:.1f}" rx="{self.radius:.1f}" {STYLES[self.kind]}/>'
        )


@dataclass(frozen=True)
class Text:
    """Words on one line; ``y`` is where the letters stand."""

    x: float
    y: float
    words: str
    kind: str = "text"
    anchor: str = "middle"

    def to_svg(self):
        return (
            f'<text x="{self.x:.1f}" y="{self.y:.1f}" text-anchor="{self.anchor}" '
            f"{STYLES[self.kind]}>{escape(self.words)}</text>"
        )


@dataclass
class Drawing:
    """Shapes on a sheet, the later ones on top."""

    width: float = 0
    height: float = 0
    shapes: list = field(default_factory=list)

    def add(self, *shapes):
        self.shapes.extend(shapes)

    def add_legend(self, samples):
        """Add below the drawing pairs of (shapes in a place of 40 by 20, words)."""
        x, y = 20.0, self.height + 8
        for draw, words in samples:
            width = 52 + 7 * len(words)
            if x > 20 and x + width > self.width:
                x, y = 20.0, y + 28
            self.add(*draw(x, y), Text(x + 46, y + 15, words, "small", "start"))
            self.width = max(self.width, x + width)
            x += width + 14
        if samples:
            self.height = y + 32

    def to_svg(self, title, fit=None):
        """Return the SVG, with ``title`` for those who hear it read.

        ``fit`` is the width and height in pixels into which it is made smaller, where
        it is larger.
        """
        shapes = "".join(shape.to_svg() for shape in self.shapes)
        width, height = round(self.width), round(self.height)
        shown = 1.0
        if fit and width and height:
            shown = min(1.0, fit[0] / width, fit[1] / height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
            f'width="{width * shown:.0f}" height="{height * shown:.0f}" '
            f'viewBox="0 0 {width} {height}" '
            f'font-family="Helvetica, Arial, sans-serif">'
            f"<title>{escape(title)}</title>{shapes}</svg>"
        )


def shorten(words, length):
    """Return ``words`` in at most ``length`` characters, cut ones with an ellipsis."""
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def wrap(words, length, lines):
    """Return ``words`` in at most ``lines`` lines of ``length`` characters."""
    rows = []
    for word in words.split():
        first, hyphen, rest = word.partition("-")
        if rows and len(rows[-1]) + 1 + len(word) <= length:
            rows[-1] += " " + word
        elif len(word) > length and hyphen:
            rows += [first + hyphen, rest]
        else:
            rows.append(word)
    if len(rows) > lines:
        rows[lines - 1 :] = [" ".join(rows[lines - 1 :])]
    return [shorten(row, length) for row in rows]
