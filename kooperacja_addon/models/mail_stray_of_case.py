from odoo import fields, models


class CaseStrayMail(models.Model):
    """Mail of unknown senders that waits for whoever coordinates the case."""

    _inherit = "kooperacja.case"  # pylint: disable=consider-merging-classes-inherited

    stray_mail_ids = fields.One2many(
        comodel_name="kooperacja.stray.mail",
        inverse_name="case_id",
        string="Mail of unknown senders",
        groups="kooperacja_addon.group_worker",
    )
