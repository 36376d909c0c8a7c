"""What changed between two versions of a plan: on the screen and on paper."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .test_plan import PlanCase


@tagged("post_install", "-at_install")
class TestCompare(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sign_plan(cls.plan)
        cls.draft = cls.plan.browse(cls.plan.action_new_version()["res_id"])

    def compare(self, **values):
        return (
            self.plan.env["kooperacja.plan.compare"]
            .with_context(**self.draft.action_compare()["context"])
            .create(values)
        )

    def section(self, title):
        sections = {s["title"]: s for s in self.compare()._get_sections()}
        return sections.get(title)

    def draft_task(self):
        return self.draft.task_ids.filtered(lambda t: t.origin_id == self.task)

    def test_a_new_version_begins_without_a_difference(self):
        self.draft.date_from = self.plan.date_from
        self.assertEqual(self.compare()._get_sections(), [])
        self.assertIn("say the same", self.compare().changes)

    def test_the_button_offers_the_version_before(self):
        form = Form(
            self.plan.env["kooperacja.plan.compare"].with_context(
                **self.draft.action_compare()["context"]
            )
        )
        self.assertEqual(form.old_plan_id, self.plan)
        self.assertEqual(form.new_plan_id, self.draft)

    def test_a_goal_in_other_words_is_a_changed_goal(self):
        old = self.goal.name
        self.draft.goal_ids.name = "Nowe słowa"
        goals = self.section("Goals")
        self.assertFalse(goals["added"] or goals["removed"])
        [(name, [change])] = goals["changed"]
        self.assertEqual((name, change.old), ("Nowe słowa", old))
        self.assertEqual(change.new, "Nowe słowa")

    def test_added_and_removed_tasks_are_told(self):
        self.draft_task().unlink()
        self.add_task(self.draft, person_id=self.adult.id)
        tasks = self.section("Tasks")
        self.assertEqual(tasks["added"], ["Odwiedzić szkołę"])
        self.assertEqual(tasks["removed"], [self.task.name])

    def test_a_changed_task_tells_old_and_new(self):
        task = self.draft_task()
        task.write(
            {
                "date_to": task.date_to + timedelta(days=1),
                "transport_state": "solved",
                "member_id": False,
                "person_id": self.adult.id,
            }
        )
        [(_name, changes)] = self.section("Tasks")["changed"]
        changed = {change.new for change in changes}
        self.assertIn("Żanetaa Abramowicz", changed)
        self.assertIn("Solved", changed)
        self.assertEqual(len(changes), 3)

    def test_the_package_of_services_is_compared(self):
        self.draft.service_ids.write({"quantity": 2, "frequency": "week"})
        [(_name, [change])] = self.section("Package of services")["changed"]
        self.assertEqual(change.new, "2 hours a week")

    def test_the_words_stand_on_the_screen_and_cannot_be_markup(self):
        self.draft.main_goal = "<script>alert(1)</script>"
        changes = self.compare().changes
        self.assertIn("&lt;script&gt;", changes)
        self.assertNotIn("<script>", changes)

    def test_it_is_printed_with_the_reason(self):
        self.draft.change_reason = "Nowa praca"
        self.draft.goal_ids.name = "Nowe słowa"
        page, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "kooperacja_addon.report_plan_compare", self.compare().ids
        )
        for words in (self.case.number, "Nowa praca", "Nowe słowa"):
            self.assertIn(words, page.decode())

    def test_a_member_of_the_team_compares(self):
        comparison = self.compare().with_user(self.member)
        own = comparison.create(
            {
                "case_id": self.case.id,
                "old_plan_id": self.plan.id,
                "new_plan_id": self.draft.id,
            }
        )
        self.draft.goal_ids.name = "Nowe słowa"
        self.assertIn("Nowe słowa", own.changes)

    def test_a_stranger_compares_nothing(self):
        strangers = self.of("member_b", "kooperacja.plan.compare")
        with self.assertRaises(AccessError):
            strangers.create(
                {
                    "case_id": self.case.id,
                    "old_plan_id": self.plan.id,
                    "new_plan_id": self.draft.id,
                }
            )

    def test_versions_of_two_cases_are_not_compared(self):
        other = self.plan.create({"case_id": self.new_case().id})
        with self.refused("one and the same case"):
            self.compare(old_plan_id=other.id)._get_sections()
