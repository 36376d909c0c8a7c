from odoo import models
from odoo.tools import format_date


class MonitoringDisclosure(models.Model):
    """A copy of a monitoring card given to somebody is noted from the card."""

    _inherit = "kooperacja.monitoring"  # pylint: disable=consider-merging-classes-inherited

    def action_note_handing(self):
        """Open a new row: a copy of this card was given to somebody."""
        self.ensure_one()
        return self.env["kooperacja.disclosure"]._get_new_action(
            self.case_id,
            {
                "default_way": "document",
                "default_scope": self.env._(
                    "Monitoring card, %(first)s – %(last)s.",
                    first=format_date(self.env, self.date_from),
                    last=format_date(self.env, self.date_to),
                ),
            },
        )
