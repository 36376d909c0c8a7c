"""The check list of data protection shows what is weak in this database."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import config

from .common import MODULE, KooperacjaCase


@tagged("post_install", "-at_install")
class TestCheckList(KooperacjaCase):
    def look(self, name="administrator"):
        """Return {code: line} of the check list as the user opens it."""
        checks = self.as_user(name, self.env["kooperacja.privacy.check"])
        action = checks.action_open()
        lines = checks.search(action["domain"])
        return {line.code: line for line in lines}

    def test_officer_and_administrators_open_it_and_nobody_else(self):
        for name in ("officer", "administrator", "system"):
            with self.subTest(user=name):
                self.assertGreater(len(self.look(name)), 14)
        for name in ("employee", "member_a", "coordinator_1", "regional", "portal"):
            with self.subTest(user=name), self.assertRaises(AccessError):
                self.look(name)

    def test_every_line_that_is_not_right_says_what_to_do(self):
        for line in self.look().values():
            with self.subTest(line.code):
                self.assertTrue(line.name)
                self.assertEqual(line.state == "ok", not line.advice)
                if line.action:
                    self.assertTrue(self.as_user("system", line).sudo().action_go())

    def test_wrong_comes_first(self):
        states = [line.state for line in self.look().values()]
        order = ["wrong", "weak", "ok"]
        self.assertEqual(states, sorted(states, key=order.index))

    def test_accounts_that_see_families_and_administer_are_named(self):
        self.assertEqual(self.look()["both"].state, "ok")
        self.users["worker_a"].group_ids += self.env.ref("base.group_system")
        line = self.look()["both"]
        self.assertEqual(line.state, "wrong")
        self.assertIn(self.users["worker_a"].name, line.name)

    def test_people_of_another_gmina_are_not_named(self):
        self.users["worker_c"].group_ids += self.env.ref("base.group_system")
        self.assertEqual(self.look()["both"].state, "ok")

    def test_the_right_to_export_is_named(self):
        self.assertEqual(self.look()["export"].state, "ok")
        self.users["worker_a"].group_ids += self.env.ref("base.group_allow_export")
        self.assertIn(self.users["worker_a"].name, self.look()["export"].name)

    def test_roles_that_nobody_uses_are_named(self):
        long_ago = fields.Datetime.now() - timedelta(days=91)
        self.assertEqual(self.look()["idle"].state, "ok")
        self.env.cr.execute(
            "UPDATE res_users SET create_date = %s WHERE id = %s",
            [long_ago, self.users["member_b"].id],
        )
        self.assertIn(self.users["member_b"].name, self.look()["idle"].name)

    def test_a_gmina_without_officer_or_second_people_is_weak(self):
        found = self.look()
        self.assertEqual(found["officer"].state, "ok")
        self.assertEqual(found["coordinators"].state, "weak")
        self.users["officer"].group_ids -= self.env.ref(
            f"{MODULE}.group_protection_officer"
        )
        self.assertEqual(self.look()["officer"].state, "wrong")

    def test_the_second_factor_is_turned_on_by_a_button_of_the_technician(self):
        self.env["ir.config_parameter"].set_param("auth_totp.policy", False)
        line = self.look("officer")["second"]
        self.assertEqual(line.state, "wrong")
        self.assertFalse(line.can_turn_on)
        with self.assertRaises(AccessError):
            line.action_turn_on()
        line = self.look("system")["second"]
        self.assertTrue(line.can_turn_on)
        line.action_turn_on()
        self.assertEqual(
            self.env["ir.config_parameter"].get_param("auth_totp.policy"),
            "employee_required",
        )
        self.assertEqual(self.look()["second"].state, "ok")

    def test_passwords_that_are_the_login_are_found(self):
        admin = self.users["system"]
        admin.password = admin.login
        self.assertIn(admin.login, self.look()["password"].name)
        admin.password = "zupelnie-inne-haslo"
        self.assertNotIn(admin.login, self.look()["password"].name)

    def test_server_settings_are_looked_at(self):
        parameters = self.env["ir.config_parameter"]
        for url, state in (("http://x.example.org", "wrong"), ("https://x.pl", "ok")):
            parameters.set_param("web.base.url", url)
            self.assertEqual(self.look()["https"].state, state)
        for value, state in ((True, "wrong"), (False, "ok")):
            with patch.dict(config.options, {"list_db": value}):
                self.assertEqual(self.look()["databases"].state, state)
        self.env["ir.mail_server"].search([]).active = False
        server = self.env["ir.mail_server"].create(
            {"name": "Poczta", "smtp_host": "localhost", "smtp_encryption": "none"}
        )
        self.assertIn("Poczta", self.look()["mail"].name)
        server.smtp_encryption = "starttls"
        self.assertEqual(self.look()["mail"].state, "ok")

    def test_the_settings_lead_to_it(self):
        arch = self.as_user("system", self.env["res.config.settings"]).get_view(
            view_type="form"
        )["arch"]
        self.assertIn('name="privacy"', arch)
