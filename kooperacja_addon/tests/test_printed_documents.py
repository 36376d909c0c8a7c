"""Agreement, plan and monitoring card on paper: in HTML, and in PDF as they print."""

import subprocess
from datetime import timedelta
from tempfile import NamedTemporaryFile

from lxml import html

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.base.models.ir_actions_report import _wkhtml

from .common import MODULE
from .steps import POLISH, PolishCase

PAPERS = {
    "report_agreement": "kooperacja.agreement",
    "report_plan": "kooperacja.plan",
    "report_monitoring": "kooperacja.monitoring",
}
LETTERS = "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ"
SCRIPT = "<script>alert(1)</script>"


class PrintCase(PolishCase, HttpCase):
    """Gmina 1 has a letterhead; its documents are in Polish."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.module.module"]._load_module_terms(["web"], [POLISH])
        cls.gmina_1.write(
            {
                "street": "ul. Rynkowa 1",
                "zip": "87-300",
                "city": "Sosnowo",
                "country_id": cls.env.ref("base.pl").id,
                "phone": "+48 56 111 22 33",
                "email": "urzad@sosnowo.example.org",
                "external_report_layout_id": cls.env.ref(
                    "web.external_layout_standard"
                ).id,
            }
        )
        cls.gmina_1.partner_id.lang = POLISH
        cls.submit_report(cls.report)
        cls.agreement = cls.agreement_1
        cls.printed = {}
        cls.papers = {
            "report_agreement": cls.agreement,
            "report_plan": cls.content["a"]["kooperacja.plan"],
            "report_monitoring": cls.content["a"]["kooperacja.monitoring"],
        }

    @classmethod
    def page(cls, report, records):
        """Return the text of the body as HTML; no header, no footer."""
        content, _ending = cls.env["ir.actions.report"]._render_qweb_html(
            f"{MODULE}.{report}", records.ids
        )
        bodies = html.fromstring(content).find_class("page")
        return " ".join("".join(body.text_content() for body in bodies).split())

    def print_pdf(self, report, records):
        """Print as wkhtmltopdf does and return the text of each page."""
        self.assertTrue(_wkhtml().is_patched_qt, "wkhtmltopdf is not the right one")
        key = (report, *records.ids)
        if key in self.printed:
            return self.printed[key]
        content, ending = (
            self.env["ir.actions.report"]
            .with_context(force_report_rendering=True)
            ._render_qweb_pdf(f"{MODULE}.{report}", records.ids)
        )
        self.assertEqual(ending, "pdf")
        with NamedTemporaryFile(suffix=".pdf") as file:
            file.write(content)
            file.flush()
            text = subprocess.run(
                ["pdftotext", "-layout", file.name, "-"],
                capture_output=True,
                check=True,
            ).stdout.decode()
        pages = text.split("\f")[:-1]
        self.printed[key] = pages
        return pages


@tagged("post_install", "-at_install")
class TestBody(PrintCase):
    """What matters stands in the body, so that it is there without a header too."""

    def assert_says(self, text, *words):
        for word in words:
            self.assertIn(word, text)

    def test_an_agreement_names_gmina_parties_and_day(self):
        self.agreement.place = "Sosnowo"
        self.assert_says(
            self.page("report_agreement", self.agreement),
            self.agreement.name,
            "Gmina Sosnowo",
            "Sosnowo,",
            *self.agreement.signatory_ids.institution_id.mapped("name"),
            "Podpisy",
        )

    def test_a_plan_names_case_family_goals_and_doers(self):
        self.assert_says(
            self.page("report_plan", self.papers["report_plan"]),
            self.case.number,
            "Gmina Sosnowo",
            "Abramowiczowie",
            "Cel rzeczya",
            "Zadanie rzeczya",
            "Żanetaa Abramowicz",
            "Podpisy",
        )

    def test_a_monitoring_card_names_case_period_progress_and_coordinator(self):
        card = self.papers["report_monitoring"]
        self.assert_says(
            self.page("report_monitoring", card),
            self.case.number,
            "Gmina Sosnowo",
            f"{card.date_from:%d.%m.%Y}",
            "Zrobiono rzeczya",
            "Sytuacja rzeczya",
            self.worker.name,
        )

    def test_what_is_typed_is_shown_and_not_run(self):
        self.agreement.signatory_ids[0].representative = SCRIPT
        plan = self.papers["report_plan"]
        plan.main_goal = plan.task_ids[0].name = plan.goal_ids.name = SCRIPT
        card = self.papers["report_monitoring"]
        card.situation = card.conclusions = SCRIPT
        self.case.need_ids.name = SCRIPT
        for report, records in self.papers.items():
            content, _ending = self.env["ir.actions.report"]._render_qweb_html(
                f"{MODULE}.{report}", records.ids
            )
            with self.subTest(report):
                self.assertIn("&lt;script&gt;alert(1)", content.decode())
                self.assertNotIn(SCRIPT, content.decode())


@tagged("post_install", "-at_install")
class TestPaper(PrintCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.papers["report_plan"].main_goal = LETTERS
        cls.papers["report_monitoring"].situation = LETTERS
        cls.agreement.signatory_ids[0].representative = LETTERS

    def setUp(self):
        super().setUp()
        self.pages = {
            report: self.print_pdf(report, records)
            for report, records in self.papers.items()
        }

    def test_every_page_bears_the_letterhead_of_the_gmina(self):
        for report, pages in self.pages.items():
            for number, page in enumerate(pages):
                with self.subTest(report=report, page=number):
                    self.assertIn("ul. Rynkowa 1", page)
                    self.assertIn("87-300 Sosnowo", page)

    def test_every_page_says_which_of_how_many_it_is(self):
        for report, pages in self.pages.items():
            for number, page in enumerate(pages, 1):
                with self.subTest(report=report, page=number):
                    self.assertIn(f"Strona {number} / {len(pages)}", page)

    def test_polish_letters_can_be_found_and_copied(self):
        for report, pages in self.pages.items():
            with self.subTest(report):
                self.assertIn(LETTERS, "\n".join(pages))

    def test_each_of_two_records_begins_on_a_page_of_its_own(self):
        titles = {}
        for report, first in self.papers.items():
            second = self.another(first)
            pages = self.print_pdf(report, first | second)
            titles[report] = title = self.title(first)
            begins = [n for n, page in enumerate(pages) if title in page]
            with self.subTest(report):
                self.assertEqual(begins, [0, len(self.pages[report])], pages)

    def another(self, record):
        if record._name == "kooperacja.agreement":
            return record.copy()
        return self.content["b"][record._name]

    def title(self, record):
        if record._name == "kooperacja.agreement":
            return record.name
        if record._name == "kooperacja.plan":
            return record.variant_id.with_context(lang=POLISH).plan_label
        return "Karta monitoringu"


@tagged("post_install", "-at_install")
class TestLongPlan(PrintCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plan = cls.papers["report_plan"]
        member = cls.team["a"][0]
        words = "który trzeba opisać dłużej, niż mieści się w jednym wierszu tabeli, "
        plan.goal_ids.task_ids = [
            Command.create(
                {
                    "name": f"Początek{n:02} {words * 2} koniec{n:02}",
                    "member_id": member.id,
                    "date_to": cls.today + timedelta(days=n),
                    "transport": "autobus gminny z przystanku przy szkole",
                }
            )
            for n in range(38)
        ]

    def setUp(self):
        super().setUp()
        self.pages = self.print_pdf("report_plan", self.papers["report_plan"])

    def pages_of(self, word):
        return [number for number, page in enumerate(self.pages) if word in page]

    def test_no_task_is_cut_in_two(self):
        for n in range(38):
            begins, ends = (
                self.pages_of(f"Początek{n:02}"),
                self.pages_of(f"koniec{n:02}"),
            )
            with self.subTest(task=n):
                self.assertTrue(begins)
                self.assertEqual(begins[0], ends[0])

    def test_the_head_of_the_table_is_repeated_on_every_page(self):
        last = self.pages_of("koniec37")[0]
        for number in range(self.pages_of("Początek00")[0], last + 1):
            with self.subTest(page=number):
                self.assertRegex(self.pages[number], r"Lp\.\s+Zadanie\s+Kto")
