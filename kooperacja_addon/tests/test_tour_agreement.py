"""A meeting of directors and the life of an agreement, clicked by the coordinator."""

from odoo.tests import tagged

from .common import MODULE
from .test_tour_browser import TourCase


@tagged("post_install", "-at_install")
class TestTourAgreement(TourCase):
    def test_a_rural_gmina_meets_is_reminded_and_approves_the_minutes(self):
        self.gmina_1.kooperacja_variant_id = self.env.ref(f"{MODULE}.variant_rural")
        self.tour("kooperacja_meeting_of_directors", "coordinator_1")
        meeting = self.partnership_1.meeting_ids
        self.assertEqual(meeting.state, "approved")
        self.assertTrue(meeting.signed_document)
        self.assertEqual(len(meeting.attendance_ids), 4)
        self.assertEqual(set(meeting.attendance_ids.mapped("reminded_how")), {"phone"})

    def test_an_institution_accedes_and_leaves_and_the_agreement_ends(self):
        clinic = self.env["res.partner"].create(
            {
                "name": "Przychodnia w Sosnowie",
                "is_company": True,
                "is_institution": True,
            }
        )
        self.tour("kooperacja_agreement_in_force", "coordinator_1")
        self.assertRecordValues(
            self.agreement_1,
            [{"state": "ended", "end_reason": "nowe zasady", "accession_count": 1}],
        )
        acceded = self.agreement_1.signatory_ids.filtered(
            lambda s: s.institution_id == clinic
        )
        self.assertRecordValues(
            acceded,
            [{"kind": "accession", "left_reason": "zamknięcie"}],
        )
        self.assertTrue(
            all(
                self.agreement_1.signatory_ids.mapped("copy_given_on"),
            )
        )
        letters = self.env["kooperacja.letter"].search([("kind", "=", "accession")])
        self.assertEqual(
            letters.partner_id,
            (self.institutions["school_1"] | self.institutions["police_1"])
            | self.institutions["pcpr"],
        )
