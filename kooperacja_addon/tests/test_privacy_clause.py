"""Each adult is told of the use of the data; that it was done is on record."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import MODULE
from .steps import PathCase


@tagged("post_install", "-at_install")
class TestClause(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.father = cls.as_worker(
            cls.families["a"].household.person_ids.create(
                {
                    "household_id": cls.families["a"].household.id,
                    "first_name": "Zenona",
                    "last_name": "Abramowicz",
                    "role": "father",
                }
            )
        )
        cls.handing = cls.as_worker(cls.content["a"]["kooperacja.clause.handing"])

    def due(self, user="worker_a"):
        return self.as_user(user, self.env["kooperacja.deadline"]).search(
            [("case_id", "=", self.case_a.id), ("kind", "=", "clause")]
        )

    def dialog(self, **vals):
        return self.of("worker_a", "kooperacja.clause.print").create(
            {"case_id": self.case.id, **vals}
        )

    def test_adults_without_a_clause_are_named_by_hint_deadline_and_dialog(self):
        self.assertIn("1", self.case.clause_hint)
        (line,) = self.due()
        self.assertEqual(line.user_id, self.worker)
        self.assertEqual(line.action_open()["res_id"], self.case.id)
        dialog = self.dialog()
        self.assertEqual(dialog.person_ids, self.father)  # no children
        dialog.action_note()
        self.env.invalidate_all()
        self.assertFalse(self.case.clause_hint)
        self.assertFalse(self.due())

    def test_who_is_dead_or_lives_elsewhere_is_not_waited_for(self):
        self.father.lives_elsewhere = True
        self.assertFalse(self.due())
        self.father.write({"lives_elsewhere": False, "is_dead": True})
        self.assertFalse(self.due())
        self.assertFalse(self.case.clause_hint)

    def test_a_child_counts_from_its_eighteenth_birthday(self):
        self.father.lives_elsewhere = True
        self.child.birth_date = self.today - timedelta(days=18 * 366)
        self.assertTrue(self.due())
        self.assertIn(self.child, self.dialog().person_ids)

    def test_a_refusal_is_an_answer_and_a_mistake_is_taken_back(self):
        self.dialog(way="refused").action_note()
        row = self.case.clause_handing_ids.filtered(
            lambda r: r.person_id == self.father
        )
        self.assertFalse(row.signed_document)
        self.assertFalse(self.due())
        row.action_take_back()
        self.env.invalidate_all()
        self.assertFalse(row.is_valid)
        self.assertTrue(self.due())
        with self.refused("already"):
            row.action_take_back()

    def test_the_row_is_signed_by_its_author_and_stays(self):
        row = self.handing.create(
            {
                "case_id": self.case.id,
                "person_id": self.father.id,
                "author_id": self.member.partner_id.id,
            }
        )
        self.assertEqual(row.author_id, self.worker.partner_id)
        self.assertTrue(row.signed_document)
        for act in (lambda: row.sudo().write({"way": "post"}), row.sudo().unlink):
            with self.refused("stays on record"):
                act()
        with self.refused("today or earlier", error=ValidationError):
            row.create(
                {
                    "case_id": self.case.id,
                    "person_id": self.father.id,
                    "date": self.tomorrow,
                }
            )
        self.close_case(self.case)
        self.assertTrue(
            row.create({"case_id": self.case.id, "person_id": self.father.id})
        )

    def test_the_dialog_takes_only_persons_of_the_family(self):
        for persons, error in (
            (self.families["b"].adult.ids, UserError),
            ([], UserError),
        ):
            with self.subTest(persons=persons), self.assertRaises(error):
                self.dialog(person_ids=persons).action_note()
        dialog = self.env["kooperacja.clause.print"].with_user(self.users["worker_b"])
        with self.assertRaises(AccessError):
            dialog.create({"case_id": self.case.id}).action_print()

    def test_the_paper_says_all_that_the_law_wants_and_who_gets_the_data(self):
        clause = self.env["kooperacja.clause"]._get_of(self.gmina_1)
        self.assertFalse(clause.is_ready)
        clause.officer = "Inspektor Sosnowa, tel. 11 222"
        self.assertTrue(clause.is_ready)
        dialog = self.dialog()
        page = str(
            dialog.env["ir.qweb"]._render(
                f"{MODULE}.report_clause_print_document",
                {"docs": dialog, "env": dialog.env},
            )
        )
        for words in (
            "Gmina Sosnowo",
            "Inspektor Sosnowa",
            "art. 6 ust. 1",
            "art. 100",
            "Szkoła Podstawowa w Sosnowie",
            "Zenona",
            "consent",
            "President",
            "Stawki 2",
        ):
            self.assertIn(words, page)
        self.assertNotIn("Policji", page)  # not on the team
        self.assertNotIn("rzeczya", page)
        self.assert_tells_nothing(dialog._get_document_name())

    def test_the_kept_paper_belongs_to_its_row(self):
        row = self.handing
        page = row.env["ir.qweb"]._render(
            f"{MODULE}.report_clause_document", {"docs": row, "env": row.env}
        )
        self.assertIn('data-oe-model="kooperacja.clause.handing"', page)
        self.assertIn(f'data-oe-id="{row.id}"', page)

    def test_one_clause_a_gmina_kept_by_its_coordinator(self):
        clause = self.env["kooperacja.clause"]._get_of(self.gmina_1).sudo(False)
        self.assertEqual(
            self.of("coordinator_1", "kooperacja.clause").action_open_own()["res_id"],
            clause.id,
        )
        self.as_user("coordinator_1", clause).duty = "Nie"
        for name in ("worker_a", "officer"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.as_user(name, clause).duty = "Tak"
        for name in ("employee", "regional"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.of(name, "kooperacja.clause").action_open_own()
