"""An answer of an unknown sender is not lost, and read by who coordinates alone."""

from email.message import EmailMessage
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models import mail_stray
from .test_law_mail_is_neutral import TYPED, MailCase


@tagged("post_install", "-at_install")
class TestStrayMail(MailCase):
    def setUp(self):
        super().setUp()
        case = self.mailing(self.case_a, "worker_a")
        case.message_post(body=TYPED, subtype_xmlid="mail.mt_comment")
        self.sent = self.post.to(self.mail_of("member_a"))[0]
        self.post.raw.clear()

    def kept(self, user=None):
        mails = self.env["kooperacja.stray.mail"]
        return (self.mailing(mails, user) if user else mails).search([])

    def keep(self, sender="obcy@example.com", text=TYPED):
        self.answer(self.sent, sender, text)
        return self.kept("worker_a")[:1]

    def due(self, user):
        lines = self.mailing(self.env["kooperacja.deadline"], user)
        return lines.search([("kind", "=", "stray")])

    def test_it_is_kept_for_who_coordinates_and_marked_as_of_an_unknown_sender(self):
        mail = self.keep()
        self.assertEqual(mail.case_id, self.case_a)
        self.assertIn(TYPED, mail.text)
        self.assertEqual(mail.sender, "obcy@example.com")
        self.assertEqual(mail.attachment_ids.name, "Abramowicz.txt")
        self.assertEqual(self.kept("coordinator_1"), mail)
        for name in ("member_b", "worker_b", "coordinator_2", "member_a", "system"):
            hidden = self.mailing(mail, name)
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    hidden.read(["text"])
                with self.assertRaises(AccessError):
                    hidden.action_put_among_messages()
                with self.assertRaises(AccessError):
                    hidden.action_throw_away()
                with self.assertRaises(AccessError):
                    self.mailing(mail.sudo().attachment_ids, name).read(["raw"])
        self.assertEqual(len(self.case_a.message_ids), 1)
        self.assertIn("unknown sender", self.post_text(mail).lower())

    def post_text(self, mail):
        mail.action_put_among_messages()
        return self.case_a.message_ids[0].body

    def test_the_sender_is_told_where_to_write(self):
        self.keep()
        (told,) = self.post.to("obcy@example.com")
        self.assertEqual(told["Subject"], "Your message waits to be read")
        self.assertIn("/odoo", self.post.everything())
        self.assert_post_is_neutral()
        self.assertNotIn(self.case_a.number, self.post.everything())

    def test_it_is_among_the_deadlines_until_it_is_sorted(self):
        self.keep()
        (line,) = self.due("worker_a")
        self.assertEqual(line.user_id, self.users["worker_a"])
        action = line.action_open()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("kooperacja.case", self.case_a.id)
        )
        self.assertFalse(self.due("member_b"))
        self.kept("worker_a").action_throw_away()
        self.assertFalse(self.due("worker_a"))

    def test_it_is_put_among_the_messages_with_its_files(self):
        mail = self.keep()
        again = self.mailing(mail, "coordinator_1")
        file = mail.attachment_ids
        mail.action_put_among_messages()
        message = self.case_a.message_ids[0]
        self.assertIn("obcy@example.com", message.body)
        self.assertIn(TYPED, message.body)
        self.assertEqual(message.author_id, self.users["worker_a"].partner_id)
        self.assertEqual(message.attachment_ids, file)
        self.assertEqual(self.mailing(file, "member_a").name, "Abramowicz.txt")
        self.assertFalse(self.kept())
        with self.assertRaisesRegex(UserError, "sorted this mail meanwhile"):
            again.action_throw_away()
        self.assert_post_is_neutral()

    def test_what_is_thrown_away_is_gone_with_its_files(self):
        mail = self.keep()
        file = mail.attachment_ids.sudo()
        mail.action_throw_away()
        self.assertFalse(mail.exists())
        self.assertFalse(file.exists())
        self.assertEqual(len(self.case_a.message_ids), 1)

    def test_what_answers_nothing_of_ours_is_not_kept(self):
        spam = EmailMessage()
        spam["From"] = "spam@example.com"
        spam["To"] = "kontakt@gmina.example.com"
        spam["Subject"] = "Kup"
        spam["Message-Id"] = "<spam@example.com>"
        spam.set_content("Tanio")
        gateway = self.env(user=self.env.ref("base.user_root").id, context={})
        # A server of mail that was told to bring everything to this case.
        with self.assertRaisesRegex(ValueError, "No possible route"):
            gateway["mail.thread"].message_process(
                "kooperacja.case", spam.as_bytes(), thread_id=self.case_a.id
            )
        self.assertFalse(self.kept())
        self.assertIn("not delivered", self.post.everything())

    def test_no_answer_of_a_machine_and_no_flood_is_kept(self):
        with patch.object(mail_stray, "MOST", 2):
            for n in range(3):
                self.answer(self.sent, f"obcy{n}@example.com", TYPED)
        self.assertEqual(len(self.kept()), 2)
        self.assertIn("not delivered", str(self.post.to("obcy2@example.com")[0]))
        self.kept().unlink()
        auto = EmailMessage()
        auto["From"], auto["To"] = "obcy@example.com", self.sent["Reply-To"]
        auto["Subject"], auto["Message-Id"] = "Urlop", "<auto2@example.com>"
        auto["References"], auto["Precedence"] = self.sent["Message-Id"], "bulk"
        auto.set_content("Nie ma mnie")
        self.env["mail.thread"].message_process(None, auto.as_bytes())
        self.assertFalse(self.kept())

    def test_the_same_mail_delivered_twice_is_kept_once(self):
        with patch("uuid.uuid4", return_value="ten-sam"):
            self.keep()
            self.keep()
        self.assertEqual(len(self.kept()), 1)

    def test_a_page_with_a_script_is_kept_as_plain_text(self):
        reply = EmailMessage()
        reply["From"], reply["To"] = "obcy@example.com", self.sent["Reply-To"]
        reply["Subject"], reply["Message-Id"] = "Re", "<html@example.com>"
        reply["References"] = self.sent["Message-Id"]
        reply.set_content("<p>Tak</p><script>alert(1)</script>", subtype="html")
        reply.add_attachment(
            b"<script>alert(1)</script>",
            maintype="text",
            subtype="html",
            filename="a.html",
        )
        gateway = self.env(user=self.env.ref("base.user_root").id, context={})
        gateway["mail.thread"].message_process(None, reply.as_bytes())
        mail = self.kept("worker_a")
        self.assertIn("Tak", mail.text)
        self.assertNotIn("script", mail.text)
        self.assertEqual(mail.attachment_ids.mimetype, "text/plain")

    def test_an_answer_about_a_partnership_waits_for_its_coordinator(self):
        partnership = self.mailing(self.partnership_1, "coordinator_1")
        partnership.message_post(
            body="Program",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.users["worker_a"].partner_id.ids,
        )
        self.sent = self.post.to(self.mail_of("worker_a"))[0]
        self.answer(self.sent, "obcy@example.com", "Dyrektor wyjechał")
        mail = self.kept("coordinator_1")
        self.assertEqual(mail.partnership_id, self.partnership_1)
        self.assertFalse(mail.case_id)
        self.assertFalse(self.kept("worker_a"))
        (line,) = self.due("coordinator_1")
        self.assertEqual(line.res_model, "kooperacja.partnership")
        mail.action_put_among_messages()
        self.assertIn("wyjechał", self.partnership_1.message_ids[0].body)
