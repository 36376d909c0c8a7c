"""The access table in words, and the page of the docs made of it."""

import sys
from pathlib import Path

from rules.access_table import read_table

ROOT = Path(__file__).parents[2]
TABLE = """model,role,read,write,create,unlink
kooperacja.case,member,team,none,none,none
kooperacja.case,worker,team+coordinated,coordinated,none,none
kooperacja.case,public,none,none,none,none
"""


def test_roles_with_rights_and_roles_shut_out_are_told_apart():
    (register,) = read_table(TABLE.splitlines())
    assert register.model == "kooperacja.case"
    assert [row.role for row in register.rows] == ["member", "worker"]
    assert register.rows[1].rights == (
        ("coordinated", "team"),
        ("coordinated",),
        (),
        (),
    )
    assert register.shut == ("public",)


def test_the_page_of_the_docs_is_current():
    sys.path.insert(0, str(ROOT / "dev"))
    import access

    assert access.PAGE.read_text() == access.write_page(), "run python3 dev/access.py"
