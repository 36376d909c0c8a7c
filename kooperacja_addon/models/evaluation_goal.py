from odoo import api, fields, models
from odoo.exceptions import ValidationError


class EvaluationGoal(models.Model):
    """How far one specific goal was reached."""

    _name = "kooperacja.evaluation.goal"
    _description = "Attainment of a goal"
    _inherit = ["kooperacja.evaluation.content.mixin"]
    _rec_names_search = ["case_id.number"]

    goal_id = fields.Many2one(
        comodel_name="kooperacja.plan.goal",
        string="Goal",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('case_id', '=', case_id)]",
    )
    level = fields.Selection(
        selection=[
            ("0", "Not started"),
            ("1", "Begun"),
            ("2", "Partly reached"),
            ("3", "Mostly reached"),
            ("4", "Reached"),
        ],
        string="Attainment",
    )

    _goal_uniq = models.Constraint(
        "UNIQUE (evaluation_id, goal_id)", "Each goal is evaluated once."
    )

    @api.depends("goal_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.goal_id.display_name

    @api.constrains("goal_id", "evaluation_id")
    def _check_goal(self):
        for line in self:
            if line.goal_id.case_id != line.evaluation_id.case_id:
                raise ValidationError(self.env._("The goal belongs to another case."))
