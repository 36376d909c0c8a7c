"""What kind of paper a file holds, told by its first bytes, whatever it is called."""

MEGABYTE = 1024 * 1024
LARGEST_SCAN = 10 * MEGABYTE
LARGEST_DRAWING = MEGABYTE

_BEGINNINGS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
}


def find_kind(content):
    """Return "pdf", "png" or "jpg" for the bytes of such a file, otherwise None.

    >>> find_kind(b"%PDF-1.7 and so on")
    'pdf'
    >>> find_kind(b"<svg/>")
    """
    return next(
        (
            kind
            for kind, beginning in _BEGINNINGS.items()
            if content.startswith(beginning)
        ),
        None,
    )
