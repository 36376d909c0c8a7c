"""Whatever leaves by mail says number, date and link, and an answer comes back safely.

Mail really leaves by SMTP here, and is caught by a server on this machine.
"""

import logging
import uuid
from datetime import timedelta
from email.message import EmailMessage

from icalendar import Calendar

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import KooperacjaCase
from .post import NOBODY, PostOfficeCase
from .sweep import sweep

TYPED = "Abramowicz, Wrzosowaa 7, rzeczya"


class MailCase(PostOfficeCase, KooperacjaCase):
    def setUp(self):
        super().setUp()
        self.env["mail.alias.domain"].create({"name": "gmina.example.com"})
        self.meeting = self.content["a"]["kooperacja.meeting"]

    def mail_of(self, name):
        return f"{name}@example.com"

    def words_of_families(self):
        """Return every name, address, number and need that the database holds."""
        words = {
            secret for family in self.families.values() for secret in family.secrets
        }
        for model, names in (
            ("kooperacja.person", ("first_name", "last_name", "pesel")),
            ("kooperacja.household", ("name", "street", "phone")),
            ("kooperacja.case.need", ("name",)),
            ("kooperacja.case.strength", ("name",)),
            ("kooperacja.supporter", ("name",)),
            ("kooperacja.plan.goal", ("name",)),
            ("kooperacja.plan.task", ("name",)),
        ):
            for values in self.env[model].search([]).read(names):
                words.update(values[name] for name in names if values[name])
        return {word for word in words if len(word) > 3}

    def assert_post_is_neutral(self):
        everything = self.post.everything().casefold()
        found = {w for w in self.words_of_families() if w.casefold() in everything}
        self.assertEqual(found, set())

    def answer(self, mail, sender, text):
        """Deliver an answer to ``mail`` from the address ``sender``."""
        reply = EmailMessage()
        reply["From"] = sender
        reply["To"] = mail["Reply-To"] or mail["From"]
        reply["Subject"] = f"Re: {mail['Subject']}"
        reply["Message-Id"] = f"<{uuid.uuid4()}@example.com>"
        reply["In-Reply-To"] = reply["References"] = mail["Message-Id"]
        reply.set_content(text)
        reply.add_attachment(
            text.encode(), maintype="text", subtype="plain", filename="Abramowicz.txt"
        )
        # As the gateway does: nobody is signed in.
        gateway = self.env(user=self.env.ref("base.user_root").id, context={})
        return gateway["mail.thread"].message_process(None, reply.as_bytes())


@tagged("post_install", "-at_install")
class TestMail(MailCase):
    def write_to_team(self, name="worker_a", **values):
        case = self.mailing(self.case_a, name)
        return case.message_post(
            body=f"Wiadomość: {TYPED}",
            subject=TYPED,
            attachments=[("Abramowicz.txt", TYPED.encode())],
            subtype_xmlid="mail.mt_comment",
            **values,
        )

    def test_a_message_to_the_team_leaves_as_number_date_and_link(self):
        self.write_to_team()
        (mail,) = self.post.to(self.mail_of("member_a"))
        self.assertIn(self.case_a.number, mail["Subject"])
        body = mail.get_body(("html",)).get_content()
        self.assertIn(f"model=kooperacja.case&amp;res_id={self.case_a.id}", body)
        self.assertFalse(list(mail.iter_attachments()))
        self.assert_post_is_neutral()

    def test_the_team_of_today_is_told_and_nobody_else(self):
        self.case_a.message_subscribe(
            [self.users[name].partner_id.id for name in ("employee", "member_b")]
        )
        self.write_to_team(
            partner_ids=[self.users["member_b"].partner_id.id],
        )
        self.assertTrue(self.post.to(self.mail_of("member_a")))
        for name in ("employee", "member_b", "past_member", "future_member", "portal"):
            with self.subTest(name):
                self.assertFalse(self.post.to(self.mail_of(name)))
                self.assertNotIn(
                    self.users[name].partner_id, self.case_a.message_partner_ids
                )

    def test_who_leaves_the_team_reads_no_message_not_even_an_own_one(self):
        own = self.write_to_team("member_a")
        other = self.write_to_team()
        member = self.mailing(own | other, "member_a")
        self.assertEqual(member.search([("id", "in", (own | other).ids)]), member)
        self.team["a"][0].date_to = self.yesterday
        member = self.mailing(own | other, "member_a")
        self.assertFalse(member.search([("id", "in", (own | other).ids)]))
        for message in member:
            with self.assertRaises(AccessError):
                message.read(["body"])
        self.post.raw.clear()
        self.write_to_team()
        self.assertFalse(self.post.to(self.mail_of("member_a")))

    def test_strangers_and_the_technical_administrator_read_no_message(self):
        message = self.write_to_team()
        mails = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        for name in ("employee", "member_b", "system", "administrator", "past_member"):
            with self.subTest(name):
                hidden = self.mailing(message, name)
                self.assertFalse(hidden.search([("body", "ilike", "Abramowicz")]))
                with self.assertRaises(AccessError):
                    hidden.read(["body"])
        self.mailing(message, "system").env["mail.mail"].search([]).read(["body"])
        self.assertFalse(
            self.mailing(mails, "system").search([("id", "in", mails.ids)])
        )

    def test_a_failed_mail_in_the_queue_is_closed_to_the_technical_administrator(self):
        self.users["member_a"].partner_id.email = NOBODY
        with mute_logger("odoo.addons.mail.models.mail_mail"):
            message = self.write_to_team()
        mail = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        self.assertTrue(mail)
        self.assert_tells_nothing(mail.body_html)
        with self.assertRaises(AccessError):
            self.mailing(mail, "system").read(["body"])

    def test_a_message_about_the_partnership_is_neutral_too(self):
        self.partnership_1.message_subscribe(
            [self.users["coordinator_1"].partner_id.id]
        )
        self.mailing(self.partnership_1, "coordinator_1").with_user(
            self.users["coordinator_1"]
        ).message_post(
            body=TYPED,
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.users["worker_a"].partner_id.ids,
        )
        self.assertTrue(self.post.to(self.mail_of("worker_a")))
        self.assert_post_is_neutral()

    def test_a_push_message_is_neutral(self):
        message = self.write_to_team()
        payload = self.case_a._notify_by_web_push_prepare_payload(message)
        self.assertIn(self.case_a.number, payload["title"])
        self.assert_tells_nothing(payload)

    def test_mail_written_past_the_messages_is_neutral(self):
        """As a composer in mass mode makes it."""
        self.env["mail.mail"].create(
            {
                "model": "kooperacja.case",
                "res_id": self.case_a.id,
                "subject": TYPED,
                "body_html": TYPED,
                "email_to": "ktos@example.com",
                "attachment_ids": [
                    Command.create({"name": "Abramowicz.txt", "raw": TYPED.encode()})
                ],
            }
        ).send()
        self.assertEqual(len(self.post.mails), 1)
        self.assert_post_is_neutral()

    # --- answers ---------------------------------------------------------------

    def first_mail(self, name="member_a"):
        mail = self.post.to(self.mail_of(name))[0]
        self.post.raw.clear()
        return mail

    def test_an_answer_is_stored_behind_the_login_and_its_sender_told(self):
        self.write_to_team()
        before = self.case_a.message_ids
        self.answer(self.first_mail(), self.mail_of("member_a"), f"Tak, {TYPED}")
        message = self.case_a.message_ids - before
        self.assertIn(TYPED, message.body)
        self.assertEqual(message.author_id, self.users["member_a"].partner_id)
        self.assertEqual(message.attachment_ids.name, "Abramowicz.txt")
        (told,) = self.post.to(self.mail_of("member_a"))
        self.assertIn(self.case_a.number, told["Subject"])
        self.assertEqual(told["Auto-Submitted"], "auto-replied")
        self.assertTrue(self.post.to(self.mail_of("worker_a")))
        self.assert_post_is_neutral()

    def test_an_answer_of_a_stranger_is_not_published(self):
        self.write_to_team()
        mail = self.first_mail()
        messages = self.env["mail.message"].search_count([])
        for sender in (
            "obcy@example.com",
            self.mail_of("employee"),
            self.mail_of("past_member"),
        ):
            with self.subTest(sender):
                self.post.raw.clear()
                self.answer(mail, sender, TYPED)
                (told,) = self.post.mails
                self.assertEqual(told["To"], sender)
                self.assertNotIn(self.case_a.number, str(told))
                self.assertIn("kept behind the login", self.post.everything())
        self.assertFalse(
            self.env["mail.message"].search(
                [("body", "ilike", "Abramowicz"), ("id", ">", messages)]
            )
            - self.case_a.message_ids
        )
        self.assertEqual(len(self.case_a.message_ids), 1)
        self.assert_post_is_neutral()

    def test_machines_are_not_answered(self):
        self.write_to_team()
        mail = self.first_mail()
        reply = EmailMessage()
        reply["From"] = "obcy@example.com"
        reply["To"] = mail["Reply-To"]
        reply["Subject"] = "Nie ma mnie"
        reply["Message-Id"] = "<auto@example.com>"
        reply["References"] = mail["Message-Id"]
        reply["Auto-Submitted"] = "auto-replied"
        reply.set_content("Urlop")
        self.env["mail.thread"].message_process(None, reply.as_bytes())
        self.assertFalse(self.post.raw)

    # --- meetings --------------------------------------------------------------

    def call(self, **values):
        meetings = self.mailing(self.env["kooperacja.meeting"], "worker_a")
        return meetings.create(
            {
                "case_id": self.case_a.id,
                "kind": "monitoring",
                "start": self.at(self.today + timedelta(days=20), 9),
                "place_id": self.institutions["school_1"].id,
                "place_note": TYPED,
                "minutes_text": TYPED,
                "agenda_ids": [Command.create({"name": TYPED})],
                **values,
            }
        )

    def test_a_call_says_when_how_long_where_and_how_to_answer(self):
        meeting = self.call()
        (mail,) = self.post.to(self.mail_of("member_a"))
        body = mail.get_body(("html",)).get_content()
        for words in (
            self.case_a.number,
            "90 min",
            "Szkoła Podstawowa w Sosnowie",
            f"model=kooperacja.meeting&amp;res_id={meeting.id}",
            "/calendar/meeting/accept?token=",
            "/calendar/meeting/decline?token=",
        ):
            with self.subTest(words):
                self.assertIn(words, body)
        self.assert_post_is_neutral()

    def test_what_does_not_change_the_date_is_not_mailed(self):
        meeting = self.call()
        self.post.raw.clear()
        meeting.write({"place_note": TYPED, "start": meeting.start})
        meeting.attendance_ids[0].note = TYPED
        self.assertFalse(self.post.raw)
        meeting.start += timedelta(days=1)
        self.assertEqual(len(self.post.to(self.mail_of("member_a"))), 1)

    def test_the_file_for_calendars_is_valid_and_neutral(self):
        meeting = self.call()
        files = self.post.files()
        self.assertTrue(files)
        for content in files:
            (event,) = Calendar.from_ical(content).walk("VEVENT")
            self.assertIn(self.case_a.number, str(event["SUMMARY"]))
            self.assertEqual(str(event["LOCATION"]), "Szkoła Podstawowa w Sosnowie")
            self.assertNotIn("DESCRIPTION", event)
            start = event.decoded("DTSTART")
            self.assertEqual(start.replace(tzinfo=None), meeting.start)
            self.assertEqual(event.decoded("DTEND") - start, timedelta(minutes=90))
            self.assert_tells_nothing(str(event.to_ical().decode()))

    def test_what_is_written_at_the_event_goes_to_the_case(self):
        meeting = self.call()
        event = self.mailing(meeting.sudo().event_id, "member_a")
        self.post.raw.clear()
        event.message_post(body=TYPED, attachments=[("a.txt", TYPED.encode())])
        self.assertIn(TYPED, self.case_a.message_ids[0].body)
        self.assertEqual(
            self.case_a.message_ids[0].attachment_ids.res_id, self.case_a.id
        )
        self.assert_tells_nothing(
            event.sudo().message_ids.mapped("body"),
        )
        self.assertTrue(self.post.to(self.mail_of("worker_a")))
        self.assert_post_is_neutral()
        with self.assertRaises(UserError):
            self.mailing(event, "employee").message_post(body="x")

    def test_a_file_put_at_the_event_is_kept_behind_the_login(self):
        """As the web client does, with the button for files and with a message."""
        event = self.mailing(self.call().sudo().event_id, "member_a")
        values = {"name": "Abramowicz.txt", "raw": TYPED.encode()}
        put = event.env["ir.attachment"].create(
            {**values, "res_model": "calendar.event", "res_id": event.id}
        )
        # The controller of uploads checks the event, and creates with all rights.
        uploaded = (
            event.env["ir.attachment"]
            .sudo()
            .create({**values, "res_model": "calendar.event", "res_id": event.id})
        )
        pending = event.env["ir.attachment"].create(
            {**values, "res_model": "mail.compose.message", "res_id": 0}
        )
        event.message_post(body=TYPED, attachment_ids=pending.ids)
        moved = event.env["ir.attachment"].create(values)
        moved.write({"res_model": "calendar.event", "res_id": event.id})
        files = (put | uploaded | pending | moved).sudo(False)
        self.assertFalse(
            self.env["ir.attachment"].search_count(
                [
                    ("res_model", "=", "calendar.event"),
                    ("res_id", "=", event.id),
                    ("name", "!=", "invitation.ics"),
                ]
            )
        )
        for file in files.sudo():
            self.assertEqual((file.res_model, file.res_id), self.key_of_case_a())
        self.assertEqual(
            self.mailing(files, "worker_a").mapped("name"), ["Abramowicz.txt"] * 4
        )
        for name in ("employee", "system", "member_b", "past_member"):
            for file in self.mailing(files, name):
                with self.subTest(name), self.assertRaises(AccessError):
                    file.read(["name", "raw"])
        self.assert_post_is_neutral()
        # What is done away with in the calendar stays in the case.
        event.sudo().unlink()
        self.assertEqual(files.exists(), files)

    def key_of_case_a(self):
        return "kooperacja.case", self.case_a.id

    def test_a_file_at_an_event_of_anybody_else_stays_there(self):
        event = self.env["calendar.event"].create(
            {"name": "Urlop", "start": "2027-01-05 09:00", "stop": "2027-01-05 10:00"}
        )
        file = self.env["ir.attachment"].create(
            {"name": "x.txt", "res_model": "calendar.event", "res_id": event.id}
        )
        self.assertEqual(file.res_model, "calendar.event")

    def test_an_answer_to_a_call_goes_to_the_case(self):
        self.call()
        before = self.case_a.message_ids
        self.answer(self.first_mail(), self.mail_of("member_a"), f"Nie mogę: {TYPED}")
        self.assertIn(TYPED, (self.case_a.message_ids - before).body)
        self.assert_post_is_neutral()

    def test_a_cancelled_meeting_is_said_to_be_cancelled(self):
        meeting = self.call()
        subject, _body, text = self.env["mail.thread"]._get_neutral_mail(meeting)
        self.assertNotIn("Odwołane", subject)
        meeting.action_cancel()
        subject, _body, text = self.env["mail.thread"]._get_neutral_mail(
            meeting, self.users["member_a"].partner_id
        )
        self.assertTrue(subject.startswith(("Odwołane", "Cancelled")), subject)
        self.assert_tells_nothing(subject + text)

    def test_who_was_called_is_told_that_the_meeting_is_called_off(self):
        for name, remove in (
            ("button", lambda meeting: meeting.action_cancel()),
            ("event", lambda meeting: meeting.sudo().event_id.unlink()),
            (
                "dialog",
                lambda meeting: self.mailing(
                    self.env["calendar.popover.delete.wizard"], "worker_a"
                )
                .create({"calendar_event_id": meeting.sudo().event_id.id})
                .action_send_mail_and_delete(),
            ),
        ):
            with self.subTest(name):
                meeting = self.call()
                self.post.raw.clear()
                remove(meeting)
                (mail,) = self.post.to(self.mail_of("member_a"))
                self.assertIn(self.case_a.number, mail["Subject"])
                self.assertIn("does not take place", str(mail.get_body(("html",))))
                self.assert_post_is_neutral()
                before = self.case_a.message_ids
                self.answer(mail, self.mail_of("member_a"), TYPED)
                self.assertIn(TYPED, (self.case_a.message_ids - before).body)

    # --- the whole story ---------------------------------------------------------

    def test_an_activity_on_an_event_says_nothing_and_its_words_go_to_the_case(self):
        meeting = self.call()
        event = self.mailing(meeting.sudo().event_id, "worker_a")
        activity = event.env["mail.activity"].create(
            {
                "summary": TYPED,
                "note": f"<p>{TYPED}</p>",
                "res_model_id": self.env["ir.model"]._get_id("calendar.event"),
                "res_id": event.id,
                "user_id": self.users["member_a"].id,
            }
        )
        self.assertIn(TYPED, self.case_a.message_ids[0].body)
        before = self.case_a.message_ids
        activity.summary = f"Drugie: {TYPED}"
        self.assertIn("Drugie", (self.case_a.message_ids - before).body)
        self.assert_tells_nothing(activity.sudo().read())
        self.assert_post_is_neutral()
        own = event.env["calendar.event"].create(
            {"name": "Urlop", "start": "2027-01-05 09:00", "stop": "2027-01-05 10:00"}
        )
        activity = activity.create(
            {
                "summary": "Bilety",
                "res_model_id": self.env["ir.model"]._get_id("calendar.event"),
                "res_id": own.id,
            }
        )
        self.assertEqual(activity.summary, "Bilety")

    def query(self, statement, *parameters):
        self.env.cr.execute(statement, parameters or None)
        return self.env.cr.fetchall()

    def test_the_story_of_a_case_leaves_no_word_of_a_family(self):
        """Not in a mail, and in no table but those behind the login of the team: not
        in calendar, activities, pushes, the bus, names of files, subjects, jobs or
        logs of the database; and not in the log of the server."""
        with self.assertLogs(level=logging.INFO) as log:
            self.tell_the_story()
        self.assertGreater(len(self.post.mails), 5)
        self.assert_post_is_neutral()
        self.assert_tells_nothing(log.output, *"abc")
        self.env.flush_all()
        secrets = {word for family in self.families.values() for word in family.secrets}
        self.assertEqual(sweep(self.query, secrets), [])

    def tell_the_story(self):
        a = self.content["a"]
        meeting = self.call()
        meeting.start += timedelta(days=1)
        self.mailing(meeting.sudo().event_id, "member_a").write({"description": TYPED})
        self.write_to_team()
        self.write_to_team("member_a")
        self.mailing(a["kooperacja.case.entry"], "member_a").create(
            {"case_id": self.case_a.id, "text": TYPED}
        )
        # A task for a colleague, on what has a messages' room.
        todo = self.env.ref("mail.mail_activity_data_todo")
        event = self.mailing(meeting.sudo().event_id, "worker_a")
        self.mailing(self.env["mail.activity"], "worker_a").create(
            {
                "activity_type_id": todo.id,
                "summary": TYPED,
                "note": TYPED,
                "res_model_id": self.env["ir.model"]._get("calendar.event").id,
                "res_id": event.id,
                "user_id": self.users["member_a"].id,
            }
        )
        # Delegation, report, meeting held, minutes, plan, card, matter sent up.
        delegation = self.mailing(self.env["kooperacja.delegation"], "worker_a").create(
            {
                "partnership_id": self.partnership_1.id,
                "institution_id": self.institutions["pcpr"].id,
                "case_id": self.case_a.id,
            }
        )
        delegation.action_ask()
        self.submit_report(self.mailing(a["kooperacja.report"], "member_a"))
        self.approve_meeting(self.mailing(a["kooperacja.meeting"], "worker_a"))
        self.sign_plan(self.mailing(a["kooperacja.plan"], "worker_a"))
        self.mailing(a["kooperacja.monitoring"], "worker_a").action_approve()
        self.mailing(
            a["kooperacja.case.matter"], "worker_a"
        ).escalation_id.action_send()
        # Handing over, with the colleague told in the messages.
        self.mailing(self.env["kooperacja.case.handover"], "worker_a").create(
            {
                "case_ids": [Command.set(self.case_a.ids)],
                "from_partner_id": self.users["worker_a"].partner_id.id,
                "to_partner_id": self.users["worker_b"].partner_id.id,
                "reason": TYPED,
            }
        ).action_hand_over()
        self.write_to_team("coordinator_1")
        # All that the addon does by the clock, in the transaction of the test.
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            crons = (
                self.env(cr=cr, user=1, context={})["ir.cron"]
                .with_context(active_test=False)
                .search([("model_id.model", "=like", "kooperacja.%")])
            )
            for action in crons.ir_actions_server_id:
                action.run()
        self.env.invalidate_all()
        self.env["mail.mail"].process_email_queue()
        self.answer(
            self.post.to(self.mail_of("member_a"))[0], self.mail_of("member_a"), TYPED
        )
