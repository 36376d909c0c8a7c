"""The shared calendar and e-mail carry no personal data, whatever somebody types."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCase

from .common import KooperacjaCase

TYPED = "Abramowicz, Wrzosowaa 7, rzeczya"
# Fields of events that hold keys, formats and links, not words of users.
TECHNICAL = {
    "access_token",
    "event_tz",
    "rrule",
    "display_time",
    "res_model_name",
    "videocall_access_token",
}


@tagged("post_install", "-at_install")
class TestCalendarIsNeutral(MailCase, KooperacjaCase):
    def setUp(self):
        super().setUp()
        self.meeting = self.content["a"]["kooperacja.meeting"]
        self.event = self.meeting.event_id

    def everything_of(self, event):
        """Return all that is stored about the event, its invitations and messages."""
        self.env.flush_all()
        self.env.invalidate_all()
        texts = [
            name
            for name, field in event._fields.items()
            if field.type in ("char", "text", "html")
        ]
        messages = self.env["mail.message"].search(
            [("model", "=", "calendar.event"), ("res_id", "in", event.ids)]
        )
        return [
            event.sudo().read(texts),
            event.sudo().attendee_ids.read(),
            messages.read(["subject", "body", "record_name"]),
            event.sudo().activity_ids.read(["summary", "note", "res_name"]),
        ]

    def test_an_event_bears_kind_and_number_only(self):
        self.assertIn(self.case_a.number, self.event.name)
        self.assertEqual(self.event.location, self.institutions["school_1"].name)
        self.assertEqual(self.event.privacy, "private")
        self.assertFalse(self.event.description)
        self.assert_tells_nothing(self.everything_of(self.event))

    def test_what_is_written_into_the_meeting_stays_behind_the_login(self):
        for field in ("place_note", "minutes_text", "dissent", "warning_reason"):
            self.meeting.with_user(self.users["worker_a"]).write({field: TYPED})
            self.assert_tells_nothing(self.everything_of(self.event))
        self.meeting.decision_ids.name = TYPED
        self.meeting.agenda_ids[0].name = TYPED
        self.meeting.attendance_ids[0].note = TYPED
        self.meeting.start += timedelta(hours=1)
        self.assert_tells_nothing(self.everything_of(self.event))

    def typed_into(self, user, name):
        """Return what the event holds when ``user`` types into the field ``name``."""
        try:
            with self.env.cr.savepoint():
                self.as_user(user, self.event).write({name: TYPED})
                return self.everything_of(self.event)
        except (UserError, ValueError) as refusal:
            return str(refusal).replace(TYPED, "")

    def test_what_is_typed_into_any_field_of_the_event_does_not_stay_there(self):
        for user in ("member_a", "worker_a", "coordinator_1"):
            for name, field in self.event._fields.items():
                if (
                    field.type not in ("char", "text", "html")
                    or not (field.store or field.inverse)
                    or name in TECHNICAL
                ):
                    continue
                with self.subTest(user=user, field=name):
                    self.assert_tells_nothing(self.typed_into(user, name))
        self.assertIn(self.case_a.number, self.event.name)

    def test_what_was_typed_is_kept_as_an_entry_of_the_case(self):
        entries = self.case_a.entry_ids
        self.as_user("member_a", self.event).write({"description": f"<p>{TYPED}</p>"})
        entry = self.case_a.entry_ids - entries
        self.assertIn(TYPED, entry.text)
        self.assertEqual(entry.author_id, self.users["member_a"].partner_id)
        with self.assertRaises(AccessError):
            self.as_user("employee", entry).read(["text"])

    def test_the_event_cannot_be_made_public(self):
        for privacy in ("public", "confidential", False):
            with self.subTest(privacy=privacy):
                self.as_user("member_a", self.event).write({"privacy": privacy})
                self.assertEqual(self.event.privacy, "private")

    def test_an_event_is_not_repeated_in_the_calendar(self):
        """Each meeting has minutes of its own, and a copy would belong to none."""
        before = self.env["calendar.event"].search_count([])
        with self.assertRaisesRegex(UserError, "minutes of its own"):
            self.as_user("worker_a", self.event).write(
                {
                    "recurrency": True,
                    "rrule_type": "daily",
                    "interval": 1,
                    "end_type": "count",
                    "count": 3,
                }
            )
        self.assertEqual(self.env["calendar.event"].search_count([]), before)

    def test_a_copied_event_is_neutral(self):
        copied = self.as_user("worker_a", self.event).copy()
        self.assert_tells_nothing(self.everything_of(copied))
        self.assertFalse(copied.kooperacja_meeting_ids)

    def test_residents_are_no_attendees(self):
        self.assertTrue(self.meeting.attendance_ids.person_id)
        self.assertEqual(self.event.partner_ids, self.meeting.attendance_ids.partner_id)

    def test_ics_file_carries_no_personal_data(self):
        self.as_user("member_a", self.event).write({"description": TYPED})
        files = self.event._get_ics_file()
        self.assertIn(b"SUMMARY", files[self.event.id])
        self.assert_tells_nothing(files[self.event.id].replace(b"\r\n ", b""))

    def test_invitations_and_changes_of_date_carry_no_personal_data(self):
        # Without the fixture's context, in which no mail is sent.
        env = self.env(user=self.users["worker_a"], context={})
        records = env["kooperacja.meeting"]
        with self.mock_mail_gateway():
            meeting = records.create(
                {
                    "case_id": self.case_a.id,
                    "kind": "monitoring",
                    "start": self.at(self.today + timedelta(days=20), 9),
                    "place_note": TYPED,
                    "minutes_text": TYPED,
                    "attendance_ids": [
                        Command.create(
                            {"partner_id": user.partner_id.id, "note": TYPED}
                        )
                        for user in (self.users["member_a"], self.users["portal"])
                    ]
                    + [Command.create({"person_id": self.families["a"].adult.id})],
                    "agenda_ids": [Command.create({"name": TYPED})],
                }
            )
            self.env.flush_all()
            event = meeting.sudo().event_id.with_env(records.env)
            event.write({"description": TYPED, "name": TYPED, "location": TYPED})
            meeting.start += timedelta(days=1)
            self.env.flush_all()
            event.sudo().attendee_ids._send_invitation_emails()
            self.env.flush_all()
        invited = self._new_mails.mapped("email_to") + [
            email for mail in self._mails for email in mail["email_to"]
        ]
        self.assertTrue([email for email in invited if "member_a" in (email or "")])
        for mail in self._mails:
            self.assert_tells_nothing(
                [mail["subject"], mail["body"], mail.get("body_alternative")]
            )
            for attachment in mail.get("attachments") or ():
                self.assert_tells_nothing(attachment[0])
                self.assert_tells_nothing(attachment[1].replace(b"\r\n ", b""))
        for mail in self._new_mails:
            self.assert_tells_nothing([mail.subject, mail.body_html, mail.body])
            for attachment in mail.attachment_ids:
                self.assert_tells_nothing([attachment.name, attachment.raw])
        self.assert_tells_nothing(self.everything_of(event))

    def test_reminders_carry_no_personal_data(self):
        alarm = self.env["calendar.alarm"].create(
            {"name": "x", "alarm_type": "email", "interval": "hours", "duration": 1}
        )
        event = self.as_user("worker_a", self.event)
        event.write({"alarm_ids": [Command.link(alarm.id)], "description": TYPED})
        template = self.env.ref("calendar.calendar_template_meeting_reminder")
        for attendee in self.event.attendee_ids:
            rendered = template._generate_template(
                attendee.ids, {"subject", "body_html"}
            )[attendee.id]
            self.assert_tells_nothing([rendered["subject"], rendered["body_html"]])

    def test_notifications_of_reminders_carry_no_personal_data(self):
        alarm = self.env["calendar.alarm"].create(
            {
                "name": "x",
                "alarm_type": "notification",
                "interval": "hours",
                "duration": 1,
            }
        )
        soon = self.env.cr.now() + timedelta(minutes=30)
        self.meeting.with_user(self.users["worker_a"]).start = soon
        self.as_user("worker_a", self.event).write(
            {"alarm_ids": [Command.link(alarm.id)], "description": TYPED}
        )
        manager = self.as_user("member_a", self.env["calendar.alarm_manager"])
        reminders = manager.get_next_notif()
        self.assertIn(self.case_a.number, reminders[0]["title"])
        self.assert_tells_nothing(reminders)

    def test_a_link_to_a_meeting_online_stays_and_other_words_do_not(self):
        event = self.as_user("member_a", self.event)
        link = "https://spotkania.example/pokoj-7"
        event.videocall_location = link
        self.assertEqual(self.event.videocall_location, link)
        for typed in (f"U rodziny: {TYPED}", f"{link} ({TYPED})"):
            event.write({"videocall_location": typed})
            self.assertEqual(self.event.videocall_location, link)

    def test_a_stranger_neither_moves_nor_deletes_the_event(self):
        start = self.event.start
        for name in ("employee", "member_b", "administrator", "system"):
            hidden = self.as_user(name, self.event)
            for attack in (
                lambda e=hidden: e.write({"start": e.start + timedelta(days=1)}),
                lambda e=hidden: e.write({"description": "x"}),
                hidden.unlink,
                hidden.action_archive,
            ):
                with self.subTest(user=name), self.assertRaises(AccessError):
                    attack()
        self.env.invalidate_all()
        self.assertEqual(self.event.start, start)
        self.assertEqual(self.meeting.state, "planned")

    def test_a_stranger_sees_that_somebody_is_busy_and_no_more(self):
        for name in ("employee", "member_b", "system"):
            with self.subTest(user=name):
                hidden = self.as_user(name, self.event)
                values = hidden.read(["name", "location", "description"])[0]
                self.assertNotIn(self.case_a.number, str(values))
                self.assertNotIn(self.institutions["school_1"].name, str(values))
                self.env.invalidate_all()
                self.assertNotIn(self.case_a.number, hidden.display_name)

    def test_moving_the_event_moves_the_meeting(self):
        start = self.event.start + timedelta(days=2, hours=1)
        self.as_user("member_a", self.event).write(
            {"start": start, "stop": start + timedelta(minutes=45)}
        )
        self.assertEqual(self.meeting.start, start)
        self.assertEqual(self.meeting.minutes, 45)

    def test_moving_the_meeting_moves_the_event(self):
        start = self.meeting.start + timedelta(days=2)
        self.as_user("worker_a", self.meeting).write({"start": start, "minutes": 30})
        self.assertEqual(self.event.start, start)
        self.assertEqual(self.event.stop, start + timedelta(minutes=30))

    def test_deleting_the_event_of_a_planned_meeting_cancels_it_and_keeps_its_lines(
        self,
    ):
        agenda, decisions = self.meeting.agenda_ids, self.meeting.decision_ids
        self.as_user("member_a", self.event).unlink()
        self.assertEqual(self.meeting.state, "cancelled")
        self.assertEqual(self.meeting.agenda_ids, agenda)
        self.assertEqual(self.meeting.decision_ids, decisions)
        self.assertIn("rzeczya", self.meeting.minutes_text)

    def test_deleting_the_event_keeps_the_minutes_of_a_meeting_that_was_held(self):
        self.hold_meeting(self.meeting)
        self.as_user("member_a", self.event).unlink()
        self.assertEqual(self.meeting.state, "held")
        self.assertIn("rzeczya", self.meeting.minutes_text)
        self.assertTrue(self.meeting.attendance_ids)

    def test_archiving_the_event_keeps_the_meeting(self):
        self.as_user("member_a", self.event).action_archive()
        self.assertEqual(self.meeting.state, "cancelled")
        self.assertIn("rzeczya", self.meeting.minutes_text)

    def test_deleting_a_user_or_a_contact_keeps_the_work(self):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.users["member_a"].partner_id.unlink()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.institutions["school_1"].unlink()

    def test_display_names_that_odoo_puts_into_mails_are_numbers(self):
        for model, record in self.content["a"].items():
            with self.subTest(model=model):
                self.assert_tells_nothing(record.display_name)
