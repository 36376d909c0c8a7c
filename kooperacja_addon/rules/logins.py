"""Logins and passwords of those who come in through the portal."""

import re
import unicodedata

# CERT Polska recommends at least 12 characters, and nothing about what kind they are.
PASSWORD_LENGTH = 12
# Letters that have no base letter for Unicode to fall back to.
STROKES = str.maketrans("łŁøØđĐß", "lLoOdDs")


def plain(words):
    """Return words as small letters and digits without accents, joined by dots."""
    folded = unicodedata.normalize("NFKD", words.translate(STROKES))
    return ".".join(
        re.findall(r"[a-z0-9]+", folded.encode("ascii", "ignore").decode().lower())
    )


def suggest_login(name, is_taken):
    """Return a login made of a name that ``is_taken`` says no to.

    It is no e-mail address: two people of one office share an address and not a login.

    :param name: as written in contacts; without any letter "partner" stands for it
    :param is_taken: function of a login
    """
    stem = login = plain(name) or "partner"
    number = 1
    while is_taken(login):
        number += 1
        login = f"{stem}.{number}"
    return login
