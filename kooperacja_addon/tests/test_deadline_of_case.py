"""What is due in a case stands on the one list, for its team alone."""

from datetime import date, timedelta

from odoo.fields import Command
from odoo.tests import tagged

from .steps import PathCase


@tagged("post_install", "-at_install")
class TestDeadlinesOfCases(PathCase):
    def due(self, user, **wanted):
        deadlines = self.as_user(user, self.env["kooperacja.deadline"]).search(
            [("case_id", "=", self.case_a.id)]
        )
        return deadlines.filtered(
            lambda line: all(line[name] == value for name, value in wanted.items())
        )

    def test_minutes_of_a_family_are_due_for_its_team_alone(self):
        self.hold_meeting(self.content["a"]["kooperacja.meeting"])
        for name in ("member_a", "worker_a", "coordinator_1"):
            with self.subTest(name):
                (line,) = self.due(name, kind="minutes")
                self.assertEqual(line.name, self.case_a.number)
                self.assertEqual(line.user_id, self.users["worker_a"])
        for name in ("member_b", "worker_b", "past_member", "future_member"):
            with self.subTest(name):
                self.assertFalse(self.due(name))

    def test_a_task_waits_for_its_doer_until_it_is_reported_done(self):
        self.assertFalse(self.due("member_a", kind="task"))  # a draft binds nobody
        plan = self.content["a"]["kooperacja.plan"]
        self.sign_plan(plan)
        tasks = self.due("member_a", kind="task")
        self.assertEqual(len(tasks), 2)
        task = tasks.filtered("partner_id")
        self.assertEqual(task.partner_id, self.users["member_a"].partner_id)
        self.assertEqual(task.subject, plan.task_ids[0].name)
        self.assertEqual(task.date, plan.task_ids[0].date_to)
        report = self.content["a"]["kooperacja.report"]
        report.line_ids.status = "done"
        self.assertEqual(len(self.due("member_a", kind="task")), 2)  # not submitted
        report.action_submit()
        self.assertFalse(self.due("member_a", kind="task").filtered("partner_id"))

    def test_a_report_is_due_on_the_last_day_of_its_month(self):
        report = self.content["a"]["kooperacja.report"]
        (line,) = self.due("member_a", kind="report")
        following = (report.month + timedelta(days=32)).replace(day=1)
        self.assertEqual(line.date, following - timedelta(days=1))
        report.action_submit()
        self.assertFalse(self.due("member_a", kind="report"))

    def test_monitoring_is_due_a_quarter_after_the_signing_and_the_end_of_the_plan(
        self,
    ):
        plan = self.content["a"]["kooperacja.plan"]
        plan.date_to = date(2100, 1, 1)
        self.sign_plan(plan)
        plan._note_by_action({"signed_on": date(2026, 1, 15)})
        self.assertFalse(self.due("worker_a", kind="monitoring"))  # no work has begun
        for stage in ("goals", "plan", "work"):
            self.case_a.stage = stage
        (line,) = self.due("worker_a", kind="monitoring")
        self.assertEqual(line.date, date(2026, 4, 15))
        (line,) = self.due("worker_a", kind="plan_end")
        self.assertEqual(line.date, date(2100, 1, 1))
        self.gmina_1.kooperacja_number_ids.filtered(
            lambda number: number.code == "monitoring_months"
        ).own_value = "2"
        (line,) = self.due("worker_a", kind="monitoring")
        self.assertEqual(line.date, date(2026, 3, 15))

    def test_an_evaluation_begun_is_due_on_its_day(self):
        (line,) = self.due("worker_a", kind="evaluation")
        evaluation = self.content["a"]["kooperacja.evaluation"]
        self.assertEqual(line.date, evaluation.date)
        self.assertEqual(line.action_open()["res_id"], evaluation.id)

    def test_a_closed_case_is_only_looked_back_upon(self):
        self.hold_meeting(self.content["a"]["kooperacja.meeting"])
        self.sign_plan(self.content["a"]["kooperacja.plan"])
        self.assertTrue(self.due("worker_a"))
        self.close_case(self.case)
        self.assertEqual(self.due("worker_a").mapped("kind"), ["followup"])

    def work(self, signed_on):
        """Sign the plan of case A on the day, and begin to work by it."""
        plan = self.sign_plan(self.content["a"]["kooperacja.plan"])
        plan._note_by_action({"signed_on": signed_on})
        for stage in ("goals", "plan", "work"):
            self.case_a.stage = stage

    def test_a_monitoring_meeting_is_to_be_called_five_days_before_the_quarter_ends(
        self,
    ):
        self.work(date(2026, 1, 15))
        (line,) = self.due("worker_a", kind="meeting")
        self.assertEqual(line.date, date(2026, 4, 10))
        meeting = self.content["a"]["kooperacja.meeting"].create(
            {
                "case_id": self.case_a.id,
                "kind": "monitoring",
                "start": self.at(self.tomorrow, 9),
            }
        )
        self.assertFalse(self.due("worker_a", kind="meeting"))
        meeting.action_cancel()
        self.assertTrue(self.due("worker_a", kind="meeting"))

    def test_the_quarter_is_counted_from_the_meeting_that_was_held(self):
        self.work(date(2026, 1, 15))
        meeting = self.content["a"]["kooperacja.meeting"].create(
            {
                "case_id": self.case_a.id,
                "kind": "monitoring",
                "start": self.at(date(2024, 11, 30), 9),
                "attendance_ids": [
                    Command.create({"person_id": self.families["a"].adult.id})
                ],
            }
        )
        self.hold_meeting(meeting)
        (line,) = self.due("worker_a", kind="meeting")
        # There is no 30th of February, and 5 days of notice are to be kept.
        self.assertEqual(line.date, date(2025, 2, 23))

    def test_who_is_on_the_team_until_a_day_is_prolonged_before(self):
        member = self.content["a"]["kooperacja.case.member"]
        self.assertFalse(self.due("worker_a", kind="delegation_end"))
        member.date_to = self.tomorrow
        (line,) = self.due("worker_a", kind="delegation_end")
        self.assertEqual(line.partner_id, member.partner_id)
        self.assertEqual(line.action_open()["res_id"], self.case_a.id)
        member.date_to = self.yesterday
        self.assertFalse(self.due("worker_a", kind="delegation_end"))

    def test_nobody_is_shown_what_he_or_she_may_not_open(self):
        self.hold_meeting(self.content["a"]["kooperacja.meeting"])
        self.work(date(2026, 1, 15))
        found = set()
        for name, user in self.users.items():
            deadlines = self.as_user(name, self.env["kooperacja.deadline"])
            if not deadlines.has_access("read"):
                continue
            for line in deadlines.search([]):
                found.add((name, line.case_id))
                record = self.env[line.res_model].with_user(user).browse(line.res_id)
                with self.subTest(user=name, kind=line.kind):
                    self.assertTrue(record.has_access("read"))
        of_a = {name for name, case in found if case == self.case_a}
        self.assertEqual(of_a, {"member_a", "worker_a", "coordinator_1"})

    def test_every_row_has_a_number_of_its_own(self):
        self.sign_plan(self.content["a"]["kooperacja.plan"])
        self.env.flush_all()
        self.env.cr.execute(self.env["kooperacja.deadline"]._table_query)
        ids = [row[0] for row in self.env.cr.fetchall()]
        self.assertEqual(len(ids), len(set(ids)))
