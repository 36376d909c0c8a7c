"""The partnership (PZK): who was invited, joined, refused, left."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .steps import PathCase


@tagged("post_install", "-at_install")
class TestPartnership(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partnership = cls.partnership_1.with_env(cls.env(user=cls.coordinator))
        cls.clinic = cls.env["res.partner"].create(
            {"name": "Przychodnia", "is_company": True, "is_institution": True}
        )

    def add(self, institution, **values):
        return self.partnership.env["kooperacja.partnership.member"].create(
            {
                "partnership_id": self.partnership.id,
                "institution_id": institution.id,
                **values,
            }
        )

    def member_of(self, institution):
        return self.partnership.member_ids.filtered(
            lambda m: m.institution_id == self.institutions[institution]
        )

    # --- an institution's way ------------------------------------------------

    def test_an_institution_is_invited_first(self):
        member = self.add(self.clinic)
        self.assertEqual(member.state, "invited")
        self.assertNotIn(self.clinic, self.partnership.institution_ids)

    def test_who_signs_the_agreement_joins_on_the_day_of_its_signature(self):
        member = self.add(self.clinic)
        agreement = self.partnership.env["kooperacja.agreement"].create(
            {"partnership_id": self.partnership.id, "signed_on": self.today}
        )
        agreement.signatory_ids = self.lines(
            {
                "institution_id": self.clinic.id,
                "state": "signed",
                "representative": "Dyrektor",
                "signed_on": self.yesterday,
            }
        )
        agreement.action_sign()
        self.assertEqual(member.state, "joined")
        self.assertEqual(member.date_from, self.yesterday)
        self.assertIn(self.clinic, self.partnership.institution_ids)

    def test_who_refuses_to_sign_is_on_record_with_the_reason(self):
        member = self.add(self.clinic)
        agreement = self.partnership.env["kooperacja.agreement"].create(
            {"partnership_id": self.partnership.id, "signed_on": self.today}
        )
        agreement.signatory_ids = self.lines(
            {
                "institution_id": self.institutions["school_1"].id,
                "state": "signed",
                "representative": "Dyrektor",
                "signed_on": self.today,
            },
            {
                "institution_id": self.clinic.id,
                "state": "refused",
                "reason": "Brak ludzi",
            },
        )
        agreement.action_sign()
        self.assertEqual((member.state, member.reason), ("refused", "Brak ludzi"))
        self.assertNotIn(self.clinic, self.partnership.institution_ids)

    def test_who_signed_is_not_deleted_from_the_members(self):
        self.agreement_1.action_sign()
        signed = self.agreement_1.signatory_ids.filtered(lambda s: s.state == "signed")
        member = self.partnership.member_ids.filtered(
            lambda m: m.institution_id == signed[0].institution_id
        )
        with self.assertRaisesRegex(UserError, "note that it leaves"):
            member.unlink()

    def test_who_only_was_invited_may_be_deleted(self):
        self.agreement_1.action_sign()
        self.add(self.clinic).unlink()
        self.assertNotIn(self.clinic, self.partnership.member_ids.institution_id)

    def test_a_refusal_needs_a_reason(self):
        with self.refused("why", "Przychodnia"):
            self.add(self.clinic, state="refused")

    def test_who_refused_may_be_invited_again(self):
        member = self.add(self.clinic, state="refused", reason="Brak ludzi")
        member.write({"state": "joined", "date_from": self.today})
        self.assertIn(self.clinic, self.partnership.institution_ids)

    def test_joining_needs_a_date(self):
        with self.refused_by_database("kooperacja.partnership.member", "day from"):
            self.add(self.clinic, state="joined")

    def test_leaving_needs_a_date(self):
        with self.refused_by_database("kooperacja.partnership.member", "last day"):
            self.member_of("school_1").state = "left"

    def test_the_form_proposes_today_as_the_day_of_leaving(self):
        member = self.add(self.clinic, state="joined", date_from=self.yesterday)
        with Form(self.partnership) as form:
            index = self.partnership.member_ids.ids.index(member.id)
            with form.member_ids.edit(index) as line:
                line.state = "left"
        self.assertEqual(member.date_to, self.today)

    def test_an_institution_that_left_is_no_longer_in_the_partnership(self):
        self.member_of("school_1").write({"state": "left", "date_to": self.today})
        self.assertNotIn(
            self.institutions["school_1"], self.partnership.institution_ids
        )
        self.assertEqual(self.partnership.member_count, 3)

    # --- terms ---------------------------------------------------------------

    def test_membership_does_not_end_before_it_began(self):
        member = self.member_of("school_1")
        with self.refused_by_database("kooperacja.partnership.member", "before it"):
            member.date_to = member.date_from - timedelta(days=1)

    def test_an_institution_is_in_a_partnership_once_at_a_time(self):
        with self.refused("already", self.institutions["school_1"].name):
            self.add(self.institutions["school_1"])

    def test_an_institution_that_left_may_come_back(self):
        self.member_of("school_1").write({"state": "left", "date_to": self.yesterday})
        self.add(self.institutions["school_1"], state="joined", date_from=self.today)
        self.assertIn(self.institutions["school_1"], self.partnership.institution_ids)

    def test_an_institution_that_left_may_be_invited_again(self):
        self.member_of("school_1").write({"state": "left", "date_to": self.yesterday})
        member = self.add(self.institutions["school_1"])
        self.assertEqual(member.state, "invited")

    def test_a_partnership_does_not_end_before_it_began(self):
        with self.refused_by_database("kooperacja.partnership", "before it has begun"):
            self.partnership.date_end = self.partnership.date_start - timedelta(days=1)

    # --- stage ---------------------------------------------------------------

    def test_the_stage_follows_the_agreement_and_the_end(self):
        self.assertEqual(self.partnership.stage, "preparing")
        self.agreement_1.action_sign()
        self.assertEqual(self.partnership.stage, "agreed")
        self.partnership.date_end = self.today
        self.assertEqual(self.partnership.stage, "ended")

    def test_a_new_case_does_not_belong_to_a_partnership_that_ended(self):
        self.partnership.date_end = self.today
        case = self.case.with_context(default_household_id=self.case.household_id.id)
        self.assertFalse(case.default_get(["partnership_id"]).get("partnership_id"))

    def test_a_gmina_chooses_its_variant_first(self):
        self.gmina_1.kooperacja_variant_id = False
        with self.refused("variant", self.gmina_1.name):
            self.partnership.create({"name": "Drugie"})

    def test_a_new_agreement_has_every_member_as_a_signatory(self):
        self.add(self.clinic)
        self.member_of("police_1").write({"state": "left", "date_to": self.today})
        action = self.partnership.action_new_agreement()
        agreement = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(
            agreement.signatory_ids.institution_id,
            self.clinic
            | self.institutions["ops_1"]
            | self.institutions["school_1"]
            | self.institutions["pcpr"],
        )

    # --- who -----------------------------------------------------------------

    def test_a_worker_reads_the_partnership_and_does_not_change_it(self):
        partnership = self.as_worker(self.partnership_1)
        self.assertEqual(partnership.name, "Partnerstwo Sosnowo")
        with self.assertRaises(AccessError):
            partnership.name = "Inne"
        with self.assertRaises(AccessError):
            partnership.member_ids[0].write({"state": "left", "date_to": self.today})

    def test_a_coordinator_invites(self):
        self.partnership.member_ids = [
            Command.create({"institution_id": self.clinic.id})
        ]
        self.assertEqual(
            self.partnership.member_ids.filtered(
                lambda m: m.institution_id == self.clinic
            ).state,
            "invited",
        )
