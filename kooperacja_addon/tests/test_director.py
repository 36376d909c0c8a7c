"""A director of an institution, in the partnership and on no team."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import MODULE, KooperacjaCase


@tagged("post_install", "-at_install")
class TestDirector(KooperacjaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["director"] = new_test_user(
            cls.env,
            login="test_director",
            name="Pani Dyrektor",
            groups=f"{MODULE}.group_member",
            company_id=cls.gmina_1.id,
            tz="Europe/Warsaw",
            parent_id=cls.institutions["school_1"].id,
        )
        cls.partnership_meeting = cls.env["kooperacja.meeting"].create(
            {
                "kind": "partnership",
                "partnership_id": cls.partnership_1.id,
                "start": cls.at(cls.tomorrow, 10),
                "minutes_text": "<p>Uzgodniono współpracę</p>",
                "attendance_ids": [
                    Command.create({"partner_id": cls.users["director"].partner_id.id})
                ],
                "decision_ids": [Command.create({"name": "Spotkać się znowu"})],
            }
        )

    def test_she_sees_the_partnership_and_who_is_in_it(self):
        partnership = self.as_user("director", self.partnership_1)
        self.assertEqual(partnership.search([]), partnership)
        self.assertEqual(partnership.name, "Partnerstwo Sosnowo")
        self.assertEqual(len(partnership.member_ids.mapped("state")), 4)

    def test_she_sees_the_agreement_and_who_signed_it(self):
        agreement = self.as_user("director", self.agreement_1)
        self.assertIn("Tekst porozumienia", agreement.text)
        self.assertEqual(len(agreement.signatory_ids.mapped("representative")), 4)

    def test_she_prints_the_agreement(self):
        reports = self.as_user("director", self.env["ir.actions.report"])
        text, _kind = reports._render_qweb_html(
            f"{MODULE}.report_agreement", self.agreement_1.ids
        )
        self.assertIn("Tekst porozumienia", text.decode())

    def test_she_sees_the_meetings_of_the_partnership_and_no_other(self):
        meetings = self.as_user("director", self.env["kooperacja.meeting"])
        self.assertEqual(meetings.search([]), self.partnership_meeting)
        meeting = meetings.browse(self.partnership_meeting.id)
        self.assertIn("Uzgodniono", meeting.minutes_text)
        self.assertEqual(meeting.decision_ids.name, "Spotkać się znowu")
        self.assertEqual(
            self.as_user("director", self.partnership_1).meeting_ids, meeting
        )

    def test_she_sees_the_directory(self):
        resources = self.as_user("director", self.env["kooperacja.resource"])
        self.assertEqual(resources.search([]), self.resources[self.gmina_1])
        self.assertEqual(resources.search([]).activity, "Praca socjalna")

    def test_she_sees_no_family(self):
        for letter in "abc":
            with self.subTest(letter):
                self.assert_sees_nothing("director", letter)

    def test_no_family_shows_in_what_she_sees(self):
        """Nothing that she opens has a word of a family in it."""
        for model in (
            "kooperacja.partnership",
            "kooperacja.partnership.member",
            "kooperacja.agreement",
            "kooperacja.agreement.signatory",
            "kooperacja.meeting",
            "kooperacja.meeting.agenda",
            "kooperacja.meeting.attendance",
            "kooperacja.meeting.decision",
            "kooperacja.resource",
        ):
            with self.subTest(model):
                records = self.as_user("director", self.env[model]).search([])
                self.assertTrue(records)
                self.assert_tells_nothing(records.read(), *"abc")

    def test_she_writes_none_of_it(self):
        for records, values in (
            (self.partnership_1, {"name": "Inne"}),
            (self.partnership_1.member_ids[:1], {"reason": "Inny"}),
            (self.agreement_1, {"place": "Gdzie indziej"}),
            (self.partnership_meeting, {"dissent": "Sprzeciw"}),
            (self.resources[self.gmina_1], {"activity": "Nic"}),
        ):
            with self.subTest(records._name), self.assertRaises(AccessError):
                self.as_user("director", records).write(values)

    def test_she_sees_nothing_of_another_gmina(self):
        for records in (
            self.partnership_2,
            self.agreement_2,
            self.resources[self.gmina_2],
        ):
            with self.subTest(records._name), self.assertRaises(AccessError):
                self.as_user("director", records).read(["display_name"])
