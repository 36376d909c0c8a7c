"""The family is told of its meeting again on the day before."""

from datetime import timedelta

from odoo.tests import Form, tagged

from .steps import PathCase


@tagged("post_install", "-at_install")
class TestFamilyIsReminded(PathCase):
    def due(self, user="worker_a"):
        deadlines = self.as_user(user, self.env["kooperacja.deadline"])
        return deadlines.search(
            [("kind", "=", "family_reminder"), ("case_id", "=", self.case_a.id)]
        )

    def family(self):
        return self.meeting.attendance_ids.filtered("person_id")

    def own_number(self, value):
        self.gmina_1.kooperacja_number_ids.filtered(
            lambda number: number.code == "family_reminder_days"
        ).own_value = value

    def test_it_is_due_on_the_day_before_and_the_coordinator_sees_to_it(self):
        (line,) = self.due()
        self.assertEqual(line.date, self.meeting._get_day() - timedelta(days=1))
        self.assertEqual(line.user_id, self.worker)
        self.assertEqual(line.name, self.case_a.number)
        self.assertEqual(line.action_open()["res_id"], self.meeting.id)
        self.assertFalse(line.partner_id)
        self.assertFalse(self.due("member_b"))

    def test_the_gmina_reminds_by_its_own_number(self):
        self.own_number("3")
        self.assertEqual(self.due().date, self.meeting._get_day() - timedelta(days=3))
        self.own_number("0")
        self.assertFalse(self.due())

    def test_it_is_done_when_the_reminder_is_noted_and_again_for_a_new_date(self):
        dialog = Form(
            self.meeting.env["kooperacja.meeting.reminder"].with_context(
                default_meeting_id=self.meeting.id
            )
        ).save()
        self.assertIn(self.family(), dialog.attendance_ids)
        dialog.attendance_ids = self.family()
        dialog.action_note()
        self.assertFalse(self.due())
        self.meeting.start += timedelta(days=7)
        self.assertTrue(self.due())

    def test_who_was_told_as_late_as_that_needs_no_reminder(self):
        self.family().told_how = "phone"
        self.assertTrue(self.due())
        self.meeting.start = self.at(self.tomorrow, 9)
        self.family().told_how = "phone"
        self.assertFalse(self.due())

    def test_no_meeting_or_nobody_of_the_family_is_no_reminder(self):
        self.family().reply = "no"
        self.assertFalse(self.due())
        self.family().reply = False
        self.assertTrue(self.due())
        self.meeting.action_cancel()
        self.assertFalse(self.due())

    def test_my_day_and_the_daily_job_tell_the_coordinator_without_a_name(self):
        self.meeting.start = self.at(self.tomorrow, 9)
        self.assertEqual(self.due().date, self.today)
        today = self.as_user("worker_a", self.env["kooperacja.today"])
        self.assertIn(self.case_a.number, str(today._get_own_deadlines()))
        self.env.flush_all()
        self.env["kooperacja.reminder"]._remind(
            "case_id", self.case_a.ids, {self.gmina_1.id: (3, 7)}, self.today
        )
        row = self.env["kooperacja.reminder"].search(
            [("kind", "=", "family_reminder"), ("case_id", "=", self.case_a.id)]
        )
        self.assertEqual(row.user_id, self.worker)
        self.assert_tells_nothing(row.activity_id.summary)
