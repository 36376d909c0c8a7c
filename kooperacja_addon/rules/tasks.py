"""What to look at twice in the tasks of a plan before it is signed.

A plan considers how people get to where a service is given and who looks after those
who depend on care meanwhile; the same help from two institutions is noticed (final
report on the rural pilot, recommendations on the plan of support).
"""

import re
from collections.abc import Hashable, Iterable
from datetime import date
from itertools import combinations
from typing import NamedTuple

# Two texts look alike when they share this part of the words of the shorter one.
ALIKE = 0.6
FEWEST_WORDS = 2
# Polish words that differ in their endings only begin alike.
STEM = 5


class Help(NamedTuple):
    """What one institution does for somebody: a task or a service.

    :param goal: the goal that it serves, or ``None``
    :param person: for whom, ``None`` for the whole family
    :param kind: kind of service, or an empty string
    """

    key: Hashable
    institution: Hashable
    text: str
    goal: Hashable | None = None
    person: Hashable | None = None
    kind: str = ""


def barrier_is_open(state: str, solution: str) -> bool:
    """Return whether a barrier is not solved: also when nobody wrote by whom or how.

    :param state: ``none``, ``open``, ``solved``, or empty while nobody has asked
    """
    return state == "open" or (state == "solved" and not solution.strip())


def not_asked(place: str, state: str) -> bool:
    """Return whether somebody has to go out for a task and nobody has asked how."""
    return place in ("institution", "other") and not state


def outside_period(
    begin: date | None, end: date | None, first: date | None, last: date | None
) -> bool:
    """Return whether a task begins or ends outside the period of its plan.

    Each date may be unknown; then it is in nobody's way.
    """
    days = [day for day in (begin, end) if day]
    return any((first and day < first) or (last and day > last) for day in days)


def _stems(text: str) -> set[str]:
    return {
        word[:STEM] for word in re.findall(r"\w+", text.casefold()) if len(word) > 3
    }


def alike(one: str, other: str) -> bool:
    """Return whether two texts say nearly the same, whatever the endings of words."""
    stems = _stems(one), _stems(other)
    common = len(stems[0] & stems[1])
    shorter = min(len(stem) for stem in stems)
    return common >= FEWEST_WORDS and common >= ALIKE * shorter


def duplicates(helps: Iterable[Help]) -> list[tuple[Hashable, Hashable, str]]:
    """Return the pairs that two institutions seem to do for the same purpose.

    :return: both keys and why: ``kind`` for the same kind of service for the same
        person (or family), ``words`` for similar words under the same goal
    """
    found = []
    for one, other in combinations(helps, 2):
        if one.institution == other.institution:
            continue
        if one.kind and (one.kind, one.person) == (other.kind, other.person):
            found.append((one.key, other.key, "kind"))
        elif one.goal is not None and (
            one.goal == other.goal and alike(one.text, other.text)
        ):
            found.append((one.key, other.key, "words"))
    return found
