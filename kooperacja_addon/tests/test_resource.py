"""The directory: who does what about which problem, and whom to call."""

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .common import MODULE
from .steps import PathCase


@tagged("post_install", "-at_install")
class TestResource(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school = cls.institutions["school_1"]
        cls.school.write(
            {"phone": "86 500 00 01", "institution_scope": "Świetlica i obiady"}
        )
        cls.pedagogue = cls.env["res.partner"].create(
            {
                "name": "Ewa Mazur",
                "parent_id": cls.school.id,
                "function": "Pedagog",
                "responsible_for": "frekwencja",
                "phone": "86 500 00 02",
            }
        )
        cls.problem = cls.env.ref(f"{MODULE}.problem_school_trouble")
        cls.Resource = cls.of("coordinator_1", "kooperacja.resource")
        cls.resource = cls.add()

    @classmethod
    def add(cls, **values):
        return cls.Resource.create(
            {
                "problem_id": cls.problem.id,
                "institution_id": cls.school.id,
                "contact_id": cls.pedagogue.id,
                "activity": "Zajęcia wyrównawcze",
                "legal_basis": "Prawo oświatowe, art. 105",
                **values,
            }
        )

    def found(self, words, field="activity", user="member_a"):
        """Return what ``words`` find in the search box, as ``field`` of the view."""
        resources = self.of(user, "kooperacja.resource")
        arch = resources.get_view(
            self.env.ref(f"{MODULE}.resource_view_search").id, "search"
        )["arch"]
        node = etree.fromstring(arch).find(f".//field[@name='{field}']")
        domain = node.get("filter_domain")
        if not domain:
            return resources.search([(field, "ilike", words)])
        return resources.search(safe_eval(domain, {"self": words}))

    # --- whom to call --------------------------------------------------------

    def test_one_calls_the_contact_person(self):
        self.assertEqual(self.resource.phone, "86 500 00 02")
        self.assertEqual(self.resource.contact_function, "Pedagog")

    def test_without_a_person_or_their_telephone_one_calls_the_institution(self):
        self.resource.contact_id = False
        self.assertEqual(self.resource.phone, "86 500 00 01")
        self.pedagogue.phone = False
        self.resource.contact_id = self.pedagogue
        self.assertEqual(self.resource.phone, "86 500 00 01")

    def test_who_has_left_is_not_called(self):
        self.pedagogue.active = False
        self.assertTrue(self.resource.contact_left)
        self.assertEqual(self.resource.phone, "86 500 00 01")

    def test_deleting_the_contact_person_leaves_the_line(self):
        self.pedagogue.unlink()
        self.assertTrue(self.resource.exists())
        self.assertEqual(self.resource.phone, "86 500 00 01")

    def test_the_contact_person_is_of_that_institution(self):
        stranger = self.users["member_b"].partner_id
        with self.refused(stranger.name, self.school.name, "choose somebody"):
            self.add(contact_id=stranger.id)

    def test_choosing_another_institution_empties_the_contact_person(self):
        with Form(self.resource) as form:
            form.institution_id = self.institutions["pcpr"]
            self.assertFalse(form.contact_id)

    def test_only_an_institution_helps(self):
        with self.refused("not among the institutions"):
            self.add(institution_id=self.pedagogue.id, contact_id=False)

    def test_an_institution_that_another_gmina_keeps_is_refused(self):
        self.institutions["school_2"].company_id = self.gmina_2
        with self.assertRaises(UserError):
            self.add(institution_id=self.institutions["school_2"].id, contact_id=False)

    def test_an_institution_of_the_directory_is_archived_instead_of_deleted(self):
        clinic = self.env["res.partner"].create(
            {"name": "Przychodnia", "is_company": True, "is_institution": True}
        )
        self.add(institution_id=clinic.id, contact_id=False)
        with self.refused("Archive"):
            clinic.unlink()

    # --- finding -------------------------------------------------------------

    def test_everything_is_found_from_one_box(self):
        for words in (
            "wyrównawcze",
            "art. 105",
            "frekwencja",
            "obiady",
            self.school.name,
            self.problem.name,
        ):
            with self.subTest(words):
                self.assertIn(self.resource, self.found(words))
        self.assertFalse(self.found("leczenie odwykowe"))

    def test_it_is_found_by_problem_institution_person_and_function(self):
        for field, words in (
            ("problem_id", self.problem.name),
            ("institution_id", self.school.name),
            ("contact_id", "Mazur"),
            ("contact_id", "pedagog"),
        ):
            with self.subTest(field):
                self.assertIn(self.resource, self.found(words, field))

    # --- printed -------------------------------------------------------------

    def print_card(self, report, records, user="member_a"):
        text, _kind = (
            self.of(user, "ir.actions.report")
            .with_context(lang="en_US")
            ._render_qweb_html(f"{MODULE}.{report}", records.ids)
        )
        return text.decode()

    def test_a_card_says_who_does_what_on_what_basis_and_whom_to_call(self):
        text = self.print_card("report_resource", self.resource)
        for words in (
            self.problem.name,
            self.school.name,
            "Zajęcia wyrównawcze",
            "Prawo oświatowe, art. 105",
            "Ewa Mazur",
            "Pedagog",
            "86 500 00 02",
        ):
            self.assertIn(words, text)

    def test_each_problem_has_a_page_of_its_own(self):
        other = self.resources[self.gmina_1]
        text = self.print_card("report_resource", self.resource | other)
        self.assertEqual(text.count('class="page kd"'), 2)
        self.assertNotIn("Ewa Mazur", self.print_card("report_resource", other))

    def test_the_card_of_a_problem_holds_all_of_the_gmina_and_nothing_of_another(self):
        problem = self.resources[self.gmina_1].problem_id
        text = self.print_card("report_resource_problem", problem)
        self.assertIn("OPS Sosnowo", text)
        self.assertNotIn("OPS Dębowiec", text)

    def test_a_problem_without_help_prints_a_card_that_says_so(self):
        problem = self.env.ref(f"{MODULE}.problem_disaster")
        text = self.print_card("report_resource_problem", problem)
        self.assertIn(problem.name, text)
        self.assertIn("No institution has been noted", text)

    def test_all_cards_are_printed_from_the_menu(self):
        action = self.of("member_a", "kooperacja.resource").action_print_all()
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertEqual(
            set(action["context"]["active_ids"]),
            set((self.resource | self.resources[self.gmina_1]).ids),
        )

    def test_an_empty_directory_is_not_printed(self):
        self.Resource.search([]).unlink()
        with self.refused("still empty"):
            self.Resource.action_print_all()

    def test_the_list_of_cards_counts_the_institutions_of_the_gmina(self):
        problem = self.resources[self.gmina_1].problem_id
        self.assertEqual(problem.with_user(self.member).resource_institution_count, 1)
        action = problem.with_user(self.member).action_open_resources()
        self.assertEqual(action["domain"], [("problem_id", "=", problem.id)])

    # --- who -----------------------------------------------------------------

    def test_every_member_reads_and_the_coordinator_writes(self):
        seen = self.resource.with_user(self.member)
        self.assertEqual(seen.activity, "Zajęcia wyrównawcze")
        with self.assertRaises(AccessError):
            seen.activity = "Inne"
        with self.assertRaises(AccessError):
            self.resource.with_user(self.worker).activity = "Inne"
        self.resource.activity = "Zajęcia wyrównawcze i świetlica"

    def test_an_employee_outside_the_partnership_opens_no_directory(self):
        with self.assertRaises(AccessError):
            self.of("employee", "kooperacja.resource").search([])
        # The contact itself opens as before.
        self.assertNotIn(
            "resource_ids", self.of("employee", "res.partner").fields_get()
        )

    def test_the_institution_shows_what_it_does(self):
        school = self.school.with_user(self.member)
        self.assertIn(self.resource, school.resource_ids)
        self.assertIn("resource_ids", self.form_of("member_a"))
        self.assertNotIn("resource_ids", self.form_of("administrator"))

    def form_of(self, user):
        view = self.env.ref(f"{MODULE}.institution_view_form")
        return self.of(user, "res.partner").get_view(view.id, "form")["arch"]
