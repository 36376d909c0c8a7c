from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date


class Agreement(models.Model):
    """Porozumienie, deklaracja or aneks: what the institutions sign (handbook 3.4).

    Once signed it stays as it was; the printed document is kept with it. What comes
    later stands beside it: who acceded, who left, when it ended.

    Further files tell the rest of it: its text, the signing, its life in force.
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
        {
            "state",
            "signed_document",
            "signed_document_name",
            "signed_despite",
            "annex_number",
            "ended_on",
            "end_reason",
        }
    )
    _fields_fixed = frozenset({"partnership_id", "parent_id"})

    name = fields.Char(
        string="Title",
        required=True,
        default=lambda self: self._default_name(),
    )
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        selection=[
            ("agreement", "Agreement of all the institutions"),
            ("declaration", "Declaration of each institution"),
            ("annex", "Annex"),
        ],
        required=True,
        default="agreement",
    )
    parent_id = fields.Many2one(
        comodel_name="kooperacja.agreement",
        string="Annex to",
        domain="[('partnership_id', '=', partnership_id), ('kind', '!=', 'annex'),"
        " ('state', '=', 'signed')]",
        index="btree_not_null",
        ondelete="restrict",
    )
    annex_number = fields.Integer(string="Annex no.", readonly=True, copy=False)
    annex_ids = fields.One2many(
        comodel_name="kooperacja.agreement",
        inverse_name="parent_id",
        string="Annexes",
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
    variant_id = fields.Many2one(related="company_id.kooperacja_variant_id")
    led_by_me = fields.Boolean(compute="_compute_led_by_me", compute_sudo=False)
    state = fields.Selection(
        selection=[
            ("draft", "Being agreed"),
            ("signed", "Signed"),
            ("ended", "Ended"),
        ],
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
    proposed_on = fields.Date(
        string="Proposed on",
        copy=False,
        help="The day on which the institutions first got the text. No signature is "
        "older.",
    )
    signed_on = fields.Date(string="Date of signing", copy=False, tracking=True)
    original_place = fields.Char(
        string="Where the original is kept",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
        help="Handbook 3.4: the original in the gmina, a copy to each institution.",
    )
    signatory_ids = fields.One2many(
        comodel_name="kooperacja.agreement.signatory",
        inverse_name="agreement_id",
        string="Signatories",
    )

    _annex_number_uniq = models.UniqueIndex(
        "(parent_id, annex_number) WHERE annex_number > 0",
        "Two annexes of one agreement cannot bear the same number. Save again.",
    )

    @api.model
    def _default_name(self):
        if self.env.context.get("default_kind") == "declaration":
            return self.env._("Declaration of cooperation")
        return self.env._("Agreement on cooperation")

    @api.onchange("kind")
    def _onchange_kind(self):
        titles = {
            kind: self.with_context(default_kind=kind)._default_name()
            for kind in ("agreement", "declaration")
        }
        if self.name in titles.values():
            self.name = titles.get(self.kind, self.name)

    @api.depends("partnership_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_led_by_me(self):
        for agreement in self:
            partnership = agreement.partnership_id
            agreement.led_by_me = not partnership or partnership.led_by_me

    @api.depends("partnership_id")
    def _compute_place(self):
        """Sign and keep the agreement in the office of the gmina that leads."""
        for agreement in self:
            # A letterhead and a word of the variant, both known to whoever writes.
            gmina = agreement.company_id.sudo()
            variant = gmina.kooperacja_variant_id.with_context(
                lang=gmina.partner_id.lang or self.env.lang
            )
            agreement.place = gmina.city
            agreement.original_place = variant.office_label

    @api.depends("name", "kind", "annex_number")
    def _compute_display_name(self):
        annexes = self.filtered(lambda agreement: agreement.kind == "annex")
        for annex in annexes:
            annex.display_name = self.env._(
                "Annex no. %(number)s: %(name)s",
                number=annex.annex_number or "…",
                name=annex.name,
            )
        return super(Agreement, self - annexes)._compute_display_name()

    @api.constrains("kind", "parent_id", "partnership_id")
    def _check_parent(self):
        for agreement in self:
            parent = agreement.parent_id
            if (agreement.kind == "annex") != bool(parent):
                raise ValidationError(
                    self.env._(
                        "An annex changes an agreement that was signed: open that "
                        "agreement and choose “New annex”."
                    )
                )
            if parent and (
                parent.kind == "annex"
                or parent.partnership_id != agreement.partnership_id
            ):
                raise ValidationError(
                    self.env._(
                        "An annex belongs to an agreement of the same partnership, not "
                        "to another annex. Choose the agreement itself."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        agreements = super().create(vals_list)
        agreements._number_annexes()
        return agreements

    def write(self, vals):
        result = super().write(vals)
        if "parent_id" in vals:
            self._number_annexes()
        return result

    def _number_annexes(self):
        """Give each new annex the next number under its agreement."""
        for annex in self.filtered(lambda a: a.parent_id and not a.annex_number):
            siblings = annex.parent_id.with_context(active_test=False).annex_ids
            annex._write_by_action(
                {"annex_number": max(siblings.mapped("annex_number")) + 1}
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_on_record(self):
        for agreement in self:
            if agreement.version_ids or agreement.signed_count:
                raise UserError(
                    self.env._(
                        "“%(name)s” was sent for remarks or signed by somebody, and "
                        "stays on record. Archive it instead of deleting it.",
                        name=agreement.display_name,
                    )
                )
            siblings = agreement.parent_id.with_context(active_test=False).annex_ids
            if any(a.annex_number > agreement.annex_number for a in siblings - self):
                raise UserError(
                    self.env._(
                        "“%(name)s” is not the last annex, and its number would be "
                        "missing. Change its text, or delete the later ones first.",
                        name=agreement.display_name,
                    )
                )

    def _get_own_freeze_reason(self):
        if self.state != "draft":
            return self.env._(
                "The agreement was signed on %(date)s and stays as it was signed. "
                "What has changed goes into an annex or a new agreement.",
                date=format_date(self.env, self.signed_on),
            )
        return super()._get_own_freeze_reason()

    def _get_document_report(self):
        return "kooperacja_addon.report_agreement"

    def _get_document_name(self):
        return f"porozumienie-{self.id}"
