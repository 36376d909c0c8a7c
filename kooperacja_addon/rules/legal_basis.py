"""On which basis data pass to an institution: the row that fits it best."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from .periods import in_force


@dataclass(frozen=True)
class Basis:
    """A row of the dictionary; empty ``institution`` and ``kind`` fit everybody."""

    key: Hashable
    institution: Hashable = None
    kind: Hashable = None
    own: bool = False
    sequence: int = 10
    date_from: date | None = None
    date_to: date | None = None

    def fits(self, institution: Hashable, kind: Hashable, day: date) -> bool:
        """Return whether the row speaks of this institution on that day."""
        return (
            (not self.institution or self.institution == institution)
            and (not self.kind or self.kind == kind)
            and in_force(self.date_from or date.min, self.date_to, day)
        )


def choose_basis(
    rows: Iterable[Basis], institution: Hashable, kind: Hashable, day: date
) -> Hashable:
    """Return the key of the row that fits best, or None.

    A row for the institution itself goes before one for its kind, that before one for
    all; of equals the gmina's own goes before a shipped one.
    """
    fitting = [row for row in rows if row.fits(institution, kind, day)]
    if not fitting:
        return None
    return min(
        fitting,
        key=lambda row: (not row.institution, not row.kind, not row.own, row.sequence),
    ).key
