"""The agreement: signed once, by those who decided, and kept as it was signed."""

import base64

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import MODULE
from .steps import PathCase


class AgreementCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls.of("coordinator_1", "kooperacja.agreement").create(
            {"partnership_id": cls.partnership_1.id, "signed_on": cls.today}
        )
        cls.agreement.action_fill_signatories()

    def sign(self):
        self.set_signed(*self.agreement.signatory_ids)
        self.agreement.action_sign()


@tagged("post_install", "-at_install")
class TestSigning(AgreementCase):
    def test_signing_makes_it_signed(self):
        self.sign()
        self.assertEqual(self.agreement.state, "signed")
        self.assertEqual(self.agreement.signed_count, 4)

    def test_the_original_is_kept_in_the_office_of_the_variant(self):
        offices = set()
        for name in ("urban_rural", "rural", "urban"):
            variant = self.env.ref(f"{MODULE}.variant_{name}")
            self.gmina_1.kooperacja_variant_id = variant
            agreement = self.agreement.create({"partnership_id": self.partnership_1.id})
            self.assertEqual(agreement.original_place, variant.office_label)
            offices.add(variant.office_label)
        self.assertEqual(len(offices), 3)

    def test_an_agreement_without_a_date_is_not_signed(self):
        self.set_signed(*self.agreement.signatory_ids)
        self.agreement.signed_on = False
        with self.refused("date of signing"):
            self.agreement.action_sign()
        self.assertEqual(self.agreement.state, "draft")

    def test_an_agreement_that_nobody_signed_is_not_signed(self):
        self.agreement.signatory_ids.write({"state": "refused", "reason": "Nie"})
        with self.refused("nobody"):
            self.agreement.action_sign()

    def test_an_agreement_without_signatories_is_not_signed(self):
        self.agreement.signatory_ids.unlink()
        with self.refused("nobody"):
            self.agreement.action_sign()

    def test_those_who_have_not_decided_are_named(self):
        decided, *undecided = self.agreement.signatory_ids
        self.set_signed(decided)
        names = [signatory.institution_id.name for signatory in undecided]
        with self.refused("open", *names):
            self.agreement.action_sign()
        self.assertEqual(self.agreement.state, "draft")

    def test_an_agreement_is_signed_once(self):
        self.sign()
        with self.refused("already", "twice"):
            self.agreement.action_sign()

    def test_a_refused_signing_admits_nobody(self):
        clinic = self.env["res.partner"].create(
            {"name": "Przychodnia", "is_company": True, "is_institution": True}
        )
        self.partnership_1.member_ids = self.lines({"institution_id": clinic.id})
        self.agreement.action_fill_signatories()
        self.set_signed(*self.agreement.signatory_ids[:-1])
        with self.refused("open"):
            self.agreement.action_sign()
        self.assertNotIn(clinic, self.partnership_1.institution_ids)

    def test_a_signature_names_who_signed_and_when(self):
        with self.refused("who signed", "when"):
            self.agreement.signatory_ids[0].state = "signed"

    def test_a_refusal_names_its_reason(self):
        with self.refused("why", "refused"):
            self.agreement.signatory_ids[0].state = "refused"

    def test_an_institution_signs_an_agreement_once(self):
        institution = self.agreement.signatory_ids[0].institution_id
        with self.refused_by_database("kooperacja.agreement.signatory", "once"):
            self.agreement.signatory_ids = self.lines(
                {"institution_id": institution.id}
            )

    def test_filling_the_signatories_again_adds_only_new_members(self):
        before = self.agreement.signatory_ids
        self.agreement.action_fill_signatories()
        self.assertEqual(self.agreement.signatory_ids, before)

    def test_the_form_proposes_the_date_of_the_agreement_for_a_signature(self):
        with Form(self.agreement) as form:
            with form.signatory_ids.edit(0) as line:
                line.state = "signed"
                line.representative = "Dyrektor"
        self.assertEqual(self.agreement.signatory_ids[0].signed_on, self.today)

    def test_the_place_of_signing_is_the_town_of_the_gmina(self):
        self.gmina_1.city = "Sosnowo"
        agreement = self.agreement.create({"partnership_id": self.partnership_1.id})
        self.assertEqual(agreement.place, "Sosnowo")

    def test_a_new_agreement_begins_with_the_words_of_the_model(self):
        self.assertIn("Partnership Cooperation Team", self.agreement.text)
        self.assertIn(self.agreement.env.company.name, self.agreement.text)

    def test_a_worker_does_not_sign(self):
        self.set_signed(*self.agreement.signatory_ids)
        with self.assertRaises(AccessError):
            self.as_worker(self.agreement).action_sign()


@tagged("post_install", "-at_install")
class TestSigned(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for signatory in cls.agreement.signatory_ids:
            signatory.write(
                {
                    "state": "signed",
                    "representative": "Dyrektor Ząbkowski",
                    "signed_on": cls.today,
                }
            )
        cls.agreement.action_sign()

    def test_nothing_of_it_changes(self):
        for values in (
            {"name": "Inne"},
            {"text": "<p>Inny</p>"},
            {"signed_on": self.yesterday},
            {"place": "Gdzie indziej"},
            {"kind": "declaration"},
        ):
            with self.subTest(values), self.refused("stays as it was signed"):
                self.agreement.write(values)

    def test_not_even_for_the_superuser(self):
        with self.refused("stays as it was signed"):
            self.agreement.sudo().name = "Inne"

    def test_its_state_does_not_go_back(self):
        with self.refused("buttons"):
            self.agreement.state = "draft"

    def test_no_signatory_changes_comes_or_goes(self):
        signatory = self.agreement.signatory_ids[0]
        with self.refused("stays as it was signed"):
            signatory.representative = "Ktoś inny"
        with self.refused("stays as it was signed"):
            signatory.unlink()
        with self.refused("stays as it was signed"):
            signatory.create(
                {
                    "agreement_id": self.agreement.id,
                    "institution_id": self.institutions["ops_2"].id,
                }
            )

    def test_a_signatory_does_not_move_to_another_agreement(self):
        other = self.agreement.create({"partnership_id": self.partnership_1.id})
        with self.refused("stays"):
            self.agreement.signatory_ids[0].agreement_id = other

    def test_it_is_not_deleted(self):
        with self.refused("stays as it was signed"):
            self.agreement.unlink()

    def test_it_keeps_who_signed_when_the_institution_gets_another_name(self):
        self.institutions["school_1"].name = "Zespół Szkół"
        signatory = self.agreement.signatory_ids.filtered(
            lambda s: s.institution_id == self.institutions["school_1"]
        )
        self.assertEqual(signatory.representative, "Dyrektor Ząbkowski")

    def test_a_new_agreement_can_be_made(self):
        other = self.agreement.create({"partnership_id": self.partnership_1.id})
        self.assertEqual(other.state, "draft")

    def test_a_copy_is_a_draft_without_the_document(self):
        other = self.agreement.copy()
        self.assertEqual(other.state, "draft")
        self.assertFalse(other.signed_on)
        self.assertFalse(other.signed_document)


@tagged("post_install", "-at_install")
class TestKeptDocument(AgreementCase):
    print_documents = True

    def test_the_document_is_kept_as_it_was_on_the_day_of_signing(self):
        self.agreement.name = "Porozumienie źdźbło"
        self.sign()
        page = base64.b64decode(self.agreement.signed_document).decode()
        self.assertIn("Porozumienie źdźbło", page)
        self.assertIn("Dyrektor Ząbkowski", page)
        self.institutions["school_1"].name = "Zespół Szkół"
        self.agreement.invalidate_recordset()
        kept = base64.b64decode(self.agreement.signed_document).decode()
        self.assertEqual(kept, page)
        self.assertIn("Szkoła Podstawowa w Sosnowie", kept)

    def test_its_file_is_named_by_a_number(self):
        self.agreement.name = "Porozumienie w sprawie Kowalskich"
        self.sign()
        self.assertRegex(
            self.agreement.signed_document_name,
            rf"^porozumienie-{self.agreement.id}\.(html|pdf)$",
        )

    def test_it_says_that_it_was_signed(self):
        self.sign()
        page = base64.b64decode(self.agreement.signed_document).decode()
        self.assertIn("Signed on", page)

    def test_nobody_replaces_it(self):
        self.sign()
        with self.refused("buttons"):
            self.agreement.signed_document = base64.b64encode(b"forged")
        with self.refused("buttons"):
            self.agreement.create(
                {
                    "partnership_id": self.partnership_1.id,
                    "signed_document": base64.b64encode(b"forged"),
                }
            )

    def test_its_attachment_cannot_be_replaced_either(self):
        self.sign()
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "kooperacja.agreement"),
                    ("res_field", "=", "signed_document"),
                    ("res_id", "=", self.agreement.id),
                ]
            )
        )
        self.assertEqual(len(attachment), 1)
        before = self.agreement.signed_document
        with self.refused(), self.env.cr.savepoint():
            attachment.with_user(self.coordinator).write(
                {"datas": base64.b64encode(b"forged")}
            )
        self.agreement.invalidate_recordset()
        self.assertEqual(self.agreement.signed_document, before)

    def test_a_declaration_of_a_late_institution_is_an_agreement_of_its_own(self):
        self.sign()
        clinic = self.env["res.partner"].create(
            {"name": "Przychodnia", "is_company": True, "is_institution": True}
        )
        self.partnership_1.member_ids = [Command.create({"institution_id": clinic.id})]
        declaration = self.agreement.create(
            {
                "partnership_id": self.partnership_1.id,
                "kind": "declaration",
                "signed_on": self.today,
            }
        )
        declaration.signatory_ids = self.lines({"institution_id": clinic.id})
        self.set_signed(declaration.signatory_ids)
        declaration.action_sign()
        self.assertIn(clinic, self.partnership_1.institution_ids)
