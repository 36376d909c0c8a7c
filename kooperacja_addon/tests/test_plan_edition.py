"""Two people at the same plan: the second does not silently win."""

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .test_plan import PlanCase
from .test_tour_browser import TourCase


@tagged("post_install", "-at_install")
class TestTwoPeople(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.plan.with_env(cls.env(user=cls.coordinator))

    def test_every_change_is_counted(self):
        for change in (
            lambda: self.plan.write({"main_goal": "Inny"}),
            lambda: self.goal.write({"measure": "Inna"}),
            lambda: self.task.write({"care": "Sąsiadka"}),
            lambda: self.add_task(self.plan),
            lambda: self.plan.service_ids.unlink(),
            lambda: self.plan.signature_ids[:1].write({"note": "X"}),
        ):
            before = self.plan.edition
            change()
            self.assertGreater(self.plan.edition, before)

    def test_the_second_of_two_is_told_and_overwrites_nothing(self):
        seen = self.plan.edition
        self.other.web_save({"main_goal": "Pierwszy", "edition": seen}, {})
        with self.refused("Somebody else has changed", "discard"):
            self.plan.web_save({"main_goal": "Drugi", "edition": seen}, {})
        self.assertEqual(self.plan.main_goal, "Pierwszy")

    def test_a_change_of_a_single_task_counts_too(self):
        seen = self.plan.edition
        self.task.with_env(self.other.env).care = "Sąsiadka"
        with self.refused("Somebody else has changed"):
            self.plan.write({"main_goal": "Drugi", "edition": seen})

    def test_who_read_the_newest_saves_on(self):
        for goal in ("Pierwszy", "Drugi"):
            self.plan.web_save(
                {"main_goal": goal, "edition": self.plan.edition}, {"edition": {}}
            )
        self.assertEqual(self.plan.main_goal, "Drugi")

    def test_an_old_page_does_not_sign_what_others_changed(self):
        seen = self.plan.edition
        self.other.main_goal = "Pierwszy"
        self.ready()
        with self.refused("Somebody else has changed"):
            self.plan.with_context(plan_edition=seen).action_sign()
        self.plan.with_context(plan_edition=self.plan.edition).action_sign()
        self.assertEqual(self.plan.state, "signed")

    def test_a_signed_plan_says_that_it_is_signed(self):
        seen = self.plan.edition
        self.sign_plan(self.plan)
        with self.refused("stays as it was signed"):
            self.plan.write({"main_goal": "Drugi", "edition": seen})

    def test_the_edition_is_not_typed(self):
        with self.refused("Somebody else has changed"):
            self.plan.edition = 77
        with self.refused("buttons"):
            self.plan.create({"case_id": self.new_case().id, "edition": 77})

    def test_a_stranger_learns_nothing_of_editions(self):
        stranger = self.as_user("member_b", self.plan)
        with self.assertRaises(AccessError):
            stranger.write({"edition": 0})

    def test_the_form_reads_the_edition(self):
        form = Form(self.plan, view="kooperacja_addon.plan_view_form")
        self.assertEqual(form.edition, self.plan.edition)


@tagged("post_install", "-at_install")
class TestInTheBrowser(TourCase):
    def test_a_page_opened_before_a_change_does_not_save_over_it(self):
        """The tour types, somebody changes the plan, then the tour saves."""
        plan = self.content["a"]["kooperacja.plan"]
        self.tour(
            "kooperacja_plan_edition",
            "worker_a",
            f"/odoo/kooperacja.plan/{plan.id}",
            refusals=1,
        )
        self.assertEqual(plan.main_goal, "Ktoś był pierwszy")
