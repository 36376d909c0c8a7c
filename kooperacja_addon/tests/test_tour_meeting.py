"""Leading a meeting in the browser: nothing typed is lost, nobody else is shown."""

from odoo.tests import tagged

from .test_tour_browser import TourCase


@tagged("post_install", "-at_install")
class TestTourMeeting(TourCase):
    def test_what_is_typed_is_kept(self):
        meeting = self.content["a"]["kooperacja.meeting"]
        meeting.start = self.at(self.today, 9)
        self.tour("kooperacja_meeting", "worker_a")
        self.assertIn("Dzieci lubią szkołę", meeting.minutes_text)
        self.assertTrue(meeting.agenda_ids[0].begun_at)
        self.assertEqual(set(meeting.attendance_ids.mapped("status")), {"present"})
