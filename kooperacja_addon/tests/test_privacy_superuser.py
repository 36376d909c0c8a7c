"""Nobody becomes the superuser in the client."""

from odoo.tests import HttpCase, tagged

from .common import KooperacjaFixture


@tagged("post_install", "-at_install")
class TestSuperuser(KooperacjaFixture, HttpCase):
    def test_becoming_the_superuser_is_refused_and_on_record(self):
        changes = self.env["kooperacja.security.change"]
        self.authenticate("test_system", "test_system")
        self.assertTrue(self.url_open("/web/become").ok)
        info = self.make_jsonrpc_request("/web/session/get_session_info", {})
        self.assertEqual(info["uid"], self.users["system"].id)
        self.assertTrue(changes.search([("kind", "=", "superuser")]))
