"""Who does a task answers for it, in the portal as in the office; the plan stays."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .steps import PathCase
from .test_portal import PortalCase


class TaskCase(PortalCase):
    refused = PathCase.refused

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.content["a"]["kooperacja.plan"]
        cls.task = cls.content["a"]["kooperacja.plan.task"].copy(
            {"member_id": cls.row.id, "name": "Zajęcia w klubie"}
        )
        cls.plan._write_by_action({"state": "signed", "signed_on": cls.long_ago})
        cls.env.flush_all()
        cls.env.invalidate_all()
        cls.mine = cls.task.with_user(cls.partner)
        cls.for_worker = cls.task.with_user(cls.users["worker_a"])

    def deadlines(self, user):
        """Return (kind, whom) of the task in the list of deadlines of ``user``."""
        self.env.flush_all()
        self.env.invalidate_all()
        lines = (
            self.env["kooperacja.deadline"]
            .with_user(self.users[user])
            .search(
                [("res_model", "=", self.task._name), ("res_id", "=", self.task.id)]
            )
        )
        return [(line.kind, line.partner_id) for line in lines]

    def entries(self):
        return self.env["kooperacja.case.entry"].search(
            [("case_id", "=", self.case_a.id), ("kind", "=", "task")]
        )


@tagged("post_install", "-at_install")
class TestTaskAnswer(TaskCase):
    def test_the_plan_stays_as_it_was_signed(self):
        self.mine.action_accept()
        self.assertEqual(self.task.answer, "accepted")
        self.assertEqual(self.task.answered_by_id, self.partner.partner_id)
        with self.refused("buttons"):
            self.task.answer = "done"
        with self.refused("stays as it was signed"):
            self.mine.name = "Inne"

    def test_a_declined_task_waits_for_the_coordinator(self):
        self.assertEqual(
            self.deadlines("worker_a"), [("task", self.partner.partner_id)]
        )
        with self.refused("Write why"):
            self.mine._answer("declined", " ")
        self.mine._answer("declined", "Brak miejsc")
        self.assertEqual(
            self.deadlines("worker_a"), [("declined", self.env["res.partner"])]
        )
        day = self.env["kooperacja.today"].with_user(self.users["worker_a"]).get_day()
        self.assertIn(
            f"{self.task._name},{self.task.id}",
            [row["key"] for section in day["sections"] for row in section["rows"]],
        )
        self.assertIn("Brak miejsc", self.entries().text)
        self.for_worker.action_accept()
        self.assertEqual(
            self.deadlines("worker_a"), [("task", self.partner.partner_id)]
        )
        self.assertFalse(self.task.answer_reason)
        self.assertEqual(len(self.entries()), 2)

    def test_what_is_said_done_is_done_until_a_later_word(self):
        report = self.env["kooperacja.report"].create(
            {
                "case_id": self.case_a.id,
                "member_id": self.row.id,
                "month": self.last_month,
            }
        )
        report.line_ids.status = "in_progress"
        self.mine.action_done()
        self.assertEqual(report.line_ids.status, "done")
        report.line_ids.status = "in_progress"
        report.action_submit()
        self.env.invalidate_all()
        # The report of the month before says how it was then.
        self.assertEqual((self.task.status, self.task.is_late), ("done", False))
        self.assertEqual(self.deadlines("worker_a"), [])
        self.mine.action_accept()
        self.env.invalidate_all()
        self.assertEqual(self.task.status, "in_progress")
        self.assertEqual(len(self.deadlines("worker_a")), 1)

    def test_the_same_answer_twice_is_one(self):
        for _turn in range(2):
            self.mine.action_done()
        self.assertEqual(len(self.entries()), 1)

    def test_nobody_answers_for_another(self):
        with self.refused("who does them"):
            self.task.with_user(self.users["member_a"]).action_accept()
        for name in ("member_b", "past_member", "coordinator_2"):
            with self.subTest(user=name), self.assertRaises(AccessError):
                self.task.with_user(self.users[name]).action_accept()
        self.assertFalse(self.task.answer)

    def test_what_is_not_in_force_is_not_answered(self):
        self.plan._write_by_action({"state": "draft"})
        self.env.invalidate_all()
        with self.refused("in force"):
            self.mine.action_accept()

    def test_a_new_version_is_answered_anew_and_what_is_done_stays_done(self):
        self.mine.action_done()
        case = self.case_a.with_user(self.users["worker_a"])
        plan = case.env["kooperacja.plan"].browse(case.action_new_plan()["res_id"])
        newer = plan.task_ids.filtered(lambda task: task.origin_id == self.task)
        self.assertEqual((newer.answer, newer.status), (False, "done"))

    def test_the_dialog_in_the_office_asks_for_the_reason(self):
        action = self.for_worker.action_decline()
        dialog = (
            self.env[action["res_model"]]
            .with_user(self.users["worker_a"])
            .with_context(**action["context"])
            .create({"reason": "Prosi o zmianę"})
        )
        dialog.action_save()
        self.assertEqual(self.task.answer_reason, "Prosi o zmianę")


@tagged("post_install", "-at_install")
class TestPortalTask(TaskCase):
    def setUp(self):
        super().setUp()
        self.path = f"/my/zadania/{self.task.id}"

    def test_a_partner_answers_the_own_task(self):
        self.assertIn("Zajęcia w klubie", self.get("/my/zadania").text)
        page = self.get(self.path).text
        for words in ("I take it on", "Done", "I cannot do it"):
            self.assertIn(words, page)
        answer = self.post(f"{self.path}/odpowiedz", reply="accepted")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.task.answer, "accepted")
        self.post(f"{self.path}/odpowiedz", reply="done")
        self.assertEqual(self.task.answer, "done")
        self.assertIn("Not done after all", self.get(self.path).text)

    def test_to_decline_needs_a_reason_and_script_is_text(self):
        answer = self.post(f"{self.path}/odpowiedz", reply="declined")
        self.assertIn("Write why", answer.text)
        self.assertFalse(self.task.answer)
        typed = "<script>alert(1)</script>"
        self.post(f"{self.path}/odpowiedz", reply="declined", reason=typed)
        page = self.get(self.path).text
        self.assertEqual(self.task.answer_reason, typed)
        self.assertNotIn("<script>alert", page)

    def test_the_task_of_a_colleague_is_read_and_not_answered(self):
        colleague = self.content["a"]["kooperacja.plan.task"]
        self.assertNotIn("I take it on", self.get(f"/my/zadania/{colleague.id}").text)
        answer = self.post(f"/my/zadania/{colleague.id}/odpowiedz", reply="done")
        self.assertIn("who does them", answer.text)
        self.assertFalse(colleague.answer)

    def test_foreign_tasks_are_not_there(self):
        nowhere = self.words(self.get(f"/my/zadania/{2**31 - 1}"))
        for letter in "bc":
            foreign = self.content[letter]["kooperacja.plan.task"]
            answer = self.get(f"/my/zadania/{foreign.id}")
            self.assertEqual((answer.status_code, self.words(answer)), (404, nowhere))
            answer = self.post(f"/my/zadania/{foreign.id}/odpowiedz", reply="done")
            self.assertEqual(answer.status_code, 404)
            self.assertFalse(foreign.answer)
        self.row.date_to = self.yesterday
        self.assertEqual(self.get(self.path).status_code, 404)
        self.users["portal"].password = "test_portal"
        self.authenticate("test_portal", "test_portal")
        for path in ("/my/zadania", self.path):
            self.assertEqual(self.get(path).status_code, 404)
