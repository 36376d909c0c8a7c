from odoo import api, models


class IrRule(models.Model):
    """A changed rule on a register of Kooperacja is told to the protection officer."""

    _inherit = "ir.rule"  # pylint: disable=consider-merging-classes-inherited

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._note_kooperacja_change()
        return records

    def write(self, vals):
        self._note_kooperacja_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_note_kooperacja_change(self):
        self._note_kooperacja_change()

    def _note_kooperacja_change(self):
        self.env["kooperacja.security.change"]._note_records("rule", self, "model_id")
