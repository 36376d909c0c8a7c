"""Names and addresses are the same however they were typed, and only as a whole."""

import pytest

from rules.duplicates import address_key, name_key


class TestNames:
    @pytest.mark.parametrize(
        ("first", "last"),
        [
            ("Łucja", "Wiśniewska"),
            ("lucja", "WISNIEWSKA"),
            (" Łucja ", "Wiśniewska "),
            ("Wiśniewska", "Łucja"),
        ],
    )
    def test_the_same_person(self, first, last):
        assert name_key(first, last) == "lucja wisniewska"

    @pytest.mark.parametrize(
        ("first", "last"),
        [("Anna", ""), ("", "Nowak"), (None, None), ("%", "%"), ("_", "Nowak")],
    )
    def test_half_a_name_is_no_name(self, first, last):
        assert name_key(first, last) is None

    def test_a_part_of_a_name_is_another_name(self):
        assert name_key("Ann", "Nowak") != name_key("Anna", "Nowak")

    def test_a_double_surname_with_and_without_its_dash(self):
        assert name_key("Anna", "Nowak-Lis") == name_key("Anna", "Nowak Lis")


class TestAddresses:
    @pytest.mark.parametrize(
        ("street", "city"),
        [
            ("ul. Polna 17/2", "Brusy"),
            ("Polna 17/2", "BRUSY"),
            ("ulica Polna 17 / 2", " brusy"),
        ],
    )
    def test_the_same_flat(self, street, city):
        assert address_key(street, city) == "polna 17 2 brusy"

    def test_another_flat_of_the_house(self):
        assert address_key("Polna 17/2", "Brusy") != address_key("Polna 17/3", "Brusy")

    def test_a_village_without_streets(self):
        assert address_key("Lubnia 4", "Lubnia") == "lubnia 4"

    @pytest.mark.parametrize("street", [None, "", "Polna", "ul. Polna", "%"])
    def test_a_street_without_a_house_is_no_address(self, street):
        assert address_key(street, "Brusy") is None
