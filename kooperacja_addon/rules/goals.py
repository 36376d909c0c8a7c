"""Gentle hints on how a goal is worded: understandable, concrete, real, a small step.

Handbook 4.3 asks that goals be understandable to the family, concrete and real. The
hints only advise; the lengths below are those of plain Polish, not numbers of the
Model.
"""

import re
from datetime import date, timedelta

LONGEST_WORDS = 20
LONGEST_WAY = timedelta(days=183)

# Beginnings of words that are heard in offices and nowhere else.
OFFICIAL_WORDS = (
    "aktywizacj",
    "beneficjent",
    "deficyt",
    "dysfunkcj",
    "implementacj",
    "intensyfikacj",
    "kompetencj",
    "minimalizacj",
    "niwelowan",
    "optymalizacj",
    "partycypacj",
    "prewencj",
    "profilaktyczn",
    "readaptacj",
    "realizacj",
    "reintegracj",
    "socjalizacj",
    "stymulowan",
    "świadczeniobiorc",
    "usamodzielnieni",
    "wdrożeni",
)
_SEVERAL = re.compile(
    r";|\boraz\b|\ba także\b|\bjak również\b|[.!?]\s+\w", re.IGNORECASE
)


def official_words(text: str) -> list[str]:
    """Return the words of office language in ``text``, as they stand there, once."""
    found = [
        word
        for word in re.findall(r"\w+", text)
        if word.casefold().startswith(OFFICIAL_WORDS)
    ]
    return list(dict.fromkeys(found))


def goal_hints(
    text: str, measure: str, last_day: date | None, today: date
) -> list[str]:
    """Return the codes of what may be said better, in the order in which to mend it.

    :param text: the goal
    :param measure: how one shall see that it is reached; may be empty
    :param last_day: the last day of its tasks, ``None`` while it has none
    :return: any of ``long``, ``official``, ``several``, ``no_measure``, ``no_date``,
        ``far``
    """
    codes = []
    if len(re.findall(r"\w+", text)) > LONGEST_WORDS:
        codes.append("long")
    if official_words(text):
        codes.append("official")
    if _SEVERAL.search(text.strip()):
        codes.append("several")
    if not measure.strip() and not re.search(r"\d", text):
        codes.append("no_measure")
    if last_day is None:
        codes.append("no_date")
    elif last_day - today > LONGEST_WAY:
        codes.append("far")
    return codes


def share_percent(part: int, whole: int) -> int:
    """Return ``part`` of ``whole`` in whole per cent, 0 when there is nothing."""
    return round(100 * part / whole) if whole else 0
