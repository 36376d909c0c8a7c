"""Whether a text that goes outside the team tells who the family is."""

import re
from collections.abc import Iterable

# Polish endings change the last letters of a surname: Kowalska, Kowalskiej, Kowalskim.
ENDING = 2
SHORTEST_STEM = 4


def names_family(
    text: str, surnames: Iterable[str] = (), numbers: Iterable[str] = ()
) -> bool:
    """Return whether ``text`` holds a surname, in any case, or one of the numbers.

    :param surnames: compared by their stems at the beginning of words, so a longer
        word that begins alike is found too: better one sentence to be reworded
    :param numbers: PESEL and telephone, compared by their digits
    """
    words = re.findall(r"\w+", text.casefold())
    for surname in surnames:
        for part in re.findall(r"\w+", surname.casefold()):
            stem = part[: max(SHORTEST_STEM, len(part) - ENDING)]
            if len(stem) >= SHORTEST_STEM and any(w.startswith(stem) for w in words):
                return True
    digits = re.sub(r"\D", "", text)
    wanted = (re.sub(r"\D", "", number) for number in numbers)
    return any(len(number) >= 7 and number in digits for number in wanted)
