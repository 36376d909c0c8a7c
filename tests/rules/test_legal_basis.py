"""Which basis fits: the institution's own row, the gmina's before a shipped one."""

from datetime import date

from rules.legal_basis import Basis, choose_basis

DAY = date(2026, 3, 1)
FOR_ALL = Basis("all", sequence=190)
SCHOOLS = Basis("schools", kind="school")
ONE_SCHOOL = Basis("one", institution=7)


def test_nothing_fits_nobody():
    assert choose_basis([SCHOOLS], 7, "police", DAY) is None
    assert choose_basis([], 7, "school", DAY) is None


def test_the_institution_goes_before_its_kind_and_the_kind_before_all():
    rows = [FOR_ALL, SCHOOLS, ONE_SCHOOL]
    assert choose_basis(rows, 7, "school", DAY) == "one"
    assert choose_basis(rows, 8, "school", DAY) == "schools"
    assert choose_basis(rows, 9, "parish", DAY) == "all"
    assert choose_basis(rows, 9, None, DAY) == "all"


def test_of_equals_the_own_row_goes_first_and_then_the_sequence():
    own = Basis("own", kind="school", own=True, sequence=500)
    assert choose_basis([SCHOOLS, own], 8, "school", DAY) == "own"
    later = Basis("later", kind="school", sequence=20)
    assert choose_basis([later, SCHOOLS], 8, "school", DAY) == "schools"


def test_a_row_fits_from_its_first_to_its_last_day():
    row = Basis("term", date_from=date(2026, 1, 1), date_to=date(2026, 3, 1))
    assert choose_basis([row], 1, None, DAY) == "term"
    assert choose_basis([row], 1, None, date(2026, 3, 2)) is None
    assert choose_basis([row], 1, None, date(2025, 12, 31)) is None
