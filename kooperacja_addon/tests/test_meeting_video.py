"""A meeting by video: the link lies in the calendar, and works from both sides."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .test_meeting import MeetingCase

LINK = "https://wideo.example.pl/spotkanie-7"


@tagged("post_install", "-at_install")
class TestVideo(MeetingCase):
    def setUp(self):
        super().setUp()
        self.meeting_1 = self.plan_meeting()

    def test_the_link_of_the_meeting_is_that_of_its_event(self):
        self.meeting_1.video_url = LINK
        event = self.meeting_1.sudo().event_id
        self.assertEqual(event.videocall_location, LINK)
        self.assertEqual(self.meeting_1.with_user(self.member).video_url, LINK)
        self.meeting_1.video_url = False
        self.assertFalse(event.videocall_location)

    def test_a_link_put_into_the_calendar_is_the_meeting_s(self):
        event = self.meeting_1.sudo().event_id.with_user(self.worker)
        event.videocall_location = LINK
        self.assertEqual(self.meeting_1.video_url, LINK)

    def test_what_is_no_link_is_refused(self):
        for typed in ("javascript:alert(1)", "u Kowalskich o 9", "https://a b"):
            with self.subTest(typed), self.assertRaises(ValidationError):
                self.meeting_1.video_url = typed

    def test_a_member_puts_no_link(self):
        with self.assertRaises(AccessError):
            self.meeting_1.with_user(self.member).video_url = LINK
