from odoo import api, fields, models
from odoo.exceptions import ValidationError


class EvaluationAfter(models.Model):
    """What goes on when the work with the family ends: who does what, until when.

    Each task still open at the end has such a row, so that none is lost silently.
    """

    _name = "kooperacja.evaluation.after"
    _description = "What goes on after the end"
    _inherit = ["kooperacja.evaluation.content.mixin"]
    _rec_names_search = ["case_id.number"]

    name = fields.Char(string="What", required=True)
    task_id = fields.Many2one(
        comodel_name="kooperacja.plan.task",
        string="Open task",
        ondelete="restrict",
        index="btree_not_null",
        readonly=True,
    )
    outcome = fields.Selection(
        selection=[
            ("goes_on", "Goes on"),
            ("dropped", "Is dropped"),
        ],
        required=True,
        default="goes_on",
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Who goes on",
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
        index="btree_not_null",
        help="Empty: the family itself.",
    )
    date_to = fields.Date(string="Until")
    comment = fields.Char(string="Why, how")

    _task_uniq = models.Constraint(
        "UNIQUE (evaluation_id, task_id)", "Each open task stands here once."
    )

    @api.depends("case_id.number")
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._(
                "%(case)s, after the end %(number)s",
                case=row.case_id.number or "",
                number=row.id or "",
            )

    @api.constrains("task_id", "evaluation_id")
    def _check_task(self):
        for row in self:
            if row.task_id.case_id - row.case_id:
                raise ValidationError(self.env._("The task belongs to another case."))
