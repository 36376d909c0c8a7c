"""The answer that a program for calendars sends back is the answer to the call."""

import uuid
from datetime import timedelta
from email.message import EmailMessage

from icalendar import Calendar

from odoo.tests import tagged

from .test_law_mail_is_neutral import TYPED, MailCase


@tagged("post_install", "-at_install")
class TestCalendarAnswer(MailCase):
    def setUp(self):
        super().setUp()
        self.called = self.mailing(self.env["kooperacja.meeting"], "worker_a").create(
            {
                "case_id": self.case_a.id,
                "kind": "team",
                "start": self.at(self.today + timedelta(days=20), 9),
            }
        )
        self.mail = self.post.to(self.mail_of("member_a"))[0]
        self.event = self.read_file()
        self.post.raw.clear()

    def read_file(self):
        files = self.post.files()
        return Calendar.from_ical(files[-1]).walk("VEVENT")[0]

    def line(self, name="member_a"):
        self.env.flush_all()
        return self.called.attendance_ids.filtered(
            lambda line: line.partner_id == self.users[name].partner_id
        )

    def reply(self, state, sender=None, uid=None, comment="", references=None):
        sender = sender or self.mail_of("member_a")
        message = EmailMessage()
        message["From"] = sender
        message["To"] = "catchall@gmina.example.com"
        message["Subject"] = "Re"
        message["Message-Id"] = f"<{uuid.uuid4()}@example.com>"
        if references:
            message["References"] = references
        message.set_content("Automat")
        message.add_attachment(
            "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
            f"UID:{uid or self.event['UID']}\r\nCOMMENT:{comment}\r\n"
            f"ATTENDEE;PARTSTAT={state}:mailto:{sender}\r\n"
            "END:VEVENT\r\nEND:VCALENDAR\r\n",
            subtype="calendar",
            filename="invite.ics",
        )
        gateway = self.env(user=self.env.ref("base.user_root").id, context={})
        gateway["mail.thread"].message_process(None, message.as_bytes())

    def test_the_call_can_be_answered_and_keeps_its_number(self):
        self.assertEqual(
            str(self.event["ORGANIZER"]).lower(), "mailto:catchall@gmina.example.com"
        )
        self.called.start += timedelta(days=1)
        moved = self.read_file()
        self.assertEqual(moved["UID"], self.event["UID"])
        self.assertEqual(
            moved.decoded("DTSTART").replace(tzinfo=None), self.called.start
        )
        self.assertGreaterEqual(moved["SEQUENCE"], self.event["SEQUENCE"])
        self.assert_tells_nothing(moved.to_ical().decode())

    def test_what_is_answered_there_stands_on_the_list(self):
        self.reply("ACCEPTED")
        self.assertEqual(self.line().reply, "yes")
        self.reply("DECLINED", comment="Szkolenie")
        line = self.line()
        self.assertEqual((line.reply, line.reply_reason), ("no", "Szkolenie"))
        attendee = self.called.sudo().event_id.attendee_ids.filtered(
            lambda a: a.partner_id == line.partner_id
        )
        self.assertEqual(attendee.state, "declined")
        # It is no letter: nobody is written to, and the case has no message of it.
        self.assertFalse(self.post.raw)
        self.assertFalse(self.case_a.message_ids.filtered("attachment_ids"))

    def test_an_answer_to_the_mail_is_kept_in_the_case_too(self):
        self.reply("ACCEPTED", references=self.mail["Message-Id"])
        self.assertEqual(self.line().reply, "yes")
        self.assertIn("Automat", self.case_a.message_ids[0].body)

    def test_nobody_answers_for_another_or_for_a_meeting_not_called_to(self):
        other = self.content["b"]["kooperacja.meeting"].sudo().event_id
        key = str(self.event["UID"]).partition("-")[2]
        for what, values in (
            ("stranger", {"sender": "obcy@example.com"}),
            ("guessed", {"uid": f"{other.id}-{key}"}),
            ("no number", {"uid": "x"}),
            ("no such event", {"uid": f"{other.id + 1000}-{key}"}),
        ):
            with self.subTest(what):
                self.reply("DECLINED", **values)
                self.assertFalse(self.called.attendance_ids.filtered("reply"))
        self.assertFalse(
            self.content["b"]["kooperacja.meeting"].attendance_ids.filtered("reply")
        )

    def test_a_meeting_that_was_held_is_answered_no_more(self):
        self.called.start = self.at(self.yesterday, 9)
        self.hold_meeting(self.called)
        self.reply("DECLINED", comment=TYPED)
        self.assertFalse(self.line().reply or self.line().reply_reason)
