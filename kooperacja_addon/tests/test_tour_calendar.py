from datetime import timedelta

from odoo.tests import tagged

from .test_tour_browser import TourCase


@tagged("post_install", "-at_install")
class TestTourCalendar(TourCase):
    def test_moving_the_event_moves_the_meeting(self):
        meeting = self.content["a"]["kooperacja.meeting"]
        planned, length = meeting.start, meeting.minutes
        self.tour("kooperacja_calendar", "member_a")
        self.assertEqual(meeting.start, planned + timedelta(days=1, hours=1))
        self.assertEqual(meeting.event_id.start, meeting.start)
        self.assertEqual(meeting.minutes, length)
        self.assertEqual(meeting.state, "planned")

    def today_at_noon(self):
        """Return a meeting of today: whatever month is shown, its day is on it."""
        meeting = self.content["a"]["kooperacja.meeting"]
        meeting.with_user(self.users["worker_a"]).write(
            {"start": self.at(self.today, 11), "minutes": 60}
        )
        self.env.flush_all()
        return meeting

    def test_a_meeting_dragged_in_the_calendar_follows_and_keeps_its_minutes(self):
        meeting = self.today_at_noon()
        start = meeting.start
        self.tour("kooperacja_calendar_drag", "worker_a")
        meeting.invalidate_recordset()
        self.assertEqual(abs(meeting.start - start), timedelta(days=1))
        self.assertEqual(meeting.start, meeting.event_id.start)
        self.assertEqual(meeting.minutes, 60)
        self.assertEqual(meeting.state, "planned")
        self.assertIn("rzeczya", meeting.minutes_text)

    def test_a_meeting_deleted_in_the_calendar_keeps_its_minutes(self):
        meeting = self.today_at_noon()
        event = meeting.event_id
        self.tour("kooperacja_calendar_delete", "worker_a")
        meeting.invalidate_recordset()
        self.assertFalse(event.exists())
        self.assertEqual(meeting.state, "cancelled")
        self.assertIn("rzeczya", meeting.minutes_text)
        self.assertTrue(meeting.attendance_ids)
