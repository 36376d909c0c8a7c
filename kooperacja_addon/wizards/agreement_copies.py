from odoo import api, fields, models

from ..rules.polish_time import polish_today


class AgreementCopies(models.TransientModel):
    """Notes where the original lies, and who was given a copy (handbook 3.4)."""

    _name = "kooperacja.agreement.copies"
    _description = "Original and copies of an agreement"

    agreement_id = fields.Many2one(
        comodel_name="kooperacja.agreement", string="Agreement", required=True
    )
    given_on = fields.Date(
        string="Given on", required=True, default=lambda self: polish_today()
    )
    signatory_ids = fields.Many2many(
        comodel_name="kooperacja.agreement.signatory",
        string="Copy given to",
        domain="[('agreement_id', '=', agreement_id), ('state', '=', 'signed')]",
        compute="_compute_from_agreement",
        store=True,
        compute_sudo=False,
        readonly=False,
    )
    original_place = fields.Char(
        string="Where the original is kept",
        compute="_compute_from_agreement",
        store=True,
        compute_sudo=False,
        readonly=False,
    )

    @api.depends("agreement_id")
    def _compute_from_agreement(self):
        for copies in self:
            agreement = copies.agreement_id
            copies.original_place = agreement.original_place
            copies.signatory_ids = agreement._get_parties().filtered(
                lambda s: not s.copy_given_on
            )

    def action_note(self):
        """Note the copies; the rights to the agreement itself decide."""
        self.ensure_one()
        self.agreement_id._give_copies(
            self.signatory_ids, self.given_on, self.original_place
        )
        return {"type": "ir.actions.act_window_close"}
