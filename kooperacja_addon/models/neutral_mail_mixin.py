from odoo import models
from odoo.tools import format_date

from ..rules.polish_time import polish_today


class NeutralMailMixin(models.AbstractModel):
    """What a record of Kooperacja says of itself in a mail: number, date, link."""

    _inherit = "kooperacja.guarded.mixin"

    def _get_link(self):
        """Return the address where the record is read after logging in."""
        self.ensure_one()
        return f"{self.get_base_url()}/mail/view?model={self._name}&res_id={self.id}"

    def _get_thread_of_answers(self):
        """Return the record with messages where an answer belongs, or an empty one."""
        self.ensure_one()
        if "message_ids" in self._fields:
            return self
        owner = self._get_owner()
        return owner._get_thread_of_answers() if owner else owner

    def _prepare_neutral_mail(self, partner=None):
        """Return what a mail to ``partner`` says: subject, title, lines and link."""
        self.ensure_one()
        kind = self.env["ir.model"]._get(self._name).display_name
        title = f"{kind} {self.display_name}"
        return {
            "subject": title,
            "title": title,
            "sentence": self.env._("Something was written here for you."),
            "lines": [format_date(self.env, polish_today())],
            "link": self._get_link(),
        }
