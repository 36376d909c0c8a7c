"""What a family is asked for by: a number, or enough letters to mean somebody.

Fewer than three letters, or a year alone, fit too many: that would be reading the
register, not looking for a family.
"""

import re
from dataclasses import dataclass, field

LETTERS = 3
# The number of a case or a family: any letters, the year, a stroke, digits.
NUMBER = re.compile(r"^(?:[^\W\d]+[/ ]?)?(\d{4})\s*/\s*(\d{1,6})$")
PESEL = re.compile(r"^\d{11}$")
PHONE = re.compile(r"^\+?[\d ()-]{7,}$")


@dataclass(frozen=True)
class Question:
    """One of: a number ("2026/0012"), a PESEL, a telephone, or words."""

    number: str = ""
    pesel: str = ""
    phone: str = ""
    words: tuple = field(default_factory=tuple)


def parse(text):
    """Return the Question that was typed, or None where it would find too many.

    Each word has to be found; one of at least three letters is enough, so that
    "Lipowa 7" is a question and "7" is not.
    """
    text = " ".join((text or "").split())
    if match := NUMBER.match(text):
        return Question(number=f"{match[1]}/{int(match[2]):04}")
    digits = re.sub(r"\D", "", text)
    if PESEL.match(text):
        return Question(pesel=text)
    if PHONE.match(text):
        return Question(phone=digits[-9:])
    words = tuple(text.replace(",", " ").split())
    if any(count_letters(word) >= LETTERS for word in words):
        return Question(words=words)
    return None


def count_letters(word):
    """Return how many letters a word has; wildcards and digits are none."""
    return sum(character.isalpha() for character in word)


def means_somebody(text):
    """Return whether a search for ``text`` in names or numbers looks for somebody."""
    return parse(text if isinstance(text, str) else "") is not None
