from odoo import fields, models
from odoo.tools import format_date


class AgreementVersion(models.Model):
    """The text of a draft as it was on the day on which it went out for remarks."""

    _name = "kooperacja.agreement.version"
    _description = "Version of the text of an agreement"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "agreement_id, number desc, id desc"

    agreement_id = fields.Many2one(
        comodel_name="kooperacja.agreement",
        string="Agreement",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="agreement_id.company_id", string="Gmina", store=True, index=True
    )
    number = fields.Integer(required=True)
    kept_on = fields.Date(string="Kept on", required=True)
    reason = fields.Selection(
        selection=[
            ("sent", "Sent for remarks"),
            ("replaced", "Before the words of a template were taken"),
        ],
        string="Why it was kept",
        required=True,
    )
    text = fields.Html(required=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Kept by", required=True, ondelete="restrict"
    )

    _number_uniq = models.UniqueIndex(
        "(agreement_id, number)", "Versions of one text are numbered one after another."
    )

    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "Version %(number)s of %(date)s",
                number=version.number,
                date=format_date(self.env, version.kept_on),
            )

    def _get_own_freeze_reason(self):
        return self.env._(
            "A version that was kept stays as it is. Change the text of the agreement "
            "and send it for remarks again."
        )
