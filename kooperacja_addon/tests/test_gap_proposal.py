"""What was noted on the way of a case is proposed as missing, and put on the list."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MODULE
from .steps import PathCase


@tagged("post_install", "-at_install")
class TestGapProposal(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.debt = cls.env.ref(f"{MODULE}.problem_debt")
        cls.need.create(
            {"case_id": cls.case.id, "name": "Długi", "problem_id": cls.debt.id}
        )

    def propose(self):
        action = self.case.action_propose_gaps()
        self.env.flush_all()
        self.env.invalidate_all()
        return self.case.env["kooperacja.gap.proposal"].search(action["domain"])

    def row(self, cause):
        return self.propose().filtered(lambda row: row.cause.startswith(cause))

    def stuck(self):
        """Report a task as stuck, because such help does not exist in the gmina."""
        for stage in ("goals", "plan"):
            self.case.stage = stage
        self.sign_plan(self.plan)
        line = self.report.line_ids
        line.write(
            {
                "status": "obstacle",
                "obstacle_id": self.env.ref(f"{MODULE}.obstacle_service").id,
                "obstacle": "brak terapeuty",
            }
        )
        self.submit_report(self.report)
        return line.task_id

    def test_a_need_on_which_nobody_acts(self):
        row = self.row(f"problem:{self.debt.id}")
        self.assertIn(self.debt.name, row.name)
        row.action_note()
        matter = self.case.matter_ids.filtered("cause")
        self.assertEqual(matter.gap_id.problem_id, self.debt)
        self.assertEqual(matter.gap_id.company_id, self.gmina_1)
        self.assertTrue(row.is_noted)
        row.action_note()
        self.assertEqual(self.case.matter_ids.filtered("cause"), matter, "once")

    def test_a_need_on_which_somebody_acts_is_no_gap(self):
        self.env["kooperacja.resource"].create(
            {
                "company_id": self.gmina_1.id,
                "problem_id": self.debt.id,
                "institution_id": self.institutions["ops_1"].id,
                "activity": "Doradztwo",
            }
        )
        causes = self.case.env["kooperacja.gap.proposal"]._find(self.case)
        self.assertNotIn(f"problem:{self.debt.id}", causes)

    def test_a_task_stuck_for_want_of_help_in_neutral_words(self):
        task = self.stuck()
        row = self.row("task:")
        self.assertIn("brak terapeuty", row.why)
        self.assertIn(task.name, row.why)
        self.assertFalse(row.name, "the words of a task may tell of the family")
        with self.refused("name the service"):
            row.action_note()
        row.name = "Terapia po południu"
        row.action_note()
        gap = self.env["kooperacja.service.gap"].search(
            [("name", "=", "Terapia po południu")]
        )
        self.assertEqual(gap.family_count, 1)
        self.assertFalse(gap.note)

    def test_an_institution_that_delegates_nobody(self):
        request = self.case.env["kooperacja.delegation"].create(
            {
                "partnership_id": self.case.partnership_id.id,
                "institution_id": self.institutions["pcpr"].id,
                "case_id": self.case.id,
            }
        )
        request.action_ask()
        self.assertFalse(self.row("delegation:"))
        request._answer("declined", self.today, note="Brak ludzi")
        row = self.row("delegation:")
        self.assertIn("Brak ludzi", row.why)
        self.assertIn(self.institutions["pcpr"].name, row.name)

    def test_a_service_on_the_list_already_gets_one_more_family(self):
        gap = self.env["kooperacja.service.gap"].create(
            {"name": "Doradca", "company_id": self.gmina_1.id}
        )
        row = self.row(f"problem:{self.debt.id}")
        row.name = "Doradca"
        row.action_note()
        self.assertEqual(gap.family_count, 1)
        self.assertEqual(gap.matter_ids.case_id, self.case)

    def test_what_stands_on_the_list_is_not_proposed_again(self):
        self.propose().filtered("name").action_note()
        with self.refused("by hand"):
            self.case.action_propose_gaps()

    def test_who_only_works_on_the_team_proposes_nothing(self):
        rows = self.propose()
        with self.assertRaises(AccessError):
            rows.with_user(self.member).read(["why"])
        with self.assertRaises(AccessError):
            self.case.with_user(self.member).action_propose_gaps()

    def test_a_proposal_is_its_authors(self):
        rows = self.propose()
        with self.assertRaises(AccessError):
            rows.with_user(self.coordinator).read(["name"])
