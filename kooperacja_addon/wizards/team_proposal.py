from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..rules.team_proposal import propose_team


class TeamProposal(models.TransientModel):
    """One institution proposed for a team, because of what it does (handbook 2.2).

    The needs of the case meet the cards of resources; a problem on which nobody acts is
    a row without an institution. How far things are is read from the requests for
    workers and from the team, so nothing is noted twice; a proposal opens no case.
    """

    _name = "kooperacja.team.proposal"
    _description = "Proposal for a team"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "sequence, id"
    _rec_name = "institution_id"

    case_id = fields.Many2one(
        comodel_name="kooperacja.case", string="Case", required=True, ondelete="cascade"
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner", string="Institution", ondelete="cascade"
    )
    sequence = fields.Integer()
    # What the family needs is read from the case each time, never kept here.
    reasons = fields.Text(string="Why", compute="_compute_reasons", compute_sudo=False)
    state = fields.Selection(
        selection=[
            ("gap", "Nobody does this"),
            ("proposed", "Proposed"),
            ("asked", "Invited"),
            ("accepted", "Worker delegated"),
            ("declined", "Declined"),
            ("leading", "Leads the case"),
            ("on_team", "On the team"),
        ],
        string="Status",
        compute="_compute_state",
        compute_sudo=False,
    )
    delegation_id = fields.Many2one(
        comodel_name="kooperacja.delegation",
        string="Request",
        compute="_compute_state",
        compute_sudo=False,
    )
    answer = fields.Char(compute="_compute_state", compute_sudo=False)

    @api.depends("case_id", "institution_id")
    def _compute_reasons(self):
        for case, rows in self.grouped("case_id").items():
            proposed, gaps = rows._propose(case)
            activities = {
                (line.problem_id, line.institution_id): line.activity
                for line in case._get_resources()
            }
            for row in rows:
                problems = (
                    proposed.get(row.institution_id, []) if row.institution_id else gaps
                )
                row.reasons = "\n".join(
                    ": ".join(
                        filter(
                            None,
                            (
                                problem.name,
                                activities.get((problem, row.institution_id)),
                            ),
                        )
                    )
                    for problem in problems
                )

    @api.depends("case_id", "institution_id")
    def _compute_state(self):
        for case, rows in self.grouped("case_id").items():
            asked = {
                request.institution_id: request
                for request in self.env["kooperacja.delegation"].search(
                    Domain("company_id", "=", case.company_id.id)
                    & Domain("case_number", "=", case.number)
                    & Domain("state", "in", ("asked", "accepted", "declined")),
                    order="id",
                )
            }
            team = case.member_ids.filtered("in_force").institution_id
            leader = case.partnership_id.coordinator_id.partner_id
            for row in rows:
                institution = row.institution_id
                request = asked.get(institution, self.env["kooperacja.delegation"])
                row.delegation_id = request
                row.answer = request.answer_note or request.partner_id.name
                if not institution:
                    row.state = "gap"
                elif institution in team:
                    row.state = "on_team"
                elif request:
                    row.state = request.state
                elif institution.commercial_partner_id == leader.commercial_partner_id:
                    row.state = "leading"
                else:
                    row.state = "proposed"

    @api.model
    def _propose(self, case):
        return propose_team(
            case.need_ids.sorted("sequence").problem_id,
            [(line.problem_id, line.institution_id) for line in case._get_resources()],
        )

    @api.model
    def _open_for(self, case):
        """Return the action with the proposal for ``case``.

        Raises UserError when no need of the case names a kind of problem.
        """
        if not case.need_ids.problem_id:
            raise UserError(
                self.env._(
                    "Note the needs of the family first, each with its kind of "
                    "problem: by these the institutions are proposed."
                )
            )
        proposed, gaps = self._propose(case)
        rows = self.create(
            [
                {
                    "case_id": case.id,
                    "institution_id": one and one.id,
                    "sequence": place,
                }
                for place, one in enumerate(([False] if gaps else []) + list(proposed))
            ]
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Whom to call to the team"),
            "res_model": self._name,
            "view_mode": "list,kanban",
            "mobile_view_mode": "kanban",
            "domain": [("id", "in", rows.ids)],
        }

    def action_invite(self):
        """Ask the director for a worker to this case, by the ready letter.

        Raises UserError when the institution was asked already.
        """
        for row in self:
            if row.state not in ("proposed", "declined"):
                raise UserError(
                    self.env._("This institution was asked, or is on the team already.")
                )
            request = self.env["kooperacja.delegation"].create(
                {
                    "partnership_id": row.case_id.partnership_id.id,
                    "institution_id": row.institution_id.id,
                    "case_id": row.case_id.id,
                }
            )
            request.action_ask()
        self.invalidate_model()
        return True

    def action_note_gap(self):
        """Propose what is missing for the list of what the gmina lacks."""
        self.ensure_one()
        return self.case_id.action_propose_gaps()

    def action_join(self):
        """Put the delegated worker on the team, from today."""
        for row in self:
            if row.state != "accepted":
                raise UserError(
                    self.env._("The director has not delegated anybody yet.")
                )
            row.delegation_id.action_join_team()
        self.invalidate_model()
        return True
