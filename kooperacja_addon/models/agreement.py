from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class Agreement(models.Model):
    """Porozumienie or deklaracja: what the institutions sign (handbook 3.4).

    Once signed it stays as it was; the printed document is kept with it.
    """

    _name = "kooperacja.agreement"
    _description = "Agreement of institutions"
    _inherit = [
        "kooperacja.guarded.mixin",
        "kooperacja.signed.document.mixin",
        "mail.thread",
    ]
    _order = "signed_on desc, id desc"
    _fields_set_by_action = frozenset(
        {"state", "signed_document", "signed_document_name"}
    )
    _fields_fixed = frozenset({"partnership_id"})

    name = fields.Char(
        string="Title",
        required=True,
        default=lambda self: self.env._("Agreement on cooperation"),
    )
    kind = fields.Selection(
        selection=[
            ("agreement", "Agreement of all the institutions"),
            ("declaration", "Declaration of joining"),
        ],
        required=True,
        default="agreement",
    )
    partnership_id = fields.Many2one(
        comodel_name="kooperacja.partnership",
        string="Partnership",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="partnership_id.company_id", string="Gmina", store=True, index=True
    )
    state = fields.Selection(
        selection=[("draft", "Being agreed"), ("signed", "Signed")],
        required=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    place = fields.Char(
        string="Place of signing",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
    )
    signed_on = fields.Date(string="Date of signing", copy=False, tracking=True)
    text = fields.Html(
        string="Text of the agreement",
        sanitize=True,
        default=lambda self: self._default_text(),
    )
    signatory_ids = fields.One2many(
        comodel_name="kooperacja.agreement.signatory",
        inverse_name="agreement_id",
        string="Signatories",
    )
    signed_count = fields.Integer(string="Signatures", compute="_compute_signed_count")

    @api.model
    def _default_text(self):
        return self.env["ir.qweb"]._render(
            "kooperacja_addon.agreement_default_text", {"company": self.env.company}
        )

    @api.depends("partnership_id")
    def _compute_place(self):
        for agreement in self:
            agreement.place = agreement.company_id.city

    @api.depends("signatory_ids.state")
    def _compute_signed_count(self):
        for agreement in self:
            agreement.signed_count = len(
                agreement.signatory_ids.filtered(lambda s: s.state == "signed")
            )

    def _get_own_freeze_reason(self):
        if self.state == "signed":
            return self.env._(
                "The agreement was signed on %(date)s and stays as it was signed. "
                "What has changed goes into a new agreement.",
                date=format_date(self.env, self.signed_on),
            )
        return super()._get_own_freeze_reason()

    def _get_document_report(self):
        return "kooperacja_addon.report_agreement"

    def _get_document_name(self):
        return f"porozumienie-{self.id}"

    def _get_form_action(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_fill_signatories(self):
        """Add every member of the partnership that is not yet among the signatories."""
        for agreement in self:
            absent = agreement.partnership_id.member_ids.filtered(
                lambda m, a=agreement: m.state in ("invited", "joined")
                and m.institution_id not in a.signatory_ids.institution_id
            )
            agreement.signatory_ids = [
                fields.Command.create(
                    {
                        "institution_id": member.institution_id.id,
                        "representative": member.representative_id.name,
                        "representative_function": member.representative_id.function,
                    }
                )
                for member in absent
            ]

    def action_sign(self):
        """Freeze the agreement as signed and let the signatories into the partnership.

        Raises UserError when it is signed already, has no date, nobody has signed, or
        somebody has neither signed nor refused.
        """
        for agreement in self:
            agreement._refuse_unready()
            agreement._admit_signatories()
            agreement._write_by_action({"state": "signed"})
            agreement._write_by_action(agreement._prepare_kept_document())
        return True

    def _refuse_unready(self):
        self.ensure_one()
        if self.state == "signed":
            raise UserError(
                self.env._(
                    "This agreement was already signed on %(date)s; it cannot be "
                    "signed twice.",
                    date=format_date(self.env, self.signed_on),
                )
            )
        if not self.signed_on:
            raise UserError(self.env._("Enter the date of signing first."))
        if self.signed_on > fields.Date.context_today(self):
            raise UserError(self.env._("The date of signing lies in the future."))
        if not self.signed_count:
            raise UserError(
                self.env._(
                    "Nobody has signed yet. Mark on the list of signatories who has "
                    "signed."
                )
            )
        late = self.signatory_ids.filtered(
            lambda s: s.state == "signed" and s.signed_on > self.signed_on
        )
        if late:
            raise UserError(
                self.env._(
                    "The agreement is signed when the last party has signed. Later "
                    "than %(date)s signed: %(institutions)s.",
                    date=format_date(self.env, self.signed_on),
                    institutions=", ".join(late.institution_id.mapped("name")),
                )
            )
        undecided = self.signatory_ids.filtered(lambda s: s.state == "pending")
        if undecided:
            raise UserError(
                self.env._(
                    "Note for each institution whether it signed or refused. Still "
                    "open: %(institutions)s.",
                    institutions=", ".join(undecided.institution_id.mapped("name")),
                )
            )

    def _admit_signatories(self):
        members = self.partnership_id.member_ids
        for signatory in self.signatory_ids:
            member = members.filtered(
                lambda m, s=signatory: m.institution_id == s.institution_id
                and m.state == "invited"
            )
            if signatory.state == "signed":
                member.write({"state": "joined", "date_from": signatory.signed_on})
            else:
                member.write({"state": "refused", "reason": signatory.reason})
