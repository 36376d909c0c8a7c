from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AgreementSignatory(models.Model):
    """One institution's signature under an agreement, or its refusal."""

    _name = "kooperacja.agreement.signatory"
    _description = "Signatory of an agreement"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "agreement_id, sequence, id"
    _rec_name = "institution_id"
    _fields_fixed = frozenset({"agreement_id"})

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
    sequence = fields.Integer(default=10)
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        required=True,
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
        index=True,
    )
    # Kept as words: the paper names who signed, whoever holds the post later.
    representative = fields.Char(string="Signed by")
    representative_function = fields.Char(string="Function")
    state = fields.Selection(
        selection=[
            ("pending", "Not yet signed"),
            ("signed", "Signed"),
            ("refused", "Refused"),
        ],
        string="Status",
        required=True,
        default="pending",
    )
    signed_on = fields.Date(string="Signed on")
    reason = fields.Char(string="Reason for refusing")

    _institution_uniq = models.Constraint(
        "UNIQUE (agreement_id, institution_id)",
        "An institution signs an agreement once.",
    )

    @api.onchange("state")
    def _onchange_state(self):
        if self.state == "signed" and not self.signed_on:
            self.signed_on = self.agreement_id.signed_on or fields.Date.context_today(
                self
            )

    def _get_owner(self):
        return self.agreement_id

    @api.constrains("state", "signed_on", "reason", "representative")
    def _check_signature(self):
        for signatory in self:
            name = signatory.institution_id.name
            if signatory.state == "signed" and not (
                signatory.signed_on and signatory.representative
            ):
                raise ValidationError(
                    self.env._(
                        "Enter who signed for %(institution)s and when.",
                        institution=name,
                    )
                )
            if signatory.state == "refused" and not signatory.reason:
                raise ValidationError(
                    self.env._(
                        "Note why %(institution)s refused to sign.", institution=name
                    )
                )
