"""A team meets every month; each meeting has minutes of its own."""

from datetime import date, datetime, timedelta

import pytz

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .steps import PathCase

WARSAW = pytz.timezone("Europe/Warsaw")


@tagged("post_install", "-at_install")
class TestSeries(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The second Tuesday, ten o'clock in summer time.
        cls.meeting.start = datetime(2027, 9, 14, 8)

    def plan_months(self, **values):
        series = self.meeting.env["kooperacja.meeting.series"].create(
            {"meeting_id": self.meeting.id, **values}
        )
        domain = series.action_plan()["domain"]
        return self.meeting.search(domain, order="start") - self.meeting

    def local(self, meeting):
        return pytz.utc.localize(meeting.start).astimezone(WARSAW)

    def test_the_second_tuesday_at_the_same_hour_also_in_winter(self):
        meetings = self.plan_months(count=4)
        self.assertEqual(
            [self.local(meeting).date() for meeting in meetings],
            [
                date(2027, 10, 12),
                date(2027, 11, 9),
                date(2027, 12, 14),
                date(2028, 1, 11),
            ],
        )
        self.assertEqual({self.local(meeting).hour for meeting in meetings}, {10})
        self.assertEqual(meetings.mapped("start")[0].hour, 8)
        self.assertEqual(meetings.mapped("start")[-1].hour, 9)

    def test_each_has_its_own_minutes_event_agenda_and_list(self):
        meetings = self.plan_months(count=3)
        self.assertEqual(len(meetings.sudo().event_id), 3)
        self.assertTrue(all(meeting.agenda_ids for meeting in meetings))
        for meeting in meetings:
            self.assertEqual(
                meeting.attendance_ids.partner_id,
                self.meeting.attendance_ids.partner_id,
            )
            self.assertFalse(meeting.minutes_text)
        self.assertEqual(meetings[0].previous_id, self.meeting)
        self.assertEqual(meetings[2].previous_id, meetings[1])
        meetings[1].minutes_text = "<p>Tylko tu</p>"
        meetings[1].sudo().event_id.unlink()
        self.assertEqual(meetings.mapped("state"), ["planned", "cancelled", "planned"])
        self.assertFalse(meetings[0].minutes_text)

    def test_moving_one_moves_no_other(self):
        meetings = self.plan_months(count=2)
        start = meetings[1].start
        meetings[0].sudo().event_id.start += timedelta(days=1)
        self.assertEqual(meetings[1].start, start)

    def test_the_29th_of_february_has_its_month_without_it(self):
        self.meeting.start = datetime(2028, 2, 29, 9)
        meetings = self.plan_months(count=12, by="day")
        self.assertEqual(meetings[-1].start.date(), date(2029, 2, 28))

    def test_holidays_are_told_before(self):
        self.meeting.start = datetime(2027, 10, 11, 9)
        series = self.meeting.env["kooperacja.meeting.series"].new(
            {"meeting_id": self.meeting.id, "count": 1, "by": "day"}
        )
        self.assertIn("a public holiday", series.days)

    def test_a_senseless_number_is_refused(self):
        for count in (0, -1, 25):
            with self.subTest(count), self.refused("from 1 to 24"):
                self.plan_months(count=count)

    def test_a_cancelled_meeting_is_not_repeated(self):
        self.meeting.action_cancel()
        with self.refused("plan it again first"):
            self.plan_months()

    def test_members_plan_no_meetings(self):
        with self.assertRaises(AccessError):
            self.of("member_a", "kooperacja.meeting.series").create(
                {"meeting_id": self.meeting.id}
            )
