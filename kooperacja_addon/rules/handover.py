"""What to consider before somebody's work is handed to somebody else."""

from typing import NamedTuple


class Successor(NamedTuple):
    """What is known of who is to take over.

    ``needs_delegation`` is false for the institution that leads the case: it delegates
    nobody to itself (handbook 3.5).
    """

    needs_delegation: bool
    delegated: bool
    has_login: bool
    on_team: bool
    at_limit: bool


def handover_warnings(successor: Successor) -> tuple[str, ...]:
    """Return the codes of what speaks against this successor, gravest first.

    ``no_delegation`` when the director has delegated somebody else or nobody;
    ``no_login`` when the successor would see nothing of the case; ``overloaded`` when
    one more case would be above the limit of the Model.
    """
    codes = []
    if successor.needs_delegation and not successor.delegated and not successor.on_team:
        codes.append("no_delegation")
    if not successor.has_login:
        codes.append("no_login")
    if successor.at_limit and not successor.on_team:
        codes.append("overloaded")
    return tuple(codes)
