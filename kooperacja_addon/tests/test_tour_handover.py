"""Handing over in the browser: the one is shut out on the day, the other goes on."""

from odoo.tests import tagged

from .test_tour_browser import TourCase


@tagged("post_install", "-at_install")
class TestTourHandover(TourCase):
    def test_handover(self):
        entry = self.content["a"]["kooperacja.case.entry"]
        author = entry.author_id
        refusals = self.tour("kooperacja_handover", "worker_a", refusals=1)
        self.assert_tells_nothing(refusals)
        self.assert_sees_nothing("worker_a")
        self.tour("kooperacja_handover_taken", "worker_b")
        handover = self.env["kooperacja.handover"].search([], limit=1)
        self.assertEqual(handover.case_id, self.case_a)
        self.assertEqual(handover.reason, "Zmiana stanowiska")
        self.assertTrue(handover.confirmed_at)
        self.assertEqual(self.case_a.coordinator_id, self.users["worker_b"])
        self.assertEqual(entry.author_id, author)
