"""Who stands there to be chosen when people are called to a meeting."""

from lxml import etree

from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import MODULE
from .steps import PathCase


@tagged("post_install", "-at_install")
class TestMeetingPeople(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        contacts = cls.env["res.partner"]
        cls.director, cls.teacher = contacts.create(
            [
                {
                    "name": name,
                    "function": function,
                    "parent_id": cls.institutions["school_1"].id,
                }
                for name, function in (
                    ("Anna Lis", "dyrektorka"),
                    ("Jan Wilk", "nauczyciel"),
                )
            ]
        )
        cls.stranger = contacts.create(
            {"name": "Obcy", "parent_id": cls.institutions["school_2"].id}
        )
        cls.gmina_1.partner_id.lang = "en_US"
        cls.head = contacts.create(
            {
                "name": "Ewa Gęś",
                "function": cls.gmina_1.kooperacja_variant_id.head_label,
                "parent_id": cls.gmina_1.partner_id.id,
            }
        )
        county = contacts.create(
            {
                "name": "Starostwo Powiatowe",
                "is_company": True,
                "is_institution": True,
                "institution_tier": "powiat",
            }
        )
        cls.starost = contacts.create(
            {"name": "Jan Dąb", "function": "Starosta", "parent_id": county.id}
        )
        school = cls.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == cls.institutions["school_1"]
        )
        school.representative_id = cls.director

    def call(self, kind="partnership", **values):
        return self.of("coordinator_1", "kooperacja.meeting").create(
            {
                "kind": kind,
                "partnership_id": self.partnership_1.id,
                "start": self.at(self.tomorrow, 10),
                **values,
            }
        )

    def test_representatives_and_heads_are_offered_for_the_partnership(self):
        offered = self.call().offered_partner_ids
        self.assertIn(self.director, offered)
        self.assertIn(self.head, offered)
        self.assertIn(self.starost, offered)
        self.assertNotIn(self.teacher, offered)

    def test_where_nobody_was_named_all_people_of_the_institution_are(self):
        self.assertIn(
            self.users["member_b"].partner_id, self.call().offered_partner_ids
        )

    def test_people_of_another_gmina_are_not_offered(self):
        for meeting in (self.call(), self.call("authorities"), self.meeting):
            self.assertNotIn(self.stranger, meeting.offered_partner_ids)

    def test_the_centre_that_coordinates_and_rops_are_offered_before_any_member(self):
        contacts = self.env["res.partner"]
        centre, rops = contacts.create(
            [
                {"name": "GOPS", "is_company": True, "is_institution": True},
                {
                    "name": "ROPS",
                    "is_company": True,
                    "is_institution": True,
                    "institution_type_id": self.env.ref(
                        "kooperacja_addon.institution_type_rops"
                    ).id,
                },
            ]
        )
        self.users["coordinator_1"].partner_id.parent_id = centre
        manager, expert = contacts.create(
            [
                {"name": "Iwona Bóbr", "parent_id": centre.id},
                {"name": "Olga Żbik", "parent_id": rops.id},
            ]
        )
        partnership = self.of("coordinator_1", "kooperacja.partnership").create(
            {"name": "Nowe"}
        )
        for kind in ("authorities", "partnership"):
            offered = self.call(kind, partnership_id=partnership.id).offered_partner_ids
            self.assertIn(manager, offered)
            self.assertIn(expert, offered)
            self.assertIn(self.users["coordinator_1"].partner_id, offered)

    def test_who_asks_for_the_talk_writes_no_letter_to_themselves(self):
        centre = self.env["res.partner"].create(
            {"name": "GOPS", "is_company": True, "is_institution": True}
        )
        coordinator = self.users["coordinator_1"].partner_id
        coordinator.parent_id = centre
        talk = self.call("authorities", place_note="gabinet")
        talk.attendance_ids = [Command.create({"partner_id": coordinator.id})]
        talk.action_invite()
        letters = self.env["kooperacja.letter"].search([("meeting_id", "=", talk.id)])
        self.assertEqual(letters.partner_id, self.gmina_1.partner_id)

    def test_who_got_a_letter_by_hand_was_told_of_the_meeting(self):
        meeting = self.call(place_note="sala")
        meeting.action_invite()
        letter = self.env["kooperacja.letter"].search(
            [
                ("meeting_id", "=", meeting.id),
                ("partner_id", "=", self.institutions["school_1"].id),
            ]
        )
        line = meeting.attendance_ids.filtered(lambda a: a.partner_id == self.director)
        self.assertIn("No e-mail address", line.trouble)
        letter.with_user(self.users["coordinator_1"]).channel = "hand"
        letter.with_user(self.users["coordinator_1"]).action_send()
        self.assertEqual(line.told_how, "hand")
        self.assertEqual(line.told_start, meeting.start)
        self.assertFalse(line.trouble)

    def test_a_team_chooses_among_all_people_of_the_partnership(self):
        offered = self.meeting.offered_partner_ids
        self.assertIn(self.teacher, offered)
        self.assertIn(self.users["member_a"].partner_id, offered)
        self.assertNotIn(self.starost, offered)

    def test_whose_institution_left_is_not_offered(self):
        school = self.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == self.institutions["school_1"]
        )
        school.write({"state": "left", "date_to": self.today, "reason": "Zamknięta"})
        self.assertNotIn(self.director, self.call().offered_partner_ids)

    def test_the_head_of_the_gmina_is_called_to_the_talk_with_the_authorities(self):
        meeting = self.call("authorities")
        self.assertEqual(meeting.attendance_ids.partner_id, self.head)
        self.assertEqual(
            meeting.attendance_ids.function,
            self.gmina_1.kooperacja_variant_id.head_label,
        )

    def test_a_person_is_told_with_the_post_when_chosen(self):
        chosen = self.director.with_context(
            kooperacja_show_post=True, formatted_display_name=True
        )
        self.assertEqual(
            chosen.display_name,
            "Anna Lis \t --dyrektorka, Szkoła Podstawowa w Sosnowie--",
        )
        self.assertNotIn("dyrektorka", self.director.display_name)

    def test_a_new_person_is_a_small_form_with_its_institution(self):
        people = self.of("coordinator_1", "res.partner").with_context(
            default_parent_id=self.gmina_1.partner_id.id
        )
        form = Form(people, view=f"{MODULE}.institution_person_view_form")
        form.name = "Nowa Wójt"
        form.function = "Wójt"
        form.phone = "600100200"
        person = form.save()
        self.assertEqual(person.parent_id, self.gmina_1.partner_id)
        self.assertFalse(person.is_institution)
        self.assertFalse(person.is_company)

    def test_lists_of_people_open_the_small_form(self):
        for view in (
            "meeting_view_form",
            "partnership_view_form",
            "partnership_member_view_form",
            "partnership_director_change_view_form",
            "agreement_accession_view_form",
        ):
            arch = etree.fromstring(self.env.ref(f"{MODULE}.{view}").arch)
            fields = arch.xpath(
                "//field[@name='representative_id' or @name='partner_id']"
                "[not(ancestor::kanban) and contains(@context, 'default_parent_id')]"
            )
            with self.subTest(view=view):
                self.assertTrue(fields)
                for field in fields:
                    self.assertIn("institution_person_view_form", field.get("context"))

    def test_a_reminder_offers_nobody_to_be_added(self):
        arch = etree.fromstring(
            self.env.ref(f"{MODULE}.meeting_reminder_view_form").arch
        )
        for rows in arch.xpath("//field[@name='attendance_ids']/*"):
            self.assertEqual(rows.get("create"), "0")
        (field,) = arch.xpath("//field[@name='attendance_ids']")
        self.assertIn("'link': False", field.get("options"))

    def test_the_one_contact_of_a_new_member_is_proposed(self):
        clinic = self.env["res.partner"].create(
            {
                "name": "Przychodnia",
                "is_company": True,
                "is_institution": True,
                "child_ids": [Command.create({"name": "Jan Sowa"})],
            }
        )
        partnership = self.partnership_1.with_user(self.coordinator)
        with Form(partnership) as form, form.member_ids.new() as row:
            row.institution_id = clinic
            self.assertEqual(row.representative_id, clinic.child_ids)
