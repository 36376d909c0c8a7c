"""Geometry of the bars that show a need before, after and later on the same scale."""

GRAVEST = 5


def bar_width(severity: str | int | None) -> int:
    """Return the width of a bar in per cent: 100 for the gravest, 0 for no mark."""
    if not severity:
        return 0
    return round(100 * int(severity) / GRAVEST)


def bars(line) -> list[tuple[str, str, int]]:
    """Return moment, mark and width for each moment at which the need was marked.

    :param line: anything with ``before``, ``after`` and ``later``
    """
    return [
        (moment, mark, bar_width(mark))
        for moment in ("before", "after", "later")
        if (mark := getattr(line, moment))
    ]
