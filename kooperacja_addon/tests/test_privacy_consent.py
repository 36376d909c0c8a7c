"""A consent is given, refused, taken back, and what follows is said and done."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import MODULE
from .steps import PathCase


@tagged("post_install", "-at_install")
class TestConsent(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.consent = cls.as_worker(cls.content["a"]["kooperacja.consent"])
        cls.police = cls.institutions["police_1"]
        cls.police.institution_type_id = cls.env.ref(f"{MODULE}.institution_type_ngo")
        cls.by_consent = cls.as_worker(
            cls.join(cls.case, cls.users["member_b"], cls.long_ago)
        )
        cls.consent.institution_id = cls.police

    def new(self, **vals):
        return self.consent.create(
            {
                "case_id": self.case.id,
                "person_id": self.adult.id,
                "purpose": "Zajęcia",
                **vals,
            }
        )

    def test_a_membership_of_an_association_rests_on_consent(self):
        self.assertEqual(self.by_consent.basis_id.kind, "consent")
        (row,) = self.by_consent.disclosure_ids
        self.assertIn("lit. a", row.basis)

    def test_what_was_said_stays_as_it_was_said(self):
        self.consent.action_give()
        with self.refused("stays as it was said"):
            self.consent.write({"purpose": "Inny"})
        with self.refused("stays as it was said"):
            self.consent.unlink()
        with self.refused("by its buttons"):
            self.consent.write({"state": "draft"})
        with self.refused("not possible now"):
            self.consent.action_refuse()

    def test_for_a_child_an_adult_of_the_family_consents(self):
        consent = self.new(person_id=self.child.id)
        self.assertTrue(consent.needs_representative)
        with self.refused("parent or guardian"):
            consent.action_give()
        consent.given_by_id = self.adult
        consent.action_give()
        self.assertEqual(consent.state, "given")
        with self.refused("does not belong", error=ValidationError):
            self.new().sudo().given_by_id = self.families["b"].adult

    def test_taking_back_ends_what_rests_on_it_alone_and_no_more(self):
        self.assertIn("any time", self.consent.consequences)
        self.consent.action_give()
        self.assertIn(self.police.name, self.consent.consequences)
        with self.refused("not possible now"):
            self.consent.action_end_memberships()
        entries = self.case.entry_ids
        self.consent.withdrawn_on = self.today
        self.consent.action_withdraw()
        self.assertEqual(self.consent.state, "withdrawn")
        self.assertEqual(self.consent.withdrawn_how, "paper")
        self.assertIn("goes on", self.consent.consequences)
        self.assertEqual(self.consent.member_ids, self.by_consent)
        told = (self.case.entry_ids - entries).text
        self.assertIn(self.police.name, told)
        self.assert_tells_nothing(told)
        self.consent.action_end_memberships()
        self.assertEqual(self.by_consent.date_to, self.today)
        self.assertFalse(self.member_row.date_to)  # rests on law
        # What was passed before stays on record.
        (row,) = self.by_consent.disclosure_ids
        self.assertTrue(row.is_valid)
        self.assertEqual(row.date_to, self.today)

    def test_another_consent_keeps_the_institution_on_the_team(self):
        other = self.new(institution_id=self.police.id)
        (self.consent | other).action_give()
        self.consent.action_withdraw()
        self.assertFalse(self.consent.member_ids)
        with self.refused("Nobody is on the team"):
            self.consent.action_end_memberships()
        other.action_withdraw()
        self.assertEqual(other.member_ids, self.by_consent)

    def test_bad_days_are_refused(self):
        with self.refused("future", error=ValidationError):
            self.consent.given_on = self.tomorrow
        self.consent.given_on = False
        with self.refused("which day"):
            self.consent.action_give()
        self.consent.given_on = self.yesterday
        self.consent.action_give()
        with self.refused("after it was given", error=ValidationError):
            self.consent.withdrawn_on = self.long_ago

    def test_a_consent_is_taken_back_after_the_end_of_the_case_too(self):
        self.consent.action_give()
        self.close_case(self.case)
        self.consent.action_withdraw()
        self.assertEqual(self.consent.state, "withdrawn")

    def test_what_is_said_under_the_plan_is_not_typed_twice(self):
        line = self.plan.signature_ids.filtered("person_id")
        line.data_consent = "given"
        self.sign_plan(self.plan)
        (consent,) = self.case.consent_ids.filtered("of_plan")
        self.assertEqual(consent.state, "given")
        self.assertEqual(consent.person_id, line.person_id)
        second = self.plan.browse(self.plan.action_new_version()["res_id"])
        second.change_reason = "Zmiana"
        second.action_fill_signatures()
        line = second.signature_ids.filtered("person_id")
        line.data_consent = "refused"
        self.sign_plan(second)
        self.assertEqual(consent.state, "withdrawn")

    def test_the_team_and_the_officer_read_and_others_do_not(self):
        for name in ("member_a", "worker_a", "coordinator_1", "officer"):
            with self.subTest(name):
                self.assertTrue(self.as_user(name, self.consent).read())
        for name in ("past_member", "worker_b", "coordinator_2", "regional"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.as_user(name, self.consent).read(["state"])
        for name in ("member_a", "officer"):
            for act in ("action_give", "action_refuse"):
                with self.subTest(name, act=act), self.assertRaises(AccessError):
                    getattr(self.as_user(name, self.consent), act)()
