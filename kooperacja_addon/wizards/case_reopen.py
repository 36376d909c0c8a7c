from odoo import fields, models


class CaseReopen(models.TransientModel):
    """Asks why a closed case is opened again; the reason goes into its file."""

    _name = "kooperacja.case.reopen"
    _description = "Reopening of a case"

    case_id = fields.Many2one(
        comodel_name="kooperacja.case", string="Case", required=True
    )
    reason = fields.Text(required=True)

    def action_reopen(self):
        """Reopen the case; access to it is checked by its own write."""
        self.ensure_one()
        self.case_id._reopen(self.reason)
        return {
            "type": "ir.actions.act_window",
            "res_model": "kooperacja.case",
            "res_id": self.case_id.id,
            "view_mode": "form",
        }
