from odoo import api, fields, models


class EvaluationContentMixin(models.AbstractModel):
    """A line of an evaluation: seen, approved and kept together with it."""

    _name = "kooperacja.evaluation.content.mixin"
    _description = "Content of an evaluation"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "evaluation_id, id"
    _fields_fixed = frozenset({"evaluation_id"})

    evaluation_id = fields.Many2one(
        comodel_name="kooperacja.evaluation",
        string="Evaluation",
        required=True,
        index=True,
        ondelete="cascade",
    )
    case_id = fields.Many2one(related="evaluation_id.case_id", store=True, index=True)
    company_id = fields.Many2one(
        related="evaluation_id.company_id", string="Gmina", store=True, index=True
    )
    comment = fields.Char()

    def _get_owner(self):
        return self.evaluation_id

    @api.model
    def _create_listed(self, evaluation, vals_list):
        """Create the lines that the evaluation lists by itself."""
        return self.create(
            [{"evaluation_id": evaluation.id, **vals} for vals in vals_list]
        )
