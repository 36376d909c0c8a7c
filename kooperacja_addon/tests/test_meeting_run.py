"""Leading a meeting: the clock of the agenda, one touch for attendance."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .test_meeting import MeetingCase


@tagged("post_install", "-at_install")
class TestRun(MeetingCase):
    def setUp(self):
        super().setUp()
        self.meeting_1 = self.plan_meeting(
            start=self.at(self.today, 9),
            agenda_ids=self.lines({"name": "Powitanie"}, {"name": "Plan"}),
        )
        self.first, self.second = self.meeting_1.agenda_ids

    def test_one_point_runs_at_a_time_and_its_time_is_added_up(self):
        begin = self.at(self.today, 10)
        with freeze_time(begin):
            self.meeting_1.action_next_point()
        self.assertEqual(self.first.begun_at, begin)
        with freeze_time(begin + timedelta(minutes=7)):
            self.meeting_1.action_next_point()
        self.assertFalse(self.first.begun_at)
        self.assertEqual(self.first.minutes_spent, 7)
        self.assertTrue(self.second.begun_at)
        with freeze_time(begin + timedelta(minutes=10)):
            self.first.action_begin()
        with freeze_time(begin + timedelta(minutes=12)):
            self.meeting_1.action_stop_clock()
        self.assertEqual(self.meeting_1.agenda_ids.mapped("minutes_spent"), [9, 3])

    def test_after_the_last_point_the_clock_rests(self):
        self.second.action_begin()
        self.meeting_1.action_next_point()
        self.assertFalse(any(self.meeting_1.agenda_ids.mapped("begun_at")))

    def test_holding_the_meeting_stops_the_clock(self):
        self.first.action_begin()
        self.meeting_1.action_all_present()
        self.meeting_1.action_hold()
        self.assertFalse(self.first.begun_at)

    def test_who_was_excused_stays_excused(self):
        excused = self.meeting_1.attendance_ids[0]
        excused.status = "excused"
        self.meeting_1.action_all_present()
        self.assertEqual(excused.status, "excused")
        self.assertEqual(
            set((self.meeting_1.attendance_ids - excused).mapped("status")),
            {"present"},
        )

    def test_who_declined_is_not_taken_for_present(self):
        declined = self.meeting_1.attendance_ids[0]
        declined.reply = "no"
        self.meeting_1.action_all_present()
        self.assertEqual(declined.status, "invited")

    def test_the_clock_does_not_start_before_the_day(self):
        self.meeting_1.start = self.at(self.today + timedelta(days=2), 9)
        with self.assertRaisesRegex(UserError, "on the day of the meeting"):
            self.meeting_1.action_next_point()

    def test_nobody_types_the_time_that_a_point_took(self):
        with self.assertRaisesRegex(UserError, "changes by its buttons"):
            self.first.seconds = 60

    def test_a_member_of_the_team_leads_no_meeting_of_another_s(self):
        meeting = self.meeting_1.with_user(self.member)
        for step in (
            "action_run",
            "action_next_point",
            "action_all_present",
        ):
            with self.subTest(step), self.assertRaises(AccessError):
                getattr(meeting, step)()

    def test_an_agenda_without_points_says_so(self):
        self.meeting_1.agenda_ids.unlink()
        with self.assertRaisesRegex(UserError, "no points yet"):
            self.meeting_1.action_next_point()
