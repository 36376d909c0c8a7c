from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class GapProposal(models.TransientModel):
    """What was noted on the way of a case and may tell of a service that is missing.

    Three things do: a need on which no institution acts, a task stuck for want of help
    in the gmina, an institution that delegates nobody. The row proposes neutral words;
    why it stands there is read from the case each time and never kept.
    """

    _name = "kooperacja.gap.proposal"
    _description = "Proposal for the list of missing services"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "id"
    _fields_fixed = frozenset({"case_id", "cause"})

    case_id = fields.Many2one(
        comodel_name="kooperacja.case", string="Case", required=True, ondelete="cascade"
    )
    # Which record it comes from, as "problem:3"; so a row is not proposed twice.
    cause = fields.Char(required=True)
    name = fields.Char(
        string="Service that is missing",
        help="The gmina reads this list: nothing of a family.",
    )
    problem_id = fields.Many2one(
        comodel_name="kooperacja.problem", string="Kind of problem", ondelete="cascade"
    )
    why = fields.Char(string="What was noted", compute="_compute_why")
    is_noted = fields.Boolean(string="On the list", compute="_compute_why")

    @api.depends("case_id", "cause")
    def _compute_why(self):
        for case, rows in self.grouped("case_id").items():
            found = self._find(case)
            noted = set(case.matter_ids.mapped("cause"))
            for row in rows:
                row.why = found.get(row.cause, {}).get("why")
                row.is_noted = row.cause in noted

    @api.model
    def _find(self, case):
        """Return what tells of a missing service, by cause: why, name, problem_id."""
        return {
            **self._find_needs(case),
            **self._find_tasks(case),
            **self._find_delegations(case),
        }

    @api.model
    def _find_needs(self, case):
        _proposed, problems = self.env["kooperacja.team.proposal"]._propose(case)
        return {
            f"problem:{problem.id}": {
                "why": self.env._("No institution of the partnership acts on this."),
                "name": self.env._("Help with: %(problem)s", problem=problem.name),
                "problem_id": problem.id,
            }
            for problem in problems
        }

    @api.model
    def _find_tasks(self, case):
        lines = case.report_ids.line_ids.filtered(
            lambda line: line.state == "submitted" and line.obstacle_id.is_gap
        )
        return {
            f"task:{(line.task_id.origin_id or line.task_id).id}": {
                "why": self.env._(
                    "%(obstacle)s – task: %(task)s",
                    obstacle=line.hindrance,
                    task=line.task_id.name,
                ),
                # The words of a task may tell of the family.
                "name": False,
                "problem_id": False,
            }
            for line in lines
        }

    @api.model
    def _find_delegations(self, case):
        declined = self.env["kooperacja.delegation"].search(
            [
                ("company_id", "=", case.company_id.id),
                ("case_number", "=", case.number),
                ("state", "=", "declined"),
            ],
            order="id",
        )
        return {
            f"delegation:{request.id}": {
                "why": self.env._(
                    "Delegates nobody: %(reason)s", reason=request.answer_note or ""
                ),
                "name": self.env._(
                    "A worker of: %(institution)s",
                    institution=request.institution_id.name,
                ),
                "problem_id": False,
            }
            for request in declined
        }

    @api.model
    def _open_for(self, case):
        """Return the action with what was noted on the way of ``case``.

        Raises UserError when nothing is left to be put on the list.
        """
        noted = set(case.matter_ids.mapped("cause"))
        rows = self.create(
            [
                {
                    "case_id": case.id,
                    "cause": cause,
                    "name": found["name"],
                    "problem_id": found["problem_id"],
                }
                for cause, found in self._find(case).items()
                if cause not in noted
            ]
        )
        if not rows:
            raise UserError(
                self.env._(
                    "Nothing new was noted that tells of a missing service: no need "
                    "without help, no task stuck for want of it, no institution that "
                    "delegates nobody. Note a missing service by hand."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Missing services noted on the way"),
            "res_model": self._name,
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "domain": [("id", "in", rows.ids)],
        }

    def action_note(self):
        """Put the service on the list of what the gmina lacks, with this case at it.

        Raises UserError when the service has no name yet.
        """
        for row in self.filtered(lambda row: not row.is_noted):
            if not (row.name or "").strip():
                raise UserError(
                    self.env._(
                        "Name the service that is missing, in words that tell nothing "
                        "of the family."
                    )
                )
            row._note()
        self.invalidate_model()
        return True

    def _note(self):
        gap = self._get_gap()
        matters = self.env["kooperacja.case.matter"]
        matter = matters.search(
            [("case_id", "=", self.case_id.id), ("gap_id", "=", gap.id)], limit=1
        )
        if matter:
            matter.cause = matter.cause or self.cause
            if matter.cause != self.cause:
                raise UserError(
                    self.env._("The case already stands at this service on the list.")
                )
            return
        self.case_id.matter_ids = [
            Command.create({"gap_id": gap.id, "cause": self.cause, "note": self.why})
        ]

    def _get_gap(self):
        """Return the missing service of this name in the gmina, or note it."""
        gaps = self.env["kooperacja.service.gap"]
        values = {
            "name": self.name.strip(),
            "company_id": self.case_id.company_id.id,
        }
        return gaps.search(
            [(name, "=", value) for name, value in values.items()], limit=1
        ) or gaps.create({**values, "problem_id": self.problem_id.id})
