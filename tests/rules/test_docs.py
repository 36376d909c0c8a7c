"""The tables in the documentation name tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"`((?:tests/rules/)?test_\w+)`")


@pytest.mark.parametrize("page", ["reguly.md", "wymagania.md"])
def test_every_test_that_a_page_names_exists(page):
    names = set(NAME.findall((ROOT / "docs" / page).read_text()))
    assert len(names) > 10
    files = {
        name: [
            ROOT / f"{name}.py",
            ROOT / f"kooperacja_addon/tests/{name}.py",
            ROOT / f"tests/rules/{name}.py",
        ]
        for name in names
    }
    missing = [
        name for name, paths in files.items() if not any(map(Path.exists, paths))
    ]
    assert not missing


def read_rules():
    """Return the cells of each row of the tables of rules, headings left out."""
    lines = (ROOT / "docs" / "reguly.md").read_text().splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    return [
        [cell.strip() for cell in row]
        for row in rows
        if row[0].strip(" -") not in ("", "Reguła")
    ]


def test_every_rule_names_its_source_and_its_test():
    for rule, _number, source, _where, test in read_rules():
        assert source.strip("–"), rule
        assert NAME.search(test), rule


def test_no_rule_stands_twice():
    rules = [row[0] for row in read_rules()]
    assert len(rules) > 50
    assert len(rules) == len(set(rules))
