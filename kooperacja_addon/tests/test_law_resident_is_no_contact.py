"""A resident is never a contact, because every employee reads contacts."""

from odoo import fields
from odoo.tests import Form, tagged

from .common import KooperacjaCase

FAMILY_MODELS = (
    "kooperacja.household",
    "kooperacja.person",
    "kooperacja.kinship",
)


@tagged("post_install", "-at_install")
class TestResidentIsNoContact(KooperacjaCase):
    def setUp(self):
        super().setUp()
        self.partners = self.all_partners()

    def all_partners(self):
        self.env.flush_all()
        return self.env["res.partner"].with_context(active_test=False).search([])

    def test_a_family_and_its_case_make_no_contact(self):
        self._make_household("x", "Xawery", self.users["worker_a"])
        self.assertEqual(self.all_partners(), self.partners)

    def test_a_family_typed_into_the_form_makes_no_contact(self):
        with Form(self.as_user("worker_a", self.env["kooperacja.household"])) as form:
            form.name = "Xawerowie"
            with form.person_ids.new() as person:
                person.first_name = "Xawery"
        self.assertEqual(self.all_partners(), self.partners)

    def test_imported_and_quickly_created_persons_make_no_contact(self):
        household = self.families["a"].household
        persons = self.as_user("worker_a", self.env["kooperacja.person"])
        loaded = persons.load(
            ["household_id/.id", "first_name"], [[str(household.id), "Xawery"]]
        )
        self.assertTrue(loaded["ids"], loaded["messages"])
        self.as_user("worker_a", household).name_create("Xawerowie")
        self.assertEqual(self.all_partners(), self.partners)

    def test_a_meeting_with_the_family_makes_no_contact_and_no_attendee(self):
        meeting = self.content["a"]["kooperacja.meeting"]
        self.assertTrue(meeting.attendance_ids.person_id)
        self.assertEqual(
            meeting.event_id.partner_ids, meeting.attendance_ids.partner_id
        )
        self.assertEqual(
            meeting.event_id.attendee_ids.partner_id, meeting.attendance_ids.partner_id
        )
        self.assertEqual(self.all_partners(), self.partners)

    def test_no_contact_bears_a_word_of_a_family(self):
        partners = self.all_partners()
        texts = [
            name
            for name, field in partners._fields.items()
            if field.type in ("char", "text", "html") and field.store
        ]
        self.assert_tells_nothing(partners.read(texts), "a", "b", "c")

    def test_residents_have_no_field_that_could_point_to_a_contact(self):
        magic = {"create_uid", "write_uid"}
        for model in FAMILY_MODELS:
            for name, field in self.env[model]._fields.items():
                if name not in magic:
                    self.assertNotIn(
                        field.comodel_name, ("res.partner", "res.users"), name
                    )
            self.assertFalse(self.env[model]._inherits)

    def test_contacts_have_no_field_that_leads_to_families(self):
        for model in ("res.partner", "res.users", "res.company"):
            for name, field in self.env[model]._fields.items():
                if not isinstance(field, fields.Many2one | fields.One2many):
                    continue
                self.assertNotIn(field.comodel_name, self.content["a"], name)
