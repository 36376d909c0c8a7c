from odoo import models


class PortalInvitable(models.AbstractModel):
    """A place in which a person stands who may be invited to the portal for it."""

    _name = "kooperacja.portal.invitable.mixin"
    _description = "Ground for an account in the portal"

    # The field of an invitation that points here, and what the person is invited for.
    _portal_field = None
    _portal_kind = None

    def _get_portal_partner(self):
        """Return the contact of the person, or an empty one."""
        self.ensure_one()
        return self.partner_id

    def _get_portal_address(self):
        """Return the address to which the link goes unless another one is typed."""
        return self._get_portal_partner().email

    def action_invite_to_portal(self):
        """Open the dialog of an invitation."""
        return self._get_portal_invite_action()

    def _get_portal_invite_action(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Invite to the portal"),
            "res_model": "kooperacja.portal.invite",
            "view_mode": "form",
            "views": [
                (self.env.ref("kooperacja_addon.portal_invite_view_form").id, "form")
            ],
            "target": "new",
            "context": {f"default_{self._portal_field}": self.id},
        }
