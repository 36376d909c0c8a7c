"""A gmina reads the words of its own variant, and no word of another."""

import re

from lxml import html

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.translate import TranslationModuleReader

from .common import MODULE
from .steps import POLISH, PolishCase

VARIANTS = ("variant_rural", "variant_urban_rural", "variant_urban")
# Words that belong to some of the variants, and to which.
WORDS = {
    r"wójt": {"variant_rural"},
    r"burmistrz": {"variant_urban_rural"},
    r"prezydent": {"variant_urban"},
    r"\bIPW\b|indywidualn\w+ plan\w* współpracy": {"variant_rural"},
    r"animator": {"variant_rural"},
    r"pracowni\w+ kluczow": {"variant_rural"},
    r"\bGGK\b|gminn\w+ grup\w+ kooperacji": {"variant_urban_rural"},
    r"\bZZK\b|zadaniow\w+ zesp\w+ kooperac": {"variant_urban"},
    r"kart\w+ planu": {"variant_urban_rural", "variant_urban"},
}


def foreign_words(text, variant=None):
    """Return the words in ``text`` that are not those of ``variant`` (or of all)."""
    return [
        match[0]
        for pattern, variants in WORDS.items()
        if variant not in variants
        for match in re.finditer(pattern, text or "", re.IGNORECASE)
    ]


class VariantWordsCase(PolishCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gmina_1.partner_id.lang = POLISH
        cls.rops = cls.env["res.partner"].create(
            {
                "name": "ROPS",
                "is_company": True,
                "is_institution": True,
                "institution_type_id": cls.env.ref(
                    f"{MODULE}.institution_type_rops"
                ).id,
            }
        )

    def choose(self, variant):
        self.gmina_1.kooperacja_variant_id = self.env.ref(f"{MODULE}.{variant}")

    def text_of(self, report, records):
        """Return the words of the printed document."""
        page, _kind = (
            self.of("coordinator_1", "ir.actions.report")
            .with_context(lang=POLISH, force_report_rendering=True)
            ._render_qweb_html(f"{MODULE}.{report}", records.ids)
        )
        return " ".join(html.fromstring(page).text_content().split())


@tagged("post_install", "-at_install")
class TestWordsOfTheClient(VariantWordsCase):
    """What stands in views, menus and messages is the same for every variant."""

    def assert_neutral(self, texts):
        found = {
            name: foreign_words(text)
            for name, text in texts.items()
            if foreign_words(text)
        }
        self.assertFalse(found)

    def own(self, model):
        records = self.env["ir.model.data"].search(
            [("module", "=", MODULE), ("model", "=", model)]
        )
        return (
            self.env[model].with_context(lang=POLISH).browse(records.mapped("res_id"))
        )

    def test_no_view_has_a_word_of_one_variant(self):
        views = {view.name: view.arch for view in self.own("ir.ui.view")}
        self.assertGreater(len(views), 40)
        self.assertIn("Partnerstwo", "".join(views.values()), "views are in Polish")
        self.assert_neutral(views)

    def test_no_menu_has_a_word_of_one_variant(self):
        menus = {menu.id: menu.name for menu in self.own("ir.ui.menu")}
        self.assertIn("Skorowidz", menus.values())
        self.assert_neutral(menus)

    def test_no_action_has_a_word_of_one_variant(self):
        actions = self.own("ir.actions.act_window")
        self.assertGreater(len(actions), 10)
        self.assert_neutral({a.id: f"{a.name} {a.help}" for a in actions})

    def test_no_field_and_no_message_has_a_word_of_one_variant(self):
        terms = {
            (name, where, source): value or source
            for _module, _type, name, where, source, value, _comments in (
                TranslationModuleReader(self.env.cr, modules=[MODULE], lang=POLISH)
            )
            if not name.startswith(
                ("kooperacja.variant,", "kooperacja.agreement.template,")
            )
        }
        self.assertGreater(len(terms), 500)
        self.assert_neutral(terms)

    def test_no_template_of_an_agreement_has_a_word_of_another_variant(self):
        templates = self.own("kooperacja.agreement.template")
        self.assertEqual(len(templates), 12)
        self.assertIn("deklaracj", " ".join(templates.mapped("text")))
        for variant in VARIANTS:
            own = templates.filtered(
                lambda t, v=variant: t.variant_id == self.env.ref(f"{MODULE}.{v}")
            )
            for template in own:
                with self.subTest(template.name, variant=variant):
                    self.assertEqual(foreign_words(template.text, variant), [])


@tagged("post_install", "-at_install")
class TestWordsOfDocuments(VariantWordsCase):
    """Each document of a gmina of each variant, with an example of it."""

    def examples(self):
        """Return the records to print: report -> records, made in this variant."""
        partnership = self.partnership_1.with_env(
            self.env(user=self.users["coordinator_1"])
        )
        meetings = partnership.env["kooperacja.meeting"].create(
            [
                {
                    "kind": kind,
                    "partnership_id": partnership.id,
                    "start": self.at(self.tomorrow, 10),
                    "attendance_ids": [
                        Command.create(
                            {"partner_id": self.users["member_a"].partner_id.id}
                        )
                    ],
                }
                for kind in ("authorities", "partnership")
            ]
        )
        letters = partnership.env["kooperacja.letter"]
        for kind in dict(letters._fields["kind"].selection):
            if self.env.ref(f"{MODULE}.letter_{kind}", raise_if_not_found=False):
                letters |= letters._draft(
                    kind,
                    partnership,
                    self.rops,
                    meeting_id=meetings[-1].id,
                    agreement_id=self.agreement_1.id,
                )
        agreement = partnership.env["kooperacja.agreement"].browse(
            partnership.action_new_agreement()["res_id"]
        )
        delegation = partnership.env["kooperacja.delegation"].create(
            {
                "partnership_id": partnership.id,
                "institution_id": partnership.institution_ids[0].id,
                "problem_id": self.env.ref(f"{MODULE}.problem_debt").id,
            }
        )
        signed, accession = self.make_accession(partnership)
        declaration = signed.create(
            {"partnership_id": partnership.id, "kind": "declaration"}
        )
        annex = signed.browse(signed.action_new_annex()["res_id"])
        return {
            "report_agreement": agreement | declaration | annex,
            "report_agreement_accessions": signed,
            "report_agreement_accession": accession,
            "report_delegation": delegation,
            "report_letter": letters,
            "report_meeting": meetings | self.meeting,
            "report_meeting_call": (meetings | self.meeting).attendance_ids,
            "report_family": self.families["a"].household,
            "report_diagnosis": self.case_a,
            "report_case_newest": self.case_a,
            "report_case_oldest": self.case_a,
            "report_briefing": self.case_a,
            "report_plan": self.content["a"]["kooperacja.plan"],
            "report_plan_family": self.content["a"]["kooperacja.plan"],
            "report_plan_person": self.content["a"]["kooperacja.plan"],
            "report_plan_compare": self.make_comparison(),
            "report_monitoring": self.content["a"]["kooperacja.monitoring"],
            "report_evaluation": self.content["a"]["kooperacja.evaluation"],
            "report_clause": self.content["a"]["kooperacja.clause.handing"],
            "report_clause_print": self.env["kooperacja.clause.print"].create(
                {
                    "case_id": self.case_a.id,
                    "person_ids": self.families["a"].adult.ids,
                }
            ),
            "report_disclosure": self.env["kooperacja.disclosure.list"].create(
                {"household_id": self.families["a"].household.id}
            ),
            "report_privacy_extract": self.make_extract(),
            "report_privacy_erasure": self.env["kooperacja.privacy.erasure"].create(
                {
                    "company_id": self.gmina_1.id,
                    "household_id": self.families["a"].household.id,
                }
            ),
            "report_access_summary": self.make_summary(),
            **dict.fromkeys(
                (
                    "report_privacy_register",
                    "report_privacy_roles",
                    "report_privacy_map",
                    "report_privacy_access",
                ),
                self.of("coordinator_1", "kooperacja.privacy.sheet").create({}),
            ),
            "report_resource": self.resources[self.gmina_1],
            "report_resource_problem": self.resources[self.gmina_1].problem_id,
        }

    def make_summary(self):
        self.of("coordinator_1", "kooperacja.access.log")._note("open", self.case_a)
        return self.env["kooperacja.access.summary"].search([], limit=1)

    def make_extract(self):
        request = self.env["kooperacja.privacy.request"].create(
            {
                "company_id": self.gmina_1.id,
                "person_ids": self.families["a"].adult.ids,
            }
        )
        request.action_collect()
        request.text_ids.action_give()
        request.action_make_extract()
        return request

    def make_comparison(self):
        plan = self.content["a"]["kooperacja.plan"]
        return self.env["kooperacja.plan.compare"].create(
            {"case_id": plan.case_id.id, "new_plan_id": plan.id}
        )

    def make_accession(self, partnership):
        """Return a signed agreement, and the row of who acceded to it."""
        agreement = partnership.env["kooperacja.agreement"].create(
            {"partnership_id": partnership.id, "signed_on": self.today}
        )
        agreement.action_fill_signatories()
        agreement.signatory_ids.write(
            {"state": "signed", "representative": "X", "signed_on": self.today}
        )
        agreement.action_sign()
        newcomer = self.env["res.partner"].create(
            {"name": "Przychodnia", "is_company": True, "is_institution": True}
        )
        return agreement, agreement._accede(
            newcomer.with_env(agreement.env), self.today, {"representative": "X"}
        )

    def test_every_document_has_an_example(self):
        reports = self.env["ir.model.data"].search(
            [("module", "=", MODULE), ("model", "=", "ir.actions.report")]
        )
        self.assertEqual(
            set(reports.mapped("name")) - set(self.examples()),
            set(),
            "give an example of the new document",
        )

    def test_a_document_has_no_word_of_another_variant(self):
        for variant in VARIANTS:
            self.choose(variant)
            for report, records in self.examples().items():
                for record in records:
                    with self.subTest(report, variant=variant, record=str(record)):
                        text = self.text_of(report, record)
                        self.assertGreater(len(text), 100)
                        self.assertEqual(foreign_words(text, variant), [])

    def test_the_plan_is_called_as_the_variant_calls_it(self):
        plan = self.content["a"]["kooperacja.plan"]
        for variant, words in (
            ("variant_rural", ("Indywidualny Plan Współpracy", "Pracownik kluczowy")),
            ("variant_urban_rural", ("Karta planu pracy", "Koordynator")),
            ("variant_urban", ("Karta planu pracy", "Koordynator")),
        ):
            self.choose(variant)
            text = self.text_of("report_plan", plan)
            for word in words:
                self.assertIn(word, text)

    def test_a_word_of_another_variant_would_be_found(self):
        for text in (
            "Burmistrz zaprasza",
            "plan (IPW)",
            "spotkanie GGK",
            "karty planu",
        ):
            self.assertTrue(foreign_words(text))
        self.assertFalse(foreign_words("Wójt gminy", "variant_rural"))
        self.assertTrue(foreign_words("Wójt gminy", "variant_urban"))
