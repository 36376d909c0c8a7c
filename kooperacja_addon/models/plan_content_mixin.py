from odoo import api, fields, models


class PlanContentMixin(models.AbstractModel):
    """A line of a plan: seen, signed and kept together with it."""

    _name = "kooperacja.plan.content.mixin"
    _description = "Content of a plan"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "plan_id, sequence, id"
    _fields_fixed = frozenset({"plan_id"})

    plan_id = fields.Many2one(
        comodel_name="kooperacja.plan",
        string="Plan",
        required=True,
        index=True,
        ondelete="cascade",
    )
    case_id = fields.Many2one(related="plan_id.case_id", store=True, index=True)
    company_id = fields.Many2one(
        related="plan_id.company_id", string="Gmina", store=True, index=True
    )
    sequence = fields.Integer(default=10)

    def _get_owner(self):
        return self.plan_id

    # --- who has the plan open learns that it changed ---------------------------

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.plan_id._count_edition()
        return lines

    def write(self, vals):
        result = super().write(vals)
        self.plan_id._count_edition()
        return result

    def unlink(self):
        plans = self.plan_id
        result = super().unlink()
        plans._count_edition()
        return result
