"""The text of an agreement: from a template, through remarks, to what is signed."""

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import html2plaintext

from .common import MODULE
from .steps import PathCase

# Words of one variant that no document of another may show.
OWN_WORDS = {
    "urban_rural": ("burmistrz", "GGK", "Gmina Cooperation Group", "Gminn"),
    "rural": ("wójt", "IPW", "key worker", "pracownik kluczowy", "animator"),
    "urban": ("prezydent", "ZZK", "Task Cooperation Team", "Zadaniow"),
}
# The urban and the urban-rural variant both have a coordinator and a plan card.
PLAN_CARD = ("plan card", "karta planu", "karcie planu", "coordinator", "koordynator")


class TextCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreements = cls.of("coordinator_1", "kooperacja.agreement")
        cls.agreement = cls.agreements.create({"partnership_id": cls.partnership_1.id})
        cls.agreement.place = "Sosnowo"
        cls.school = cls.institutions["school_1"]

    def say(self, **values):
        return self.agreement.env["kooperacja.agreement.remark"].create(
            {
                "agreement_id": self.agreement.id,
                "institution_id": self.school.id,
                "remark": "Za częste sprawozdania",
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestTemplate(TextCase):
    def test_each_variant_has_words_for_each_kind(self):
        templates = self.env["kooperacja.agreement.template"].search([])
        kinds = dict(self.agreements._fields["kind"]._description_selection(self.env))
        for variant in OWN_WORDS:
            variant = self.env.ref(f"{MODULE}.variant_{variant}")
            own = templates.filtered(lambda t, v=variant: t.variant_id == v)
            self.assertEqual(set(own.mapped("kind")), set(kinds), variant.name)

    def test_a_gmina_of_one_variant_reads_no_word_of_another(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        self.env["ir.module.module"]._load_module_terms([MODULE], ["pl_PL"])
        for name, own in OWN_WORDS.items():
            self.gmina_1.kooperacja_variant_id = self.env.ref(
                f"{MODULE}.variant_{name}"
            )
            for lang in ("en_US", "pl_PL"):
                self.gmina_1.partner_id.lang = lang
                texts = " ".join(
                    html2plaintext(
                        self.agreements.new(
                            {"partnership_id": self.partnership_1.id, "kind": kind}
                        ).text
                    )
                    for kind in ("agreement", "declaration", "annex")
                ).lower()
                self.assertIn(own[0].lower(), texts)
                foreign = {
                    word
                    for other, words in OWN_WORDS.items()
                    for word in words
                    if other != name
                } | set(PLAN_CARD if name == "rural" else ())
                for word in foreign:
                    with self.subTest(variant=name, lang=lang, word=word):
                        self.assertNotIn(word.lower(), texts)

    def test_the_gmina_is_named_after_a_noun_at_the_end_of_its_sentence(self):
        for template in self.env["kooperacja.agreement.template"].search([]):
            self.assertIn(": {gmina}.", template.text)
        self.assertIn("Area of cooperation: Gmina Sosnowo.", self.agreement.text)
        self.assertNotIn("{gmina}", self.agreement.text)

    def test_the_name_of_a_gmina_is_no_markup(self):
        self.gmina_1.name = "Sosnowo <b>i</b> Dąb"
        agreement = self.agreement.create({"partnership_id": self.partnership_1.id})
        self.assertIn("Sosnowo &lt;b&gt;i&lt;/b&gt; Dąb", agreement.text)

    def test_another_kind_begins_with_its_own_words(self):
        with Form(self.agreement) as form:
            form.kind = "declaration"
        self.assertIn("signs this declaration", self.agreement.text)
        self.assertEqual(self.agreement.template_id.kind, "declaration")
        self.assertEqual(self.agreement.name, "Declaration of cooperation")

    def test_words_of_ones_own_survive_another_template(self):
        self.agreement.text = "<p>Własne słowa</p>"
        self.agreement.kind = "declaration"
        self.assertIn("Własne słowa", self.agreement.text)

    def test_taking_a_template_keeps_words_of_ones_own_as_a_version(self):
        self.agreement.text = "<p>Własne słowa</p>"
        self.agreement.action_take_template()
        self.assertIn("Area of cooperation", self.agreement.text)
        self.assertIn("Własne słowa", self.agreement.version_ids.text)

    def test_taking_a_template_over_words_of_a_template_keeps_nothing(self):
        self.agreement.action_take_template()
        self.assertFalse(self.agreement.version_ids)

    def test_a_template_changed_later_changes_no_agreement(self):
        before = self.agreement.text
        self.agreement.template_id.sudo().text = "<p>Nowe słowa {gmina}</p>"
        self.assertEqual(self.agreement.text, before)

    def test_without_a_template_the_text_is_empty_and_can_be_written(self):
        self.env["kooperacja.agreement.template"].search([]).active = False
        agreement = self.agreement.create({"partnership_id": self.partnership_1.id})
        self.assertFalse(agreement.text)
        with self.refused("template"):
            agreement.action_take_template()

    def test_the_administrator_edits_templates_and_the_coordinator_picks(self):
        template = self.agreement.template_id
        template.with_user(self.users["administrator"]).name = "Nasz szablon"
        with self.assertRaises(AccessError):
            template.with_user(self.coordinator).name = "Inny"
        other = template.sudo().copy({"name": "Drugi"}).with_env(template.env)
        self.agreement.template_id = other
        self.assertEqual(self.agreement.template_id, other)


@tagged("post_install", "-at_install")
class TestRemarks(TextCase):
    def test_what_is_sent_for_remarks_is_kept_as_it_was(self):
        self.agreement.text = "<p>Pierwszy</p>"
        self.agreement.action_send_for_remarks()
        self.agreement.text = "<p>Drugi</p>"
        self.agreement.action_send_for_remarks()
        versions = self.agreement.version_ids.sorted("number")
        self.assertEqual(versions.mapped("number"), [1, 2])
        self.assertIn("Pierwszy", versions[0].text)
        self.assertIn("Drugi", versions[1].text)
        self.assertEqual(versions.user_id, self.coordinator)
        self.assertEqual(set(versions.mapped("kept_on")), {self.today})

    def test_the_first_sending_is_the_day_of_the_proposal(self):
        self.agreement.action_send_for_remarks()
        self.assertEqual(self.agreement.proposed_on, self.today)
        self.agreement.proposed_on = self.yesterday
        self.agreement.action_send_for_remarks()
        self.assertEqual(self.agreement.proposed_on, self.yesterday)

    def test_an_empty_text_is_not_sent(self):
        self.agreement.text = False
        with self.refused("text first"):
            self.agreement.action_send_for_remarks()

    def test_nobody_makes_changes_or_deletes_a_version(self):
        self.agreement.action_send_for_remarks()
        version = self.agreement.version_ids
        with self.refused("stays"):
            version.text = "<p>Inny</p>"
        with self.refused("stays"):
            version.sudo().text = "<p>Inny</p>"
        with self.refused("stays"):
            version.sudo().unlink()
        with self.assertRaises(AccessError):
            version.create(
                {
                    "agreement_id": self.agreement.id,
                    "number": 9,
                    "kept_on": self.today,
                    "reason": "sent",
                    "text": "X",
                    "user_id": self.coordinator.id,
                }
            )

    def test_a_worker_sends_nothing_for_remarks(self):
        with self.assertRaises(AccessError):
            self.as_worker(self.agreement).action_send_for_remarks()

    def test_a_draft_that_was_sent_is_archived_and_not_deleted(self):
        self.agreement.action_send_for_remarks()
        with self.refused("Archive"):
            self.agreement.unlink()
        self.agreement.active = False

    def test_a_remark_belongs_to_the_newest_version(self):
        self.agreement.action_send_for_remarks()
        self.agreement.action_send_for_remarks()
        self.assertEqual(self.say().version_id.number, 2)

    def test_an_answer_is_noted_with_who_and_when(self):
        remark = self.say()
        self.assertFalse(remark.answered_on)
        remark.answer = "accepted"
        self.assertEqual(remark.answered_by_id, self.coordinator)
        self.assertEqual(remark.answered_on, self.today)
        with self.refused("buttons"):
            remark.answered_by_id = self.worker

    def test_who_declines_a_remark_says_why(self):
        remark = self.say()
        with self.refused("why", self.school.name):
            remark.answer = "declined"
        remark.write({"answer": "declined", "answer_reason": "Tak mówi podręcznik"})
        self.assertEqual(remark.answer, "declined")

    def test_a_remark_without_an_answer_warns_and_hinders_nobody(self):
        remark = self.say()
        self.assertIn(self.school.name, self.agreement.sign_warning)
        self.agreement.action_fill_signatories()
        self.set_signed(*self.agreement.signatory_ids)
        self.agreement.signed_on = self.today
        self.agreement.action_sign()
        self.assertEqual(self.agreement.state, "signed")
        self.assertFalse(self.agreement.sign_warning)
        self.assertIn(self.school.name, self.agreement.signed_despite)
        with self.refused("stays as it was signed"):
            remark.answer = "accepted"

    def test_an_answered_remark_warns_no_more(self):
        self.say(answer="accepted")
        self.assertFalse(self.agreement.sign_warning)

    def test_a_signatory_without_a_contact_person_is_warned_of(self):
        self.agreement.action_fill_signatories()
        self.assertIn(self.institutions["ops_1"].name, self.agreement.sign_warning)
        self.assertIn("contacts", self.agreement.sign_warning)
        self.agreement.signatory_ids.representative = "Dyrektor"
        self.assertFalse(self.agreement.sign_warning)

    def test_a_member_reads_versions_and_remarks_and_writes_none(self):
        self.agreement.action_send_for_remarks()
        remark = self.as_user("member_a", self.say())
        self.assertEqual(remark.remark, "Za częste sprawozdania")
        self.assertEqual(remark.agreement_id.version_ids.number, 1)
        with self.assertRaises(AccessError):
            remark.answer = "accepted"

    def test_another_gmina_reads_neither(self):
        self.agreement.action_send_for_remarks()
        for record in (self.say(), self.agreement.version_ids):
            with self.assertRaises(AccessError):
                self.as_user("coordinator_2", record).read(["display_name"])

    def test_an_institution_with_remarks_is_not_deleted(self):
        clinic = self.env["res.partner"].create(
            {"name": "Przychodnia", "is_company": True, "is_institution": True}
        )
        self.say(institution_id=clinic.id)
        with self.refused("Archive the contact"):
            clinic.unlink()
