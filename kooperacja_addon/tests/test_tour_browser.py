"""Tours need a browser; where none runs they fail instead of being skipped."""

import unittest
from unittest.mock import patch

from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.tests import common as odoo_common
from odoo.tests import get_db_name, tagged

from .common import KooperacjaHttpCase

# What a page of the web client loads while a tour runs on it.
BUNDLES = (
    "web.assets_web",
    "web.assets_web_print",
    "web.assets_tests",
    "web_tour.automatic",
    "bus.websocket_worker_assets",
)


class TourCase(KooperacjaHttpCase):
    """Somebody at the screen; Odoo itself skips its tours where no browser is found."""

    bundles = BUNDLES

    @classmethod
    def setUpClass(cls):
        cls.assert_browser()
        cls.keep_assets()
        super().setUpClass()
        for user in cls.users.values():
            user.lang = "en_US"
            # Odoo's robot greets newcomers in a window over the page.
            if "odoobot_state" in user:
                user.odoobot_state = "disabled"

    @staticmethod
    def assert_browser():
        try:
            odoo_common._find_executable()
        except unittest.SkipTest as error:
            raise AssertionError(f"No tour can run: {error}") from error

    @classmethod
    def keep_assets(cls):
        """Build scripts and styles once, not again for every test that is undone."""
        with Registry(get_db_name()).cursor() as cr:
            qweb = Environment(cr, SUPERUSER_ID, {})["ir.qweb"]
            for bundle in cls.bundles:
                assets = qweb._get_asset_bundle(bundle, css=True, js=True)
                assets.js()
                assets.css()

    def browser_js(self, *args, **kwargs):
        try:
            return super().browser_js(*args, **kwargs)
        except unittest.SkipTest as error:
            raise AssertionError(f"The browser did not start: {error}") from error

    def tour(self, name, user, url="/odoo", refusals=0):
        """Run the tour ``name`` as the fixture's ``user``.

        Return what the server said while it refused, at most ``refusals`` times: the
        page may be gone before the client has asked for all that it shows.
        """
        self.env.flush_all()
        login = self.users[user].login
        if not refusals:
            self.start_tour(url, name, login=login, timeout=900)
            said = []
        else:
            with self.assertLogs("odoo.http", "WARNING") as logs:
                self.start_tour(url, name, login=login, timeout=900)
            said = [record.getMessage() for record in logs.records]
            self.assertIn(len(said), range(1, refusals + 1), said)
        self.env.invalidate_all()
        return said


@tagged("post_install", "-at_install")
class TestTourBrowser(odoo_common.BaseCase):
    skip = unittest.SkipTest("nothing to run it on")

    def test_no_browser_is_a_failure(self):
        with (
            patch.object(odoo_common, "_find_executable", side_effect=self.skip),
            self.assertRaisesRegex(AssertionError, "No tour can run: nothing"),
        ):
            TourCase.setUpClass()

    def test_browser_that_does_not_start_is_a_failure(self):
        with (
            patch.object(odoo_common.HttpCase, "browser_js", side_effect=self.skip),
            self.assertRaisesRegex(AssertionError, "did not start: nothing"),
        ):
            TourCase("tour").browser_js("/odoo", "")
