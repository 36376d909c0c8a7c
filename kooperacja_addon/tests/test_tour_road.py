"""From a reported need to the look back, by four roles at their own screens."""

from odoo.tests import tagged

from .common import MODULE
from .test_tour_browser import TourCase


@tagged("post_install", "-at_install")
class TestTourRoad(TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pcpr = cls.institutions["pcpr"]
        cls.env["kooperacja.resource"].create(
            {
                "company_id": cls.gmina_1.id,
                "problem_id": cls.env.ref(f"{MODULE}.problem_poverty").id,
                "institution_id": cls.pcpr.id,
                "activity": "Poradnictwo rodzinne",
            }
        )
        # The director of PCPR; her worker is on no team any more.
        cls.future_membership.unlink()
        cls.env["kooperacja.partnership.representative"].create(
            {
                "member_id": cls.partnership_1.member_ids.filtered(
                    lambda member: member.institution_id == cls.pcpr
                ).id,
                "partner_id": cls.users["future_member"].partner_id.id,
            }
        )

    def test_from_intake_to_look_back(self):
        self.tour("kooperacja_road_report", "member_a", url="/odoo/zgloszenia")
        self.tour("kooperacja_road_take", "coordinator_1", url="/odoo/zgloszenia")
        case = self.env["kooperacja.case"].search([], order="id desc", limit=1)
        self.case = case.with_user(self.users["worker_a"])
        self.assertEqual(self.case.household_id.person_ids.last_name, "Malec")
        self.assertEqual(self.case.need_ids.source, "institution")
        self.case.need_ids.copy(
            {
                "case_id": self.case.id,
                "problem_id": self.env.ref(f"{MODULE}.problem_debt").id,
            }
        )
        self.tour("kooperacja_road_team", "worker_a")
        self.check_matters()
        self.assert_not_on_team()
        self.tour("kooperacja_road_director", "future_member")
        self.tour("kooperacja_road_join", "worker_a")
        self.check_team()
        evaluation = self.work_and_end()
        self.tour("kooperacja_road_look_back", "worker_a", url="/odoo/ewaluacje")
        self.assertRecordValues(
            evaluation,
            [
                {
                    "followup_on": self.today,
                    "followup_result": "holds",
                    "followup_note": "Mieszkają razem, dzieci chodzą do szkoły.",
                }
            ],
        )

    def check_matters(self):
        matters = self.case.matter_ids.sudo()
        self.assertEqual(matters.escalation_id.state, "sent")
        self.assertNotIn("Malec", matters.escalation_id.letter_id.body)
        self.assertEqual(
            matters.gap_id.problem_id, self.env.ref(f"{MODULE}.problem_debt")
        )

    def assert_not_on_team(self):
        for name in ("past_member", "future_member"):
            cases = self.env["kooperacja.case"].with_user(self.users[name])
            self.assertFalse(cases.search([("id", "=", self.case.id)]))

    def check_team(self):
        member = self.case.member_ids.filtered("delegation_id")
        self.assertEqual(member.partner_id, self.users["past_member"].partner_id)
        self.assertTrue(self.case.with_user(self.users["past_member"]).number)

    def work_and_end(self):
        """Take the case through plan, report and final evaluation to its end."""
        member = self.case.member_ids.filtered("delegation_id")
        self.case.stage = "goals"
        plan = self.case.env["kooperacja.plan"].create(
            {"case_id": self.case.id, "main_goal": "Mieszkają bezpiecznie"}
        )
        self.case.env["kooperacja.plan.task"].create(
            {
                "goal_id": plan.goal_ids.create(
                    {"plan_id": plan.id, "name": "Mają mieszkanie"}
                ).id,
                "name": "Wniosek o lokal",
                "member_id": member.id,
                "date_to": self.tomorrow,
            }
        )
        self.case.stage = "plan"
        plan.action_fill_signatures()
        self.sign_plan(plan)
        self.case.stage = "work"
        self.case.env["kooperacja.report"]._open_month(self.case, self.today)
        report = self.case.report_ids.filtered(lambda r: r.member_id == member)
        report.line_ids.write({"status": "done", "done": "Złożony"})
        self.submit_report(report)
        self.case.stage = "monitoring"
        evaluation = self.case.env["kooperacja.evaluation"].create(
            {"case_id": self.case.id}
        )
        self.case.stage = "evaluation"
        self.approve_evaluation(evaluation, "close", "reached")
        self.assertTrue(evaluation.signed_document)
        evaluation.action_close_case()
        self.assertEqual(self.case.stage, "closed")
        return evaluation
