"""A report in a minute: marked by taps, in the member's name, asking for help."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MODULE
from .test_monitoring_report import ReportCase


class OpenReportCase(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        reports = cls.reports._open_month(cls.case, cls.today)
        cls.by_coordinator = reports.filtered(lambda r: r.member_id == cls.member_row)
        cls.mine = cls.by_coordinator.with_env(cls.env(user=cls.member))


@tagged("post_install", "-at_install")
class TestMonth(ReportCase):
    def report_of(self, month):
        return self.reports.create(
            {"case_id": self.case.id, "member_id": self.member_row.id, "month": month}
        )

    def test_a_month_to_come_is_not_reported(self):
        with self.refused("not begun", "choose"):
            self.report_of(self.today + timedelta(days=31))

    def test_a_month_before_joining_is_not_reported(self):
        self.member_row.date_from = self.this_month
        with self.refused("on the team since", "later month"):
            self.report_of(self.last_month)

    def test_the_month_of_joining_is_reported(self):
        self.member_row.date_from = self.this_month - timedelta(days=1)
        self.assertEqual(self.report_of(self.last_month).month, self.last_month)

    def test_a_month_after_leaving_is_not_reported(self):
        self.member_row.date_to = self.this_month - timedelta(days=1)
        with self.refused("was on the team until", "earlier"):
            self.report_of(self.this_month)

    def test_the_second_report_of_a_month_is_told_of_the_first(self):
        self.report_of(self.this_month)
        with self.refused_by_database("kooperacja.report", "already", "open that one"):
            self.report_of(self.this_month)

    def test_a_month_before_joining_is_not_asked_for(self):
        self.member_row.date_from = self.this_month
        self.assertNotIn(self.member_row, self.open_month(self.last_month).member_id)

    def test_what_was_not_submitted_in_its_month_is_late(self):
        late, open_now = self.open_month(self.last_month), self.open_month()
        self.assertTrue(all(late.mapped("is_late")))
        self.assertFalse(any(open_now.mapped("is_late")))
        found = self.reports.search(
            [("case_id", "=", self.case.id), ("is_late", "=", True)]
        )
        self.assertEqual(found, late)


@tagged("post_install", "-at_install")
class TestMarks(OpenReportCase):
    def test_a_tap_marks_a_task(self):
        for mark in ("in_progress", "done"):
            self.mine.line_ids.with_context(mark=mark).action_mark()
            self.assertEqual(self.mine.line_ids.status, mark)

    def test_who_is_stuck_is_asked_what_hinders(self):
        action = self.mine.line_ids.with_context(mark="obstacle").action_mark()
        self.assertEqual(
            (action["res_model"], action["res_id"], action["target"]),
            ("kooperacja.report.line", self.mine.line_ids.id, "new"),
        )

    def test_what_hinders_comes_from_the_list_or_in_words(self):
        self.mine.line_ids.status = "obstacle"
        with self.refused("stands in the way", "number 1"):
            self.mine.action_submit()
        self.mine.line_ids.obstacle_id = self.env.ref(f"{MODULE}.obstacle_transport")
        self.mine.action_submit()
        self.assertIn("no way", self.mine.line_ids.hindrance)

    def test_the_list_and_words_are_told_together(self):
        line = self.mine.line_ids
        line.obstacle_id = self.env.ref(f"{MODULE}.obstacle_transport")
        line.obstacle = "PKS zawieszony"
        self.assertTrue(line.hindrance.endswith(": PKS zawieszony"))

    def test_a_submitted_task_is_not_marked_again(self):
        self.mine.action_submit()
        with self.refused("take it back"):
            self.mine.line_ids.with_context(mark="done").action_mark()

    def test_nobody_marks_the_task_of_another(self):
        self.add_members(1)
        with self.assertRaises(AccessError):
            self.mine.line_ids.with_user(self.users["worker_b"]).with_context(
                mark="done"
            ).action_mark()


@tagged("post_install", "-at_install")
class TestInTheNameOf(OpenReportCase):
    def test_the_own_report_is_entered_by_oneself(self):
        self.mine.action_submit()
        self.assertEqual(self.mine.entered_by_id, self.member.partner_id)
        self.assertFalse(self.mine.by_proxy)

    def test_the_coordinator_enters_it_and_the_report_says_so(self):
        self.by_coordinator.line_ids.status = "done"
        self.by_coordinator.action_submit()
        self.env.invalidate_all()
        self.assertTrue(self.mine.by_proxy)
        self.assertEqual(self.mine.entered_by_id, self.worker.partner_id)
        self.assertEqual(self.mine.member_id, self.member_row)

    def test_the_member_takes_it_back_and_corrects_it(self):
        self.by_coordinator.action_submit()
        self.env.invalidate_all()
        self.mine.action_take_back()
        self.assertFalse(self.mine.entered_by_id)
        self.mine.line_ids.done = "Byłam w domu"
        self.mine.action_submit()
        self.assertFalse(self.mine.by_proxy)

    def test_nobody_says_by_hand_who_entered_it(self):
        with self.refused("buttons"):
            self.mine.entered_by_id = self.worker.partner_id

    def test_the_monitoring_card_in_print_says_who_entered_it(self):
        self.by_coordinator.line_ids.done = "Telefon"
        self.by_coordinator.action_submit()
        page, _kind = self.env["ir.actions.report"]._render_qweb_html(
            f"{MODULE}.report_monitoring", self.card.ids
        )
        self.assertIn("in the name of", page.decode())
        self.assertIn(self.worker.name, page.decode())


@tagged("post_install", "-at_install")
class TestAsking(OpenReportCase):
    def test_who_asks_says_for_what(self):
        self.mine.asks_for = "decision"
        with self.refused("which decision"):
            self.mine.action_submit()

    def ask(self):
        self.mine.write({"asks_for": "help", "ask_note": "Dowóz na terapię"})
        self.mine.action_submit()
        self.env.flush_all()
        self.env.invalidate_all()

    def test_the_coordinator_sees_what_is_asked(self):
        self.assertFalse(self.case.asking_count)
        self.ask()
        self.assertEqual(self.case.asking_count, 1)
        action = self.case.action_open_asking()
        self.assertEqual(self.reports.search(action["domain"]), self.by_coordinator)

    def test_a_draft_asks_for_nothing_yet(self):
        self.mine.write({"asks_for": "help", "ask_note": "Dowóz"})
        self.assertFalse(self.mine.is_asking)

    def test_what_was_asked_is_settled_by_who_coordinates(self):
        self.ask()
        with self.refused("coordinates"):
            self.mine.action_settle()
        self.by_coordinator.action_settle()
        self.assertEqual(self.by_coordinator.settled_on, self.today)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(self.case.asking_count)
        with self.refused("asks for neither"):
            self.by_coordinator.action_settle()
