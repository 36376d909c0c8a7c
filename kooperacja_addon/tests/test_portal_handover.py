"""Who takes a case over reads the briefing in the portal, and says so once."""

from odoo import fields
from odoo.tests import tagged

from .test_portal import PortalCase


@tagged("post_install", "-at_install")
class TestPortalHandover(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handover = (
            cls.env["kooperacja.handover"]
            .sudo()
            ._append_by_action(
                [
                    {
                        "case_id": cls.case_a.id,
                        "from_partner_id": cls.users["member_a"].partner_id.id,
                        "to_partner_id": cls.partner.partner_id.id,
                        "done_by_id": cls.users["worker_a"].partner_id.id,
                        "done_at": fields.Datetime.now(),
                        "reason": "Urlop",
                    }
                ]
            )
        )
        cls.path = f"/my/przejecia/{cls.handover.id}"

    def test_the_briefing_is_read_and_confirmed_once(self):
        self.assertIn(self.path, self.get("/my/kooperacja").text)
        page = self.get(self.path).text
        self.assertIn(self.content["a"]["kooperacja.case.need"].name, page)
        self.assertIn("take over", page)
        self.post(f"{self.path}/potwierdz")
        confirmed = self.handover.confirmed_at
        self.assertTrue(confirmed)
        self.assertEqual(self.post(f"{self.path}/potwierdz").status_code, 303)
        self.assertEqual(self.handover.confirmed_at, confirmed)
        self.assertNotIn("I have read it", self.get(self.path).text)

    def test_the_briefing_of_a_colleague_is_not_confirmed(self):
        other = self.content["a"]["kooperacja.handover"]
        other._note_by_action({"confirmed_at": False})
        self.assertNotIn("I have read it", self.get(f"/my/przejecia/{other.id}").text)
        answer = self.post(f"/my/przejecia/{other.id}/potwierdz")
        self.assertIn("Only the person who takes over", answer.text)
        self.assertFalse(other.confirmed_at)

    def test_foreign_briefings_are_not_there(self):
        nowhere = self.words(self.get(f"/my/przejecia/{2**31 - 1}"))
        for letter in "bc":
            foreign = f"/my/przejecia/{self.content[letter]['kooperacja.handover'].id}"
            answer = self.get(foreign)
            self.assertEqual((answer.status_code, self.words(answer)), (404, nowhere))
            self.assertEqual(self.post(f"{foreign}/potwierdz").status_code, 404)
        self.row.date_to = self.yesterday
        self.assertEqual(self.post(f"{self.path}/potwierdz").status_code, 404)
        self.assertFalse(self.handover.confirmed_at)
