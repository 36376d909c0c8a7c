from odoo import fields, models

# What may take a person out of the family's home, or show that it is a child.
LEAVING = {"active", "is_dead", "lives_elsewhere", "birth_date", "role"}


class FamilyCase(models.Model):
    """What the family says stands in its case; with the case end its logins."""

    _inherit = "kooperacja.case"  # pylint: disable=consider-merging-classes-inherited

    family_login_ids = fields.One2many(
        comodel_name="kooperacja.family.login",
        inverse_name="case_id",
        string="Logins of the family",
    )
    family_voice_ids = fields.One2many(
        comodel_name="kooperacja.family.voice",
        inverse_name="case_id",
        string="What the family says",
    )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("stage") == "closed":
            # Who may close the case was checked; its logins go with it.
            self.sudo().family_login_ids._end("closed")
        return result

    def action_give_family_login(self):
        """Open a new login for an adult of the family."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Login for an adult of the family"),
            "res_model": "kooperacja.family.login",
            "view_mode": "form",
            "target": "new",
            "context": {"default_case_id": self.id, "show_family_names": True},
        }


class FamilyPerson(models.Model):
    """Who leaves the family loses the login the same minute."""

    _inherit = "kooperacja.person"  # pylint: disable=consider-merging-classes-inherited

    def write(self, vals):
        result = super().write(vals)
        if LEAVING & vals.keys():
            # Who may write the person was checked; the logins follow.
            logins = (
                self.env["kooperacja.family.login"]
                .sudo()
                .search([("person_id", "in", self.ids), ("state", "=", "open")])
            )
            for login in logins:
                if reason := login._get_end_reason():
                    login._end(reason[0])
        return result
