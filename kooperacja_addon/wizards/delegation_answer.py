from odoo import fields, models

from ..rules.polish_time import polish_today


class DelegationAnswer(models.TransientModel):
    """Asks a director whom the institution delegates, or why it delegates nobody."""

    _name = "kooperacja.delegation.answer"
    _description = "Answer to the request for a worker"
    _inherit = ["kooperacja.guarded.mixin"]

    delegation_id = fields.Many2one(
        comodel_name="kooperacja.delegation",
        string="Request",
        required=True,
        ondelete="cascade",
    )
    institution_id = fields.Many2one(
        related="delegation_id.institution_id", related_sudo=False
    )
    answer = fields.Selection(
        selection=[("accepted", "We delegate a worker"), ("declined", "We decline")],
        required=True,
    )
    answered_on = fields.Date(
        string="Answered on", required=True, default=lambda self: polish_today()
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Worker",
        ondelete="cascade",
        domain="[('parent_id', '=', institution_id)]",
    )
    substitute_id = fields.Many2one(
        comodel_name="res.partner",
        string="Substitute",
        ondelete="cascade",
        domain="[('parent_id', '=', institution_id), ('id', '!=', partner_id)]",
    )
    new_name = fields.Char(
        string="Somebody who is not on the list",
        help="First and last name; the person is added to the contacts of the "
        "institution.",
    )
    new_function = fields.Char(string="Function of the new person")
    new_email = fields.Char(string="E-mail of the new person")
    reason = fields.Text(help="No names and nothing of a family.")

    def action_answer(self):
        """Give the answer; the request itself checks who may."""
        for dialog in self:
            if dialog.answer == "accepted" and (dialog.new_name or "").strip():
                dialog.partner_id = dialog.delegation_id._add_worker(
                    dialog.new_name, dialog.new_function, dialog.new_email
                )
            dialog.delegation_id._answer(
                dialog.answer,
                dialog.answered_on,
                dialog.partner_id,
                dialog.substitute_id,
                dialog.reason,
            )
        return {"type": "ir.actions.act_window_close"}
