"""What cannot be is refused with a sentence that a Polish clerk understands."""

from datetime import timedelta

from odoo.tests import tagged

from .steps import POLISH, PolishCase


@tagged("post_install", "-at_install")
class TestRefusalsInPolish(PolishCase):
    @classmethod
    def as_worker(cls, record):
        return super().as_worker(record).with_context(lang=POLISH)

    def ends_too_early(self, record):
        """Expect the table to refuse an end before the start, and say so."""
        return self.refused_by_database(record._name, "zanim się")

    def test_a_membership_does_not_end_before_it_begins(self):
        with self.ends_too_early(self.member_row):
            self.member_row.date_to = self.member_row.date_from - timedelta(days=1)

    def test_a_plan_does_not_end_before_it_begins(self):
        with self.ends_too_early(self.plan):
            self.plan.write({"date_from": self.today, "date_to": self.yesterday})

    def test_a_task_does_not_end_before_it_begins(self):
        task = self.plan.task_ids[0]
        with self.ends_too_early(task):
            task.date_from = task.date_to + timedelta(days=1)

    def test_a_monitoring_card_does_not_end_before_it_begins(self):
        with self.ends_too_early(self.card):
            self.card.date_to = self.card.date_from - timedelta(days=1)

    def test_a_meeting_does_not_end_before_it_begins(self):
        with self.refused("czas trwania spotkania"):
            self.meeting.stop = self.meeting.start - timedelta(hours=1)

    def test_a_plan_without_goals_is_not_signed(self):
        plan = self.plan.create({"case_id": self.new_case().id})
        with self.refused("jeden cel szczegółowy"):
            plan.action_sign()

    def test_a_plan_is_signed_once(self):
        self.sign_plan(self.plan)
        with self.refused("nie można podpisać jej drugi raz"):
            self.plan.action_sign()

    def test_an_agreement_is_signed_once(self):
        agreement = self.agreement_1.with_env(self.env(user=self.coordinator))
        agreement.with_context(lang=POLISH).action_sign()
        with self.refused("nie można podpisać go drugi raz"):
            agreement.with_context(lang=POLISH).action_sign()

    def test_who_left_the_team_gets_no_new_task(self):
        self.member_row.date_to = self.yesterday
        with self.refused("nie jest już w zespole"):
            self.add_task(self.plan)
