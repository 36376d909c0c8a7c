"""What a person may ask for: a copy of the data, correction, restriction, objection."""

import base64
import csv
import io
import json
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import MODULE, KooperacjaCase


class RequestCase(KooperacjaCase):
    """One person stands in families A and B: in A she lives, B is her mother's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.families["a"].adult
        household = cls.families["b"].household
        cls.twin = cls.env["kooperacja.person"].create(
            {
                "household_id": household.id,
                "first_name": cls.person.first_name,
                "last_name": cls.person.last_name,
                "birth_date": cls.person.birth_date,
                "lives_elsewhere": True,
                "phone": "601222333",
            }
        )
        case = cls.case_b.sudo(False).with_user(cls.users["worker_b"])
        env = case.env
        other = cls.families["b"].adult
        cls.said = (
            f"Córka pomaga: {other.first_name} {other.last_name} mówi o niej dobrze, "
            f"PESEL {other.pesel}, tel. {household.phone}"
        )
        env["kooperacja.case.need"].create(
            {"case_id": case.id, "name": cls.said, "person_id": cls.twin.id}
        )
        env["kooperacja.case.need"].create(
            {"case_id": case.id, "name": "Cudzaprawda", "person_id": other.id}
        )
        env["kooperacja.case.entry"].create(
            {
                "case_id": case.id,
                "text": "Ojczymowi brak pracy, mieszka w Wilczej Górze",
            }
        )
        cls.env["kooperacja.plan.task"].create(
            {
                "goal_id": cls.content["a"]["kooperacja.plan.goal"].id,
                "name": "Zapisać się na kurs",
                "date_to": cls.tomorrow,
                "person_id": cls.person.id,
            }
        )
        cls.env.flush_all()

    def make(self, kind="extract", persons=None, **values):
        """Note a request as the coordinator does."""
        return self.as_user(
            "coordinator_1", self.env["kooperacja.privacy.request"]
        ).create(
            {
                "kind": kind,
                "person_ids": (persons or self.person).ids,
                "identity_checked": True,
                **values,
            }
        )

    def give(self, request):
        """Check every word as a coordinator would, and make the copy."""
        request.action_collect()
        request.text_ids.filtered(lambda t: t.concerns == "person").action_give()
        request.text_ids.filtered(lambda t: t.concerns == "family").action_keep()
        request.action_make_extract()
        return request


@tagged("post_install", "-at_install")
class TestExtract(RequestCase):
    def outputs(self, request):
        page = self.env["ir.actions.report"]._render_qweb_html(
            f"{MODULE}.report_privacy_extract", request.ids
        )[0]
        return {
            "json": base64.b64decode(request.extract_file).decode(),
            "csv": base64.b64decode(request.extract_table).decode("utf-8-sig"),
            "page": page.decode(),
        }

    def test_both_sides_of_the_person_and_nothing_of_others(self):
        request = self.give(self.make(persons=self.person | self.twin))
        household_a = self.families["a"].household
        household_b = self.families["b"].household
        others = (household_a | household_b).person_ids - self.person - self.twin
        forbidden = {
            *others.mapped("first_name"),
            *others.mapped("pesel"),
            *others.mapped("phone"),
            self.families["b"].adult.last_name,
            household_b.street,
            household_b.phone,
            household_b.name,
            "Cudzaprawda",
            "Wilczej",
            *self.env["kooperacja.supporter"].search([]).mapped("name"),
            *self.families["c"].secrets,
        } - {False, ""}
        mine = {
            self.person.pesel,
            self.person.first_name,
            self.person.last_name,
            household_a.street,
            "601222333",
            "Córka pomaga",
            "Zapisać się na kurs",
            self.case_a.number,
        }
        for name, output in self.outputs(request).items():
            with self.subTest(name):
                found = {
                    word for word in forbidden if word.casefold() in output.casefold()
                }
                self.assertEqual(found, set())
                self.assertEqual({word for word in mine if word not in output}, set())
                self.assertIn("[…]", output)

    def test_every_record_that_names_the_person_is_in_it(self):
        request = self.give(self.make())
        data = json.loads(base64.b64decode(request.extract_file))
        titles = [section["title"] for section in data["sections"]]
        registers = [text["register"] for text in data["texts"]]
        for record in self.content["a"].values():
            named = "person_id" in record._fields and record["person_id"] == self.person
            if named:
                with self.subTest(record._name):
                    self.assertIn(
                        self.env["ir.model"]._get(record._name).name, titles + registers
                    )
        self.assertIn("Person of a family", titles)
        self.assertIn("Szkoła Podstawowa w Sosnowie", str(data["informations"]))

    def test_who_lives_elsewhere_learns_no_address(self):
        request = self.give(self.make(persons=self.twin))
        output = "".join(self.outputs(request).values())
        self.assertNotIn(self.families["b"].household.street, output)
        titles = {
            section["title"]
            for section in json.loads(base64.b64decode(request.extract_file))[
                "sections"
            ]
        }
        self.assertNotIn("Family", titles)
        self.assertNotIn("Case", titles)

    def test_people_at_work_are_told_by_their_institution(self):
        request = self.give(self.make())
        output = "".join(self.outputs(request).values())
        for name in ("worker_a", "member_a"):
            self.assertNotIn(f"Pan {name}", output)

    def test_the_own_login_is_nobody_at_work(self):
        output = self.outputs(self.give(self.make()))["json"]
        self.assertIn('"Login": "login of the family to the portal"', output)

    def test_words_are_read_before_they_are_given(self):
        request = self.make(persons=self.person | self.twin)
        with self.assertRaises(UserError):
            request.action_make_extract()
        request.action_collect()
        with self.assertRaises(UserError):
            request.action_make_extract()
        family = request.text_ids.filtered(lambda text: text.concerns == "family")
        self.assertTrue(family)
        self.assertFalse(any(family.mapped("given")))
        entry = family.filtered(lambda text: "Wilczej" in text.text)
        self.assertEqual(entry.institution, "OPS Sosnowo")
        # Somebody else's own records are not even offered.
        self.assertFalse(
            request.text_ids.filtered(lambda text: "Cudzaprawda" in text.text)
        )
        entry.text = "Ojczymowi brak pracy"
        entry.action_give()
        (request.text_ids - entry).action_keep()
        request.action_make_extract()
        output = "".join(self.outputs(request).values())
        self.assertIn("Ojczymowi brak pracy", output)
        self.assertNotIn("Wilczej", output)

    def test_the_table_opens_in_a_spreadsheet_without_formulas(self):
        self.person.accessibility = "=1+1"
        request = self.give(self.make())
        text = base64.b64decode(request.extract_table).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
        self.assertTrue(all(len(row) == 4 for row in rows))
        self.assertIn("'=1+1", [row[3] for row in rows])

    def test_the_same_person_in_another_family_is_proposed(self):
        request = self.make()
        self.assertEqual(request.alike_ids, self.twin)
        request.action_add_alike()
        self.assertEqual(request.person_ids, self.person | self.twin)
        self.assertFalse(request.alike_ids)

    def test_another_gmina_answers_for_itself(self):
        with self.assertRaises(AccessError):
            self.make(persons=self.families["c"].adult)
        with self.assertRaises(UserError):
            self.env["kooperacja.privacy.request"].create(
                {
                    "company_id": self.gmina_1.id,
                    "person_ids": self.families["c"].adult.ids,
                }
            )

    def test_what_was_given_stays_as_it_was(self):
        request = self.give(self.make())
        request.action_grant()
        self.assertEqual(request.state, "done")
        self.assertEqual(request.answered_on, self.today)
        with self.assertRaises(UserError):
            request.action_collect()
        with self.assertRaises(UserError):
            request.text_ids[:1].text = "Inaczej"

    def test_nobody_gets_it_unrecognised(self):
        request = self.give(self.make(identity_checked=False))
        with self.assertRaises(UserError):
            request.action_grant()

    def test_the_number_of_questions_does_not_grow_with_the_records(self):
        request = self.make()

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            request.action_collect()
            request._get_extract()._collect(request)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        first = count()
        self.env["kooperacja.case.need"].create(
            [
                {
                    "case_id": self.case_a.id,
                    "name": f"Brak {number}",
                    "person_id": self.person.id,
                }
                for number in range(30)
            ]
        )
        self.assertLessEqual(count(), first + 5)


@tagged("post_install", "-at_install")
class TestRequest(RequestCase):
    def test_the_answer_is_due_within_a_month(self):
        request = self.make(received_on=date(2026, 1, 31))
        self.assertEqual(request.due_on, date(2026, 3, 2))  # 28 February is a Saturday
        self.assertTrue(request.is_late or request.due_on >= self.today)
        with self.assertRaises(UserError):
            request.action_extend()
        request.extension_reason = "Wiele rejestrów"
        request.action_extend()
        self.assertEqual(request.due_on, date(2026, 4, 30))
        with self.assertRaises(UserError):
            request.action_extend()

    def test_it_stands_in_the_list_of_deadlines_until_it_is_answered(self):
        request = self.make()
        self.env.flush_all()

        def due(user):
            deadlines = self.as_user(user, self.env["kooperacja.deadline"])
            return deadlines.search([("kind", "=", "request")])

        self.assertEqual(due("coordinator_1").date, request.due_on)
        self.assertEqual(due("coordinator_1").name, request.number)
        for name in ("worker_a", "member_a", "regional", "coordinator_2"):
            self.assertFalse(due(name), name)
        request.refusal_reason = "Wniosek bez podpisu"
        request.action_refuse()
        self.env.flush_all()
        self.assertFalse(due("coordinator_1"))

    def test_a_refusal_needs_its_reason(self):
        request = self.make("objection")
        with self.assertRaises(UserError):
            request.action_refuse()
        with self.assertRaises(UserError):
            request.action_grant()
        request.answer = "Nie przekazujemy danych policji"
        request.action_grant()
        self.assertEqual(request.state, "done")

    def test_restricted_data_are_kept_and_not_changed(self):
        need = self.env["kooperacja.case.need"].create(
            {"case_id": self.case_a.id, "name": "X", "person_id": self.person.id}
        )
        request = self.make("restriction", answer="Do wyjaśnienia")
        request.action_grant()
        self.assertEqual(self.person.restricted_on, self.today)
        self.assertTrue(self.families["a"].household.has_restriction)
        for name in ("worker_a", "coordinator_1"):
            with self.subTest(name):
                for change in (
                    lambda n=name: self.as_user(n, self.person).write({"phone": "1"}),
                    lambda n=name: self.as_user(n, need).write({"name": "Y"}),
                    lambda n=name: self.as_user(n, need).unlink(),
                    lambda n=name: self.as_user(n, self.person).write(
                        {"restricted_on": False}
                    ),
                ):
                    with self.assertRaises(UserError) as caught:
                        change()
                    self.assert_tells_nothing(str(caught.exception), "a")
        # Others of the family, and the work itself, go on.
        self.as_user("worker_a", self.families["a"].child).phone = "600100200"
        self.as_user("worker_a", self.content["a"]["kooperacja.plan.task"]).name = "Y"
        self.as_user("coordinator_1", request).action_lift()
        self.as_user("worker_a", self.person).phone = "600100201"
        self.assertEqual(request.state, "done")

    def test_one_of_two_restrictions_lifted_leaves_the_other(self):
        first = self.make("restriction", answer="X")
        second = self.make("restriction", answer="Y")
        (first | second).action_grant()
        first.action_lift()
        self.assertTrue(self.person.restricted_on)
        second.action_lift()
        self.assertFalse(self.person.restricted_on)

    def test_who_may_not_does_not(self):
        request = self.make(wish="Chcę wiedzieć", applicant="Adwokat")
        request.action_collect()
        model = self.env["kooperacja.privacy.request"]
        for name in (
            "employee",
            "member_a",
            "worker_a",
            "regional",
            "administrator",
            "system",
            "officer",
            "portal",
        ):
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    self.as_user(name, model).create({"person_ids": self.person.ids})
                for action in ("action_collect", "action_make_extract", "action_grant"):
                    with self.assertRaises(AccessError):
                        getattr(self.as_user(name, request), action)()
        with self.assertRaises(AccessError):
            self.as_user("coordinator_2", request).read(["number"])

    def test_the_officer_sees_dates_and_no_person(self):
        request = self.make(wish="Chcę wiedzieć")
        request.action_collect()
        seen = self.as_user("officer", request)
        self.assertEqual(seen.read(["number", "due_on"])[0]["number"], request.number)
        self.assert_tells_nothing(seen.read(), "a")
        with self.assertRaises(AccessError):
            seen.read(["person_ids"])
        with self.assertRaises(AccessError):
            self.as_user("officer", request.text_ids).read(["text"])

    def test_a_person_is_named_only_by_who_may_read_the_family(self):
        with self.assertRaises(AccessError):
            self.as_user(
                "coordinator_2", self.env["kooperacja.privacy.request"]
            ).create({"person_ids": [Command.link(self.person.id)]})
