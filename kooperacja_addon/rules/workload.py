"""How many families one person may support at a time."""


def caseload_limit(blue_cards: int, limit: int, limit_blue_card: int) -> int:
    """Return the limit for somebody with ``blue_cards`` cases under Niebieska Karta.

    Standards of social work: 20 environments, and 17 as soon as there is violence
    among them, because the procedure takes its own time.
    """
    return min(limit, limit_blue_card) if blue_cards else limit


def is_overloaded(
    cases: int, blue_cards: int, limit: int, limit_blue_card: int
) -> bool:
    """Return whether ``cases`` are more than the limit allows."""
    return cases > caseload_limit(blue_cards, limit, limit_blue_card)
