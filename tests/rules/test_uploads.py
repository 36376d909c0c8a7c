"""What may be put into a case is told by the content, not by the name."""

import pytest

from rules.uploads import (
    MAX_MEGABYTES,
    MEGABYTE,
    get_safe_name,
    get_trouble,
)


@pytest.mark.parametrize(
    ("size", "kind", "trouble"),
    [
        (1, "application/pdf", ""),
        (MAX_MEGABYTES * MEGABYTE, "image/jpeg", ""),
        (MAX_MEGABYTES * MEGABYTE + 1, "image/jpeg", "size"),
        (0, "application/x-empty", "empty"),
        (9, "text/html", "kind"),
        (9, "image/svg+xml", "kind"),
        (9, "text/plain", "kind"),
        (9, "application/x-dosexec", "kind"),
    ],
)
def test_what_may_be_kept(size, kind, trouble):
    assert get_trouble(size, kind) == trouble


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("opinia.PDF", "application/pdf", "opinia.pdf"),
        ("zdjęcie.jpeg", "image/jpeg", "zdjęcie.jpeg"),
        ("strona.html", "application/pdf", "strona.pdf"),
        ("C:\\Moje\\skan", "image/png", "skan.png"),
        ("../../etc/passwd", "image/png", "passwd.png"),
        (".pdf", "application/pdf", "pdf.pdf"),
        ("", "application/pdf", "plik.pdf"),
        ("a\r\nb.pdf", "application/pdf", "ab.pdf"),
    ],
)
def test_names_end_truly(name, kind, safe):
    assert get_safe_name(name, kind) == safe
