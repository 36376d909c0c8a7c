"""What an adult of a family sees of what is about the whole family."""

import hashlib
import json
from collections.abc import Collection, Hashable


def concerns(me: Hashable, adults: Collection[Hashable]) -> bool:
    """Return whether something may be shown to ``me``.

    :param adults: the adults of the family whom it names; nobody means that it is
        about all. What names others alone is theirs.
    """
    return not adults or me in adults


def fingerprint(shown: object) -> str:
    """Return a short mark of what was shown, which changes with any word of it.

    :param shown: plain lists and dictionaries; dates count as they are written
    """
    words = json.dumps(shown, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()[:32]
