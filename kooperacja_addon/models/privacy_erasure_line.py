from odoo import api, fields, models


class PrivacyErasureLine(models.Model):
    """How many values of one field erasing removes, or how many records stay."""

    _name = "kooperacja.privacy.erasure.line"
    _description = "What erasing removes"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "effect, id"
    _fields_fixed = frozenset({"erasure_id"})

    erasure_id = fields.Many2one(
        comodel_name="kooperacja.privacy.erasure",
        string="Erasing",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="erasure_id.company_id", string="Gmina", store=True, index=True
    )
    res_model = fields.Char(string="Register", required=True)
    res_field = fields.Char(string="Field")
    what = fields.Char(compute="_compute_what")
    effect = fields.Selection(
        selection=[
            ("erased", "Words removed"),
            ("year", "The year alone is left"),
            ("file", "Files deleted"),
            ("deleted", "Deleted"),
            ("elsewhere", "Recognised elsewhere, to be checked"),
            ("kept", "Records that stay, without words"),
        ],
        required=True,
        default="erased",
    )
    count = fields.Integer(string="How many")

    @api.depends("res_model", "res_field")
    def _compute_what(self):
        # Names of registers and fields are no secret.
        names = self.env["ir.model"].sudo()
        for line in self:
            model = self.env.get(line.res_model)
            if model is None:
                line.what = line.res_model
                continue
            line.what = names._get(line.res_model).name
            if line.res_field:
                label = model._fields[line.res_field]._description_string(self.env)
                line.what = f"{line.what}: {label}"
