"""Who signs, how and when; who refuses and why."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

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
