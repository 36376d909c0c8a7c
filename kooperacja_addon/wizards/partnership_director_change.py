from odoo import fields, models
from odoo.exceptions import UserError

from ..rules.polish_time import polish_today


class PartnershipDirectorChange(models.TransientModel):
    """Asks who becomes the director of an institution, and from which day."""

    _name = "kooperacja.partnership.director.change"
    _description = "Change of director"

    member_id = fields.Many2one(
        comodel_name="kooperacja.partnership.member",
        string="Member of the partnership",
        required=True,
        ondelete="cascade",
    )
    institution_id = fields.Many2one(
        related="member_id.institution_id", related_sudo=False
    )
    director_id = fields.Many2one(
        related="member_id.representative_id",
        string="Director until now",
        related_sudo=False,
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="New director",
        required=True,
        ondelete="cascade",
        domain="[('parent_id', '=', institution_id)]",
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: polish_today()
    )

    def action_change(self):
        """End the old term and begin the new one.

        Raises UserError when the person is the director already.
        """
        self.ensure_one()
        if self.partner_id == self.director_id:
            raise UserError(
                self.env._(
                    "%(person)s is the director already.", person=self.partner_id.name
                )
            )
        self.member_id._change_director(self.partner_id, self.date_from)
        return {"type": "ir.actions.act_window_close"}
