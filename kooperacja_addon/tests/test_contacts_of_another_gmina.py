"""Odoo's own contacts work beside institutions that belong to one gmina alone."""

from odoo.tests import tagged

from .common import KooperacjaCase


@tagged("post_install", "-at_install")
class TestContactsOfAnotherGmina(KooperacjaCase):
    def test_a_colleague_of_an_institution_kept_by_another_gmina_can_be_opened(self):
        person = self.users["member_c"].partner_id
        self.institutions["school_2"].company_id = self.gmina_2
        person.parent_id = self.institutions["school_2"]
        self.env.flush_all()
        self.env.invalidate_all()
        seen = self.as_user("employee", person)
        self.assertFalse(
            seen.env["res.partner"].search([("id", "=", person.parent_id.id)])
        )
        self.env.invalidate_all()
        self.assertEqual(seen.read(["name"])[0]["name"], person.sudo().name)
        self.assertTrue(seen.read(["meeting_count"]))
