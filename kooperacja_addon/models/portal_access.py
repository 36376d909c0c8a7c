from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base.models.ir_mail_server import MailDeliveryException

from ..rules.polish_time import polish_today


class ResUsers(models.Model):
    """Who was invited comes in with a second factor, and while there is a ground."""

    _inherit = "res.users"  # pylint: disable=consider-merging-classes-inherited

    kooperacja_second_factor = fields.Boolean(
        string="Second factor required",
        copy=False,
        help="Set by an invitation to the portal: after the password a code is asked "
        "for, from an application or by mail.",
    )

    def _mfa_type(self):
        kind = super()._mfa_type()
        # Whether a code is asked for is looked up before anybody is signed in.
        if kind is None and self.sudo().kooperacja_second_factor:
            return "totp_mail"
        return kind

    def _send_totp_mail_code(self):
        """Mail the code; where no mail goes out, say so in a sentence."""
        try:
            return super()._send_totp_mail_code()
        except MailDeliveryException as failure:
            raise UserError(
                self.env._(
                    "The code could not be mailed. Try again in a while; if it does "
                    "not come then either, tell the coordinator."
                )
            ) from failure

    def _filter_with_ground(self):
        """Return those who are, or will be, on a team or represent an institution."""
        # Of accounts only whether they have a ground is told.
        partners = self.sudo().partner_id
        today = polish_today()
        lasting = ["|", ("date_to", "=", False), ("date_to", ">=", today)]
        mine = [("partner_id", "in", partners.ids), *lasting]
        members = self.env["kooperacja.case.member"].sudo()
        terms = self.env["kooperacja.partnership.representative"].sudo()
        grounds = members.search([*mine, ("ended_at", "=", False)]).partner_id
        grounds |= terms.search(mine).partner_id
        logins = self.env["kooperacja.family.login"].sudo()
        open_logins = logins.search(
            [("user_id", "in", self.ids), ("state", "=", "open")]
        ).filtered(lambda login: not login._get_end_reason())
        return self.filtered(
            lambda user: (
                user.sudo().partner_id in grounds or user in open_logins.user_id
            )
        )

    def _has_portal_ground(self):
        self.ensure_one()
        return bool(self._filter_with_ground())

    @api.model
    def _cron_shut_portal(self):
        """Archive invited accounts whose work has ended; a new invitation reopens."""
        users = self.search(
            [("kooperacja_second_factor", "=", True), ("share", "=", True)]
        )
        (users - users._filter_with_ground()).write({"active": False})

    # --- a forgotten password ------------------------------------------------------

    def reset_password(self, login):
        """Send a link to whom the login or the address belongs; tell nothing else.

        Several people of one office may have its address: each gets a link of one's
        own. Where there is nobody, the answer is the same.
        """
        users = self.search(self._get_login_domain(login))
        users = users or self.search(self._get_email_domain(login))
        return users.action_reset_password() if users else True

    def _action_reset_password(self, signup_type="reset"):
        invited = self.filtered("kooperacja_second_factor")
        if signup_type != "reset" or not invited:
            return super()._action_reset_password(signup_type=signup_type)
        self.env["kooperacja.portal.invitation"]._send_to_who_forgot(invited)
        others = self - invited
        if others:
            return super(ResUsers, others)._action_reset_password(
                signup_type=signup_type
            )
        return True
