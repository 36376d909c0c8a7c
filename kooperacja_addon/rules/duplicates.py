"""When two names or addresses are the same, however they were typed.

Whole names and whole addresses are compared, never parts of them: a register that
answers to parts can be asked for all that it holds.
"""

import re
import unicodedata

# What stands before the name of a street and is left out as often as not.
STREET_WORDS = frozenset({"ul", "ulica", "al", "aleja", "os", "osiedle", "pl", "plac"})


def _words(text: str | None) -> list[str]:
    """Return the words of ``text`` without case, accents and punctuation."""
    folded = unicodedata.normalize("NFKD", (text or "").casefold().replace("ł", "l"))
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return re.findall(r"[^\W_]+", plain)


def name_key(first_name: str | None, last_name: str | None) -> str | None:
    """Return the key of a person's name, in either order; None without both parts."""
    first, last = _words(first_name), _words(last_name)
    return " ".join(sorted(first + last)) if first and last else None


def address_key(street: str | None, city: str | None) -> str | None:
    """Return the key of an address; None without a number of the house.

    In a village without streets the street holds the number alone, or repeats the
    village.
    """
    street_words = [word for word in _words(street) if word not in STREET_WORDS]
    if not any(word[0].isdigit() for word in street_words):
        return None
    city_words = [word for word in _words(city) if word not in street_words]
    return " ".join(street_words + city_words)
