"""Logins that the system gives to those who come in through the portal."""

import pytest

from rules.logins import plain, suggest_login


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("Łucja Żółć-Nowak", "lucja.zolc.nowak"),
        ("  Pani  Anna ", "pani.anna"),
        ("sekretariat@szkola.pl", "sekretariat.szkola.pl"),
        ("Ольга", ""),
    ],
)
def test_a_name_is_written_without_accents(name, login):
    assert plain(name) == login


def test_a_login_that_is_taken_gets_a_number():
    taken = {"anna.nowak", "anna.nowak.2"}
    assert suggest_login("Anna Nowak", taken.__contains__) == "anna.nowak.3"


def test_a_name_that_cannot_be_written_gets_a_login_too():
    assert suggest_login("Ольга", set().__contains__) == "partner"
