"""Who signs, how and when; who refuses and why."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .common import MODULE
from .test_agreement import AgreementCase


@tagged("post_install", "-at_install")
class TestSignature(AgreementCase):
    def test_a_signature_says_how_it_was_given(self):
        row = self.agreement.signatory_ids[0]
        self.set_signed(row)
        for method in ("table", "scan", "circulation"):
            row.method = method
            self.assertEqual(row.method, method)

    def test_a_signature_is_not_older_than_the_proposal(self):
        self.agreement.proposed_on = self.yesterday
        with self.refused("proposed", "Correct", self.institutions["ops_1"].name):
            self.agreement.signatory_ids[0].write(
                {
                    "state": "signed",
                    "representative": "Dyrektor",
                    "signed_on": self.yesterday - timedelta(days=1),
                }
            )

    def test_a_signature_is_not_older_than_the_partnership(self):
        with self.refused("begun", "Correct"):
            self.agreement.signatory_ids[0].write(
                {
                    "state": "signed",
                    "representative": "Dyrektor",
                    "signed_on": self.partnership_1.date_start - timedelta(days=1),
                }
            )

    def test_a_proposal_moved_behind_a_signature_is_found_at_signing(self):
        for row in self.agreement.signatory_ids:
            row.write(
                {
                    "state": "signed",
                    "representative": "Dyrektor",
                    "signed_on": self.yesterday,
                }
            )
        self.agreement.proposed_on = self.today
        with self.refused("proposed", "Correct"):
            self.agreement.action_sign()
        self.assertEqual(self.agreement.state, "draft")

    def test_a_signature_does_not_lie_in_the_future(self):
        with self.refused("yet to come", "Correct"):
            self.agreement.signatory_ids[0].write(
                {
                    "state": "signed",
                    "representative": "Dyrektor",
                    "signed_on": self.tomorrow,
                }
            )

    def test_a_draft_that_somebody_signed_is_not_deleted(self):
        self.set_signed(self.agreement.signatory_ids[0])
        with self.refused("Archive"):
            self.agreement.unlink()

    def test_an_institution_with_a_signature_is_not_deleted(self):
        self.sign()
        with self.refused("Archive the contact"):
            self.institutions["school_1"].unlink()

    def test_who_signs_without_an_invitation_joins_too(self):
        clinic = self.env["res.partner"].create(
            {"name": "Przychodnia", "is_company": True, "is_institution": True}
        )
        self.agreement.signatory_ids = self.lines({"institution_id": clinic.id})
        self.sign()
        self.assertIn(clinic, self.partnership_1.institution_ids)


@tagged("post_install", "-at_install")
class TestBlanks(AgreementCase):
    def test_gaps_in_the_text_are_named_before_and_at_the_signing(self):
        self.agreement.text = "<p>Siedzibą zespołu jest ……… w Sosnowie.</p>"
        self.assertIn("jest ……… w Sosnowie", self.agreement.sign_warning)
        self.set_signed(*self.agreement.signatory_ids)
        with self.refused("Fill in", "jest ……… w Sosnowie"):
            self.agreement.action_sign()
        self.assertEqual(self.agreement.state, "draft")
        self.agreement.text = "<p>Siedzibą zespołu jest biblioteka (…).</p>"
        self.agreement.action_sign()
        self.assertEqual(self.agreement.state, "signed")

    def test_a_text_with_gaps_is_sent_for_remarks_all_the_same(self):
        self.agreement.text = "<p>Siedzibą zespołu jest ………</p>"
        self.agreement.action_send_for_remarks()
        self.assertEqual(self.agreement.version_count, 1)

    def test_a_missing_place_and_an_empty_text_are_warned_of(self):
        self.agreement.write({"place": False, "text": False})
        self.assertIn("place of signing", self.agreement.sign_warning)
        self.assertIn("text is empty", self.agreement.sign_warning)
        self.sign()
        self.assertIn("place of signing", self.agreement.signed_despite)


@tagged("post_install", "-at_install")
class TestWhoSigns(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clinic, cls.doctor = cls.env["res.partner"].create(
            [
                {"name": "Przychodnia", "is_company": True, "is_institution": True},
                {"name": "Ewa Gęś", "function": "kierowniczka"},
            ]
        )
        cls.doctor.parent_id = cls.clinic

    def test_the_only_person_of_an_institution_is_proposed(self):
        self.partnership_1.member_ids = self.lines({"institution_id": self.clinic.id})
        self.agreement.action_fill_signatories()
        row = self.agreement.signatory_ids.filtered(
            lambda s: s.institution_id == self.clinic
        )
        self.assertEqual(row.representative, "Ewa Gęś")
        self.assertEqual(row.representative_function, "kierowniczka")

    def test_it_is_proposed_in_a_row_added_by_hand(self):
        with Form(self.agreement) as form, form.signatory_ids.new() as row:
            row.institution_id = self.clinic
            self.assertEqual(row.representative, "Ewa Gęś")

    def test_who_signed_represents_the_institution_that_had_nobody(self):
        self.agreement.signatory_ids = self.lines({"institution_id": self.clinic.id})
        self.set_signed(*self.agreement.signatory_ids)
        self.agreement.signatory_ids[-1].representative = "Ewa  gęś"
        self.agreement.action_sign()
        member = self.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == self.clinic
        )
        self.assertEqual(member.representative_id, self.doctor)


@tagged("post_install", "-at_install")
class TestRefusal(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reasons = cls.env["kooperacja.refusal.reason"].search([])

    def test_the_list_begins_with_the_reasons_of_the_pilot(self):
        for name in ("law", "scope", "tradition", "none"):
            self.assertIn(self.env.ref(f"{MODULE}.refusal_reason_{name}"), self.reasons)

    def test_a_reason_of_the_list_is_enough(self):
        row = self.agreement.signatory_ids[0]
        row.write({"state": "refused", "refusal_reason_id": self.reasons[0].id})
        self.assertEqual(row._get_reason(), self.reasons[0].name)

    def test_the_reason_goes_with_the_membership(self):
        clinic = self.env["res.partner"].create(
            {"name": "Przychodnia", "is_company": True, "is_institution": True}
        )
        self.partnership_1.member_ids = self.lines({"institution_id": clinic.id})
        self.agreement.action_fill_signatories()
        *signed, refused = self.agreement.signatory_ids
        self.set_signed(*signed)
        refused.write(
            {
                "state": "refused",
                "refusal_reason_id": self.reasons[0].id,
                "reason": "zadzwonią sami",
            }
        )
        self.agreement.action_sign()
        member = self.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == clinic
        )
        self.assertEqual(member.reason, f"{self.reasons[0].name}: zadzwonią sami")

    def refuse(self, institution):
        """Let everybody sign but ``institution``; return its membership."""
        refused = self.agreement.signatory_ids.filtered(
            lambda s: s.institution_id == institution
        )
        self.set_signed(*(self.agreement.signatory_ids - refused))
        refused.write({"state": "refused", "reason": "Brak ludzi"})
        return self.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == institution
        )

    def add_member(self):
        """Let an institution without people on teams join, and be asked to sign."""
        library = self.env["res.partner"].create(
            {"name": "Biblioteka", "is_company": True, "is_institution": True}
        )
        self.partnership_1.member_ids = self.lines(
            {
                "institution_id": library.id,
                "state": "joined",
                "date_from": self.long_ago,
            }
        )
        self.agreement.action_fill_signatories()
        return library

    def test_a_member_who_refuses_is_one_no_longer(self):
        member = self.refuse(self.add_member())
        self.assertIn(member.institution_id.name, self.agreement.sign_warning)
        self.agreement.action_sign()
        self.assertEqual(
            (member.state, member.date_to, member.reason),
            ("refused", self.agreement.signed_on, "Brak ludzi"),
        )
        self.assertNotIn(member.institution_id, self.partnership_1.institution_ids)

    def test_a_member_who_refuses_with_people_on_teams_is_named_and_stays(self):
        member = self.refuse(self.institutions["school_1"])
        self.assertIn("people on teams", self.agreement.sign_warning)
        self.agreement.action_sign()
        self.assertEqual(member.state, "joined")
        self.assertIn(member.institution_id.name, self.agreement.signed_despite)

    def test_a_party_to_another_agreement_stays_by_it(self):
        library = self.add_member()
        self.agreement_1.signatory_ids = self.lines(
            {
                "institution_id": library.id,
                "state": "signed",
                "signed_on": self.agreement_1.signed_on,
                "representative": "Dyrektor",
            }
        )
        self.agreement_1.action_sign()
        member = self.refuse(library)
        self.agreement.action_sign()
        self.assertEqual(member.state, "joined")

    def test_what_is_being_agreed_is_not_counted(self):
        action = self.env.ref(f"{MODULE}.agreement_signatory_action")
        rows = self.agreement.signatory_ids
        self.refuse(self.institutions["ops_1"])
        domain = safe_eval(action.domain)
        self.assertFalse(rows.search(domain) & rows)
        self.agreement.action_sign()
        self.assertEqual(rows.search(domain) & rows, rows)

    def test_the_administrator_adds_reasons_and_the_coordinator_reads(self):
        reasons = self.of("administrator", "kooperacja.refusal.reason")
        reason = reasons.create({"name": "Za daleko"})
        self.assertEqual(reason.with_user(self.coordinator).name, "Za daleko")
        with self.assertRaises(AccessError):
            reason.with_user(self.coordinator).name = "Inny"

    def test_a_reason_in_use_is_not_deleted(self):
        self.agreement.signatory_ids[0].write(
            {"state": "refused", "refusal_reason_id": self.reasons[0].id}
        )
        with self.refused_by_database("kooperacja.refusal.reason"):
            self.reasons[0].unlink()
