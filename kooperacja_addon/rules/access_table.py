"""The access table (``security/access_matrix.csv``) as an inspector reads it."""

import csv
from collections.abc import Iterable, Mapping
from typing import NamedTuple

RIGHTS = ("read", "write", "create", "unlink")
# In the order of the page; what a role is called is told by who prints the page.
ROLES = (
    "member",
    "worker",
    "coordinator",
    "regional",
    "officer",
    "administrator",
    "system",
    "employee",
    "partner",
    "family",
    "portal",
    "public",
)
SCOPES = (
    "all",
    "gmina",
    "shared",
    "partnership",
    "coordinated",
    "team",
    "institution",
    "own",
)


class Row(NamedTuple):
    """What one role may do with one register: a tuple of scopes for each right."""

    role: str
    rights: tuple[tuple[str, ...], ...]


class Register(NamedTuple):
    """One register, the roles that may do anything there, and those shut out."""

    model: str
    rows: tuple[Row, ...]
    shut: tuple[str, ...]


def summarise(cells: Iterable[Mapping[str, str]]) -> list[Register]:
    """Return the registers of the table, in its order.

    :param cells: rows with ``model``, ``role`` and for each right its scopes, joined by
        a plus; "none" where there is none
    """
    models = {}
    for cell in cells:
        rights = tuple(_scopes(cell[right]) for right in RIGHTS)
        models.setdefault(cell["model"], {})[cell["role"]] = rights
    return [
        Register(
            model,
            tuple(Row(role, roles[role]) for role in _known(roles) if any(roles[role])),
            tuple(role for role in _known(roles) if not any(roles[role])),
        )
        for model, roles in models.items()
    ]


def _known(roles):
    strange = sorted(set(roles) - set(ROLES))
    return [role for role in ROLES if role in roles] + strange


def _scopes(cell: str) -> tuple[str, ...]:
    scopes = [scope for scope in cell.split("+") if scope != "none"]
    return tuple(
        sorted(
            scopes,
            key=lambda s: (SCOPES.index(s) if s in SCOPES else len(SCOPES), s),
        )
    )


def read_table(lines: Iterable[str]) -> list[Register]:
    """Return the registers of the table in the words of ``csv``."""
    return summarise(csv.DictReader(lines))
