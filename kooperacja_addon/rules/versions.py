"""What differs between two versions of a plan."""

from collections.abc import Hashable, Mapping
from typing import NamedTuple


class Change(NamedTuple):
    """One field that says something else in the later version."""

    field: str
    old: str
    new: str


class Difference(NamedTuple):
    """Keys of what was added, of what was removed, and the changes by key."""

    added: list[Hashable]
    removed: list[Hashable]
    changed: dict[Hashable, list[Change]]

    def __bool__(self):
        return bool(self.added or self.removed or self.changed)


def difference(
    old: Mapping[Hashable, Mapping[str, str]],
    new: Mapping[Hashable, Mapping[str, str]],
) -> Difference:
    """Compare the lines of two versions, matched by what they come from.

    :param old: the lines of the earlier version: origin -> {field: words}
    :param new: those of the later version; the order of each is kept
    """
    changed = {}
    for key in new:
        if key not in old:
            continue
        changes = [
            Change(field, old[key].get(field, ""), words)
            for field, words in new[key].items()
            if old[key].get(field, "") != words
        ]
        if changes:
            changed[key] = changes
    return Difference(
        [key for key in new if key not in old],
        [key for key in old if key not in new],
        changed,
    )
