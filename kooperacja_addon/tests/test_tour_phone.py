from odoo.tests import tagged

from .common import MODULE
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

    def test_five_tasks_are_reported_with_twelve_taps_at_most(self):
        plan = self.content["a"]["kooperacja.plan"]
        task = plan.task_ids[0]
        task.name = "Zadanie 1"
        for number in range(2, 6):
            task.copy({"name": f"Zadanie {number}"})
        self.content["a"]["kooperacja.report"].unlink()
        self.sign_plan(plan)
        report = self.env["kooperacja.report"]._open_month(self.case_a, self.today)
        report = report.filtered(lambda r: r.member_id == self.team["a"][0])
        self.tour("kooperacja_phone_five_tasks", "member_a")
        self.assertEqual(
            report.line_ids.mapped("status"),
            ["done", "done", "in_progress", "in_progress", "obstacle"],
        )
        self.assertEqual(
            report.line_ids[4].obstacle_id, self.env.ref(f"{MODULE}.obstacle_transport")
        )
        self.assertEqual(report.line_ids[4].obstacle, "Autobus nie jeździ")

    def test_coordinator_reads(self):
        self.tour("kooperacja_phone_coordinator", "coordinator_1")
