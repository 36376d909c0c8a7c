"""By which words somebody would be recognised in a text, and how they are covered."""

import re
import unicodedata
from collections.abc import Container, Iterable

from .duplicates import name_key

# Shorter words stand in other words too.
SHORTEST_STREET = 6
SHORTEST_PHONE = 7


def traces(
    first_name: str | None = None,
    last_name: str | None = None,
    pesel: str | None = None,
    phone: str | None = None,
    street: str | None = None,
) -> set[str]:
    """Return the words that point to one person and hardly to another.

    A first name or a surname alone is borne by many; together, in either order, they
    are a trace, as are a PESEL, a telephone number and a street with its number.
    """
    found: set[str | None] = set()
    if first_name and last_name:
        first, last = first_name.strip(), last_name.strip()
        found |= {f"{first} {last}", f"{last} {first}", name_key(first, last)}
    if pesel and pesel.strip():
        found.add(pesel.strip())
    if phone and len(re.sub(r"\D", "", phone)) >= SHORTEST_PHONE:
        found.add(phone.strip())
    street = (street or "").strip()
    if len(street) >= SHORTEST_STREET and re.search(r"\d", street):
        found.add(street)
    return {word for word in found if word}


SHORTEST_STEM = 3
LONGEST_ENDING = 4
WORD = re.compile(r"[^\W\d_]+")
LONG_NUMBER = re.compile(
    r"(?<![\w/-])(?!\d{4}-\d\d-\d\d)\+?\d(?:[ -]?\d){6,13}(?![\w/])"
)


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ł", "l"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _stem(word: str) -> str:
    """Return what the cases of a Polish name have in common."""
    folded = _fold(word)
    for ending in ("iek", "ek"):
        if folded.endswith(ending) and len(folded) - len(ending) >= SHORTEST_STEM:
            return folded.removesuffix(ending)
    return folded[:-1] if len(folded) > SHORTEST_STEM else folded


def _is_form(token: str, word: str) -> bool:
    stem = _stem(word)
    folded = _fold(token)
    return folded.startswith(stem) and len(folded) <= len(stem) + LONGEST_ENDING


def pairs(text: str) -> set[tuple[str, str]]:
    """Return the words of ``text`` that stand side by side, as names do."""
    words = WORD.findall(text or "")
    return set(zip(words, words[1:], strict=False))


def cover(
    text: str,
    own: Iterable[str],
    others: Iterable[str],
    strangers: Container[tuple[str, str]] = (),
    covered: str = "[…]",
) -> str:
    """Return ``text`` in which names of others, and long numbers, are covered.

    :param own: names and numbers of the person, which stay
    :param others: names of people of the family and round it, in whatever case they
        stand; a surname shared with the person stays
    :param strangers: pairs of words that name somebody else on record
    """
    own = [word for word in own if word]
    own_numbers = {re.sub(r"\D", "", word) for word in own}
    own_names = [word for name in own for word in WORD.findall(name)]
    other_names = [
        word
        for name in others
        for word in WORD.findall(name or "")
        if len(word) >= SHORTEST_STEM
    ]
    tokens = list(WORD.finditer(text or ""))
    spans = []
    for number, token in enumerate(tokens):
        word = token.group()
        mine = any(_is_form(word, name) for name in own_names)
        if not mine and any(_is_form(word, name) for name in other_names):
            spans.append(token.span())
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        if following and (word, following.group()) in strangers:
            spans.append((token.start(), following.end()))
    for match in LONG_NUMBER.finditer(text or ""):
        if re.sub(r"\D", "", match.group()) not in own_numbers:
            spans.append(match.span())
    return _replace(text or "", spans, covered)


def _replace(text: str, spans: list[tuple[int, int]], covered: str) -> str:
    parts, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        if start > at or not parts:
            between = text[at:start]
            if not (parts and not between.strip()):
                parts += [between, covered]
        at = end
    return "".join([*parts, text[at:]])
