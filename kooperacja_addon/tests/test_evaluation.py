"""The evaluation: marks, before and after, the joint decision."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .steps import PathCase


class EvaluationCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sign_plan(cls.plan)
        cls.goal_line = cls.evaluation.goal_line_ids
        cls.need_line = cls.evaluation.need_line_ids

    def ready(self, **values):
        """Give the evaluation all that its approval asks for."""
        self.goal_line.level = "3"
        self.evaluation.write(
            {
                "decision": "continue",
                "participant_ids": [Command.set(self.member_row.ids)],
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestMarks(EvaluationCase):
    def test_the_button_lists_every_goal_and_every_need(self):
        action = self.case.action_new_evaluation()
        evaluation = self.evaluation.browse(action["res_id"])
        self.assertEqual(evaluation.goal_line_ids.goal_id, self.plan.goal_ids)
        self.assertEqual(evaluation.need_line_ids.need_id, self.case.need_ids)
        self.assertFalse(any(evaluation.goal_line_ids.mapped("level")))

    def test_the_goals_are_those_of_the_plan_in_force(self):
        draft = self.plan.browse(self.plan.action_new_version()["res_id"])
        draft.goal_ids.name = "Nowy cel"
        evaluation = self.evaluation.create({"case_id": self.case.id})
        self.assertEqual(evaluation.goal_line_ids.goal_id, self.plan.goal_ids)

    def test_attainment_is_the_mean_of_the_marks_in_per_cent(self):
        self.goal_line.level = "4"
        self.assertEqual(self.evaluation.attainment, 100)
        draft = self.plan.browse(self.plan.action_new_version()["res_id"])
        self.evaluation.goal_line_ids = self.lines(
            {"goal_id": draft.goal_ids.id, "level": "1"}
        )
        self.assertEqual(self.evaluation.attainment, 62)

    def test_a_goal_without_a_mark_does_not_count(self):
        self.goal_line.level = False
        self.assertEqual(self.evaluation.attainment, 0)

    def test_change_is_after_less_before(self):
        self.assertEqual((self.need_line.before, self.need_line.after), ("4", "2"))
        self.assertEqual(self.evaluation.change, -2)
        self.need_line.after = "5"
        self.assertEqual(self.evaluation.change, 1)

    def test_a_need_without_a_mark_does_not_count(self):
        need = self.need.create({"case_id": self.case.id, "name": "Bez oceny"})
        self.evaluation.need_line_ids = self.lines({"need_id": need.id, "after": "1"})
        self.assertEqual(self.evaluation.change, -2)

    def test_before_is_kept_when_the_severity_is_edited_later(self):
        self.need.severity = "1"
        self.env.invalidate_all()
        self.assertEqual(self.need_line.before, "4")
        self.assertEqual(self.evaluation.change, -2)

    def test_each_goal_and_each_need_is_evaluated_once(self):
        with self.refused_by_database("kooperacja.evaluation.goal", "once"):
            self.evaluation.goal_line_ids = self.lines(
                {"goal_id": self.goal_line.goal_id.id}
            )
        with self.refused_by_database("kooperacja.evaluation.need", "once"):
            self.evaluation.need_line_ids = self.lines({"need_id": self.need.id})

    def test_goals_and_needs_are_of_the_same_case(self):
        with self.refused("another case"):
            self.evaluation.sudo().goal_line_ids = self.lines(
                {"goal_id": self.content["b"]["kooperacja.plan.goal"].id}
            )
        with self.refused("another case"):
            self.evaluation.sudo().need_line_ids = self.lines(
                {"need_id": self.content["b"]["kooperacja.case.need"].id}
            )

    def test_participants_are_of_the_same_team(self):
        with self.refused():
            self.evaluation.sudo().participant_ids = self.team["b"][0]

    def test_an_evaluation_is_not_older_than_its_case(self):
        with self.refused("older than its case"):
            self.evaluation.date = self.case.opened_on - timedelta(days=1)

    def test_a_member_evaluates_nothing_alone(self):
        with self.assertRaises(AccessError):
            self.evaluation.with_user(self.member).decision = "close"


@tagged("post_install", "-at_install")
class TestApproving(EvaluationCase):
    def refused_to_approve(self, *words):
        with self.refused("cannot be approved yet", *words):
            self.evaluation.action_approve()
        self.assertEqual(self.evaluation.state, "draft")

    def test_a_ready_evaluation_is_approved(self):
        self.ready()
        self.evaluation.action_approve()
        self.assertEqual(self.evaluation.state, "approved")

    def test_every_goal_is_marked(self):
        self.ready()
        self.goal_line.level = False
        self.refused_to_approve("attainment of every goal")

    def test_not_begun_is_a_mark_as_well(self):
        self.ready()
        self.goal_line.level = "0"
        self.evaluation.action_approve()
        self.assertEqual(self.evaluation.attainment, 0)

    def test_there_is_a_decision(self):
        self.ready(decision=False)
        self.refused_to_approve("joint decision")

    def test_somebody_took_part_in_the_decision(self):
        self.ready(participant_ids=[Command.clear()])
        self.refused_to_approve("who took part")

    def test_ending_has_one_of_the_three_reasons(self):
        self.ready(decision="close")
        self.refused_to_approve("three reasons")

    def test_goals_are_not_reached_without_a_plan(self):
        case = self.new_case()
        evaluation = self.evaluation.create(
            {
                "case_id": case.id,
                "decision": "close",
                "closing_reason": "reached",
                "participant_ids": [Command.set(case.member_ids.ids)],
            }
        )
        with self.refused("without a plan"):
            evaluation.action_approve()

    def test_an_evaluation_is_approved_once(self):
        self.ready()
        self.evaluation.action_approve()
        with self.refused("already approved"):
            self.evaluation.action_approve()

    def test_an_approved_evaluation_stays_as_it_is(self):
        self.ready()
        self.evaluation.action_approve()
        for record, values in (
            (self.evaluation, {"decision": "close"}),
            (self.evaluation, {"conclusions": "Inne"}),
            (self.goal_line, {"level": "4"}),
            (self.goal_line, {"comment": "Inny"}),
            (self.need_line, {"after": "1"}),
            (self.need_line, {"before": "5"}),
        ):
            with self.subTest(record=record._name, values=values):
                with self.refused("stays as it is"):
                    record.write(values)
                with self.refused("stays as it is"):
                    record.unlink()

    def test_its_document_is_kept_and_stays(self):
        self.ready()
        self.assertFalse(self.evaluation.signed_document)
        self.evaluation.action_approve()
        kept = self.evaluation.signed_document
        self.assertTrue(kept)
        number = self.case.number.replace("/", "-")
        self.assertRegex(
            self.evaluation.signed_document_name,
            rf"^ewaluacja-{number}-.*\.(html|pdf)$",
        )
        with self.refused("buttons"):
            self.evaluation.signed_document = False
        self.evaluation.write(
            {"followup_on": self.today, "followup_result": "holds"},
        )
        self.assertEqual(self.evaluation.signed_document, kept)

    def test_its_numbers_stay_when_the_need_is_edited_later(self):
        self.ready()
        self.evaluation.action_approve()
        self.need.severity = "1"
        self.env.invalidate_all()
        self.assertEqual(self.need_line.before, "4")
        self.assertEqual(self.evaluation.change, -2)
        self.assertEqual(self.evaluation.attainment, 75)

    def test_its_words_stay_when_the_need_is_edited_later(self):
        self.ready()
        self.evaluation.action_approve()
        self.need.name = "Inna potrzeba"
        self.env.invalidate_all()
        self.assertEqual(self.need_line.name, "Brak rzeczya")

    def test_a_need_that_was_evaluated_is_not_deleted(self):
        with self.refused_by_database("kooperacja.case.need", "another model"):
            self.need.unlink()

    def test_a_new_evaluation_is_begun(self):
        self.ready()
        self.evaluation.action_approve()
        later = self.evaluation.create({"case_id": self.case.id})
        self.assertEqual(later.state, "draft")
