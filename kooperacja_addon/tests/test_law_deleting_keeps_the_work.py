"""Deleting a user or a contact never destroys the record of work."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import KooperacjaCase


@tagged("post_install", "-at_install")
class TestDeletingKeepsTheWork(KooperacjaCase):
    def refusal(self, record):
        """Return the sentence with which the deletion of ``record`` is refused."""
        with self.assertRaises(UserError) as refusal, self.env.cr.savepoint():
            record.with_context(lang="pl_PL").unlink()
        return str(refusal.exception)

    def test_a_user_who_coordinates_a_case_is_archived_not_deleted(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        sentence = self.refusal(self.users["worker_a"])
        self.assertIn("zarchiwizuj", sentence)
        self.assertNotIn("kooperacja_case", sentence)
        self.users["worker_a"].active = False
        self.assertEqual(self.case_a.coordinator_id, self.users["worker_a"])

    def test_a_user_who_coordinates_a_partnership_is_archived_not_deleted(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        self.partnership_1.active = False
        self.assertIn("zarchiwizuj", self.refusal(self.users["coordinator_1"]))

    def test_a_user_who_has_sent_a_letter_is_archived_not_deleted(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        letter = self.env["kooperacja.letter"].create(
            {
                "name": "Pismo",
                "partnership_id": self.partnership_1.id,
                "partner_id": self.institutions["pcpr"].copy().id,
            }
        )
        letter._write_by_action({"sent_by_id": self.users["employee"].id})
        self.assertIn("zarchiwizuj", self.refusal(self.users["employee"]))
        self.assertIn("rchiwiz", self.refusal(letter.partner_id))

    def test_a_user_who_has_handed_the_cases_over_may_be_deleted(self):
        self.case_a.coordinator_id = self.users["worker_b"]
        partner = self.users["worker_a"].partner_id
        self.users["worker_a"].unlink()
        self.assertIn(partner, self.case_a.member_ids.partner_id)

    def test_contacts_on_a_team_are_archived_not_deleted(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        self.users["portal"].unlink()
        for contact in (
            self.portal_membership.partner_id,
            self.portal_membership.institution_id,
        ):
            self.assertIn("rchiwiz", self.refusal(contact))

    def test_entries_keep_their_author_when_the_user_is_deleted(self):
        entry = self.content["a"]["kooperacja.case.entry"]
        author = self.users["member_a"].partner_id
        self.users["member_a"].unlink()
        self.env.invalidate_all()
        self.assertEqual(entry.author_id, author)
        self.assertTrue(entry.institution)
