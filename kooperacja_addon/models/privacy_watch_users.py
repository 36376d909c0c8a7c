from odoo import api, models

# Keys of an account: who sets them for somebody else could come in by that name.
KEYS = {
    "password": "password",
    "new_password": "password",
    "login": "login",
    "totp_secret": "second",
    "kooperacja_second_factor": "second",
}


class ResUsers(models.Model):
    """Who gets a role of Kooperacja, and by whose hand, is noted and told."""

    _inherit = "res.users"  # pylint: disable=consider-merging-classes-inherited

    @api.model_create_multi
    def create(self, vals_list):
        changes = self.env["kooperacja.security.change"]
        before = changes._read_rights()
        users = super().create(vals_list)
        changes._note_rights(before)
        return users

    def write(self, vals):
        changes = self.env["kooperacja.security.change"]
        moves = {"group_ids", "company_ids", "role"} & vals.keys()
        before = changes._read_rights() if moves else {}
        others = self._get_changed_by_another(vals)
        result = super().write(vals)
        if moves:
            changes._note_rights(before)
        for kind, users in others.items():
            changes._note_about(kind, users)
        return result

    def _get_changed_by_another(self, vals):
        """Return {kind of change: users} for keys of accounts of other people."""
        others = self - self.env.user
        # Who asked for a new password by mail sets it without being logged in.
        if (
            not others
            or self.env.user._is_public()
            or self.env["kooperacja.security.change"]._is_machine()
        ):
            return {}
        return {
            kind: others
            for name, kind in KEYS.items()
            # To ask for a second factor takes nothing away.
            if name in vals and not (name == "kooperacja_second_factor" and vals[name])
        }
