"""Gaps that wait to be filled in a text: “clause no. … shall read: “…””."""

import re

# Dots or underscores in a row. A quotation that leaves words out, “(…)” or “[…]”, is
# no gap.
GAP = re.compile(r"(?<![\[(])(?:…+|\.{3,}|_{3,})(?![\])])")
# Of the words around a gap so many letters are told, so that it is found in the text.
AROUND = 25


def find_gaps(text):
    """Return the places of ``text`` that wait to be filled, each with its words around.

    Gaps that stand close together are one place.
    """
    text = " ".join((text or "").split())
    places = []
    for gap in GAP.finditer(text):
        if places and gap.start() - places[-1][1] <= AROUND:
            places[-1][1] = gap.end()
        else:
            places.append([gap.start(), gap.end()])
    return [_with_words_around(text, *place) for place in places]


def _with_words_around(text, begin, end):
    before, after = text[:begin], text[end:]
    if len(before) > AROUND:
        before = before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0]
    return f"{before}{text[begin:end]}{after}".strip()
