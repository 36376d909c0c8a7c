from odoo import fields, models

from .privacy_emergency import GROUP


class ResUsers(models.Model):
    """Who reads a case through the emergency door reads only, and only that case."""

    _inherit = "res.users"  # pylint: disable=consider-merging-classes-inherited

    def _is_emergency_reader(self):
        """Return whether the user's rights in families are lent by the door."""
        return self.has_group(GROUP)

    def _give_back_emergency_group(self):
        """Take the lent rights from those who have no door open any more."""
        group = self.env.ref(GROUP)
        doors = self.env["kooperacja.emergency.access"]
        for user in self:
            if group in user.group_ids and not doors._get_running(user):
                user.write({"group_ids": [fields.Command.unlink(group.id)]})
