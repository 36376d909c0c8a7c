from odoo import api, models


class IrActionsServer(models.Model):
    """Code on the server may read what its writer may not: a change of it is told."""

    _inherit = "ir.actions.server"

    @api.model_create_multi
    def create(self, vals_list):
        actions = super().create(vals_list)
        actions._note_kooperacja_change()
        return actions

    def write(self, vals):
        result = super().write(vals)
        if {"code", "state"} & vals.keys():
            self._note_kooperacja_change()
        return result

    def _note_kooperacja_change(self):
        self.env["kooperacja.security.change"]._note_records(
            "code", self.filtered(lambda action: action.state == "code")
        )
