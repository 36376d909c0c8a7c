"""The way in: a link that works once, for some hours, for one person."""

import logging
from datetime import timedelta

from lxml import html

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import tagged

from odoo.addons.base.models.ir_mail_server import MailDeliveryException

from .common import MODULE, KooperacjaHttpCase

PASSWORD = "kot chodzi po plocie"


class InvitationCase(KooperacjaHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Two people of one school, behind the address of its office.
        cls.pedagogue, cls.psychologist = cls.env["res.partner"].create(
            [
                {
                    "name": name,
                    "function": function,
                    "email": "sekretariat@szkola.example.com",
                    "parent_id": cls.institutions["school_1"].id,
                }
                for name, function in (
                    ("Łucja Wójcik", "pedagog"),
                    ("Łucja Wójcik", "psycholog"),
                )
            ]
        )
        cls.row, cls.other_row = (
            cls.env["kooperacja.case.member"].create(
                {
                    "case_id": case.id,
                    "institution_id": cls.institutions["school_1"].id,
                    "partner_id": person.id,
                    "date_from": cls.long_ago,
                }
            )
            for case, person in (
                (cls.case_a, cls.pedagogue),
                (cls.case_b, cls.psychologist),
            )
        )

    def invite(self, row=None, email="sekretariat@szkola.example.com", by="worker_a"):
        row = self.row if row is None else row
        dialog = (
            self.env["kooperacja.portal.invite"]
            .with_user(self.users[by])
            .create({row._portal_field: row.id, "email": email})
        )
        action = dialog.action_send()
        return self.env["kooperacja.portal.invitation"].browse(action["res_id"])

    def link(self, invitation):
        return f"/zaproszenie/{invitation._make_token()}"

    def get(self, path):
        return self.url_open(path, allow_redirects=False)

    def post(self, path, **answers):
        return self.url_open(
            path,
            data={"csrf_token": Request.csrf_token(self), **answers},
            allow_redirects=False,
        )

    def set_password(self, invitation, password=PASSWORD):
        self.authenticate(None, None)
        return self.post(self.link(invitation), password=password, repeated=password)

    def page(self, answer):
        """Return the page without what is drawn by lot for each reader."""
        tree = html.fromstring(answer.text)
        for script in tree.xpath("//script | //input[@name='csrf_token']"):
            script.drop_tree()
        return html.tostring(tree)


@tagged("post_install", "-at_install")
class TestLink(InvitationCase):
    def test_the_link_sets_a_password_and_a_code_is_asked_for(self):
        invitation = self.invite()
        page = self.get(self.link(invitation))
        self.assertEqual(page.status_code, 200)
        self.assertIn(invitation.login, page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        answer = self.set_password(invitation)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login/totp", answer.headers["Location"])
        self.assertEqual(invitation.state, "used")
        # With the password alone nothing opens yet.
        self.assertEqual(self.get("/my/kooperacja").status_code, 303)
        self.assertEqual(invitation.user_id._mfa_type(), "totp_mail")

    def test_a_code_that_cannot_be_mailed_is_a_sentence(self):
        invitation = self.invite()
        self.set_password(invitation)

        def fail(*args, **kwargs):
            raise MailDeliveryException("no server")

        self.patch(self.registry["mail.mail"], "send", fail)
        page = self.get("/web/login/totp").text
        self.assertIn("could not be mailed", page)
        self.assertNotIn("no server", page)

    def test_with_the_code_the_own_case_opens(self):
        invitation = self.invite()
        self.set_password(invitation)
        form = html.fromstring(self.get("/web/login/totp").text).forms[0]
        code, _lasts = invitation.user_id._get_totp_mail_code()
        self.url_open(
            "/web/login/totp",
            data={"csrf_token": form.fields["csrf_token"], "totp_token": code},
            allow_redirects=False,
        )
        page = self.get(f"/my/sprawy/{self.case_a.id}")
        self.assertEqual(page.status_code, 200)
        # The end of the membership shuts the pages with the next request.
        self.row.date_to = self.yesterday
        self.assertEqual(self.get(f"/my/sprawy/{self.case_a.id}").status_code, 404)
        home = self.get("/my/kooperacja")
        self.assertIn("no access at present", home.text)
        # … and the session has ended with it.
        self.assertEqual(self.get("/my/kooperacja").status_code, 303)
        self.env["res.users"]._cron_shut_portal()
        self.assertFalse(invitation.user_id.active)

    def test_every_dead_link_answers_alike(self):
        """Nothing is told of why, nor whether there ever was an invitation."""
        invitation = self.invite()
        other = self.invite(self.other_row, by="worker_b")
        dead = {"garbled": "/zaproszenie/x", "of nobody": "/zaproszenie/AQAAAAAAAAAA"}
        living = self.link(invitation)
        dead["changed"] = living[:-1] + ("A" if living[-1] != "A" else "B")
        self.invite()
        dead["sent again"] = living
        self.invite(self.row, email="nowy@szkola.example.com")
        used = self.link(other)
        self.assertEqual(self.set_password(other).status_code, 303)
        self.authenticate(None, None)
        dead["used"] = used
        with self.subTest("expired"):
            path = self.link(invitation)
            self.assertEqual(self.get(path).status_code, 200)
            first = self.page(self.get("/zaproszenie/x"))
            invitation._write_by_action(
                {"until": fields.Datetime.now() - timedelta(seconds=1)}
            )
            self.assertEqual(self.page(self.get(path)), first)
        invitation._send()
        dead["withdrawn"] = self.link(invitation)
        invitation.with_user(self.users["worker_a"]).action_withdraw()
        for name, path in dead.items():
            with self.subTest(name):
                answer = self.get(path)
                self.assertEqual(answer.status_code, 404)
                self.assertEqual(self.page(answer), first)
                answer = self.post(path, password=PASSWORD, repeated=PASSWORD)
                self.assertEqual(answer.status_code, 404)
                self.assertEqual(self.page(answer), first)

    def test_work_that_has_ended_makes_the_link_dead(self):
        invitation = self.invite()
        self.row.date_to = self.yesterday
        self.assertEqual(self.get(self.link(invitation)).status_code, 404)

    def test_a_password_that_is_refused_leaves_the_link_alive(self):
        invitation = self.invite()
        self.authenticate(None, None)
        for password, repeated, sentence in (
            ("kot", "kot", "too short"),
            (PASSWORD, PASSWORD + "!", "differ"),
        ):
            answer = self.post(
                self.link(invitation), password=password, repeated=repeated
            )
            self.assertIn(sentence, answer.text)
            self.assertNotIn(password, answer.text)
        self.assertEqual(invitation.state, "waiting")

    def test_a_form_without_its_token_sets_nothing(self):
        invitation = self.invite()
        with self.assertLogs("odoo.http", "WARNING"):
            answer = self.url_open(
                self.link(invitation), data={"password": PASSWORD, "repeated": PASSWORD}
            )
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(invitation.state, "waiting")

    def test_the_log_keeps_neither_links_nor_addresses(self):
        token = self.invite()._make_token()
        record = logging.LogRecord(
            "werkzeug",
            logging.INFO,
            "",
            0,
            "%s to <%s>",
            (f"GET /zaproszenie/{token} HTTP/1.1", "sekretariat@szkola.example.com"),
            None,
        )
        logging.getLogger("werkzeug").filter(record)
        self.assertEqual(record.getMessage(), "GET /zaproszenie/… HTTP/1.1 to <…>")


@tagged("post_install", "-at_install")
class TestInviting(InvitationCase):
    def outgoing(self, invitation):
        """Return the mail as it leaves."""
        mail = self.env["mail.mail"].search(
            [("mail_message_id", "=", invitation.sudo().mail_message_id.id)]
        )
        self.assertEqual(len(mail), 1)
        (outgoing,) = mail._prepare_outgoing_list()
        return mail, outgoing

    def keep_mails(self):
        self.patch(self.registry["mail.mail"], "send_after_commit", lambda self: None)

    def test_the_mail_says_who_how_long_and_nothing_of_the_family(self):
        self.keep_mails()
        invitation = self.invite()
        mail, outgoing = self.outgoing(invitation)
        token = invitation._make_token()
        words = (
            f"{outgoing['subject']} {outgoing['body']} {outgoing['body_alternative']}"
        )
        self.assertIn(token, words)
        self.assertIn(self.gmina_1.name, words)
        self.assertIn("pedagog", words)
        secrets = (*self.families["a"].secrets, self.case_a.number)
        for secret in (*secrets, invitation.login, self.case_a.display_name):
            self.assertNotIn(secret, words)
        # In the queue and in the message the link does not stand.
        kept = f"{mail.subject} {mail.body_html} {mail.mail_message_id.body}"
        self.assertNotIn(token, kept)
        self.assertFalse(outgoing["attachments"])

    def test_nobody_has_the_link_mailed_elsewhere(self):
        self.keep_mails()
        invitation = self.invite()
        mail, _outgoing = self.outgoing(invitation)
        token = invitation._make_token()
        for vals in (
            {"mail_message_id": mail.mail_message_id.id, "email_to": "ja@example.com"},
            {
                "model": invitation._name,
                "res_id": invitation.id,
                "recipient_ids": [(4, self.pedagogue.id)],
            },
        ):
            stolen = self.env["mail.mail"].create(vals)
            for outgoing in stolen._prepare_outgoing_list():
                if outgoing["partner_id"] != self.pedagogue or "model" in vals:
                    self.assertNotIn(token, str(outgoing))

    def test_two_people_of_one_office_have_a_login_each(self):
        first = self.invite()
        second = self.invite(self.other_row, by="worker_b")
        self.assertEqual(
            (first.login, second.login), ("lucja.wojcik", "lucja.wojcik.2")
        )
        self.assertEqual(first.user_id.email, second.user_id.email)
        self.assertTrue(first.user_id.has_group(f"{MODULE}.group_partner"))
        self.assertFalse(first.user_id._is_internal())
        # Asked for by the common address, each gets a link of one's own.
        (first | second)._write_by_action(
            {"sent_at": fields.Datetime.now() - timedelta(hours=1)}
        )
        before = (first.link_number, second.link_number)
        self.env["res.users"].sudo().reset_password(first.email)
        self.assertEqual(
            (first.link_number, second.link_number), (before[0] + 1, before[1] + 1)
        )
        # … and not again at once, whoever asks.
        self.env["res.users"].sudo().reset_password(first.login)
        self.assertEqual(first.link_number, before[0] + 1)

    def test_a_forgotten_password_tells_not_who_has_an_account(self):
        self.invite()
        users = self.env["res.users"].sudo()
        self.assertEqual(
            users.reset_password("nikt@example.com"),
            users.reset_password("lucja.wojcik"),
        )

    def test_an_employee_gets_no_second_account(self):
        row = self.team["a"][0]
        with self.assertRaisesRegex(UserError, "employee's account"):
            self.invite(row)
        self.assertEqual(len(row.partner_id.user_ids), 1)

    def test_what_is_no_address_is_refused(self):
        for email in ("", "sekretariat", "a@b.pl, c@d.pl x"):
            with self.subTest(email), self.assertRaisesRegex(UserError, "e-mail"):
                self.invite(email=email)

    def test_nobody_is_invited_to_work_that_has_ended(self):
        self.row.date_to = self.yesterday
        with self.assertRaisesRegex(UserError, "has ended"):
            self.invite()

    def test_an_archived_account_is_opened_anew(self):
        invitation = self.invite()
        invitation.with_user(self.users["worker_a"]).action_withdraw()
        user = invitation.user_id
        self.assertFalse(user.active)
        before = user._compute_session_token("x")
        again = self.invite()
        self.assertEqual(again, invitation)
        # The password of before does not open it, and the register tells of it.
        self.assertNotEqual(user._compute_session_token("x"), before)
        given = self.env["kooperacja.security.change"].search(
            [("user_id", "=", user.id), ("kind", "=", "given")]
        )
        self.assertEqual(len(given), 2)
        self.assertEqual(given.by_id, self.users["worker_a"])
        self.assertTrue(again.user_id.active)
        self.assertEqual(again.state, "waiting")

    def test_a_mail_that_came_back_is_shown(self):
        invitation = self.invite()
        self.assertFalse(invitation.trouble)
        self.env["mail.notification"].search(
            [("mail_message_id", "=", invitation.sudo().mail_message_id.id)]
        ).notification_status = "bounce"
        invitation.invalidate_recordset()
        seen = invitation.with_user(self.users["worker_a"])
        self.assertIn("came back", seen.trouble)

    def test_an_invitation_is_the_decision_of_a_named_person(self):
        invitation = self.invite()
        changes = self.env["kooperacja.security.change"].search(
            [("user_id", "=", invitation.user_id.id)]
        )
        self.assertEqual(changes.mapped("kind"), ["given"])
        self.assertEqual(changes.role, "team")
        self.assertEqual(changes.by_id, self.users["worker_a"])

    def test_a_lost_phone_shuts_everything_and_stands_in_the_register(self):
        invitation = self.invite(by="coordinator_1")
        self.set_password(invitation)
        user = invitation.user_id
        user.totp_secret = "JBSWY3DPEHPK3PXP"
        number = invitation.link_number
        dialog = (
            self.env["kooperacja.portal.invite"]
            .with_user(self.users["coordinator_1"])
            .create({"invitation_id": invitation.id, "reason": " "})
        )
        with self.assertRaisesRegex(UserError, "why"):
            dialog.action_reset()
        before = user._compute_session_token("x")
        dialog.reason = "Telefon zgubiony"
        dialog.action_reset()
        self.assertFalse(user.totp_enabled)
        self.assertNotEqual(user._compute_session_token("x"), before)
        self.assertEqual(invitation.state, "waiting")
        self.assertEqual(invitation.link_number, number + 1)
        change = self.env["kooperacja.security.change"].search(
            [("user_id", "=", user.id), ("kind", "=", "second")]
        )
        self.assertEqual(change.mapped("what"), ["Telefon zgubiony"])
        self.assertEqual(change.by_id, self.users["coordinator_1"])

    def test_a_director_is_invited_by_the_coordinator(self):
        member = self.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == self.institutions["school_1"]
        )
        term = self.env["kooperacja.partnership.representative"].create(
            {
                "member_id": member.id,
                "partner_id": self.pedagogue.id,
                "function": "director",
            }
        )
        invitation = self.invite(term, by="coordinator_1")
        self.assertEqual(invitation.kind, "director")
        with self.assertRaises(AccessError):
            self.invite(term, by="worker_b")

    def test_an_adult_of_a_family_is_invited_without_a_name(self):
        self.keep_mails()
        dialog = (
            self.env["kooperacja.portal.invite"]
            .with_user(self.users["worker_a"])
            .create({"family_login_id": self.family_login.id})
        )
        self.assertEqual(dialog.email, self.family_login.email)
        action = dialog.action_send()
        invitation = self.env["kooperacja.portal.invitation"].browse(action["res_id"])
        self.assertEqual(invitation.user_id, self.users["family"])
        self.assertEqual(invitation.user_id._mfa_type(), "totp_mail")
        _mail, outgoing = self.outgoing(invitation)
        self.assertIn(invitation._make_token(), outgoing["body"])
        for secret in self.families["a"].secrets:
            self.assertNotIn(secret, str(outgoing))
        self.assertEqual(self.get(self.link(invitation)).status_code, 200)
        self.family_login.with_user(self.users["worker_a"]).action_end()
        self.assertEqual(self.get(self.link(invitation)).status_code, 404)

    def test_who_works_for_two_institutions_has_one_login_for_both(self):
        self.pedagogue.also_at_ids = self.institutions["pcpr"]
        row = self.env["kooperacja.case.member"].create(
            {
                "case_id": self.case_b.id,
                "institution_id": self.institutions["pcpr"].id,
                "partner_id": self.pedagogue.id,
                "date_from": self.long_ago,
            }
        )
        first = self.invite()
        second = self.invite(row, by="worker_b")
        user = first.user_id
        self.assertEqual(second.user_id, user)
        # The newer link counts alone.
        self.assertEqual(first.state, "withdrawn")
        cases = self.env["kooperacja.case"].with_user(user)
        self.assertEqual(cases.search([]), self.case_a | self.case_b)
        entries = (
            self.env["kooperacja.case.entry"]
            .with_user(user)
            .create([{"case_id": id_, "text": "X"} for id_ in cases.search([]).ids])
        )
        said = {entry.case_id.id: entry.institution for entry in entries}
        self.assertEqual(
            said,
            {
                self.case_a.id: self.institutions["school_1"].name,
                self.case_b.id: self.institutions["pcpr"].name,
            },
        )

    def test_others_neither_invite_nor_see_nor_withdraw(self):
        invitation = self.invite()
        for name in ("member_a", "worker_b", "coordinator_2", "administrator"):
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    self.invite(by=name)
                seen = invitation.with_user(self.users[name])
                for action in (
                    seen.action_withdraw,
                    lambda seen=seen: seen.read(["email"]),
                    lambda seen=seen: seen._reset_second_factor("x"),
                ):
                    with self.assertRaises(AccessError):
                        action()
        self.assertEqual(invitation.state, "waiting")
