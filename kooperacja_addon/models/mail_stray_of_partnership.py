from odoo import fields, models


class PartnershipStrayMail(models.Model):
    """Mail of unknown senders that waits for whoever coordinates the partnership."""

    _inherit = "kooperacja.partnership"

    stray_mail_ids = fields.One2many(
        comodel_name="kooperacja.stray.mail",
        inverse_name="partnership_id",
        domain=[("case_id", "=", False)],
        string="Mail of unknown senders",
        groups="kooperacja_addon.group_worker",
    )
