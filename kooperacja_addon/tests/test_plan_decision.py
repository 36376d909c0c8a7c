"""A decision of a meeting becomes a task of the plan, once, linked both ways."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .test_plan import PlanCase


@tagged("post_install", "-at_install")
class TestDecision(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.decision = cls.meeting.decision_ids
        cls.decision.write(
            {
                "partner_id": cls.member.partner_id.id,
                "date_due": cls.meeting.start.date() + timedelta(days=5),
            }
        )

    def form(self, decision=None):
        action = (decision or self.decision).action_make_task()
        self.assertEqual(action["target"], "new")
        tasks = self.task.browse().with_context(**action["context"])
        return Form(tasks, view="kooperacja_addon.plan_task_view_form")

    def make_task(self):
        with self.form() as form:
            self.assertEqual(form.name, self.decision.name)
        return form.save()

    def test_words_doer_and_date_are_taken_over(self):
        task = self.make_task()
        self.assertEqual(task.name, self.decision.name)
        self.assertEqual(task.member_id, self.member_row)
        self.assertEqual(task.date_to, self.decision.date_due)
        self.assertEqual(task.plan_id, self.plan)

    def test_each_knows_the_other(self):
        task = self.make_task()
        self.assertEqual(task.decision_id, self.decision)
        self.assertEqual(self.decision.task_ids, task)
        self.assertTrue(self.decision.is_task)

    def test_it_becomes_a_task_once(self):
        self.make_task()
        action = self.decision.action_make_task()
        self.assertEqual(action["res_model"], "kooperacja.plan")
        self.assertEqual(action["res_id"], self.plan.id)
        with self.refused_by_database("kooperacja.plan.task", "already"):
            self.add_task(
                self.plan, member_id=self.member_row.id, decision_id=self.decision.id
            )

    def test_after_the_signing_it_becomes_a_task_of_the_next_version(self):
        self.sign_plan(self.plan)
        task = self.make_task()
        self.assertEqual(task.plan_id, self.case.draft_plan_id)
        self.assertNotIn(task, self.plan.task_ids)

    def test_the_next_version_keeps_the_link(self):
        task = self.make_task()
        draft = self.next_version()
        copied = draft.task_ids.filtered(lambda t: t.origin_id == task)
        self.assertEqual(copied.decision_id, self.decision)
        self.assertEqual(self.decision.action_make_task()["res_id"], draft.id)

    def test_approved_minutes_stay_and_still_become_a_task(self):
        self.meeting.start = self.at(self.yesterday, 9)
        self.decision.date_due = self.tomorrow
        self.approve_meeting(self.meeting)
        self.assertTrue(self.make_task().decision_id)

    def test_a_plan_without_goals_asks_for_one(self):
        case = self.new_case()
        meeting = self.meeting.create(
            {
                "case_id": case.id,
                "start": self.meeting.start,
                "decision_ids": self.lines({"name": "Zrobić"}),
            }
        )
        with self.refused("Write a goal"):
            meeting.decision_ids.action_make_task()

    def test_a_decision_about_another_case_is_no_task_here(self):
        with self.refused("another case"):
            self.task.sudo().decision_id = self.content["b"][
                "kooperacja.meeting.decision"
            ]

    def test_a_decision_of_directors_is_no_task(self):
        meeting = self.of("coordinator_1", "kooperacja.meeting").create(
            {
                "kind": "partnership",
                "partnership_id": self.partnership_1.id,
                "start": self.meeting.start,
                "decision_ids": self.lines({"name": "Zrobić"}),
            }
        )
        with self.refused("about a case"):
            meeting.decision_ids.action_make_task()

    def test_a_member_of_the_team_makes_no_task(self):
        action = self.decision.with_user(self.member).action_make_task()
        with self.assertRaises(AccessError):
            self.task.with_user(self.member).with_context(**action["context"]).create(
                {}
            )
