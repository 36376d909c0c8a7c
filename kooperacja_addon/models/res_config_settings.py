from odoo import api, fields, models

from odoo.addons.base.models.ir_actions_report import _wkhtml


class ResConfigSettings(models.TransientModel):
    """Settings of a gmina, and what the administrator should know of the printer."""

    _inherit = "res.config.settings"

    kooperacja_variant_id = fields.Many2one(
        related="company_id.kooperacja_variant_id", readonly=False
    )
    kooperacja_number_ids = fields.One2many(
        related="company_id.kooperacja_number_ids", string="Numbers of the model"
    )
    kooperacja_printing = fields.Selection(
        selection=[
            ("patched", "Documents print with letterhead and page numbers"),
            ("unpatched", "wkhtmltopdf without patched Qt"),
            ("missing", "wkhtmltopdf is missing"),
        ],
        string="Printing",
        compute="_compute_kooperacja_printing",
    )

    @api.depends("company_id")
    def _compute_kooperacja_printing(self):
        engine = _wkhtml()
        if engine.state == "install":
            printing = "missing"
        elif engine.is_patched_qt:
            printing = "patched"
        else:
            printing = "unpatched"
        self.kooperacja_printing = printing
