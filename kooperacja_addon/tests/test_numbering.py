"""Yearly registers: one for each gmina, without gaps."""

from datetime import date

from odoo.tests import tagged

from ..hooks import post_init_hook, uninstall_hook
from .steps import PathCase

REGISTERS = [
    "kooperacja.case",
    "kooperacja.case.intake",
    "kooperacja.household",
    "kooperacja.privacy.erasure",
    "kooperacja.privacy.request",
]


@tagged("post_install", "-at_install")
class TestNumbering(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gmina = cls.env["res.company"].create({"name": "Gmina Łąki"})

    def number(self, day, gmina=None, code="kooperacja.case"):
        return (gmina or self.gmina)._next_kooperacja_number(code, day)

    def registers(self, gmina):
        return (
            self.env["ir.sequence"]
            .with_context(active_test=False)
            .search([("company_id", "=", gmina.id), ("code", "=like", "kooperacja.%")])
        )

    def test_a_register_runs_from_one_by_ones(self):
        day = date(2026, 3, 14)
        self.assertEqual(
            [self.number(day) for _ in range(3)],
            ["2026/0001", "2026/0002", "2026/0003"],
        )

    def test_every_gmina_counts_for_itself(self):
        other = self.env["res.company"].create({"name": "Gmina Pola"})
        day = date(2026, 3, 14)
        self.assertEqual(self.number(day), "2026/0001")
        self.assertEqual(self.number(day, other), "2026/0001")
        self.assertEqual(self.number(day), "2026/0002")

    def test_a_new_year_begins_with_one(self):
        self.number(date(2025, 12, 31))
        self.assertEqual(self.number(date(2026, 1, 1)), "2026/0001")
        self.assertEqual(self.number(date(2025, 12, 31)), "2025/0002")

    def test_families_have_a_register_of_their_own(self):
        day = date(2026, 3, 14)
        self.number(day)
        self.assertEqual(self.number(day, code="kooperacja.household"), "R/2026/0001")

    def test_no_gap_is_left_by_what_was_rolled_back(self):
        first = self.new_case().number
        with self.assertRaises(InterruptedError):
            self.new_case()
            raise InterruptedError
        year, number = first.split("/")
        self.assertEqual(self.new_case().number, f"{year}/{int(number) + 1:04}")

    def test_a_case_opened_last_year_counts_in_last_years_register(self):
        day = date(self.today.year - 1, 11, 3)
        case = self.new_case(day)
        again = self.new_case(day)
        self.assertEqual(case.number, f"{day.year}/0001")
        self.assertEqual(again.number, f"{day.year}/0002")

    def test_the_cases_of_two_gminas_begin_with_the_same_number(self):
        self.assertEqual(self.case_a.number, self.case_c.number)
        self.assertNotEqual(self.case_a.company_id, self.case_c.company_id)

    def test_a_number_cannot_be_chosen(self):
        case = self.new_case(number="1999/0007")
        self.assertNotEqual(case.number, "1999/0007")
        with self.refused("stays"):
            case.number = "1999/0008"

    def test_two_cases_of_one_gmina_never_share_a_number(self):
        case = self.new_case()
        with self.refused_by_database("kooperacja.case", "already in use"):
            case._write_by_action({"number": self.case.number})

    def test_a_gmina_made_later_gets_its_registers(self):
        self.assertEqual(
            sorted(self.registers(self.gmina).mapped("code")),
            REGISTERS,
        )

    def test_installing_gives_every_gmina_its_registers_once(self):
        self.registers(self.gmina).unlink()
        post_init_hook(self.env)
        self.assertEqual(len(self.registers(self.gmina)), len(REGISTERS))
        post_init_hook(self.env)
        self.assertEqual(len(self.registers(self.gmina)), len(REGISTERS))

    def test_installing_keeps_the_count_of_a_register(self):
        self.number(date(2026, 3, 14))
        post_init_hook(self.env)
        self.assertEqual(self.number(date(2026, 3, 14)), "2026/0002")

    def test_a_register_that_was_switched_off_is_not_made_twice(self):
        self.registers(self.gmina).active = False
        post_init_hook(self.env)
        self.assertEqual(len(self.registers(self.gmina)), len(REGISTERS))

    def test_uninstalling_takes_away_every_register_and_no_other_sequence(self):
        foreign = self.env["ir.sequence"].create({"name": "Inny", "code": "inny"})
        uninstall_hook(self.env)
        self.assertFalse(self.registers(self.gmina))
        self.assertFalse(
            self.env["ir.sequence"].search([("code", "=like", "kooperacja.%")])
        )
        self.assertTrue(foreign.exists())

    def test_a_worker_draws_a_number_without_a_right_to_sequences(self):
        self.assertFalse(self.of("worker_a", "ir.sequence").has_access("write"))
        self.assertRegex(self.new_case().number, r"^\d{4}/\d{4}$")
