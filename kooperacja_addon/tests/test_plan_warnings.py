"""What the plan says before it is signed: goals, barriers, duplicates, statements."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .test_plan import PlanCase


class WarningCase(PlanCase):
    def assert_warns(self, *words, plan=None):
        warning = ((plan or self.plan).warning or "").lower()
        for word in words:
            self.assertIn(word.lower(), warning)

    def assert_silent(self, *words):
        warning = (self.plan.warning or "").lower()
        for word in words:
            self.assertNotIn(word.lower(), warning)


@tagged("post_install", "-at_install")
class TestGoals(WarningCase):
    def test_hints_are_told_with_the_goal_and_block_nothing(self):
        self.goal.write({"name": "Realizacja wsparcia oraz pomoc", "measure": False})
        for words in ("Realizacja", "more than one thing", "how you shall know"):
            self.assertIn(words, self.goal.hints)
        self.assert_warns("wording", "goals 1")
        self.ready().action_sign()
        self.assertEqual(self.plan.state, "signed")

    def test_a_plain_goal_has_no_hint(self):
        self.goal.write({"name": "Antek chodzi do szkoły", "measure": "Dziennik"})
        self.assertFalse(self.goal.hints)
        self.assert_silent("wording")

    def test_a_hint_appears_while_the_goal_is_typed(self):
        with Form(self.goal, view="kooperacja_addon.plan_goal_view_form") as form:
            form.name = "Aktywizacja beneficjenta"
            self.assertIn("beneficjenta", form.hints)

    def test_who_of_the_family_proposed_a_goal_makes_it_the_familys(self):
        self.assertFalse(self.goal.proposed_by_family)
        self.goal.person_id = self.adult
        self.assertTrue(self.goal.proposed_by_family)
        self.goal.write({"person_id": False, "member_id": self.member_row.id})
        self.assertFalse(self.goal.proposed_by_family)

    def test_a_goal_of_the_family_needs_no_name(self):
        self.goal.proposed_by_family = True
        self.assertTrue(self.goal.proposed_by_family)
        self.assertEqual(self.goal._get_proposer(), "the family")

    def test_strangers_propose_no_goal(self):
        for values in (
            {"person_id": self.families["b"].adult.id},
            {"member_id": self.team["b"][0].id},
        ):
            with self.subTest(values), self.refused("team of this case"):
                self.goal.sudo().write(values)

    def test_a_goal_was_proposed_by_one(self):
        with self.refused_by_database("kooperacja.plan.goal", "proposed by one"):
            self.goal.write(
                {"person_id": self.adult.id, "member_id": self.member_row.id}
            )

    def test_the_share_of_the_family_is_shown(self):
        self.assertEqual(self.plan.family_share, "0 of 1 goals (0%)")
        self.plan.goal_ids = self.lines(
            {"name": "Cel", "person_id": self.adult.id},
            {"name": "Cel", "proposed_by_family": True},
        )
        self.assertEqual(self.plan.family_share, "2 of 3 goals (67%)")

    def test_a_plan_without_goals_has_no_share(self):
        plan = self.plan.create({"case_id": self.new_case().id})
        self.assertFalse(plan.family_share)

    def test_who_proposed_a_goal_is_archived_not_deleted(self):
        child = self.child.create(
            {"household_id": self.child.household_id.id, "first_name": "X"}
        )
        self.goal.person_id = child
        with self.refused("archive"):
            child.unlink()


@tagged("post_install", "-at_install")
class TestTasks(WarningCase):
    def test_a_barrier_warns_until_somebody_solves_it(self):
        self.family_task.transport_state = "open"
        self.assert_warns("get there is not solved", "tasks 1.2")
        self.assertTrue(self.family_task.has_open_barrier)
        self.family_task.transport_state = "solved"
        self.assert_warns("get there is not solved")
        self.family_task.transport = "Wozi OPS w każdy wtorek"
        self.assert_silent("get there")
        self.assertFalse(self.family_task.has_open_barrier)

    def test_care_for_others_is_a_barrier_of_its_own(self):
        self.task.care_state = "open"
        self.assert_warns("care for others meanwhile is not solved: tasks 1.1")

    def test_a_barrier_that_was_signed_is_still_told(self):
        self.task.care_state = "open"
        self.ready().action_sign()
        self.assertFalse(self.plan.warning)
        self.assertIn("1.1", self.plan.open_barriers)

    def test_who_has_to_go_out_is_asked_how(self):
        self.family_task.place = "institution"
        self.assert_warns("nobody has asked how", "1.2")
        self.family_task.transport_state = "none"
        self.assert_silent("nobody has asked")

    def test_dates_outside_the_plan_are_told_and_kept(self):
        self.plan.date_to = self.task.date_to
        self.assert_silent("outside the period")
        self.task.date_to += timedelta(days=1)
        self.assert_warns("outside the period", "tasks 1.1")
        self.plan.date_to = self.task.date_to
        self.assert_silent("outside the period")

    def test_two_institutions_with_the_same_task_are_told(self):
        self.task.name = "Pomoc w odrabianiu lekcji"
        other = self.case.member_ids.filtered(
            lambda m: m.institution_id == self.institutions["ops_1"]
        )[:1]
        twin = self.add_task(self.plan, member_id=other.id)
        self.assert_silent("two institutions")
        twin.name = "Pomoc przy odrabianiu lekcji"
        self.assert_warns("seem to do the same", "task 1.1", "task 1.3")

    def test_without_a_contract_the_plan_reminds_of_it(self):
        self.assert_warns("kontrakt socjalny", "4.3")
        self.case.write({"contract_kind": "contract", "contract_number": "KS/7"})
        self.assert_silent("kontrakt socjalny")
        self.assertEqual(self.plan.contract_number, "KS/7")

    def test_forty_tasks_cost_the_queries_of_two(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.plan.read(["warning", "open_barriers", "family_share"])
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for _number in range(40):
            self.add_task(self.plan, member_id=self.member_row.id)
        self.assertLessEqual(count(), few)


@tagged("post_install", "-at_install")
class TestServices(WarningCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = cls.plan.service_ids

    def add_service(self, **values):
        return self.service.create(
            {
                "plan_id": self.plan.id,
                "name": "Rozmowy z psychologiem",
                "institution_id": self.institutions["school_1"].id,
                **values,
            }
        )

    def test_how_much_is_said_in_words(self):
        service = self.add_service(quantity=2, unit="hours", frequency="week")
        self.assertEqual(service._get_amount(), "2 hours a week")
        service.quantity = 0
        self.assertEqual(service._get_amount(), "a week")

    def test_the_same_kind_of_help_for_the_same_person_is_told(self):
        self.service.write({"kind": "psychology", "person_id": self.child.id})
        twin = self.add_service(kind="psychology", person_id=self.adult.id)
        self.assert_silent("same kind of help")
        twin.person_id = self.child
        self.assert_warns("same kind of help", "service 1", "service 2")

    def test_nobody_of_another_family_is_served(self):
        with self.refused("family of the case"):
            self.service.sudo().person_id = self.families["b"].adult

    def test_a_task_points_to_a_service_of_its_own_plan(self):
        self.task.service_id = self.service
        with self.refused("package of this plan"):
            self.task.sudo().service_id = self.content["b"]["kooperacja.plan.service"]

    def test_a_service_does_not_end_before_it_begins(self):
        with self.refused_by_database("kooperacja.plan.service", "before it begins"):
            self.service.write({"date_from": self.today, "date_to": self.yesterday})

    def test_it_is_signed_with_the_plan(self):
        self.ready().action_sign()
        for change in (
            lambda: self.service.write({"name": "Inna"}),
            self.service.unlink,
            self.add_service,
        ):
            with self.refused("stays as it was signed"):
                change()

    def test_the_next_version_begins_with_the_package(self):
        self.task.service_id = self.service
        draft = self.next_version()
        self.assertEqual(draft.service_ids.origin_id, self.service)
        task = draft.task_ids.filtered(lambda t: t.origin_id == self.task)
        self.assertEqual(task.service_id, draft.service_ids)

    def test_its_name_is_shown_on_request_only(self):
        self.assertNotIn("rzeczy", self.service.display_name)
        self.assertIn(
            "rzeczy",
            self.service.with_context(show_family_names=True).display_name,
        )

    def test_a_member_of_the_team_reads_and_changes_nothing(self):
        service = self.service.with_user(self.member)
        self.assertTrue(service.name)
        with self.assertRaises(AccessError):
            service.name = "Inna"


@tagged("post_install", "-at_install")
class TestStatements(WarningCase):
    """Agreement, consent and having been told are three different things."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan.action_fill_signatures()
        cls.line = cls.plan.signature_ids.filtered("person_id")

    def test_each_is_missed_by_itself(self):
        self.assert_warns("agrees to the plan", "use of data", "the law has")
        self.line.agreement = "agrees"
        self.assert_silent("agrees to the plan")
        self.line.data_consent = "not_needed"
        self.assert_silent("use of data")
        self.line.duties_told_on = self.today
        self.assert_silent("the law has")

    def test_a_signature_is_an_agreement_and_no_consent(self):
        self.line.signed = True
        self.assertEqual(self.line._get_agreement(), "agrees")
        self.assertFalse(self.line.data_consent)
        self.assert_silent("agrees to the plan")
        self.assert_warns("use of data")

    def test_a_refusal_is_noted_with_its_reason_and_blocks_nothing(self):
        self.line.agreement = "refuses"
        self.assert_warns("why an adult does not agree")
        self.line.refusal_reason = "Nie chcę wizyt w domu"
        self.assert_silent("why an adult")
        self.plan.signed_on = self.today
        self.plan.signature_ids.filtered("member_id").signed = True
        self.plan.action_sign()
        self.assertEqual(self.plan.state, "signed")
        self.assertEqual(self.line.refusal_reason, "Nie chcę wizyt w domu")

    def test_who_refuses_does_not_sign(self):
        with self.refused_by_database("kooperacja.plan.signature", "does not sign"):
            self.line.write({"agreement": "refuses", "signed": True})

    def test_a_member_of_the_team_makes_no_statement(self):
        line = self.plan.signature_ids.filtered("member_id")[:1]
        with self.refused_by_database("kooperacja.plan.signature", "adults"):
            line.agreement = "agrees"

    def test_no_statement_is_of_tomorrow(self):
        for name in ("agreement_on", "data_consent_on", "duties_told_on"):
            with self.subTest(name), self.refused("future"):
                self.line[name] = self.tomorrow

    def test_nobody_of_another_team_has_told_of_duties(self):
        with self.refused("own team"):
            self.line.sudo().duties_told_by_id = self.team["b"][0]

    def test_the_day_of_an_answer_is_filled_in(self):
        view = "kooperacja_addon.plan_view_form"
        with Form(self.plan, view=view) as form:
            index = self.plan.signature_ids.ids.index(self.line.id)
            with form.signature_ids.edit(index) as line:
                line.agreement = "agrees"
                line.data_consent = "given"
        self.assertEqual(self.line.agreement_on, self.today)
        self.assertEqual(self.line.data_consent_on, self.today)

    def test_what_was_said_is_signed_with_the_plan(self):
        self.line.data_consent = "given"
        self.ready().action_sign()
        with self.refused("stays as it was signed"):
            self.line.data_consent = "refused"
