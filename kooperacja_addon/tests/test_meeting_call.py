"""Who is called to a meeting, how they are told, and what they answer."""

from datetime import date, datetime, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import KooperacjaCase
from .post import NOBODY, PostOfficeCase
from .steps import PathCase


class CallCase(PostOfficeCase, KooperacjaCase):
    def call(self, user="worker_a", **values):
        meeting = self.mailing(self.env["kooperacja.meeting"], user).create(
            {
                "case_id": self.case_a.id,
                "kind": "team",
                "start": self.at(self.today + timedelta(days=20), 9),
                **values,
            }
        )
        self.env.flush_all()
        return meeting

    def line(self, meeting, name="member_a"):
        partner = self.users[name].partner_id
        return meeting.attendance_ids.filtered(lambda a: a.partner_id == partner)


@tagged("post_install", "-at_install")
class TestTold(CallCase):
    def test_who_got_the_mail_is_noted_as_told(self):
        line = self.line(self.call())
        self.assertEqual(line.told_how, "email")
        self.assertEqual(line.told_on, self.today)
        self.assertEqual(line.told_start, line.meeting_id.start)
        self.assertFalse(line.trouble)

    def test_who_calls_is_told_by_the_system(self):
        meeting = self.call()
        self.assertEqual(self.line(meeting, "worker_a").told_how, "system")

    def test_a_person_without_email_is_told_of_and_gets_a_letter(self):
        self.users["member_a"].partner_id.email = False
        meeting = self.call()
        line = self.line(meeting)
        self.assertIn("No e-mail address", line.trouble)
        action = meeting.action_print_calls()
        self.assertEqual(
            action["report_name"], "kooperacja_addon.report_meeting_call_document"
        )
        line.told_how = "letter"
        self.assertFalse(line.trouble)
        self.assertEqual(line.told_on, self.today)

    def test_a_new_date_must_be_told_anew(self):
        meeting = self.call(
            attendance_ids=[Command.create({"person_id": self.families["a"].adult.id})]
        )
        line = meeting.attendance_ids
        self.assertIn("by letter", line.trouble)
        line.told_how = "hand"
        self.assertFalse(line.trouble)
        meeting.start += timedelta(days=1)
        self.assertIn("by letter", line.trouble)
        self.assertEqual(meeting.trouble_count, 1)

    def test_a_mail_that_came_back_is_shown_beside_the_person(self):
        self.users["member_a"].partner_id.email = NOBODY
        with mute_logger("odoo.addons.mail.models.mail_mail"):
            meeting = self.call()
        line = self.line(meeting)
        self.assertIn("came back", line.trouble)
        self.assertEqual(meeting.trouble_count, 1)
        line.told_how = "phone"
        self.assertFalse(line.trouble)

    def test_a_mail_returned_later_is_shown_too(self):
        """The post of the other side answers with a bounce."""
        meeting = self.call()
        line = self.line(meeting)
        self.env["mail.notification"].search(
            [("res_partner_id", "=", line.partner_id.id)]
        ).notification_status = "bounce"
        line.invalidate_recordset(["trouble"])
        self.assertIn("came back", line.trouble)

    def test_who_no_longer_works_there_is_told_of(self):
        meeting = self.call()
        self.users["member_a"].active = False
        self.users["member_a"].partner_id.active = False
        meeting.invalidate_recordset()
        self.assertIn("No longer works there", self.line(meeting).trouble)
        # And the meeting can still be moved.
        meeting.start += timedelta(days=1)
        self.assertEqual(meeting.sudo().event_id.start, meeting.start)

    def test_an_organiser_who_left_stops_nobody(self):
        meeting = self.call()
        self.users["worker_a"].active = False
        event = self.mailing(meeting.sudo().event_id, "member_a")
        event.start += timedelta(days=1)
        self.assertEqual(meeting.sudo().start, event.start)

    def test_nobody_was_told_tomorrow(self):
        line = self.line(self.call())
        with self.assertRaisesRegex(ValidationError, "in the future"):
            line.told_on = self.tomorrow

    def test_letters_are_printed_for_those_who_need_them_alone(self):
        meeting = self.call()
        with self.assertRaisesRegex(UserError, "no letter is needed"):
            meeting.action_print_calls()

    def test_the_letter_to_the_family_names_it_and_that_to_others_does_not(self):
        self.users["member_a"].partner_id.email = False
        meeting = self.call()
        meeting.attendance_ids = [
            Command.create({"person_id": self.families["a"].adult.id})
        ]
        for line, named in (
            (meeting.attendance_ids.filtered("person_id"), True),
            (self.line(meeting), False),
        ):
            html = (
                self.mailing(self.env["ir.actions.report"], "worker_a")
                ._render_qweb_html("kooperacja_addon.report_meeting_call", line.ids)[0]
                .decode()
            )
            self.assertEqual(bool(self.secrets_in(html)), named)
            self.assertIn("90", html)


@tagged("post_install", "-at_install")
class TestAnswer(CallCase):
    def test_who_is_called_says_yes_with_one_button(self):
        meeting = self.mailing(self.call(), "member_a")
        self.assertTrue(meeting.is_called)
        self.assertFalse(meeting.my_reply)
        meeting.action_come()
        line = self.line(meeting.sudo())
        self.assertEqual((line.reply, line.replied_on), ("yes", self.today))
        attendee = meeting.sudo().event_id.attendee_ids.filtered(
            lambda a: a.partner_id == line.partner_id
        )
        self.assertEqual(attendee.state, "accepted")
        self.assertEqual(meeting.my_reply, "yes")

    def decline(self, meeting, **values):
        with Form(
            meeting.env["kooperacja.meeting.answer"].with_context(
                default_meeting_id=meeting.id
            )
        ) as form:
            for name, value in values.items():
                setattr(form, name, value)
        form.record.action_save()

    def test_declining_needs_a_reason(self):
        meeting = self.mailing(self.call(), "member_a")
        answer = meeting.env["kooperacja.meeting.answer"].create(
            {"meeting_id": meeting.id, "reply": "no", "reason": "  "}
        )
        with self.assertRaisesRegex(UserError, "Write why"):
            answer.action_save()
        self.decline(meeting, reply="no", reason="Szkolenie")
        line = self.line(meeting.sudo())
        self.assertEqual((line.reply, line.reply_reason), ("no", "Szkolenie"))

    def test_a_substitute_is_called_too(self):
        meeting = self.mailing(self.call(), "member_a")
        substitute = self.env["res.partner"].create(
            {
                "name": "Iga Wrona",
                "email": "iga@example.com",
                "parent_id": self.users["member_a"].partner_id.parent_id.id,
            }
        )
        answer = meeting.env["kooperacja.meeting.answer"].create(
            {"meeting_id": meeting.id, "reply": "substitute"}
        )
        with self.assertRaisesRegex(UserError, "who comes instead"):
            answer.action_save()
        self.decline(meeting, reply="substitute", substitute_id=substitute)
        line = self.line(meeting.sudo())
        self.assertEqual((line.reply, line.substitute_id), ("substitute", substitute))
        self.assertIn(substitute, meeting.sudo().event_id.partner_ids)
        self.assertTrue(self.post.to("iga@example.com"))
        self.assert_tells_nothing(self.post.everything())

    def test_a_substitute_decides_nothing_named_here_or_by_a_handover(self):
        meeting = self.call()
        self.line(meeting).can_decide = True
        school = self.users["member_a"].partner_id.parent_id
        first, second = self.env["res.partner"].create(
            [{"name": name, "parent_id": school.id} for name in ("Iga", "Ola")]
        )
        self.line(meeting).substitute_id = first
        meeting._add_substitute(self.users["worker_a"].partner_id, second)
        lines = meeting.attendance_ids.filtered(
            lambda line: line.partner_id in first | second
        )
        self.assertEqual(len(lines), 2)
        self.assertFalse(any(lines.mapped("can_decide")))
        giver = self.line(meeting, "worker_a")
        self.assertEqual((giver.reply, giver.substitute_id), ("substitute", second))
        # Somebody who is on the list already is not put there twice.
        meeting._add_substitute(self.users["member_a"].partner_id, second)
        self.assertEqual(len(meeting.attendance_ids.filtered("partner_id")), 5)

    def test_ten_times_as_many_answers_and_cancellations_take_as_many_queries(self):
        counts = []
        for number in (1, 2, 20):
            people = self.env["res.partner"].create(
                [
                    {
                        "name": f"Osoba {n}",
                        "email": f"o{n}@example.com",
                        "parent_id": self.institutions["school_1"].id,
                    }
                    for n in range(number)
                ]
            )
            meeting = self.call(
                attendance_ids=[Command.create({"partner_id": p.id}) for p in people]
            )
            meetings = self.mailing(meeting, "worker_a")
            lines = meetings.attendance_ids
            lines.mapped("reply")
            attendees = meeting.sudo().event_id.attendee_ids
            with patch.object(
                type(self.env["mail.mail"]), "send_after_commit", lambda self: None
            ):
                counts.append(
                    [
                        self.count(lambda lines=lines: lines.write({"reply": "yes"})),
                        self.count(lambda a=attendees: a.write({"state": "declined"})),
                        self.count(lambda m=meetings: m._tell_cancelled()),
                    ]
                )
            self.assertEqual(set(lines.mapped("reply")), {"no"})
        _warm_up, few, many = counts
        for what, one, ten in zip(("reply", "calendar", "off"), few, many, strict=True):
            with self.subTest(what):
                self.assertLessEqual(ten, one)

    def count(self, action):
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_the_coordinator_notes_the_answer_of_another(self):
        meeting = self.call()
        line = self.line(meeting)
        line.write({"reply": "no", "reply_reason": "Telefonicznie"})
        self.assertFalse((meeting.attendance_ids - line).filtered("reply"))
        attendee = meeting.sudo().event_id.attendee_ids.filtered(
            lambda a: a.partner_id == line.partner_id
        )
        self.assertEqual(attendee.state, "declined")
        self.assertEqual(line.replied_on, self.today)

    def test_nobody_answers_for_another_without_the_right_to_the_list(self):
        meeting = self.call()
        other = self.line(meeting, "worker_a")
        answers = self.mailing(self.env["kooperacja.meeting.answer"], "member_a")
        with self.assertRaises(AccessError):
            answers.create(
                {
                    "meeting_id": meeting.id,
                    "attendance_id": other.id,
                    "reply": "no",
                    "reason": "x",
                }
            ).action_save()
        with self.assertRaises(AccessError):
            self.mailing(meeting, "member_b").action_come()
        with self.assertRaisesRegex(UserError, "not on the list"):
            self.mailing(meeting, "coordinator_1").action_come()

    def test_after_the_meeting_nobody_answers(self):
        meeting = self.call()
        meeting.action_cancel()
        with self.assertRaisesRegex(UserError, "still planned"):
            self.mailing(meeting, "member_a").action_come()

    def test_an_answer_in_the_calendar_or_by_the_link_is_the_answer(self):
        meeting = self.call()
        attendee = meeting.sudo().event_id.attendee_ids.filtered(
            lambda a: a.partner_id == self.users["member_a"].partner_id
        )
        messages = meeting.sudo().event_id.message_ids
        self.mailing(attendee, "member_a").do_accept()
        self.assertEqual(self.line(meeting).reply, "yes")
        attendee.do_decline()
        self.assertEqual(self.line(meeting).reply, "no")
        self.assertEqual(meeting.sudo().event_id.message_ids, messages)

    def test_an_answer_changes_no_meeting_that_was_held(self):
        meeting = self.call(start=self.at(self.yesterday, 9))
        self.hold_meeting(meeting)
        meeting.sudo().event_id.attendee_ids.do_decline()
        self.assertFalse(meeting.attendance_ids.filtered("reply"))

    def test_my_day_asks_for_the_answer(self):
        meeting = self.call(start=self.at(self.tomorrow, 9))
        today = self.mailing(self.env["kooperacja.today"], "member_a")
        self.assertIn("Say whether you come", str(today._get_meeting_rows()))
        self.mailing(meeting, "member_a").action_come()
        self.assertNotIn("Say whether", str(today._get_meeting_rows()[:1]))


@tagged("post_install", "-at_install")
class TestBadInput(PathCase):
    def test_an_end_before_the_start_is_refused(self):
        with self.refused("ends after it has begun"):
            self.meeting.stop = self.meeting.start - timedelta(hours=1)
        event = self.meeting.sudo().event_id.with_user(self.worker)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            event.write({"stop": event.start - timedelta(hours=1)})
        self.assertEqual(self.meeting.minutes, 90)

    def test_a_date_in_the_past_is_warned_of_and_the_reason_kept(self):
        self.meeting.start = self.at(self.today - timedelta(days=9), 9)
        self.assertIn("before the day of calling", self.meeting.warning)
        self.meeting.warning_reason = "Spisujemy wstecz"
        self.hold_meeting(self.meeting)
        self.assertEqual(self.meeting.warning_reason, "Spisujemy wstecz")

    def test_a_short_notice_is_warned_of_and_the_reason_kept(self):
        self.meeting.start = self.at(self.today + timedelta(days=2), 9)
        self.assertIn("days before", self.meeting.warning)
        self.meeting.warning_reason = "Pilne"
        self.assertEqual(self.meeting.warning_reason, "Pilne")

    def test_a_meeting_without_attendees_can_be_planned_and_is_not_held(self):
        self.meeting.attendance_ids.unlink()
        self.assertFalse(self.meeting.sudo().event_id.partner_ids)
        with self.refused("who came first"):
            self.meeting.action_hold()

    def test_midnight_in_poland_is_the_day_in_poland(self):
        """23:30 UTC on 31 May is half past one on 1 June in Warsaw."""
        self.meeting.start = datetime(2027, 5, 31, 23, 30)
        self.assertEqual(self.meeting._get_day(), date(2027, 6, 1))
        mail = self.env["mail.thread"]._get_neutral_mail(self.meeting)
        self.assertIn("01.06.2027, 01:30", mail[0])

    def test_the_length_across_the_change_of_clocks_is_real_time(self):
        self.meeting.write({"start": datetime(2027, 3, 27, 23, 30), "minutes": 180})
        self.assertIn(
            "04:30", self.env["mail.thread"]._get_neutral_mail(self.meeting)[2]
        )
        self.assertEqual(self.meeting.sudo().event_id.duration, 3)

    def test_the_29th_of_february_is_a_day_like_others(self):
        self.meeting.start = datetime(2028, 2, 29, 9)
        self.assertEqual(self.meeting.sudo().event_id.start.date(), date(2028, 2, 29))
        with self.assertRaises(ValueError):
            self.meeting.start = "2027-02-29 09:00:00"

    def test_an_event_gone_without_a_word_is_put_back(self):
        event = self.meeting.sudo().event_id
        self.env.cr.execute("DELETE FROM calendar_event WHERE id = %s", [event.id])
        self.env.invalidate_all()
        self.assertEqual(self.meeting.state, "planned")
        self.assertFalse(self.meeting.sudo().event_id)
        self.meeting.action_put_in_calendar()
        self.assertEqual(self.meeting.sudo().event_id.start, self.meeting.start)
