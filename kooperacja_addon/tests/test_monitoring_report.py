"""Monthly reports: opened for all, prefilled, about the own tasks, submitted once."""

from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .steps import PathCase


class ReportCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report.sudo().unlink()
        cls.sign_plan(cls.plan)
        cls.task, cls.family_task = cls.plan.task_ids
        cls.reports = cls.of("worker_a", "kooperacja.report")
        cls.row_of_worker = cls.case.member_ids.filtered(
            lambda m: m.partner_id == cls.worker.partner_id
        )
        cls.this_month = cls.today.replace(day=1)
        (cls.member_row | cls.row_of_worker).date_from = cls.last_month - timedelta(90)
        cls.in_december = date(cls.today.year, 12, 31)

    def open_month(self, day=None):
        """Open the reports of a month as the coordinator does; return them."""
        return self.reports._open_month(self.case, day or self.today)

    def run_cron(self):
        """Do what the server does by itself every day."""
        self.env.flush_all()
        self.env.ref("kooperacja_addon.cron_open_month").ir_actions_server_id.run()
        self.env.invalidate_all()

    def of_member(self, reports):
        """Return the report of member A among ``reports``, as member A sees it."""
        return reports.filtered(lambda r: r.member_id == self.member_row).with_env(
            self.env(user=self.member)
        )

    def past_report(self, status, task=None, member=None, month=None):
        """Submit a report of last month on ``task``."""
        report = self.reports.create(
            {
                "case_id": self.case.id,
                "member_id": (member or self.member_row).id,
                "month": month or self.last_month,
                "line_ids": self.lines(
                    {
                        "task_id": (task or self.task).id,
                        "status": status,
                        "obstacle": status == "obstacle" and "Brak czasu",
                    }
                ),
            }
        )
        report.action_submit()
        return report


@tagged("post_install", "-at_install")
class TestOpening(ReportCase):
    def test_the_button_opens_a_report_for_each_member_with_open_tasks(self):
        action = self.case.action_request_reports()
        reports = self.reports.search(action["domain"])
        self.assertEqual(reports.member_id, self.member_row | self.row_of_worker)
        self.assertEqual(set(reports.mapped("month")), {self.this_month})
        self.assertEqual(set(reports.mapped("state")), {"draft"})

    def test_asking_again_opens_nothing_twice(self):
        self.open_month()
        self.assertFalse(self.open_month())
        self.assertEqual(len(self.case.report_ids), 2)

    def test_a_member_without_tasks_is_not_asked(self):
        self.add_members(1)
        self.assertEqual(len(self.open_month()), 2)

    def test_who_is_not_on_the_team_any_more_is_not_asked(self):
        self.member_row.date_to = self.yesterday
        self.assertEqual(self.open_month().member_id, self.row_of_worker)

    def test_a_case_without_a_plan_in_force_asks_nobody(self):
        self.assertFalse(self.reports._open_month(self.new_case(), self.today))

    def test_a_member_opens_the_own_report(self):
        report = self.of("member_a", "kooperacja.report").create(
            {"case_id": self.case.id, "member_id": self.member_row.id}
        )
        self.assertEqual(report.month, self.this_month)
        self.assertEqual(report.line_ids.task_id, self.task)
        self.assertTrue(report.mine)

    def test_any_day_stands_for_its_month(self):
        report = self.reports.create(
            {
                "case_id": self.case.id,
                "member_id": self.member_row.id,
                "month": self.last_month.replace(day=17),
            }
        )
        self.assertEqual(report.month, self.last_month)

    def test_a_member_reports_once_a_month(self):
        self.open_month()
        with self.refused_by_database("kooperacja.report", "already a report"):
            self.reports.create(
                {"case_id": self.case.id, "member_id": self.member_row.id}
            )

    def test_whoever_reports_is_on_the_team_of_the_case(self):
        with self.refused("not on the team"):
            self.env["kooperacja.report"].create(
                {
                    "case_id": self.case.id,
                    "member_id": self.team["b"][0].id,
                    "month": self.last_month,
                }
            )

    def test_case_member_and_month_of_a_report_stay(self):
        report = self.of_member(self.open_month())
        for values in (
            {"month": self.last_month},
            {"member_id": self.row_of_worker.id},
            {"case_id": self.case_b.id},
        ):
            with self.subTest(values), self.refused("stays"):
                report.sudo().write(values)

    def test_reports_of_the_month_open_by_themselves_once(self):
        self.case.stage = "work"
        self.run_cron()
        self.assertEqual(
            self.case.report_ids.member_id, self.member_row | self.row_of_worker
        )
        self.run_cron()
        self.assertEqual(len(self.case.report_ids), 2)

    def test_nothing_opens_by_itself_before_the_work_and_after_the_end(self):
        self.run_cron()
        self.assertFalse(self.case.report_ids)
        self.close_case(self.case)
        self.run_cron()
        self.assertFalse(self.case.report_ids)


@tagged("post_install", "-at_install")
class TestLines(ReportCase):
    def test_a_report_begins_with_the_own_tasks(self):
        self.assertEqual(self.of_member(self.open_month()).line_ids.task_id, self.task)

    def test_the_coordinator_reports_on_the_tasks_of_the_family(self):
        report = self.open_month().filtered(lambda r: r.member_id == self.row_of_worker)
        self.assertEqual(report.line_ids.task_id, self.family_task)

    def test_a_first_report_begins_with_nothing_done(self):
        line = self.of_member(self.open_month()).line_ids
        self.assertEqual(line.status, "not_started")

    def test_a_report_begins_where_the_last_one_ended(self):
        for status in ("in_progress", "obstacle"):
            with self.subTest(status), self.env.cr.savepoint() as savepoint:
                self.past_report(status)
                line = self.of_member(self.open_month()).line_ids
                self.assertEqual(line.status, status)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_what_is_done_or_given_up_is_not_asked_again(self):
        for status in ("done", "dropped"):
            with self.subTest(status), self.env.cr.savepoint() as savepoint:
                self.past_report(status)
                self.assertEqual(self.open_month().member_id, self.row_of_worker)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_draft_report_says_nothing_yet(self):
        line = self.of_member(self.open_month(self.last_month)).line_ids
        line.status = "done"
        self.assertEqual(self.task.status, "not_started")

    def test_the_newest_report_says_how_a_task_stands(self):
        self.past_report("done", month=self.last_month)
        self.past_report("in_progress", month=self.this_month)
        self.assertEqual(self.task.status, "in_progress")
        self.assertEqual(self.case.progress, 0)

    def test_a_task_of_the_next_version_is_reported_in_its_place(self):
        draft = self.plan.browse(self.plan.action_new_version()["res_id"])
        draft.change_reason = "Zmiana"
        draft.action_fill_signatures()
        self.sign_plan(draft)
        line = self.of_member(self.open_month()).line_ids
        self.assertEqual(line.task_id.plan_id, draft)

    def test_a_report_speaks_of_each_task_once(self):
        report = self.of_member(self.open_month())
        with self.refused_by_database("kooperacja.report.line", "once"):
            report.line_ids = self.lines({"task_id": self.task.id})

    def test_a_report_speaks_of_the_own_tasks_only(self):
        report = self.of_member(self.open_month())
        with self.refused():
            report.line_ids = self.lines({"task_id": self.family_task.id})

    def test_a_report_speaks_of_no_other_case(self):
        other = self.content["b"]["kooperacja.plan.task"]
        report = self.of_member(self.open_month()).sudo()
        with self.refused("another case"):
            report.line_ids = self.lines({"task_id": other.id})

    def test_nobody_writes_in_the_report_of_another(self):
        report = self.open_month().filtered(lambda r: r.member_id == self.row_of_worker)
        report = report.with_user(self.member)
        with self.assertRaises(AccessError):
            report.remark = "Obcy"
        with self.assertRaises(AccessError):
            report.line_ids.done = "Obcy"
        with self.assertRaises(AccessError):
            report.action_submit()


@tagged("post_install", "-at_install")
class TestSubmitting(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = (
            cls.reports._open_month(cls.case, cls.today)
            .filtered(lambda r: r.member_id == cls.member_row)
            .with_env(cls.env(user=cls.member))
        )

    def test_a_report_is_submitted_with_its_time(self):
        self.mine.line_ids.write({"status": "in_progress", "done": "Rozmowa"})
        self.mine.action_submit()
        self.assertEqual(self.mine.state, "submitted")
        self.assertEqual(self.mine.submitted_on.date(), date.today())
        self.assertEqual(self.task.status, "in_progress")

    def test_an_obstacle_needs_a_word(self):
        self.mine.line_ids.status = "obstacle"
        with self.refused("stands in the way", "number 1"):
            self.mine.action_submit()
        self.mine.line_ids.obstacle = "Brak zgody"
        self.mine.action_submit()
        self.assertEqual(self.mine.state, "submitted")

    def test_a_report_is_submitted_once(self):
        self.mine.action_submit()
        with self.refused("already submitted"):
            self.mine.action_submit()

    def test_an_empty_report_is_not_submitted(self):
        self.mine.line_ids.unlink()
        with self.refused("nothing to submit"):
            self.mine.action_submit()
        self.mine.remark = "Rodzina wyjechała"
        self.mine.action_submit()
        self.assertEqual(self.mine.state, "submitted")

    def test_a_submitted_report_stays_as_it_is(self):
        self.mine.action_submit()
        for record, values in (
            (self.mine, {"remark": "Inna"}),
            (self.mine.line_ids, {"status": "done"}),
        ):
            with self.subTest(record._name):
                with self.refused("take it back"):
                    record.write(values)
                with self.refused("take it back"):
                    record.unlink()
        with self.refused("take it back"):
            self.mine.sudo().line_ids = self.lines({"task_id": self.family_task.id})

    def test_the_state_is_not_written_by_hand(self):
        with self.refused("buttons"):
            self.mine.state = "submitted"

    def test_a_report_is_taken_back_to_be_corrected(self):
        self.mine.action_submit()
        self.mine.action_take_back()
        self.assertEqual(self.mine.state, "draft")
        self.assertFalse(self.mine.submitted_on)
        self.mine.line_ids.status = "done"
        self.mine.action_submit()
        self.assertEqual(self.task.status, "done")

    def test_a_report_taken_back_says_nothing_any_more(self):
        self.mine.line_ids.status = "done"
        self.mine.action_submit()
        self.mine.action_take_back()
        self.assertEqual(self.task.status, "not_started")

    def test_a_report_on_which_a_card_rests_is_not_taken_back(self):
        self.mine.action_submit()
        card = self.card.create({"case_id": self.case.id, "family_presence": "present"})
        card.action_approve()
        with self.refused("rests on this report"):
            self.mine.action_take_back()

    def test_a_report_on_which_only_a_draft_rests_is_taken_back(self):
        self.mine.action_submit()
        self.assertIn(self.mine, self.card._get_reports())
        self.mine.action_take_back()
        self.assertEqual(self.mine.state, "draft")

    def test_a_report_of_a_closed_case_is_not_taken_back(self):
        self.mine.action_submit()
        self.close_case(self.case)
        with self.refused("was closed"):
            self.mine.action_take_back()

    def test_nobody_takes_back_the_report_of_another(self):
        self.mine.action_submit()
        self.add_members(1)
        with self.assertRaises(AccessError):
            self.mine.with_user(self.users["worker_b"]).action_take_back()
