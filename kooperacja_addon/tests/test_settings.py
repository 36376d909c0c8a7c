"""The settings tell the administrator whether documents will print as they should."""

from types import SimpleNamespace
from unittest.mock import patch

from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import MODULE, KooperacjaCase

ENGINE = f"odoo.addons.{MODULE}.models.res_config_settings._wkhtml"


@tagged("post_install", "-at_install")
class TestPrinting(KooperacjaCase):
    def alerts(self, state, patched):
        """Return the sentences on printing that the settings show."""
        settings = self.as_user("system", self.env["res.config.settings"])
        engine = SimpleNamespace(state=state, is_patched_qt=patched)
        with patch(ENGINE, return_value=engine):
            printing = settings.create({}).kooperacja_printing
        arch = etree.fromstring(settings.get_view(view_type="form")["arch"])
        return [
            " ".join(alert.xpath("string()").split())
            for alert in arch.xpath("//block[@name='printing']//div[@role]")
            if not safe_eval(alert.get("invisible"), {"kooperacja_printing": printing})
        ]

    def test_an_engine_without_patched_qt_is_warned_of(self):
        (warning,) = self.alerts("ok", False)
        self.assertIn("built without patched Qt", warning)
        self.assertIn("0.12.6", warning)

    def test_a_missing_engine_is_warned_of(self):
        (warning,) = self.alerts("install", False)
        self.assertIn("There is no wkhtmltopdf", warning)

    def test_the_right_engine_is_confirmed(self):
        (sentence,) = self.alerts("ok", True)
        self.assertIn("letterhead and page numbers", sentence)
