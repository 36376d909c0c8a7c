"""What leaves Odoo as a file or on paper says who took it and when."""

import csv
import io
import json

from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .common import MODULE, KooperacjaCase, KooperacjaFixture


@tagged("post_install", "-at_install")
class TestExport(KooperacjaFixture, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls.users["coordinator_1"]
        cls.boss.group_ids += cls.env.ref("base.group_allow_export")

    def export(self, kind, model="kooperacja.case", field="number", **values):
        data = {
            "model": model,
            "fields": [{"name": field, "label": "Numer", "type": "char"}],
            "ids": [],
            "domain": [],
            "import_compat": False,
            "context": {},
            **values,
        }
        self.authenticate(self.boss.login, self.boss.login)
        return self.url_open(
            f"/web/export/{kind}",
            data={"data": json.dumps(data), "csrf_token": self.csrf_token()},
        )

    def csrf_token(self):
        from odoo.http import Request

        return Request.csrf_token(self)

    def test_a_list_of_families_says_who_exported_it_and_when(self):
        answer = self.export("csv")
        *rows, last = csv.reader(io.StringIO(answer.text))
        self.assertIn([self.case_a.number], rows)
        (words,) = last
        self.assertIn(self.boss.name, words)
        self.assertRegex(words, r"\d\d\.\d\d\.\d{4} \d\d:\d\d")
        for groupby in ([], ["stage"]):
            answer = self.export("xlsx", groupby=groupby)
            book = load_workbook(io.BytesIO(answer.content))
            with self.subTest(groupby=groupby):
                self.assertEqual(len(book.worksheets), 2)
                self.assertIn(self.boss.login, book.worksheets[1]["A1"].value)
                self.assertIn(self.boss.name, book.worksheets[0].oddFooter.left.text)
                self.assertEqual(book.properties.creator, self.boss.name)
                self.assertIn(self.boss.login, book.properties.description)

    def test_the_file_names_a_kind_of_record_and_nobody(self):
        for kind in ("csv", "xlsx"):
            header = self.export(kind, "kooperacja.person", "last_name").headers[
                "Content-Disposition"
            ]
            self.assert_tells_nothing(header)
            self.assertIn("kooperacja.person", header)

    def test_other_lists_are_as_odoo_makes_them(self):
        answer = self.export("csv", "res.country", "code")
        self.assertNotIn("Kooperacja", answer.text)
        book = load_workbook(
            io.BytesIO(self.export("xlsx", "res.country", "code").content)
        )
        self.assertEqual(len(book.worksheets), 1)


@tagged("post_install", "-at_install")
class TestRightToExport(KooperacjaCase):
    def test_no_role_of_kooperacja_brings_the_right_to_export(self):
        for name, user in self.users.items():
            with self.subTest(user=name):
                self.assertEqual(
                    user.has_group("base.group_allow_export"), name == "system"
                )
        for name in ("member_a", "worker_a", "coordinator_1"):
            with self.assertRaises(UserError):
                self.as_user(name, self.case_a).export_data(["number"])

    def test_two_gminas_chosen_at_once_do_not_mix_in_a_record(self):
        """Who works in two gminas and has both open points from none to the other."""
        boss = self.users["coordinator_1"]
        boss.company_ids += self.gmina_2
        both = [self.gmina_1.id, self.gmina_2.id]
        cases = self.as_user("coordinator_1", self.env["kooperacja.case"]).with_context(
            allowed_company_ids=both
        )
        for values in (
            {"household_id": self.families["c"].household.id},
            {
                "household_id": self.families["a"].household.id,
                "partnership_id": self.partnership_2.id,
                "second_case_reason": "Próba",
            },
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                cases.create(values)
        case = cases.create(
            {
                "household_id": self.families["a"].household.id,
                "second_case_reason": "Druga sprawa",
            }
        )
        self.assertEqual(case.company_id, self.gmina_1)
        one = cases.with_context(allowed_company_ids=self.gmina_2.ids)
        self.assertNotIn(self.case_a, one.search([]))
        exported = self.as_user("coordinator_1", self.env["kooperacja.case"])
        boss.group_ids += self.env.ref("base.group_allow_export")
        rows = exported.with_context(allowed_company_ids=self.gmina_2.ids).search([])
        self.assertEqual(rows.company_id, self.gmina_2)


@tagged("post_install", "-at_install")
class TestPrint(KooperacjaCase):
    def test_every_document_says_who_printed_it_and_when(self):
        reports = self.env["ir.actions.report"].search(
            [("report_name", "=like", f"{MODULE}.%")]
        )
        self.assertGreater(len(reports), 15)
        case = self.as_user("worker_a", self.case_a)
        content, _kind = case.env["ir.actions.report"]._render_qweb_html(
            f"{MODULE}.report_case_newest", case.ids
        )
        self.assertRegex(
            content.decode(),
            r'class="footer[^>]*>\s*<div class="kd-printed"[^>]*>'
            r"Printed \d\d\.\d\d\.\d{4} \d\d:\d\d by Pan worker_a<",
        )

    def test_a_name_is_printed_and_not_run(self):
        self.users["worker_a"].name = "<script>alert(1)</script>"
        case = self.as_user("worker_a", self.case_a)
        content, _kind = case.env["ir.actions.report"]._render_qweb_html(
            f"{MODULE}.report_case_newest", case.ids
        )
        self.assertNotIn(b"<script>alert(1)", content)
