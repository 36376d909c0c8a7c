from odoo import api, fields, models

from ..models.portal_invitation import GROUNDS


class PortalInvite(models.TransientModel):
    """Asks where to send the link of an invitation, or why a second factor goes."""

    _name = "kooperacja.portal.invite"
    _description = "Invite to the portal"

    member_id = fields.Many2one(
        comodel_name="kooperacja.case.member", ondelete="cascade"
    )
    representative_id = fields.Many2one(
        comodel_name="kooperacja.partnership.representative", ondelete="cascade"
    )
    family_login_id = fields.Many2one(
        comodel_name="kooperacja.family.login", ondelete="cascade"
    )
    invitation_id = fields.Many2one(
        comodel_name="kooperacja.portal.invitation", ondelete="cascade"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Person", compute="_compute_partner_id"
    )
    email = fields.Char(
        string="E-mail",
        compute="_compute_email",
        store=True,
        readonly=False,
        help="May be the address of an office that others share: the login is one's "
        "own.",
    )
    hours = fields.Integer(string="Valid for (hours)", compute="_compute_partner_id")
    has_login = fields.Boolean(compute="_compute_partner_id")
    reason = fields.Char(string="Why")

    def _get_ground(self):
        self.ensure_one()
        grounds = (self[field] for field in GROUNDS)
        return next((ground for ground in grounds if ground), self.member_id)

    @api.depends("member_id", "representative_id", "family_login_id")
    def _compute_partner_id(self):
        for dialog in self:
            ground = dialog._get_ground()
            # Whether the person is there at all; of a family nothing is told by it.
            dialog.partner_id = ground and ground._get_portal_partner()
            company = ground.company_id or self.env.company
            dialog.hours = company._get_kooperacja_number("portal_link_hours")
            # Of the account only whether it was used is told, to who may invite.
            users = dialog.partner_id.sudo().user_ids
            dialog.has_login = any(user.share and user.login_date for user in users)

    @api.depends("member_id", "representative_id", "family_login_id")
    def _compute_email(self):
        for dialog in self:
            ground = dialog._get_ground()
            dialog.email = ground and ground._get_portal_address()

    def action_send(self):
        """Send the link and show the invitation."""
        self.ensure_one()
        invitation = self.env["kooperacja.portal.invitation"]._invite(
            self._get_ground(), self.email
        )
        return invitation._get_form_action()

    def action_reset(self):
        """Take the second factor off and send a new link."""
        self.ensure_one()
        self.invitation_id._reset_second_factor(self.reason)
        return {"type": "ir.actions.act_window_close"}
