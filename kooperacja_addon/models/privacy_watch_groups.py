from odoo import api, models


class ResGroups(models.Model):
    """Roles given from the side of the groups, by their users and what they imply."""

    _inherit = "res.groups"

    @api.model_create_multi
    def create(self, vals_list):
        changes = self.env["kooperacja.security.change"]
        before = changes._read_rights()
        groups = super().create(vals_list)
        changes._note_rights(before)
        return groups

    def write(self, vals):
        changes = self.env["kooperacja.security.change"]
        before = changes._read_rights()
        result = super().write(vals)
        changes._note_rights(before)
        return result
