from odoo import api, fields, models
from odoo.exceptions import UserError

from .res_partner import restricting_fields


class ResUsers(models.Model):
    """Whoever coordinates cases or has sent letters is archived, not deleted."""

    _inherit = "res.users"

    kooperacja_reminder_mail = fields.Selection(
        selection=[
            ("daily", "On working days when there is something new"),
            ("weekly", "Once a week, on Monday"),
            ("none", "No mail"),
        ],
        string="Reminders by mail",
        default="daily",
        required=True,
        help="Counts, numbers of cases, days and a link; never whom it is about. The "
        "list of deadlines shows everything, whatever is chosen here.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "kooperacja_reminder_mail"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "kooperacja_reminder_mail"]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_on_record(self):
        # Only whether there is such a record is told, to who may delete users.
        if any(
            self.env[model]
            .sudo()
            .with_context(active_test=False)
            .search_count([(field, "in", self.ids)], limit=1)
            for model, field in restricting_fields(self.env, self._name)
        ):
            raise UserError(
                self.env._(
                    "This user coordinates cases or a partnership of Kooperacja, or "
                    "has sent its letters, which keep the name. Hand over what still "
                    "goes on, and archive the user instead of deleting."
                )
            )
