from odoo import api, models
from odoo.exceptions import UserError


class ResUsers(models.Model):
    """Whoever coordinates cases is archived, not deleted."""

    _inherit = "res.users"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_coordinators(self):
        # Only whether there is such a case is told, to who may delete users.
        if (
            self.env["kooperacja.case"]
            .sudo()
            .search_count([("coordinator_id", "in", self.ids)], limit=1)
        ):
            raise UserError(
                self.env._(
                    "This user coordinates cases of Kooperacja. Hand the cases over "
                    "and archive the user instead of deleting."
                )
            )
