from odoo import api, models
from odoo.exceptions import UserError


class ResUsers(models.Model):
    """Whoever coordinates a case or a partnership is archived, not deleted."""

    _inherit = "res.users"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_coordinators(self):
        # Only whether there is such a record is told, to who may delete users.
        if any(
            self.env[model]
            .sudo()
            .with_context(active_test=False)
            .search_count([("coordinator_id", "in", self.ids)], limit=1)
            for model in ("kooperacja.case", "kooperacja.partnership")
        ):
            raise UserError(
                self.env._(
                    "This user coordinates cases or a partnership of Kooperacja, which "
                    "keep the name of their coordinator. Hand over what still goes on, "
                    "and archive the user instead of deleting."
                )
            )
