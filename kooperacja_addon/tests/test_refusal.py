"""A refusal is a plain sentence that names nobody and says whom to ask."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import KooperacjaCase


@tagged("post_install", "-at_install")
class TestRefusal(KooperacjaCase):
    def refusal(self, user, record):
        with self.assertRaises(AccessError) as caught:
            record.with_user(self.users[user]).read(["display_name"])
        return caught.exception

    def test_it_says_whom_to_ask(self):
        self.assertIn("ask the coordinator", str(self.refusal("member_b", self.case_a)))

    def test_it_names_no_record_in_developer_mode(self):
        self.users["member_b"].group_ids = [
            Command.link(self.env.ref("base.group_no_one").id)
        ]
        sentence = str(self.refusal("member_b", self.case_a))
        self.assertNotIn(self.case_a.number, sentence)
        self.assertNotIn(str(self.case_a.company_id.name), sentence)

    def test_who_works_in_two_gminas_is_offered_the_other_one_and_no_third(self):
        user = self.users["coordinator_1"]
        user.company_ids = [Command.link(self.gmina_2.id)]
        case = self.content["c"]["kooperacja.case"]
        self.assertEqual(case.company_id, self.gmina_2)
        with self.assertRaises(AccessError) as caught:
            case.with_user(user).with_context(
                allowed_company_ids=self.gmina_1.ids
            ).read(["number"])
        self.assertEqual(
            caught.exception.context["suggested_company"]["id"], self.gmina_2.id
        )
        self.assertFalse(getattr(self.refusal("member_b", case), "context", None))
