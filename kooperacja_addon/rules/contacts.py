"""How many institutions a family has at its door in one week.

The pilots warn of families encircled by institutions (Polish «osaczenie»): many at once
make a family withdraw, one joint visit does not.
"""

from collections.abc import Iterable
from datetime import date, timedelta


def week_start(day: date) -> date:
    """Return the Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def count_visitors(contacts: Iterable[tuple[str, bool]]) -> int:
    """Return how many visitors a family had, from (institution, whether jointly).

    Each institution counts once, however often it came; joint visits together count
    as one visitor.
    """
    contacts = set(contacts)
    alone = {institution for institution, jointly in contacts if not jointly}
    return len(alone) + any(jointly for _institution, jointly in contacts)
