"""A director's story on a phone, from what waits to the load of the workers."""

from odoo.tests import tagged

from .test_portal_director import DirectorCase
from .test_tour_browser import TourCase


@tagged("post_install", "-at_install")
class TestTourDirector(DirectorCase, TourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_director_delegates_remarks_signs_and_sees_the_load(self):
        self.tour("kooperacja_director", "director_1", "/my/kooperacja")
        self.assertEqual(self.delegation.state, "accepted")
        self.assertEqual(self.agreement.remark_ids.remark, "W lipcu nie pracujemy")
        self.assertEqual((self.row.state, self.row.method), ("signed", "drawn"))
        self.assertTrue(self.row.signature)
