"""What another gmina opens is read in its lists, and many records cost no more."""

from odoo.fields import Command
from odoo.tests import tagged

from .test_law_shared_partnership_opens_no_family import SharedPartnershipCase
from .test_speed import SpeedCase

FEW, MANY = 2, 8


@tagged("post_install", "-at_install")
class TestSharedLists(SharedPartnershipCase):
    count = SpeedCase.count
    assert_does_not_grow = SpeedCase.assert_does_not_grow
    list_of = SpeedCase.list_of

    def of(self, user, model):
        return self.env[model].with_user(self.users[user])

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.company_ids += cls.gmina_1 | cls.gmina_2
        cls.partnerships = cls.env["kooperacja.partnership"].create(
            [
                {
                    "name": f"Partnerstwo {n}",
                    "company_id": cls.gmina_1.id,
                    "coordinator_id": cls.users["coordinator_1"].id,
                    "member_ids": [
                        Command.create(
                            {
                                "institution_id": cls.institutions["pcpr"].id,
                                "state": "joined",
                                "date_from": cls.long_ago,
                            }
                        )
                    ],
                    "agreement_ids": [
                        Command.create(
                            {"name": f"Porozumienie {n}", "text": "<p>X</p>"}
                        )
                    ],
                    "meeting_ids": [
                        Command.create(
                            {"kind": "partnership", "start": cls.at(cls.tomorrow, 10)}
                        )
                    ],
                }
                for n in range(MANY)
            ]
        )

        for partnership in cls.partnerships:
            cls.share(partnership, cls.gmina_2, cls.users["coordinator_2"])
        cls.env.flush_all()

    def test_the_list_of_partnerships_that_others_lead(self):
        read = self.list_of(
            "coordinator_2", "kooperacja.partnership", "partnership_action"
        )
        self.assert_does_not_grow(read, self.partnerships[:FEW], self.partnerships)

    def test_the_list_of_their_agreements(self):
        agreements = self.partnerships.agreement_ids
        read = self.list_of("coordinator_2", "kooperacja.agreement", "agreement_action")
        self.assert_does_not_grow(read, agreements[:FEW], agreements)

    def test_the_list_of_their_meetings(self):
        meetings = self.partnerships.meeting_ids
        read = self.list_of("coordinator_2", "kooperacja.meeting", "meeting_action")
        self.assert_does_not_grow(read, meetings[:FEW], meetings)

    def test_the_list_of_invitations_names_gminas_that_are_closed(self):
        rows = self.partnerships.gmina_row_ids
        read = self.list_of(
            "coordinator_2", "kooperacja.partnership.gmina", "partnership_gmina_action"
        )
        self.assert_does_not_grow(read, rows[:FEW], rows)
        [answer] = self.as_user("coordinator_2", rows[:1]).web_read(
            {"leading_id": {"fields": {"display_name": {}}}}
        )
        self.assertEqual(answer["leading_id"]["display_name"], "Gmina Sosnowo")

    def test_the_directory_of_their_institutions(self):
        lines = self.env["kooperacja.resource"].create(
            [
                {
                    "company_id": self.gmina_1.id,
                    "problem_id": problem.id,
                    "institution_id": self.institutions["pcpr"].id,
                    "activity": "Poradnictwo",
                }
                for problem in self.env["kooperacja.problem"].search([], limit=MANY)
            ]
        )
        read = self.list_of("member_c", "kooperacja.resource", "resource_action")
        self.assert_does_not_grow(read, lines[:FEW], lines)

    def test_the_form_of_a_partnership_that_another_leads_opens(self):
        partnership = self.as_user("coordinator_2", self.partnership_1)
        self.assertTrue(
            partnership.read(["coverage", "institution_ids"])[0]["coverage"]
        )
        self.assertFalse(partnership.led_by_me)
        self.assertTrue(self.as_user("coordinator_1", self.partnership_1).led_by_me)
