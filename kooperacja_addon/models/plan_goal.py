from odoo import api, fields, models


class PlanGoal(models.Model):
    """A specific goal: understandable, concrete, real (handbook 4.3)."""

    _name = "kooperacja.plan.goal"
    _description = "Specific goal"
    _inherit = ["kooperacja.plan.content.mixin"]

    name = fields.Char(string="Goal", required=True)
    measure = fields.Char(
        string="How we shall know", help="What will be seen when the goal is reached."
    )
    proposed_by_family = fields.Boolean(string="Proposed by the family")
    task_ids = fields.One2many(
        comodel_name="kooperacja.plan.task",
        inverse_name="goal_id",
        string="Tasks",
        copy=False,
    )

    task_count = fields.Integer(string="Number of tasks", compute="_compute_task_count")
    household_id = fields.Many2one(related="case_id.household_id")

    @api.depends("task_ids")
    def _compute_task_count(self):
        for goal in self:
            goal.task_count = len(goal.task_ids)

    @api.depends("case_id.number", "name")
    @api.depends_context("show_family_names", "uid")
    def _compute_display_name(self):
        named = self._filtered_named()
        for goal in self:
            goal.display_name = (
                goal.name
                if goal in named
                else self.env._(
                    "%(case)s, goal %(number)s",
                    case=goal.case_id.number or "",
                    number=goal.id or "",
                )
            )
