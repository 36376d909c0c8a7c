"""NIP, REGON and PESEL. The numbers are nobody's; only their check digits are right."""

from datetime import date

import pytest
from stdnum.exceptions import ValidationError
from stdnum.pl import pesel, regon

from rules.identifiers import (
    birth_date_of_pesel,
    sex_of_pesel,
    valid_nip,
    valid_pesel,
    valid_regon,
)

# The samples with which textbooks show the check digits.
NIP = "1234563218"
REGON_9 = "123456785"
REGON_14 = "12345678512347"
SAMPLE_PESEL = "44051401359"


def other_last_digits(number):
    """Return ``number`` with each of the nine wrong last digits."""
    return [number[:-1] + digit for digit in "0123456789" if digit != number[-1]]


class TestNip:
    @pytest.mark.parametrize(
        "number",
        [
            NIP,
            f"PL{NIP}",
            f"{NIP[:3]}-{NIP[3:6]}-{NIP[6:8]}-{NIP[8:]}",
            f"{NIP[:3]}-{NIP[3:5]}-{NIP[5:7]}-{NIP[7:]}",
            f"{NIP[:3]} {NIP[3:6]} {NIP[6:8]} {NIP[8:]}",
        ],
    )
    def test_a_nip_is_accepted_as_people_write_it(self, number):
        assert valid_nip(number)

    @pytest.mark.parametrize("number", other_last_digits(NIP))
    def test_a_wrong_check_digit_is_refused(self, number):
        assert not valid_nip(number)

    @pytest.mark.parametrize("position", range(9))
    def test_a_mistyped_digit_is_refused(self, position):
        digit = str((int(NIP[position]) + 1) % 10)
        assert not valid_nip(NIP[:position] + digit + NIP[position + 1 :])

    @pytest.mark.parametrize(
        "number", ["", "PL", NIP[:-1], NIP + "0", "abcdefghij", f"DE{NIP}"]
    )
    def test_what_is_no_nip_is_refused(self, number):
        assert not valid_nip(number)


class TestRegon:
    @pytest.mark.parametrize(
        "number", [REGON_9, REGON_14, f"{REGON_9[:3]}-{REGON_9[3:6]}-{REGON_9[6:]}"]
    )
    def test_nine_and_fourteen_digits_are_accepted(self, number):
        assert valid_regon(number)

    @pytest.mark.parametrize(
        "number", other_last_digits(REGON_9) + other_last_digits(REGON_14)
    )
    def test_a_wrong_check_digit_is_refused(self, number):
        assert not valid_regon(number)

    @pytest.mark.parametrize("number", ["", "1", REGON_9 + "0", REGON_14[:-1], NIP])
    def test_another_number_of_digits_is_refused(self, number):
        assert not valid_regon(number)

    def test_a_local_unit_of_a_wrong_regon_is_refused(self):
        wrong = other_last_digits(REGON_9)[0]
        local = wrong + "1234" + regon.calc_check_digit(wrong + "1234")
        assert not valid_regon(local)


class TestPesel:
    BORN = {
        date(1899, 12, 31): 80,
        date(1985, 3, 14): 0,
        date(1999, 12, 31): 0,
        date(2000, 1, 1): 20,
        date(2018, 5, 1): 20,
        date(2024, 2, 29): 20,
    }

    @staticmethod
    def number(born, century):
        head = f"{born:%y}{born.month + century:02}{born:%d}0123"
        return head + pesel.calc_check_digit(head)

    def test_the_sample_is_accepted(self):
        assert valid_pesel(SAMPLE_PESEL)
        assert birth_date_of_pesel(SAMPLE_PESEL) == date(1944, 5, 14)

    @pytest.mark.parametrize(("born", "century"), BORN.items())
    def test_the_date_of_birth_is_read_in_every_century(self, born, century):
        number = self.number(born, century)
        assert valid_pesel(number)
        assert birth_date_of_pesel(number) == born

    def test_dashes_and_spaces_do_not_matter(self):
        number = self.number(date(2018, 5, 1), 20)
        assert birth_date_of_pesel(f"{number[:6]}-{number[6:]}") == date(2018, 5, 1)

    def test_a_wrong_check_digit_is_refused(self):
        for number in other_last_digits(self.number(date(1985, 3, 14), 0)):
            assert not valid_pesel(number)

    @pytest.mark.parametrize("head", ["8502300123", "8513140123", "0000000000"])
    def test_a_day_that_never_was_is_refused(self, head):
        assert not valid_pesel(head + pesel.calc_check_digit(head))

    @pytest.mark.parametrize("number", ["", "8503140123", "850314012345", "abc"])
    def test_what_is_no_pesel_is_refused(self, number):
        assert not valid_pesel(number)

    def test_there_is_no_birth_date_in_what_is_no_pesel(self):
        with pytest.raises(ValidationError):
            birth_date_of_pesel("12345678901")


def test_a_pesel_tells_the_sex():
    assert sex_of_pesel("44051401359") == "male"
    with pytest.raises(ValidationError):
        sex_of_pesel("44051401358")
