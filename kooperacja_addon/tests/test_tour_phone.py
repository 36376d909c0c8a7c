from odoo.tests import tagged

from .test_tour_browser import TourCase


@tagged("post_install", "-at_install")
class TestTourPhone(TourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_member_reports(self):
        line = self.content["a"]["kooperacja.report.line"]
        self.tour("kooperacja_phone_member", "member_a")
        self.assertRecordValues(
            line,
            [{"status": "done", "done": "Byłam u rodziny", "state": "submitted"}],
        )

    def test_coordinator_reads(self):
        self.tour("kooperacja_phone_coordinator", "coordinator_1")
