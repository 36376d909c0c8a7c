from odoo import fields, models


class PrivacyRequestText(models.Model):
    """Words on record that may speak of the person, and perhaps of others.

    Names of others are covered beforehand; the coordinator reads each, covers what is
    left, and decides whether the person gets it.
    """

    _name = "kooperacja.privacy.request.text"
    _description = "Words to be checked"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "request_id, concerns desc, happened_on, id"
    _fields_fixed = frozenset({"request_id"})

    request_id = fields.Many2one(
        comodel_name="kooperacja.privacy.request",
        string="Request",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="request_id.company_id", string="Gmina", store=True, index=True
    )
    register = fields.Char(readonly=True)
    happened_on = fields.Date(string="Day", readonly=True)
    institution = fields.Char(readonly=True)
    concerns = fields.Selection(
        selection=[
            ("family", "The family"),
            ("person", "The person"),
        ],
        string="About",
        required=True,
        default="family",
        readonly=True,
    )
    text = fields.Text(string="What it says")
    given = fields.Boolean(
        string="The person gets it",
        help="Words about the person that tell nothing of anybody else.",
    )
    checked = fields.Boolean(help="Somebody has read it and decided.")

    def _get_owner(self):
        return self.request_id

    def action_give(self):
        """Mark as read: the person gets it."""
        return self.write({"given": True, "checked": True})

    def action_keep(self):
        """Mark as read: the person does not get it."""
        return self.write({"given": False, "checked": True})
