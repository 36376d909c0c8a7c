from odoo import models


class ResPartner(models.Model):
    """A new password is sent to the address of the contact: who changes it is noted."""

    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def write(self, vals):
        changes = self.env["kooperacja.security.change"]
        users = self.env["res.users"]
        if "email" in vals and not changes._is_machine():
            # Which accounts hang on the contact is looked up, and nothing else.
            users = self.sudo().user_ids.filtered(
                lambda user: user.email != vals["email"]
            )
            users -= self.env.user
        result = super().write(vals)
        if users:
            changes._note_about("login", users)
        return result
