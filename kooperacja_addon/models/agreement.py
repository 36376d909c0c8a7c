from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date, html2plaintext, is_html_empty


def _words_of(html):
    return " ".join(html2plaintext(html or "").split())


class Agreement(models.Model):
    """Porozumienie, deklaracja or aneks: what the institutions sign (handbook 3.4).

    Once signed it stays as it was; the printed document is kept with it. What comes
    later stands beside it: who acceded, who left, when it ended.
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
        default=lambda self: self.env._("Office of the gmina"),
        help="Handbook 3.4: the original in the gmina, a copy to each institution.",
    )
    template_id = fields.Many2one(
        comodel_name="kooperacja.agreement.template",
        string="Template",
        domain="[('variant_id', '=', variant_id), ('kind', '=', kind)]",
        compute="_compute_template_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="set null",
    )
    text = fields.Html(
        string="Text of the agreement",
        sanitize=True,
        compute="_compute_text",
        store=True,
        readonly=False,
        precompute=True,
    )
    version_ids = fields.One2many(
        comodel_name="kooperacja.agreement.version",
        inverse_name="agreement_id",
        string="Versions of the text",
    )
    version_count = fields.Integer(compute="_compute_version_count")
    remark_ids = fields.One2many(
        comodel_name="kooperacja.agreement.remark",
        inverse_name="agreement_id",
        string="Remarks",
    )
    signatory_ids = fields.One2many(
        comodel_name="kooperacja.agreement.signatory",
        inverse_name="agreement_id",
        string="Signatories",
    )
    signed_count = fields.Integer(string="Signatures", compute="_compute_counts")
    accession_count = fields.Integer(string="Accessions", compute="_compute_counts")
    sign_warning = fields.Text(
        string="Before signing", compute="_compute_sign_warning", copy=False
    )
    signed_despite = fields.Text(
        string="Open when it was signed", readonly=True, copy=False
    )
    ended_on = fields.Date(string="Ended on", readonly=True, copy=False)
    end_reason = fields.Char(string="Reason of the end", readonly=True, copy=False)

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
    def _compute_place(self):
        for agreement in self:
            agreement.place = agreement.company_id.city

    @api.depends("partnership_id", "kind")
    def _compute_template_id(self):
        # One look at the dictionary for all of them.
        templates = self.env["kooperacja.agreement.template"].search(
            [
                ("variant_id", "in", self.partnership_id.variant_id.ids),
                ("kind", "in", self.mapped("kind")),
            ]
        )
        for agreement in self:
            fitting = templates.filtered(
                lambda t, a=agreement: t.variant_id == a.partnership_id.variant_id
                and t.kind == a.kind
            )
            chosen = agreement.template_id & fitting
            agreement.template_id = chosen or fitting[:1]

    @api.depends("template_id")
    def _compute_text(self):
        """Begin with the words of the template; words of one's own are never lost."""
        for agreement in self:
            template = agreement.template_id
            if template and not agreement._has_own_words():
                agreement.text = template._render_for(
                    agreement.partnership_id.company_id
                )
            else:
                agreement.text = agreement.text

    def _has_own_words(self):
        """Return whether the text says anything that no template says."""
        self.ensure_one()
        if is_html_empty(self.text):
            return False
        templates = self.env["kooperacja.agreement.template"].search(
            [("variant_id", "=", self.partnership_id.variant_id.id)]
        )
        company = self.partnership_id.company_id
        return _words_of(self.text) not in {
            _words_of(template._render_for(company)) for template in templates
        }

    @api.depends("version_ids")
    def _compute_version_count(self):
        for agreement in self:
            agreement.version_count = len(agreement.version_ids)

    @api.depends("signatory_ids.state", "signatory_ids.kind")
    def _compute_counts(self):
        for agreement in self:
            signed = agreement.signatory_ids.filtered(lambda s: s.state == "signed")
            agreement.signed_count = len(signed)
            agreement.accession_count = len(
                signed.filtered(lambda s: s.kind == "accession")
            )

    @api.depends(
        "state",
        "remark_ids.answer",
        "signatory_ids.institution_id",
        "signatory_ids.representative",
        "signatory_ids.state",
    )
    def _compute_sign_warning(self):
        for agreement in self:
            lines = agreement.state == "draft" and agreement._get_sign_warnings()
            agreement.sign_warning = "\n".join(lines or []) or False

    def _get_sign_warnings(self):
        """Return what is better settled before signing, and hinders nobody."""
        warnings = []
        unanswered = self.remark_ids.filtered(lambda remark: not remark.answer)
        if unanswered:
            warnings.append(
                self.env._(
                    "Answer the remarks first. Without an answer so far: "
                    "%(institutions)s.",
                    institutions=", ".join(
                        unanswered.institution_id.mapped("display_name")
                    ),
                )
            )
        nameless = self.signatory_ids.filtered(
            lambda s: s.state == "pending" and not s.representative
        )
        if nameless:
            warnings.append(
                self.env._(
                    "Find out who may sign, and add this person to the contacts of the "
                    "institution. Nobody is named for: %(institutions)s.",
                    institutions=", ".join(
                        nameless.institution_id.mapped("display_name")
                    ),
                )
            )
        return warnings

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

    # --- the text --------------------------------------------------------------

    def action_send_for_remarks(self):
        """Keep the text as a version that the institutions look at."""
        today = fields.Date.context_today(self)
        for agreement in self:
            agreement._refuse_frozen()
            if is_html_empty(agreement.text):
                raise UserError(
                    self.env._("Write the text first; an empty one asks for nothing.")
                )
            agreement._keep_version("sent")
            if not agreement.proposed_on:
                agreement.proposed_on = today
        return True

    def action_take_template(self):
        """Replace the text by the template's; words of one's own stay as a version."""
        for agreement in self:
            agreement._refuse_frozen()
            if not agreement.template_id:
                raise UserError(self.env._("Choose a template first."))
            if agreement._has_own_words():
                agreement._keep_version("replaced")
            agreement.text = agreement.template_id._render_for(agreement.company_id)
        return True

    def _keep_version(self, reason):
        self.ensure_one()
        self.check_access("write")
        # Nobody writes versions by hand; who may write the text may have it kept.
        versions = self.env["kooperacja.agreement.version"].sudo()
        return versions._append_by_action(
            [
                {
                    "agreement_id": self.id,
                    "number": max(self.version_ids.mapped("number"), default=0) + 1,
                    "kept_on": fields.Date.context_today(self),
                    "reason": reason,
                    "text": self.text,
                    "user_id": self.env.uid,
                }
            ]
        )

    # --- signing ---------------------------------------------------------------

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
        somebody has neither signed nor refused. What was open and hinders nobody is
        kept with it.
        """
        for agreement in self:
            agreement._refuse_unready()
            warnings = agreement.sign_warning
            if agreement.kind != "annex":
                agreement._admit_signatories()
            agreement._write_by_action({"state": "signed", "signed_despite": warnings})
            agreement._write_by_action(agreement._prepare_kept_document())
        return True

    def _refuse_unready(self):
        self.ensure_one()
        if self.state != "draft":
            raise UserError(
                self.env._(
                    "This agreement was already signed on %(date)s; it cannot be "
                    "signed twice.",
                    date=format_date(self.env, self.signed_on),
                )
            )
        if self.parent_id:
            self.parent_id._refuse_annex(self.signed_on)
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
        signed = self.signatory_ids.filtered(lambda s: s.state == "signed")
        signed._check_date()
        late = signed.filtered(lambda s: s.signed_on > self.signed_on)
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

    def _refuse_annex(self, day=None):
        """Raise UserError when this agreement takes no annex signed on ``day``."""
        if self.state != "signed":
            raise UserError(
                self.env._(
                    "“%(agreement)s” is not in force, so no annex changes it. Make a "
                    "new agreement.",
                    agreement=self.display_name,
                )
            )
        if day and day < self.signed_on:
            raise UserError(
                self.env._(
                    "The annex cannot be older than the agreement that it changes, "
                    "which was signed on %(date)s. Correct the date of signing.",
                    date=format_date(self.env, self.signed_on),
                )
            )

    def _admit_signatories(self):
        members = self.partnership_id.member_ids
        for signatory in self.signatory_ids:
            if signatory.state == "signed":
                self._admit(signatory.institution_id, signatory.signed_on)
                continue
            invited = members.filtered(
                lambda m, s=signatory: m.institution_id == s.institution_id
                and m.state == "invited"
            )
            invited.write({"state": "refused", "reason": signatory._get_reason()})

    def _admit(self, institution, day):
        """Let ``institution`` into the partnership from ``day``, unless it is in it."""
        members = self.partnership_id.member_ids.filtered(
            lambda m: m.institution_id == institution
        )
        if "joined" in members.mapped("state"):
            return
        joined = {"state": "joined", "date_from": day}
        if invited := members.filtered(lambda m: m.state == "invited"):
            invited.write(joined)
            return
        self.env["kooperacja.partnership.member"].create(
            {
                "partnership_id": self.partnership_id.id,
                "institution_id": institution.id,
                **joined,
            }
        )

    # --- what comes after signing ------------------------------------------------

    def action_new_annex(self):
        """Open a new annex to this agreement with its parties as signatories."""
        self.ensure_one()
        self._refuse_annex()
        annex = self.create(
            {
                "partnership_id": self.partnership_id.id,
                "kind": "annex",
                "parent_id": self.id,
                "name": self.name,
                "signatory_ids": [
                    fields.Command.create(
                        {
                            "institution_id": party.institution_id.id,
                            "representative": party.representative,
                            "representative_function": party.representative_function,
                        }
                    )
                    for party in self._get_parties()
                ],
            }
        )
        return annex._get_form_action()

    def _get_parties(self):
        """Return the signatories who are bound by the agreement today."""
        return self.signatory_ids.filtered(
            lambda s: s.state == "signed" and not s.left_on
        )

    def _refuse_accession(self, institution, day):
        """Raise UserError when ``institution`` cannot accede on ``day``."""
        self.ensure_one()
        if self.state == "draft":
            raise UserError(
                self.env._(
                    "An institution accedes to an agreement that was signed. This one "
                    "is being agreed: add the institution to its signatories."
                )
            )
        if self.state == "ended":
            raise UserError(
                self.env._(
                    "This agreement ended on %(date)s, so nobody can accede to it. "
                    "Make a new agreement in the partnership.",
                    date=format_date(self.env, self.ended_on),
                )
            )
        if self.kind == "annex":
            raise UserError(
                self.env._(
                    "An institution accedes to the agreement with all its annexes. "
                    "Open “%(agreement)s” and note the accession there.",
                    agreement=self.parent_id.display_name,
                )
            )
        if not institution.is_institution:
            raise UserError(
                self.env._(
                    "“%(name)s” is not on the list of institutions. Open the contact "
                    "and mark it as an institution of Kooperacja.",
                    name=institution.display_name,
                )
            )
        if institution in self._get_parties().institution_id:
            raise UserError(
                self.env._(
                    "%(institution)s has signed this agreement already and is a party "
                    "to it. Nothing more is needed.",
                    institution=institution.display_name,
                )
            )
        if not day or day > fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "The day of the accession is missing or lies in the future. Note "
                    "the accession on the day on which it is signed, or later."
                )
            )
        left = self.signatory_ids.filtered(
            lambda s: s.institution_id == institution and s.left_on
        )
        earliest = max(
            [
                self.signed_on,
                *(day + timedelta(days=1) for day in left.mapped("left_on")),
            ]
        )
        if day < earliest:
            raise UserError(
                self.env._(
                    "The first day on which %(institution)s can accede is %(date)s: "
                    "not before the agreement was signed, nor before the institution "
                    "left it. Correct the day.",
                    institution=institution.display_name,
                    date=format_date(self.env, earliest),
                )
            )

    def _accede(self, institution, day, vals):
        """Add ``institution`` as a party from ``day`` and return its new signatory.

        The text and the kept document stay as they are; the institution is let into
        the partnership.
        """
        self.ensure_one()
        self.check_access("write")
        self._refuse_accession(institution, day)
        signatory = self.env["kooperacja.agreement.signatory"]._append_by_action(
            [
                {
                    **vals,
                    "agreement_id": self.id,
                    "institution_id": institution.id,
                    "kind": "accession",
                    "state": "signed",
                    "signed_on": day,
                    "sequence": 1000,
                }
            ]
        )
        self._admit(institution, day)
        self._tell_others(signatory)
        self.message_post(
            body=self.env._(
                "%(institution)s acceded on %(date)s.",
                institution=institution.display_name,
                date=format_date(self.env, day),
            )
        )
        return signatory

    def _tell_others(self, signatory):
        """Draft the letter about an accession to every other member (handbook 3.4)."""
        newcomer = signatory.institution_id
        days = self.company_id._get_kooperacja_number("accession_notice_days")
        sender = self.partnership_id.coordinator_id.partner_id.commercial_partner_id
        return self.env["kooperacja.letter"]._draft(
            "accession",
            self.partnership_id,
            self.partnership_id.institution_ids - newcomer - sender,
            agreement_id=self.id,
            send_due=signatory.signed_on + timedelta(days=days),
            words={"institution": newcomer.name, "date": signatory.signed_on},
        )

    def _end(self, day, reason):
        """Note that the agreement ended on ``day``."""
        self.ensure_one()
        if self.state != "signed":
            raise UserError(
                self.env._("Only an agreement that was signed and is in force can end.")
            )
        self._refuse_day_of_end(day, self.signed_on)
        self._write_by_action({"state": "ended", "ended_on": day, "end_reason": reason})

    def _refuse_day_of_end(self, day, begin):
        if day > fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "The day lies in the future. Note the end on that day or later; "
                    "until then everything stays as it is."
                )
            )
        if day < begin:
            raise UserError(
                self.env._(
                    "It cannot end before it began on %(date)s. Correct the day.",
                    date=format_date(self.env, begin),
                )
            )

    def _give_copies(self, signatories, day, original_place):
        """Note that ``signatories`` got their copies on ``day``."""
        self.ensure_one()
        if self.state == "draft":
            raise UserError(
                self.env._("Copies are given of what was signed. Sign it first.")
            )
        if signatories - self.signatory_ids:
            raise UserError(
                self.env._("Copies are for those who signed this very agreement.")
            )
        self._refuse_day_of_copies(signatories, day)
        signatories._note_by_action({"copy_given_on": day})
        if original_place != self.original_place:
            self._write_by_action({"original_place": original_place})

    def _refuse_day_of_copies(self, signatories, day):
        begin = max(
            [self.signed_on, *(s.signed_on for s in signatories if s.signed_on)]
        )
        if signatories and not begin <= day <= fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "A copy is given after the signing, between %(date)s and today. "
                    "Correct the day.",
                    date=format_date(self.env, begin),
                )
            )
