from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rules.polish_time import polish_today


class AgreementRemark(models.Model):
    """What an institution wants changed in the text, and what became of it."""

    _name = "kooperacja.agreement.remark"
    _description = "Remark on the text of an agreement"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "agreement_id, received_on, id"
    _rec_name = "place"
    _fields_set_by_action = frozenset({"answered_by_id", "answered_on"})
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
    version_id = fields.Many2one(
        comodel_name="kooperacja.agreement.version",
        string="Version of the text",
        domain="[('agreement_id', '=', agreement_id)]",
        compute="_compute_version_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        required=True,
        index=True,
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
    )
    received_on = fields.Date(
        string="Received on", required=True, default=lambda self: polish_today()
    )
    place = fields.Char(string="Clause", help="The clause or place in the text.")
    remark = fields.Text(required=True)
    proposal = fields.Text(string="Proposed wording")
    answer = fields.Selection(
        selection=[("accepted", "Accepted"), ("declined", "Declined")]
    )
    answer_reason = fields.Char(string="Why")
    answered_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Answered by",
        compute="_compute_answered",
        store=True,
        ondelete="restrict",
    )
    answered_on = fields.Date(
        string="Answered on", compute="_compute_answered", store=True
    )

    @api.depends("agreement_id")
    def _compute_version_id(self):
        for remark in self:
            versions = remark.agreement_id.version_ids
            remark.version_id = (
                remark.version_id or versions.sorted("number")[-1:]._origin
            )

    @api.depends("answer", "answer_reason")
    def _compute_answered(self):
        for remark in self:
            remark.answered_by_id = remark.answer and self.env.user
            remark.answered_on = remark.answer and polish_today()

    def _get_owner(self):
        return self.agreement_id

    @api.constrains("answer", "answer_reason")
    def _check_reason(self):
        for remark in self:
            if remark.answer == "declined" and not remark.answer_reason:
                raise ValidationError(
                    self.env._(
                        "Note why the remark of %(institution)s was declined: the "
                        "institution will want to know.",
                        institution=remark.institution_id.name,
                    )
                )
