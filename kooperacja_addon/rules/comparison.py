"""Views of institutions side by side: where they differ, and what only one has seen."""

from collections.abc import Hashable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rating:
    institution: Hashable
    topic: Hashable
    severity: int | None = None  # 1 to 5, or not rated
    note: str = ""


@dataclass
class Row:
    """One topic: how grave each institution finds it, and what is worth a word."""

    topic: Hashable
    noted_by: set = field(default_factory=set)
    severities: dict = field(default_factory=dict)
    notes: dict = field(default_factory=dict)
    mark: str | None = None  # "differs", "alone" or None


def compare(ratings, institutions):
    """Return a row for each topic, in the order in which the topics came up.

    "differs": rated differently by two institutions; "alone": noted by only one of
    several. An institution that noted a topic twice counts with the graver rating.
    """
    rows = {}
    for rating in ratings:
        row = rows.setdefault(rating.topic, Row(rating.topic))
        row.noted_by.add(rating.institution)
        if rating.severity is not None:
            known = row.severities.get(rating.institution, 0)
            row.severities[rating.institution] = max(known, rating.severity)
        if rating.note:
            notes = (row.notes.get(rating.institution), rating.note)
            row.notes[rating.institution] = "; ".join(filter(None, notes))
    for row in rows.values():
        if len(set(row.severities.values())) > 1:
            row.mark = "differs"
        elif len(row.noted_by) == 1 and len(set(institutions)) > 1:
            row.mark = "alone"
    return list(rows.values())
