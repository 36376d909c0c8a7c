"""A partner's story on a phone: a task, an entry, a call to a meeting."""

from odoo.tests import tagged

from .test_portal_task import TaskCase
from .test_tour_browser import TourCase


@tagged("post_install", "-at_install")
class TestTourPartner(TaskCase, TourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_partner_takes_a_task_on_tells_the_team_and_answers_a_call(self):
        meeting = self.content["a"]["kooperacja.meeting"]
        meeting.attendance_ids = [(0, 0, {"partner_id": self.partner.partner_id.id})]
        self.tour("kooperacja_partner", "partner_a", "/my/kooperacja")
        self.assertEqual(self.task.answer, "accepted")
        entry = self.env["kooperacja.case.entry"].search(
            [("author_id", "=", self.partner.partner_id.id), ("kind", "!=", "task")]
        )
        self.assertEqual(entry.text, "Chłopiec był dziś w klubie")
        line = meeting.attendance_ids.filtered(
            lambda line: line.partner_id == self.partner.partner_id
        )
        self.assertEqual((line.reply, line.reply_reason), ("no", "Matura"))
