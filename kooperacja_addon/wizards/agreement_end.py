from odoo import fields, models

from ..rules.polish_time import polish_today


class AgreementEnd(models.TransientModel):
    """Notes that one party left an agreement or, without a party, that it ended."""

    _name = "kooperacja.agreement.end"
    _description = "End of an agreement, or of a party to it"

    agreement_id = fields.Many2one(
        comodel_name="kooperacja.agreement", string="Agreement", required=True
    )
    signatory_id = fields.Many2one(
        comodel_name="kooperacja.agreement.signatory",
        string="Institution that leaves",
        domain="[('agreement_id', '=', agreement_id)]",
    )
    day = fields.Date(string="On", required=True, default=lambda self: polish_today())
    reason = fields.Char(required=True)

    def action_end(self):
        """Note the end; the rights to the agreement itself decide."""
        self.ensure_one()
        if self.signatory_id:
            self.signatory_id._leave(self.day, self.reason)
        else:
            self.agreement_id._end(self.day, self.reason)
        return {"type": "ir.actions.act_window_close"}
