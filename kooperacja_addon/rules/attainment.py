"""How far goals were reached and what changed (handbook 4.5, part C of the plan card).

Attainment of a goal: 0 not begun, 1 begun, 2 partly, 3 mostly, 4 reached.
Severity of a need: 1 slight to 5 grave, noted before and after on the same scale. The
sources print no scale of their own.
"""

from collections.abc import Iterable

GOAL_REACHED = 4


def attainment_percent(levels: Iterable[int]) -> int:
    """Return the mean attainment of goals in whole per cent, 0 for no goals."""
    levels = list(levels)
    if not levels:
        return 0
    return round(100 * sum(levels) / (GOAL_REACHED * len(levels)))


def change(pairs: Iterable[tuple[int | None, int | None]]) -> float:
    """Return the mean change of severity, negative when it became lighter.

    Needs without both marks are left out; 0.0 when none has both.
    """
    differences = [after - before for before, after in pairs if before and after]
    return sum(differences) / len(differences) if differences else 0.0
