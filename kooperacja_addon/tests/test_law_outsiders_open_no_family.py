"""An employee, and the technical administrator too, finds nothing of a family."""

import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import KooperacjaCase

OUTSIDERS = ("employee", "administrator", "system", "admin", "portal", "member_b")
WORDS = ("Abramowicz", "rzeczya", "Wrzosowaa", "Żanetaa")


@tagged("post_install", "-at_install")
class TestOutsidersOpenNoFamily(KooperacjaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["admin"] = cls.env.ref("base.user_admin")
        # As if the papers were printed: their text is what an index would hold.
        secret = f"<p>{cls.families['a'].secrets[0]} {cls.families['a'].pesel}</p>"
        cls.startClassPatcher(
            patch.object(
                cls.env.registry["kooperacja.signed.document.mixin"],
                "_prepare_kept_document",
                lambda self: {
                    "signed_document": base64.b64encode(secret.encode()),
                    "signed_document_name": f"{self._get_document_name()}.html",
                },
            )
        )
        cls.sign_plan(cls.content["a"]["kooperacja.plan"])
        cls.submit_report(cls.content["a"]["kooperacja.report"])
        cls.approve_monitoring(cls.content["a"]["kooperacja.monitoring"])
        cls.papers = cls.env["ir.attachment"].search(
            [
                ("res_field", "=", "signed_document"),
                ("res_model", "in", ("kooperacja.plan", "kooperacja.monitoring")),
            ]
        )
        cls.photo = cls.env["ir.attachment"].create(
            {
                "name": "Abramowicz.txt",
                "raw": b"Abramowicz",
                "res_model": "kooperacja.case",
                "res_id": cls.case_a.id,
            }
        )
        cls.env.flush_all()

    def test_outsiders_find_and_read_no_record_of_a_family(self):
        for name in OUTSIDERS:
            with self.subTest(user=name):
                self.assert_sees_nothing(name)

    def test_technical_administrators_are_what_they_are_called(self):
        self.assertTrue(self.users["system"].has_group("base.group_system"))
        self.assertTrue(self.users["admin"].has_group("base.group_system"))
        for name in OUTSIDERS[:-1]:
            with self.subTest(user=name):
                self.assertFalse(
                    self.users[name].has_group("kooperacja_addon.group_member")
                )

    def test_a_new_administrator_or_user_is_in_no_group_of_families(self):
        for groups in ("base.group_system", "base.group_user", "base.group_portal"):
            user = new_test_user(self.env, login=f"fresh_{groups}", groups=groups)
            with self.subTest(groups=groups):
                self.assertFalse(user.has_group("kooperacja_addon.group_member"))

    def test_no_text_that_an_outsider_may_search_holds_a_word_of_a_family(self):
        """All models, all their texts: calendar, contacts, messages, attachments."""
        for name in OUTSIDERS:
            for model in self.registry:
                records = self.env[model].with_user(self.users[name])
                if records._abstract or not records._auto or not records._table:
                    continue
                if not records.has_access("read"):
                    continue
                texts = [
                    field.name
                    for field in records._fields.values()
                    if field.type in ("char", "text", "html")
                    and field.store
                    and field.column_type
                    and records._has_field_access(field, "read")
                ]
                if not texts:
                    continue
                domains = [[(text, "ilike", word)] for text in texts for word in WORDS]
                domain = ["|"] * (len(domains) - 1)
                domain += [condition for part in domains for condition in part]
                with self.subTest(user=name, model=model):
                    found = records.with_context(active_test=False).search(domain)
                    if model == "ir.attachment":
                        found |= records.search(domain + [("res_field", "!=", False)])
                    if name == "member_b":
                        found = found.filtered(
                            lambda r, t=texts: self.secrets_in(r.sudo().read(t))
                        )
                    self.assertFalse(found)

    def test_papers_and_attachments_are_as_shut_as_their_case(self):
        self.assertEqual(len(self.papers), 2)
        for name in OUTSIDERS:
            attachments = self.as_user(name, self.papers | self.photo)
            with self.subTest(user=name):
                for domain in (
                    [("id", "in", attachments.ids)],
                    [("res_model", "=like", "kooperacja.%")],
                    [
                        ("res_model", "=like", "kooperacja.%"),
                        ("res_field", "!=", False),
                    ],
                    [
                        ("res_model", "=", "kooperacja.plan"),
                        ("res_field", "=", "signed_document"),
                    ],
                    [("res_model", "=", "kooperacja.case")],
                ):
                    try:
                        self.assertFalse(attachments.search(domain) & attachments)
                    except AccessError:
                        continue
                for attachment in attachments:
                    for field in ("raw", "datas", "index_content", "name"):
                        with self.assertRaises(AccessError):
                            attachment.browse(attachment.id).read([field])

    def test_members_open_papers_and_attachments(self):
        attachments = self.as_user("member_a", self.papers | self.photo)
        self.assertIn(b"Abramowicz", attachments[0].raw)
        self.assertEqual(len(attachments.mapped("raw")), 3)

    def test_nobody_hangs_an_own_attachment_on_a_foreign_case(self):
        for name in OUTSIDERS:
            with self.subTest(user=name), self.assertRaises(AccessError):
                self.as_user(name, self.photo).create(
                    {
                        "name": "x",
                        "raw": b"x",
                        "res_model": "kooperacja.case",
                        "res_id": self.case_a.id,
                    }
                )

    def test_messages_on_a_family_are_as_shut_as_the_family(self):
        for model, record in self.content["a"].items():
            message = self.env["mail.message"].create(
                {
                    "model": model,
                    "res_id": record.id,
                    "body": "Abramowicz",
                    "message_type": "comment",
                    "subtype_id": self.env.ref("mail.mt_comment").id,
                }
            )
            for name in ("employee", "system", "portal", "member_b"):
                with self.subTest(user=name, model=model):
                    hidden = self.as_user(name, message)
                    self.assertFalse(hidden.search([("id", "=", hidden.id)]))
                    self.assertFalse(hidden.search([("model", "=", model)]) & hidden)
                    with self.assertRaises(AccessError):
                        hidden.read(["body"])
                    with self.assertRaises(AccessError):
                        hidden.create(
                            {"model": model, "res_id": record.id, "body": "x"}
                        )

    def test_activities_on_a_family_show_no_more_than_its_number(self):
        """One to whom an activity is given by mistake reads a number in it."""
        for model, record in self.content["a"].items():
            activity = self.env["mail.activity"].create(
                {
                    "res_model_id": self.env["ir.model"]._get_id(model),
                    "res_id": record.id,
                    "summary": "Zadzwonić",
                    "user_id": False,
                }
            )
            with self.subTest(model=model):
                self.assert_tells_nothing(activity.res_name)
            for name in ("employee", "system", "member_b"):
                with self.subTest(user=name, model=model):
                    hidden = self.as_user(name, activity)
                    self.assertFalse(hidden.search([("id", "=", hidden.id)]))
                    with self.assertRaises(AccessError):
                        hidden.read(["res_name", "summary"])

    def test_who_left_the_team_reads_no_activity_given_before(self):
        activity = self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("kooperacja.case"),
                "res_id": self.case_a.id,
                "summary": "Abramowicz",
                "user_id": self.users["member_a"].id,
            }
        )
        given = self.as_user("member_a", activity)
        self.assertEqual(given.search([("id", "=", given.id)]), given)
        self.assertEqual(given.summary, "Abramowicz")
        self.team["a"][0].date_to = self.yesterday
        for name in ("member_a", "employee"):
            activity.user_id = self.users[name]
            hidden = self.as_user(name, activity)
            with self.subTest(user=name):
                self.assertFalse(hidden.search([("user_id", "=", hidden.env.uid)]))
                with self.assertRaises(AccessError):
                    hidden.read(["summary"])

    def test_the_name_of_a_message_is_not_its_subject(self):
        """Who reads failed mails reads the name of the message with them."""
        message = self.case_a.message_post(body="x", subject="Abramowicz")
        mail = self.env["mail.mail"].create({"mail_message_id": message.id})
        self.assert_tells_nothing([message.display_name, mail.display_name])
        other = self.users["member_a"].partner_id.message_post(body="x", subject="Y")
        self.assertEqual(other.display_name, "Y")

    def test_nobody_makes_an_activity_on_a_foreign_case(self):
        for name in ("employee", "system", "member_b"):
            with self.subTest(user=name), self.assertRaises(AccessError):
                self.as_user(name, self.env["mail.activity"]).create(
                    {
                        "res_model_id": self.env["ir.model"]._get_id("kooperacja.case"),
                        "res_id": self.case_a.id,
                        "user_id": self.users[name].id,
                    }
                )

    def test_export_refuses_outsiders_even_with_the_right_to_export(self):
        group = self.env.ref("base.group_allow_export")
        for name in ("employee", "administrator", "system", "member_b"):
            self.users[name].group_ids += group
            for model, record in self.content["a"].items():
                with self.subTest(user=name, model=model):
                    with self.assertRaises(AccessError):
                        self.as_user(name, record).export_data(["display_name"])

    def test_an_outsider_cannot_put_a_family_on_a_dashboard_or_a_filter(self):
        """What one keeps about a model opens no record of it."""
        for name in ("employee", "system"):
            saved = self.as_user(name, self.env["ir.filters"]).create(
                {
                    "name": "x",
                    "model_id": "kooperacja.person",
                    "domain": "[('last_name', 'ilike', 'Abramowicz')]",
                    "user_ids": [Command.set(self.users[name].ids)],
                }
            )
            with self.subTest(user=name), self.assertRaises(AccessError):
                saved.env["kooperacja.person"].search(saved._get_eval_domain())

    def test_the_search_for_a_resident_in_all_models_finds_no_family(self):
        """The look-up for requests under RODO is a tool of the administrator."""
        self.assertIn("privacy.lookup.wizard", self.env)
        member = self.users["member_a"].partner_id
        for name, email in (
            ("Abramowicz", "abramowicz@example.com"),
            (member.name, member.email),
        ):
            wizard = (
                self.env["privacy.lookup.wizard"]
                .with_user(self.users["admin"])
                .create({"name": name, "email": email})
            )
            wizard.action_lookup()
            with self.subTest(name=name):
                self.assert_tells_nothing(wizard.line_ids.mapped("res_name"))
                self.assert_tells_nothing(wizard.records_description)
                self.assert_tells_nothing(wizard.log_id.read())

    def test_a_follower_of_a_partnership_sees_no_family(self):
        self.partnership_1.message_subscribe(self.users["employee"].partner_id.ids)
        with self.assertRaises(AccessError):
            self.as_user("employee", self.partnership_1).read(["name"])
        self.assert_sees_nothing("employee")

    def test_an_outsider_may_open_no_dialog_of_a_case(self):
        for name in ("employee", "administrator", "system", "portal"):
            with self.subTest(user=name), self.assertRaises(UserError):
                self.as_user(name, self.env["kooperacja.case.reopen"]).create(
                    {"case_id": self.case_a.id, "reason": "x"}
                ).action_reopen()
