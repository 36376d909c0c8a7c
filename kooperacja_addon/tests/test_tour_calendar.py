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
