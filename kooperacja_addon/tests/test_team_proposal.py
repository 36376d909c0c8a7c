"""Whom to call to a team, by needs and resources; a proposal opens nothing."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MODULE
from .steps import PathCase


@tagged("post_install", "-at_install")
class TestTeamProposal(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.past_membership | cls.future_membership | cls.portal_membership).unlink()
        poverty = cls.env.ref(f"{MODULE}.problem_poverty")
        cls.debt = cls.env.ref(f"{MODULE}.problem_debt")
        for name in ("ops_1", "pcpr", "school_1", "school_2"):
            cls.env["kooperacja.resource"].create(
                {
                    "company_id": cls.gmina_1.id,
                    "problem_id": poverty.id,
                    "institution_id": cls.institutions[name].id,
                    "activity": f"Pomoc {name}",
                }
            )
        cls.need.create(
            {"case_id": cls.case.id, "name": "Długi", "problem_id": cls.debt.id}
        )

    def propose(self):
        action = self.case.action_propose_team()
        self.env.flush_all()
        self.env.invalidate_all()
        return self.case.env["kooperacja.team.proposal"].search(action["domain"])

    def row_of(self, name):
        return self.propose().filtered(
            lambda row: row.institution_id == self.institutions[name]
        )

    def test_institutions_of_the_partnership_are_proposed_with_their_reasons(self):
        rows = self.propose()
        states = {row.institution_id: row.state for row in rows if row.institution_id}
        self.assertEqual(
            states,
            {
                self.institutions["ops_1"]: "on_team",
                self.institutions["school_1"]: "on_team",
                self.institutions["pcpr"]: "proposed",
            },
        )
        self.assertIn("Pomoc pcpr", self.row_of("pcpr").reasons)

    def test_a_problem_on_which_nobody_acts_is_told(self):
        gap = self.propose()[:1]
        self.assertEqual(gap.state, "gap")
        self.assertEqual(gap.reasons, self.debt.name)

    def test_one_click_invites_and_another_puts_the_delegated_on_the_team(self):
        row = self.row_of("pcpr")
        row.action_invite()
        self.assertEqual(row.state, "asked")
        self.assertEqual(row.delegation_id.case_number, self.case.number)
        with self.refused("was asked"):
            row.action_invite()
        with self.refused("not delegated anybody"):
            row.action_join()
        self.assert_sees_nothing("past_member")
        people = [
            self.users[name].partner_id for name in ("past_member", "future_member")
        ]
        row.delegation_id._answer("accepted", self.today, *people)
        row.invalidate_recordset()
        self.assertEqual(row.state, "accepted")
        # Delegated and not on the team yet: nothing is open.
        self.assert_sees_nothing("past_member")
        row.action_join()
        self.assertEqual(row.state, "on_team")
        self.assert_sees("past_member")
        self.assert_sees_nothing("future_member")

    def test_who_declined_may_be_asked_again_and_the_reason_stands_there(self):
        row = self.row_of("pcpr")
        row.action_invite()
        row.delegation_id._answer("declined", self.today, note="Brak ludzi")
        row.invalidate_recordset()
        self.assertEqual((row.state, row.answer), ("declined", "Brak ludzi"))
        self.assert_sees_nothing("past_member")
        row.action_invite()
        self.assertEqual(row.state, "asked")

    def test_needs_without_a_kind_of_problem_propose_nobody(self):
        self.case.need_ids.problem_id = False
        with self.refused("kind of problem"):
            self.case.action_propose_team()

    def test_a_proposal_is_shut_with_the_case(self):
        rows = self.propose()
        self.case.sudo().coordinator_id = self.users["worker_b"]
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            rows.read(["reasons"])
        with self.assertRaises(AccessError):
            self.case.with_user(self.member).action_propose_team()
