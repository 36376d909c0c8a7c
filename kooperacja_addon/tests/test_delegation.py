"""A worker is asked for, delegated or not, and a number stays a number."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import MODULE
from .steps import PathCase


class DelegationCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.institution = cls.institutions["pcpr"]
        cls.nurse, cls.stand_in, cls.boss = cls.env["res.partner"].create(
            [
                {"name": name, "parent_id": cls.institution.id}
                for name in ("Iga Wrona", "Olga Sikora", "Adam Szef")
            ]
        )
        cls.director = cls.make_director("past_member")

    @classmethod
    def make_director(cls, name, **values):
        """Make the user, a member of no team today, the director of the PCPR."""
        row = cls.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == cls.institution
        )
        cls.env["kooperacja.partnership.representative"].create(
            {
                "member_id": row.id,
                "partner_id": cls.users[name].partner_id.id,
                "function": "director",
                "date_from": cls.long_ago,
                **values,
            }
        )
        return cls.users[name]

    def request(self, user="worker_a", **values):
        """Return a request for the case of A, not made yet."""
        if "problem_id" not in values:
            values.setdefault("case_id", self.case_a.id)
        return self.of(user, "kooperacja.delegation").create(
            {
                "partnership_id": self.partnership_1.id,
                "institution_id": self.institution.id,
                **values,
            }
        )

    def asked(self, **values):
        delegation = self.request(**values)
        delegation.action_ask()
        return delegation

    def answer(self, delegation, answer, user=None, **values):
        self.env.flush_all()
        self.env.invalidate_all()
        dialog = (
            self.env(user=user or self.director)["kooperacja.delegation.answer"]
        ).create({"delegation_id": delegation.id, "answer": answer, **values})
        dialog.action_answer()

    def accept(self, delegation, user=None, **values):
        values = {
            "partner_id": self.nurse.id,
            "substitute_id": self.stand_in.id,
            **values,
        }
        self.answer(delegation, "accepted", user, **values)

    def problem(self):
        return self.env.ref(f"{MODULE}.problem_debt")


@tagged("post_install", "-at_install")
class TestAsking(DelegationCase):
    def test_the_case_opens_a_request_that_names_it(self):
        action = self.case.action_ask_for_worker()
        delegations = self.of("worker_a", action["res_model"])
        with Form(delegations.with_context(**action["context"])) as form:
            form.institution_id = self.institution
        delegation = form.record
        self.assertEqual(delegation.case_number, self.case_a.number)
        self.assertEqual(delegation.partnership_id, self.partnership_1)

    def test_the_letter_is_ready_when_the_request_is_made(self):
        delegation = self.asked(wanted="psycholog dziecięcy")
        letter = delegation.letter_id
        self.assertEqual((letter.kind, letter.state), ("delegation", "draft"))
        self.assertEqual(letter.partner_id, self.institution)
        self.assertEqual(letter.attention, self.director.name)
        for word in (self.case_a.number, "psycholog dziecięcy", " 7 "):
            self.assertIn(word, letter.body)

    def test_no_paper_of_it_tells_anything_of_the_family(self):
        delegation = self.asked()
        self.accept(delegation)
        letter = delegation.letter_id
        page, _kind = self.env["ir.actions.report"]._render_qweb_html(
            f"{MODULE}.report_delegation", delegation.ids
        )
        for text in (letter.body, letter.name, page, delegation.display_name):
            self.assert_tells_nothing(text)

    def test_a_kind_of_problem_serves_as_well_as_a_case(self):
        delegation = self.asked(problem_id=self.problem().id)
        self.assertIn(self.problem().name, delegation.letter_id.body)
        self.assertFalse(delegation.case_number)

    def test_a_request_names_a_problem_or_a_case(self):
        delegation = self.request(case_id=False)
        with self.refused("which kind of problem"):
            delegation.action_ask()

    def test_a_problem_and_a_number_together_would_tell_of_a_family(self):
        with self.refused_by_database("kooperacja.delegation", "not both"):
            self.request(case_id=self.case_a.id, problem_id=self.problem().id)

    def test_the_answer_is_due_in_the_days_of_the_gmina(self):
        self.partnership_1.variant_id.sudo().delegation_answer_days = 3
        delegation = self.asked()
        self.assertEqual(delegation.answer_due, self.today + timedelta(days=3))

    def test_an_answer_that_is_late_is_on_the_list_of_what_is_due(self):
        delegation = self.asked(asked_on=self.long_ago)
        self.assertTrue(delegation.is_late)
        self.assertIn(delegation, delegation.search([("is_late", "=", True)]))
        due = self.of("worker_a", "kooperacja.deadline").search(
            [("res_model", "=", delegation._name), ("res_id", "=", delegation.id)]
        )
        self.assertEqual((due.kind, due.partner_id), ("worker", self.institution))
        self.assertEqual(due.user_id, self.worker)
        self.answer(delegation, "declined", reason="Brak ludzi")
        self.assertFalse(due.exists())

    def test_nobody_was_asked_tomorrow(self):
        with self.refused("future"):
            self.asked(asked_on=self.tomorrow)

    def test_who_is_in_no_partnership_is_asked_for_nobody(self):
        with self.refused("not in the partnership", error=ValidationError):
            self.request(institution_id=self.institutions["school_2"].id)

    def test_what_was_asked_stays(self):
        delegation = self.asked()
        with self.refused("stays as it was made"):
            delegation.wanted = "ktoś inny"
        with self.refused("stays as it was made"):
            delegation.unlink()
        delegation.reference = "OPS.1.2026"

    def test_no_state_is_written_by_hand(self):
        with self.refused("by its buttons"):
            self.asked().state = "accepted"

    def test_a_request_is_withdrawn_while_it_has_no_answer(self):
        delegation = self.asked()
        delegation.action_withdraw()
        self.assertEqual(delegation.state, "withdrawn")
        with self.refused("not possible now"):
            self.accept(delegation)


@tagged("post_install", "-at_install")
class TestAnswering(DelegationCase):
    def test_a_director_delegates_a_worker_and_a_substitute(self):
        delegation = self.asked()
        self.accept(delegation)
        self.assertEqual(delegation.state, "accepted")
        self.assertEqual(delegation.partner_id, self.nurse)
        self.assertEqual(delegation.substitute_id, self.stand_in)
        self.assertEqual(delegation.answered_by_id, self.director)
        self.assertTrue(delegation.signed_document)

    def test_a_director_declines_with_a_reason(self):
        delegation = self.asked()
        with self.refused("reason"):
            self.answer(delegation, "declined", reason=" ")
        self.answer(delegation, "declined", reason="Dwa wakaty")
        self.assertEqual(
            (delegation.state, delegation.answer_note), ("declined", "Dwa wakaty")
        )

    def test_both_people_are_of_the_institution_and_not_the_same(self):
        delegation = self.asked()
        for values, word in (
            ({"substitute_id": False}, "substitute"),
            ({"substitute_id": self.nurse.id}, "somebody else"),
            ({"partner_id": self.member.partner_id.id}, "does not work for"),
            ({"substitute_id": self.institution.id}, "does not work for"),
        ):
            with self.subTest(values), self.refused(word):
                self.accept(delegation, **values)

    def test_where_nobody_can_stand_in_the_director_says_why(self):
        delegation = self.asked()
        self.accept(delegation, substitute_id=False, reason="Pracuje u nas jedna osoba")
        self.assertEqual(delegation.state, "accepted")
        self.assertEqual(delegation.partner_id, self.nurse)
        self.assertEqual(delegation.answer_note, "Pracuje u nas jedna osoba")

    def test_an_answer_comes_between_the_request_and_today(self):
        delegation = self.asked()
        for day in (self.yesterday, self.tomorrow):
            with self.subTest(day), self.refused("between"):
                self.accept(delegation, answered_on=day)

    def test_a_request_is_answered_once(self):
        delegation = self.asked()
        self.accept(delegation)
        with self.refused("not possible now"):
            self.answer(delegation, "declined", reason="Jednak nie")

    def test_the_centre_notes_an_answer_that_came_on_paper(self):
        delegation = self.asked()
        self.accept(delegation, self.worker)
        self.assertEqual(delegation.answered_by_id, self.worker)

    def test_the_letter_that_was_sent_waits_no_longer(self):
        delegation = self.asked()
        letter = delegation.letter_id.with_user(self.coordinator)
        letter.channel = "hand"
        letter.action_send()
        self.answer(delegation, "declined", reason="Dwa wakaty")
        self.assertEqual(
            (letter.answer, letter.answered_on, letter.answer_note),
            ("no", self.today, "Dwa wakaty"),
        )

    def test_a_deputy_answers_too(self):
        deputy = self.make_director("future_member", function="deputy")
        delegation = self.asked()
        self.accept(delegation, deputy)
        self.assertEqual(delegation.state, "accepted")

    def test_a_director_of_yesterday_answers_nothing(self):
        self.partnership_1.member_ids.representative_ids.date_to = self.yesterday
        delegation = self.asked()
        with self.assertRaises(AccessError):
            self.accept(delegation)

    def test_other_people_of_the_institution_read_and_do_not_answer(self):
        delegation = self.asked()
        reader = self.as_user("future_member", delegation)
        self.assertTrue(reader.read(["case_number", "wanted"]))
        self.assertFalse(reader.may_answer)
        with self.assertRaises(AccessError):
            self.accept(delegation, self.users["future_member"])

    def test_a_director_answers_for_no_other_institution(self):
        delegation = self.asked(institution_id=self.institutions["police_1"].id)
        with self.assertRaises(AccessError):
            self.accept(delegation)
        with self.assertRaises(AccessError):
            self.as_user("past_member", delegation).read(["state"])

    def test_a_director_changes_nothing_but_the_answer(self):
        delegation = self.asked().with_user(self.director)
        for action in (
            lambda: delegation.write({"reference": "X"}),
            delegation.action_withdraw,
            delegation.unlink,
            lambda: delegation.copy(),
        ):
            with self.assertRaises(AccessError):
                action()

    def test_a_director_sees_no_request_that_was_not_made(self):
        delegation = self.request().with_user(self.director)
        self.assertFalse(delegation.search([("id", "=", delegation.id)]))


@tagged("post_install", "-at_install")
class TestJoining(DelegationCase):
    def test_the_delegated_worker_joins_the_team_by_one_button(self):
        delegation = self.asked()
        self.accept(delegation)
        delegation = self.as_user("worker_a", delegation)
        self.assertTrue(delegation.can_join)
        delegation.action_join_team()
        row = self.case_a.member_ids.filtered(lambda m: m.partner_id == self.nurse)
        self.assertEqual(row.delegation_id, delegation.with_user(self.env.user))
        self.assertEqual(row.date_from, self.today)
        self.assertFalse(self.as_user("worker_a", delegation).can_join)

    def test_nobody_joins_twice(self):
        delegation = self.asked()
        self.accept(delegation)
        delegation.action_join_team()
        with self.refused("already on this team"):
            delegation.action_join_team()

    def test_nobody_joins_before_the_director_agrees(self):
        with self.refused("not possible now"):
            self.asked().action_join_team()

    def test_only_who_runs_the_case_lets_somebody_join(self):
        delegation = self.asked()
        self.accept(delegation)
        with self.refused("no case that is open to you"):
            self.as_user("worker_b", delegation).action_join_team()
        self.assertFalse(self.as_user("worker_b", delegation).can_join)

    def test_a_delegation_serves_its_own_case_only(self):
        delegation = self.asked()
        self.accept(delegation)
        row = self.join(self.case_b, self.users["past_member"], self.today)
        with self.assertRaisesRegex(ValidationError, "not for this team"):
            row.delegation_id = delegation

    def test_a_delegation_for_a_problem_serves_any_case(self):
        delegation = self.asked(problem_id=self.problem().id)
        self.accept(delegation)
        row = self.join(self.case_b, self.users["past_member"], self.today)
        row.delegation_id = delegation
        self.assertEqual(row.delegation_id.partner_id, self.nurse)


@tagged("post_install", "-at_install")
class TestNumberIsANumber(DelegationCase):
    """Worker B works in the same gmina and may not open case A."""

    def setUp(self):
        super().setUp()
        self.delegation = self.asked()
        self.foreign = self.as_user("worker_b", self.delegation)

    def test_for_others_the_request_leads_to_no_case(self):
        self.assertEqual(self.foreign.case_number, self.case_a.number)
        self.assertFalse(self.foreign.case_id)
        self.assert_tells_nothing(self.foreign.read())
        director = self.as_user("past_member", self.delegation)
        self.assertFalse(director.case_id)
        self.assert_tells_nothing(director.read())

    def test_no_request_is_made_for_a_case_that_is_not_open_to_the_user(self):
        with self.assertRaises(AccessError):
            self.request("worker_b")
        with self.refused("by its buttons"):
            self.request("worker_b", case_id=False, case_number=self.case_a.number)

    def test_a_form_that_names_a_foreign_case_is_told_nothing(self):
        for value in (self.case_a.id, {"id": self.case_a.id}):
            with self.assertRaises(AccessError):
                self.of("worker_b", "kooperacja.delegation").onchange(
                    {"case_id": value},
                    ["case_id"],
                    {"case_id": {"fields": {"household_id": {}}}, "can_join": {}},
                )

    def test_a_number_typed_into_a_form_finds_no_foreign_case(self):
        answer = self.of("worker_b", "kooperacja.delegation").onchange(
            {
                "case_number": self.case_a.number,
                "partnership_id": self.partnership_1.id,
                "company_id": self.gmina_1.id,
            },
            ["case_number"],
            {"case_id": {"fields": {"display_name": {}}}, "can_join": {}},
        )
        self.assertFalse(answer["value"].get("case_id"))

    def test_no_search_goes_through_the_request_into_the_case(self):
        delegations = self.foreign.browse()
        for domain in (
            [("case_id.household_id.name", "ilike", "Abramowicz")],
            [("case_id", "!=", False)],
        ):
            with self.subTest(domain):
                try:
                    found = delegations.search(domain)
                except (ValueError, UserError, NotImplementedError):
                    found = delegations
                self.assertNotIn(self.foreign, found)

    def test_a_colleague_does_not_ask_in_place_of_who_runs_the_case(self):
        delegation = self.as_user("worker_b", self.request())
        with self.refused("open to you"):
            delegation.action_ask()

    def test_another_gmina_sees_no_request(self):
        for name in ("worker_c", "coordinator_2", "member_c"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.as_user(name, self.delegation).read(["case_number"])


@tagged("post_install", "-at_install")
class TestPaper(DelegationCase):
    print_documents = True

    def page(self, delegation, user="past_member"):
        page, _kind = self.as_user(
            user, self.env["ir.actions.report"]
        )._render_qweb_html(f"{MODULE}.report_delegation", delegation.ids)
        return page.decode()

    def test_before_the_answer_it_is_a_form_to_fill_by_hand(self):
        page = self.page(self.asked())
        self.assertIn(self.case_a.number, page)
        self.assertIn("……", page)

    def test_the_answer_names_worker_and_substitute(self):
        delegation = self.asked()
        self.accept(delegation)
        self.assertTrue(delegation.signed_document_name.startswith("oddelegowanie-"))
        page = self.page(delegation)
        for word in ("Iga Wrona", "Olga Sikora", self.director.name):
            self.assertIn(word, page)

    def test_the_answer_gives_the_reason_of_declining(self):
        delegation = self.asked()
        self.answer(delegation, "declined", reason="Dwa wakaty")
        self.assertIn("Dwa wakaty", self.page(delegation))

    def test_others_print_nothing_of_it(self):
        delegation = self.asked()
        for name in ("member_a", "member_c", "coordinator_2", "employee"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.page(delegation, name)
