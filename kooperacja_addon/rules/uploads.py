"""Which files people of a team may put into a case.

Judged by what is in them, never by what their names say; nothing that a browser would
run (pages, scripts, drawings with scripts) is among them.
"""

MEGABYTE = 2**20
MAX_MEGABYTES = 10
# Kind of content → endings of names that it may have, the usual one first.
KINDS = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    "image/heic": ("heic",),
    "image/heif": ("heif", "heic"),
    "application/msword": ("doc",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        "docx",
    ),
    "application/vnd.ms-excel": ("xls",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
}


def get_trouble(size: int, kind: str) -> str:
    """Return "empty", "size" or "kind" for what may not be kept, "" for what may.

    :param size: in bytes
    :param kind: MIME type guessed from the content
    """
    if not size:
        return "empty"
    if size > MAX_MEGABYTES * MEGABYTE:
        return "size"
    return "" if kind in KINDS else "kind"


def get_safe_name(name: str, kind: str) -> str:
    """Return ``name`` without folders, with an ending that tells its kind truly."""
    name = name.replace("\\", "/").rpartition("/")[2].strip()
    name = "".join(letter for letter in name if letter.isprintable())
    stem, _dot, ending = name.rpartition(".")
    if ending.lower() in KINDS[kind] and stem:
        return f"{stem[:100]}.{ending.lower()}"
    return f"{(stem or ending or 'plik')[:100]}.{KINDS[kind][0]}"
