from odoo import api, fields, models
from odoo.exceptions import UserError

# The words that such a contact may bear, beside the neutral name it is made with.
BEARS = {"email", "signup_type"}
# Kinds of fields that could say who somebody is, and references that could.
WORDS = ("char", "text", "html", "binary", "image")
TIES = {"parent_id", "state_id"}


class ResPartner(models.Model):
    """The contact of a family login: seen by nobody, and bears nothing but the login.

    Every employee of the municipality reads contacts, so no name, address or telephone
    of a resident may stand in one (design, law 1).
    """

    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    is_family_login = fields.Boolean(
        string="Login of a family member", readonly=True, copy=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("is_family_login") and (
                not self.env.su or self._has_words(vals, BEARS | {"name"})
            ):
                self._refuse_family_login()
        # Nor is anything hung under such a contact: an address, a second person.
        self.browse(
            {vals["parent_id"] for vals in vals_list if vals.get("parent_id")}
        )._refuse_logins()
        return super().create(vals_list)

    def write(self, vals):
        if "is_family_login" in vals:
            self._refuse_family_login()
        self.browse(vals.get("parent_id"))._refuse_logins()
        if self._has_words(vals, BEARS):
            self._refuse_logins()
        return super().write(vals)

    @api.model
    def _has_words(self, vals, borne):
        return any(
            value
            and name not in borne
            and (name in TIES or self._fields[name].type in WORDS)
            for name, value in vals.items()
        )

    def _refuse_logins(self):
        # Whether it is a login of a family is looked up, for whoever comes.
        if any(self.sudo().mapped("is_family_login")):
            self._refuse_family_login()

    def _refuse_family_login(self):
        raise UserError(
            self.env._(
                "The login of a family member bears nothing but the e-mail address: no "
                "name, no address, no telephone. They stand in the case."
            )
        )
