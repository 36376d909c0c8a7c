"""Who agrees, what goes on after the end, the look back, and the next plan."""

from dateutil.relativedelta import relativedelta

from odoo.fields import Command
from odoo.tests import tagged

from .common import MODULE
from .test_evaluation import EvaluationCase


class EndCase(EvaluationCase):
    def closing(self, **values):
        self.ready(decision="close", closing_reason="reached", **values)
        return self.evaluation

    def page(self):
        page, _kind = self.env["ir.actions.report"]._render_qweb_html(
            f"{MODULE}.report_evaluation", self.evaluation.ids
        )
        return page.decode()


@tagged("post_install", "-at_install")
class TestVoices(EndCase):
    def test_everybody_present_has_a_voice(self):
        self.ready(family_took_part=True)
        voices = self.evaluation.voice_ids
        self.assertEqual(voices.member_id, self.member_row)
        self.assertEqual(voices.person_id, self.adult, "adults, and each once")
        self.assertEqual(set(voices.mapped("agrees")), {"yes"})

    def test_an_adult_who_lives_elsewhere_is_not_taken_for_present(self):
        household = self.adult.household_id
        household.person_ids = [
            Command.create(
                {"first_name": "Babcia", "role": "grandparent", "lives_elsewhere": True}
            )
        ]
        self.ready(family_took_part=True)
        self.assertEqual(self.evaluation.voice_ids.person_id, self.adult)

    def test_who_sees_it_otherwise_says_why_and_it_is_printed(self):
        self.ready()
        voice = self.evaluation.voice_ids.filtered("member_id")
        voice.write({"agrees": "no", "comment": "Za wcześnie na ocenę"})
        self.assertIn("Za wcześnie na ocenę", self.page())

    def test_a_voice_is_of_the_team_or_the_family_of_the_case(self):
        with self.refused("on the team of this case"):
            self.env["kooperacja.evaluation.voice"].create(
                {
                    "evaluation_id": self.evaluation.id,
                    "member_id": self.team["b"][0].id,
                }
            )


@tagged("post_install", "-at_install")
class TestAfterTheEnd(EndCase):
    def test_each_open_task_is_listed_with_who_goes_on(self):
        evaluation = self.closing()
        self.assertEqual(evaluation.open_task_count, 2)
        rows = evaluation.after_ids.filtered("task_id")
        self.assertEqual(rows.task_id, self.plan.task_ids)
        self.assertEqual(
            rows.filtered("institution_id").institution_id,
            self.member_row.institution_id,
        )

    def test_a_task_that_goes_on_being_worked_at_is_not_listed(self):
        self.ready()
        self.assertFalse(self.evaluation.after_ids.task_id)

    def test_who_drops_an_open_task_says_why(self):
        evaluation = self.closing()
        row = evaluation.after_ids.filtered("task_id")[0]
        row.outcome = "dropped"
        with self.refused("dropped, why"):
            evaluation.action_approve()
        row.comment = "Rodzina się wyprowadziła"
        evaluation.action_approve()
        self.assertEqual(evaluation.state, "approved")
        self.assertIn("Rodzina się wyprowadziła", self.page())

    def test_the_end_rests_on_a_final_evaluation(self):
        evaluation = self.closing()
        self.assertEqual(evaluation.kind, "final")
        evaluation.kind = "partial"
        with self.refused("final"):
            evaluation.action_approve()

    def test_another_evaluation_is_partial(self):
        self.ready()
        self.assertEqual(self.evaluation.kind, "partial")


@tagged("post_install", "-at_install")
class TestLookBack(EndCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.close_case(cls.case)

    def test_it_is_due_six_months_later(self):
        due = self.evaluation.date + relativedelta(months=6)
        self.assertEqual(self.evaluation.followup_due, due)
        deadline = self.of("worker_a", "kooperacja.deadline").search(
            [("kind", "=", "followup"), ("res_id", "=", self.evaluation.id)]
        )
        self.assertEqual((deadline.date, deadline.case_id), (due, self.case))

    def test_it_is_noted_on_the_same_scale_though_all_is_closed(self):
        self.evaluation.write(
            {
                "followup_on": self.today,
                "followup_result": "reopen",
                "followup_note": "Znów bez pracy",
                "need_line_ids": [Command.update(self.need_line.id, {"later": "5"})],
            }
        )
        self.assertEqual(self.need_line.later, "5")
        self.assertIn("width: 100%", str(self.evaluation.chart))
        self.env.flush_all()
        self.assertFalse(
            self.of("worker_a", "kooperacja.deadline").search(
                [("kind", "=", "followup"), ("res_id", "=", self.evaluation.id)]
            )
        )

    def test_nothing_that_was_approved_changes_with_it(self):
        for values in (
            {"followup_note": "X", "conclusions": "Inne"},
            {"need_line_ids": [Command.update(self.need_line.id, {"after": "1"})]},
            {"need_line_ids": [Command.delete(self.need_line.id)]},
        ):
            with self.subTest(values), self.refused("approved"):
                self.evaluation.write(values)

    def test_a_day_and_a_result_belong_together(self):
        with self.refused("how it is now"):
            self.evaluation.followup_on = self.today
        with self.refused("not in the future"):
            self.evaluation.write(
                {
                    "followup_on": self.today + relativedelta(days=1),
                    "followup_result": "holds",
                }
            )


@tagged("post_install", "-at_install")
class TestNextPlan(EndCase):
    def test_what_is_not_finished_goes_into_the_next_version(self):
        report = self.report.sudo()
        report.line_ids.status = "done"
        report.action_submit()
        self.ready()
        self.evaluation.action_approve()
        action = self.evaluation.action_next_plan()
        draft = self.plan.browse(action["res_id"])
        self.assertEqual(draft.state, "draft")
        open_task = self.plan.task_ids.filtered(lambda t: t.status != "done")
        self.assertEqual(draft.task_ids.origin_id, open_task)
        self.assertTrue(draft.change_reason)

    def test_a_draft_begun_already_is_left_as_it_is(self):
        draft = self.plan.browse(self.plan.action_new_version()["res_id"])
        tasks = draft.task_ids
        self.ready()
        self.evaluation.action_approve()
        action = self.evaluation.action_next_plan()
        self.assertEqual((action["res_id"], draft.task_ids), (draft.id, tasks))


@tagged("post_install", "-at_install")
class TestPaper(EndCase):
    def test_part_c_stands_alone(self):
        page = self.page()
        for words in (self.case.number, "Cel rzeczya", "Brak rzeczya", "before:"):
            self.assertIn(words, page)
