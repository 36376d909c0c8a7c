from odoo import api, models
from odoo.tools import SQL


class FamilyEraser(models.AbstractModel):
    """With a family goes the e-mail address by which somebody of it came in."""

    _inherit = "kooperacja.privacy.eraser"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _erase_fields(self, records):
        if records._name == "kooperacja.family.login":
            self._erase_users(records)
        return super()._erase_fields(records)

    @api.model
    def _erase_users(self, logins):
        """Empty the users of these logins, but those who come in for another family."""
        users = logins.user_id
        others = self._all(logins._name).search([("user_id", "in", users.ids)]) - logins
        users -= others.user_id
        self.env.flush_all()
        # Past the watch over accounts: nobody is told of an address that goes.
        self.env.cr.execute(
            SQL(
                "UPDATE res_users SET active = FALSE, password = NULL,"
                " login = 'erased-' || id WHERE id = ANY(%s)",
                list(users.ids),
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner SET active = FALSE, email = NULL,"
                " email_normalized = NULL WHERE id = ANY(%s)",
                list(users.partner_id.ids),
            )
        )
        self.env.invalidate_all()
