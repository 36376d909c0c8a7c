"""The monitoring card: the reports of a period, collected without retyping."""

import base64
from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .steps import PathCase


class MonitoringCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report.sudo().unlink()
        cls.sign_plan(cls.plan)
        cls.task, cls.family_task = cls.plan.task_ids
        cls.row_of_worker = cls.case.member_ids.filtered(
            lambda m: m.partner_id == cls.worker.partner_id
        )
        cls.this_month = cls.today.replace(day=1)
        (cls.member_row | cls.row_of_worker).date_from = cls.today - timedelta(days=400)

    def month(self, back):
        """Return the first of the month that lies ``back`` months ago."""
        day = self.this_month
        for _ in range(back):
            day = (day - timedelta(days=1)).replace(day=1)
        return day

    def report_on(self, back=0, status="in_progress", member=None, task=None, **values):
        """Submit a report of a month on a task of its member."""
        report = self.case.env["kooperacja.report"].create(
            {
                "case_id": self.case.id,
                "member_id": (member or self.member_row).id,
                "month": self.month(back),
                "line_ids": self.lines(
                    {"task_id": (task or self.task).id, "status": status, **values}
                ),
            }
        )
        report.action_submit()
        return report


@tagged("post_install", "-at_install")
class TestCollecting(MonitoringCase):
    def test_the_period_is_the_quarter_that_ends_this_month(self):
        self.assertEqual(self.card.date_from, self.month(2))
        self.assertLess(self.today - timedelta(days=1), self.card.date_to)
        self.assertEqual((self.card.date_to + timedelta(days=1)).day, 1)

    def test_the_length_of_the_period_is_that_of_the_variant(self):
        self.case.variant_id.sudo().monitoring_months = 1
        card = self.card.create({"case_id": self.case.id})
        self.assertEqual(card.date_from, self.this_month)

    def test_the_card_collects_what_was_reported(self):
        self.report_on(1, "in_progress", done="Rozmowa z wychowawcą")
        self.report_on(0, "obstacle", obstacle="Choroba")
        lines = self.card.line_ids
        self.assertEqual(lines.mapped("status"), ["in_progress", "obstacle"])
        self.assertEqual(lines[0].done, "Rozmowa z wychowawcą")
        self.assertEqual(lines[1].obstacle, "Choroba")

    def test_reports_of_other_periods_are_left_out(self):
        self.report_on(3)
        inside = self.report_on(2)
        self.assertEqual(self.card._get_reports(), inside)

    def test_a_period_from_the_middle_of_a_month_has_the_whole_month(self):
        report = self.report_on(2)
        self.card.date_from = self.month(2) + timedelta(days=14)
        self.assertIn(report, self.card._get_reports())

    def test_drafts_are_left_out(self):
        draft = self.case.env["kooperacja.report"].create(
            {"case_id": self.case.id, "member_id": self.member_row.id}
        )
        self.assertNotIn(draft, self.card._get_reports())
        self.assertFalse(self.card.line_ids)

    def test_a_new_card_speaks_of_the_plan_in_force(self):
        card = self.card.create({"case_id": self.case.id})
        self.assertEqual(card.plan_id, self.plan)
        self.assertIn(self.member_row, card.silent_member_ids)

    def test_members_who_are_silent_are_named(self):
        self.assertIn(self.member_row, self.card.silent_member_ids)
        self.report_on()
        self.assertNotIn(self.member_row, self.card.silent_member_ids)

    def test_a_coordinator_who_is_silent_on_the_family_is_named(self):
        self.report_on()
        self.assertEqual(self.card.silent_member_ids, self.row_of_worker)
        self.report_on(member=self.row_of_worker, task=self.family_task)
        self.assertFalse(self.card.silent_member_ids)

    def test_who_had_nothing_left_to_report_is_not_silent(self):
        self.report_on(5, "done")
        self.assertNotIn(self.member_row, self.card.silent_member_ids)

    def test_who_has_no_task_is_not_silent(self):
        stranger = self.add_members(1)
        self.assertNotIn(stranger, self.card.silent_member_ids)

    def test_the_button_opens_a_card_with_the_reports(self):
        self.report_on()
        action = self.case.action_new_monitoring()
        card = self.card.browse(action["res_id"])
        self.assertEqual(card.line_ids.task_id, self.task)

    def test_a_period_does_not_end_before_it_begins(self):
        with self.refused_by_database("kooperacja.monitoring", "before it begins"):
            self.card.date_to = self.card.date_from - timedelta(days=1)

    def test_the_meeting_of_a_card_is_one_of_its_case(self):
        with self.refused():
            self.card.sudo().meeting_id = self.content["b"]["kooperacja.meeting"]

    def test_a_member_writes_no_card(self):
        with self.assertRaises(AccessError):
            self.card.with_user(self.member).situation = "Inna"


@tagged("post_install", "-at_install")
class TestApproving(MonitoringCase):
    def test_a_card_without_reports_is_not_approved(self):
        with self.refused("no report"):
            self.card.action_approve()

    def test_a_card_says_whether_the_family_knows(self):
        self.report_on()
        self.card.family_presence = False
        with self.refused("family"):
            self.card.action_approve()

    def test_an_approved_card_rests_on_its_reports(self):
        reports = self.report_on(1) | self.report_on(0)
        self.card.action_approve()
        self.assertEqual(self.card.state, "approved")
        self.assertEqual(self.card.approved_on, self.today)
        self.assertEqual(self.card.report_ids, reports)

    def test_a_card_is_approved_once(self):
        self.report_on()
        self.card.action_approve()
        with self.refused("already approved"):
            self.card.action_approve()

    def test_an_approved_card_stays_as_it_is(self):
        self.report_on()
        self.card.action_approve()
        for values in ({"situation": "Inna"}, {"date_from": self.month(5)}):
            with self.subTest(values), self.refused("stays as it is"):
                self.card.write(values)
        with self.refused("stays as it is"):
            self.card.unlink()

    def test_a_later_report_does_not_change_an_approved_card(self):
        first = self.report_on(1)
        self.card.action_approve()
        self.report_on(0, "done")
        self.env.invalidate_all()
        self.assertEqual(self.card.report_ids, first)
        self.assertEqual(self.card.line_ids, first.line_ids)
        self.assertEqual(self.card.line_ids.status, "in_progress")

    def test_a_later_report_does_not_change_the_progress_of_an_approved_card(self):
        self.report_on(1)
        self.card.action_approve()
        before = self.card.progress
        self.report_on(0, "done")
        self.env.invalidate_all()
        self.assertEqual(self.card.progress, before)

    def test_a_later_plan_makes_nobody_silent_on_an_approved_card(self):
        self.report_on(1)
        self.report_on(1, member=self.row_of_worker, task=self.family_task)
        self.card.action_approve()
        self.assertFalse(self.card.silent_member_ids)
        newcomer = self.add_members(1)
        draft = self.plan.browse(self.plan.action_new_version()["res_id"])
        self.add_task(draft, member_id=newcomer.id)
        draft.change_reason = "Nowy członek"
        draft.action_fill_signatures()
        self.sign_plan(draft)
        self.env.invalidate_all()
        self.assertFalse(self.card.silent_member_ids)

    def test_the_reports_are_not_chosen_by_hand(self):
        with self.refused("buttons"):
            self.card.report_ids = self.report_on()

    def test_a_report_may_serve_two_cards(self):
        self.report_on()
        other = self.card.create({"case_id": self.case.id, "family_presence": "open"})
        (self.card | other).action_approve()
        self.assertEqual(self.card.report_ids, other.report_ids)


@tagged("post_install", "-at_install")
class TestKeptDocument(MonitoringCase):
    print_documents = True

    def test_the_document_is_kept_with_a_neutral_name(self):
        self.report_on(done="Rozmowa z wychowawcą")
        self.card.action_approve()
        number = self.case.number.replace("/", "-")
        self.assertRegex(
            self.card.signed_document_name,
            rf"^monitoring-{number}-{self.card.date_to:%Y-%m}\.(html|pdf)$",
        )
        page = base64.b64decode(self.card.signed_document).decode()
        self.assertIn("Rozmowa z wychowawcą", page)


@tagged("post_install", "-at_install")
class TestFamilyAndChange(MonitoringCase):
    def test_a_great_change_calls_a_meeting_with_its_reason(self):
        self.card.write({"change_area": "health", "is_significant": True})
        self.card.situation = False
        with self.refused("describe the change"):
            self.card.action_call_meeting()
        self.card.situation = "Mama w szpitalu"
        action = self.card.action_call_meeting()
        self.assertEqual(action["context"]["default_kind"], "monitoring")
        self.assertEqual(self.card.extraordinary_on, self.today)
        self.assertTrue(
            self.case.entry_ids.filtered(lambda e: "Mama w szpitalu" in e.text)
        )

    def test_the_meeting_of_the_quarter_needs_no_reason(self):
        entries = self.case.entry_ids
        self.card.action_call_meeting()
        self.assertFalse(self.card.extraordinary_on)
        self.assertEqual(self.case.entry_ids, entries)

    def test_who_was_told_was_told_on_a_day(self):
        self.report_on()
        self.card.family_presence = "informed"
        with self.refused("on which day"):
            self.card.action_approve()
        with self.refused("in the future"):
            self.card.informed_on = self.tomorrow
        with self.refused("on the team"):
            self.card.sudo().informed_by_id = self.team["b"][0]

    def test_the_absent_family_is_told_after_the_approval_too(self):
        self.report_on()
        self.card.family_presence = "open"
        self.card.action_approve()
        self.card.write(
            {
                "family_presence": "informed",
                "informed_on": self.today,
                "informed_by_id": self.row_of_worker.id,
                "informed_how": "visit",
            }
        )
        self.assertEqual(self.card.family_presence, "informed")
        with self.refused("approved"):
            self.card.informed_on = self.yesterday
        with self.refused("approved"):
            self.card.family_presence = "present"
