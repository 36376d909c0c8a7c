from odoo.tests import tagged

from .test_portal_family import PortalFamilyCase
from .test_tour_browser import TourCase


@tagged("post_install", "-at_install")
class TestTourFamily(PortalFamilyCase, TourCase):
    browser_size = "390x844"
    touch_enabled = True
    bundles = ("web.assets_frontend", "web.assets_frontend_lazy", "web.assets_tests")

    def test_a_mother_reads_answers_and_signs_on_the_telephone(self):
        self.user.password = self.user.login
        self.start_tour(self.door, "kooperacja_family", login=self.user.login)
        voices = self.env["kooperacja.family.voice"].search(
            [("person_id", "=", self.mother.id), ("kind", "!=", "view")], order="id"
        )
        self.assertEqual(voices.mapped("kind"), ["task_hard", "goal_no", "plan_signed"])
        self.assertEqual(voices[0].text, "Nie mam dojazdu")
        line = self.draft.signature_ids.filtered(lambda s: s.person_id == self.mother)
        self.assertTrue(line.signed and line.drawn)
