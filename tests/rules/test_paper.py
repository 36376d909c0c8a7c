import pytest

from rules.paper import find_kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n%%EOF", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0..JFIF", "jpg"),
        (b"<svg onload='alert(1)'/>", None),
        (b"<html>%PDF-</html>", None),
        (b"PK\x03\x04 umowa.docx", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(content, kind):
    assert find_kind(content) == kind
