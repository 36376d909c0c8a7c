"""Access is by membership, with dates (and not by anything else)."""

from contextlib import contextmanager
from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import KooperacjaCase


@tagged("post_install", "-at_install")
class TestMembershipDates(KooperacjaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The users whose terms are set below are on no other team.
        (cls.past_membership | cls.future_membership).unlink()

    @contextmanager
    def term(self, first, last, moment):
        """Put past_member on A from ``first`` to ``last`` and go to a UTC moment."""
        self.join(self.case_a, self.users["past_member"], first, last)
        with freeze_time(moment):
            self.env.invalidate_all()
            yield
        self.env.invalidate_all()

    def test_member_sees_the_whole_case(self):
        self.assert_sees("member_a")

    def test_member_of_another_team_sees_nothing(self):
        self.assert_sees_nothing("member_b")

    def test_member_sees_nothing_until_the_first_day_begins_in_poland(self):
        # Winter: midnight in Warsaw is 23:00 UTC of the day before.
        with self.term(date(2027, 1, 15), False, "2027-01-14 22:59:59"):
            self.assert_sees_nothing("past_member")

    def test_member_sees_the_case_when_the_first_day_begins_in_poland(self):
        with self.term(date(2027, 1, 15), False, "2027-01-14 23:00:00"):
            self.assert_sees("past_member")

    def test_member_sees_the_case_until_the_last_day_ends_in_poland(self):
        with self.term(date(2027, 1, 1), date(2027, 1, 15), "2027-01-15 22:59:59"):
            self.assert_sees("past_member")

    def test_member_sees_nothing_when_the_last_day_has_ended_in_poland(self):
        with self.term(date(2027, 1, 1), date(2027, 1, 15), "2027-01-15 23:00:00"):
            self.assert_sees_nothing("past_member")

    def test_days_begin_and_end_at_summer_midnight_in_summer(self):
        with self.term(date(2027, 7, 1), date(2027, 7, 15), "2027-07-15 21:59:59"):
            self.assert_sees("past_member")
            with freeze_time("2027-07-15 22:00:00"):
                self.assert_sees_nothing("past_member")
            with freeze_time("2027-06-30 21:59:59"):
                self.assert_sees_nothing("past_member")
            with freeze_time("2027-06-30 22:00:00"):
                self.assert_sees("past_member")

    def test_member_for_one_day_sees_the_case_on_that_day(self):
        with self.term(date(2027, 1, 15), date(2027, 1, 15), "2027-01-15 12:00:00"):
            self.assert_sees("past_member")

    def test_claimed_time_zone_neither_opens_early_nor_keeps_open(self):
        far_east, far_west = "Pacific/Kiritimati", "Pacific/Niue"
        for zone, moment in (
            (far_east, "2027-01-14 22:59:59"),
            (far_west, "2027-01-20 23:00:01"),
        ):
            with self.subTest(zone=zone):
                self.users["past_member"].tz = zone
                with self.term(date(2027, 1, 15), date(2027, 1, 20), moment):
                    self.assert_sees_nothing("past_member")
                    case = self.as_user("past_member", self.case_a)
                    case = case.with_context(tz=zone)
                    self.assertFalse(case.search([("id", "=", case.id)]))
                    with self.assertRaises(AccessError):
                        case.read(["number"])
                self.case_a.member_ids.filtered(
                    lambda m: m.partner_id == self.users["past_member"].partner_id
                ).unlink()

    def test_membership_that_ends_shuts_the_case_without_a_new_login(self):
        with freeze_time("2027-01-15 12:00:00"):
            member = self.join(self.case_a, self.users["past_member"], date(2027, 1, 1))
            self.assert_sees("past_member")
            member.action_end()
            self.assert_sees("past_member")
        with freeze_time("2027-01-16 12:00:00"):
            self.assert_sees_nothing("past_member")

    def test_the_right_lapses_for_what_the_member_wrote_too(self):
        report = self.content["a"]["kooperacja.report"]
        membership = self.content["a"]["kooperacja.case.member"]
        membership.date_to = self.yesterday
        mine = self.as_user("member_a", report)
        self.assertFalse(mine.search([("mine", "=", True)]))
        for attack in (
            lambda: mine.read(["remark"]),
            lambda: mine.write({"remark": "x"}),
            mine.action_submit,
            mine.unlink,
            lambda: mine.create(
                {
                    "case_id": self.case_a.id,
                    "member_id": membership.id,
                    "month": date(2020, 1, 1),
                }
            ),
            lambda: self.as_user(
                "member_a", self.content["a"]["kooperacja.case.entry"]
            ).create({"case_id": self.case_a.id, "text": "x"}),
        ):
            with self.assertRaises(AccessError):
                attack()

    def test_member_cannot_prolong_the_own_term(self):
        past = self.join(
            self.case_a, self.users["past_member"], self.long_ago, self.yesterday
        )
        with self.assertRaises(AccessError):
            self.as_user("past_member", past).date_to = False
        present = self.as_user("member_a", self.content["a"]["kooperacja.case.member"])
        with self.assertRaises(AccessError):
            present.date_to = self.today + timedelta(days=365)

    def test_colleague_of_the_same_institution_sees_nothing(self):
        # past_member, future_member and the portal user all work for the PCPR.
        self.assertEqual(
            self.users["past_member"].partner_id.parent_id,
            self.users["portal"].partner_id.parent_id,
        )
        self.assertTrue(self.portal_membership.in_force)
        self.assert_sees_nothing("past_member")

    def test_a_vacant_place_on_the_team_opens_nothing(self):
        self.env["kooperacja.case.member"].create(
            {
                "case_id": self.case_a.id,
                "institution_id": self.institutions["pcpr"].id,
                "date_from": self.long_ago,
            }
        )
        self.assert_sees_nothing("past_member")

    def test_coordinator_who_handed_the_case_over_and_left_the_team_sees_nothing(self):
        self.case_a.coordinator_id = self.users["worker_b"]
        self.assert_sees("worker_b")
        self.assert_sees("worker_a")  # still on the team
        self.case_a.member_ids.filtered(
            lambda m: m.partner_id == self.users["worker_a"].partner_id
        ).date_to = self.yesterday
        self.assert_sees_nothing("worker_a")

    def test_following_opens_nothing(self):
        past = self.users["past_member"].partner_id
        for model, record in self.content["a"].items():
            if model != "kooperacja.case":  # its team writes to one another
                self.assertNotIn("message_follower_ids", record._fields, model)
            self.env["mail.followers"].create(
                {"res_model": model, "res_id": record.id, "partner_id": past.id}
            )
        self.assert_sees_nothing("past_member")
        employee = self.users["employee"]
        self.agreement_1.message_subscribe(employee.partner_id.ids)
        with self.assertRaises(AccessError):
            self.as_user("employee", self.agreement_1).read(["name"])
