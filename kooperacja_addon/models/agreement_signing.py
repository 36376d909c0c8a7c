from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class AgreementSigning(models.Model):
    """How an agreement is signed: who signs, what is in the way, who is let in."""

    _inherit = "kooperacja.agreement"  # pylint: disable=consider-merging-classes-inherited

    signed_count = fields.Integer(string="Signatures", compute="_compute_counts")
    accession_count = fields.Integer(string="Accessions", compute="_compute_counts")
    sign_warning = fields.Text(
        string="Before signing", compute="_compute_sign_warning", copy=False
    )
    signed_despite = fields.Text(
        string="Open when it was signed", readonly=True, copy=False
    )

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
        "partnership_id.is_shared",
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
        if gminas := self._get_gminas_to_sign():
            warnings.append(
                self.env._(
                    "Each gmina of the partnership signs. Add to the signatories: "
                    "%(gminas)s.",
                    gminas=", ".join(gminas.mapped("name")),
                )
            )
        return warnings

    def action_fill_signatories(self):
        """Add every member of the partnership that is not yet among the signatories.

        Where several gminas work in it, the head of each of them signs too.
        """
        for agreement in self:
            agreement._fill_heads()
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

    def _fill_heads(self):
        """Add the heads of the gminas, in the words of each one's own variant."""
        self.ensure_one()
        lines = []
        for gmina in self._get_gminas_to_sign():
            name, post = gmina._get_kooperacja_head()
            lines.append(
                fields.Command.create(
                    {
                        "institution_id": gmina.partner_id.id,
                        "representative": name,
                        "representative_function": post,
                        "sequence": 1,
                    }
                )
            )
        self.signatory_ids = lines

    def _get_gminas_to_sign(self):
        """Return the gminas of a shared partnership that are no signatories yet."""
        partnership = self.partnership_id
        if not partnership.is_shared:
            return self.env["res.company"]
        return partnership._get_gminas().filtered(
            lambda gmina: gmina.partner_id not in self.signatory_ids.institution_id
        )

    def action_sign(self):
        """Freeze the agreement as signed and let the signatories into the partnership.

        Raises UserError when it is signed already, has no date, nobody has signed, or
        somebody has neither signed nor refused. What was open and hinders nobody is
        kept with it.
        """
        for agreement in self:
            agreement._refuse_unready()
            warnings = agreement.sign_warning
            newcomers = agreement._get_newcomers()
            if agreement.kind != "annex":
                agreement._admit_signatories()
            agreement._write_by_action({"state": "signed", "signed_despite": warnings})
            agreement._write_by_action(agreement._prepare_kept_document())
            for signatory in newcomers:
                agreement._tell_others(signatory)
        return True

    def _get_newcomers(self):
        """Return who accedes by a late declaration, of which all others are told.

        A declaration is late where the partnership has signed something already; its
        signatories who are members may be signing once more.
        """
        self.ensure_one()
        partnership = self.partnership_id
        if self.kind != "declaration" or not partnership.agreement_ids.filtered(
            lambda a: a.kind != "annex" and a.state == "signed"
        ):
            return self.signatory_ids.browse()
        members = partnership.member_ids.filtered(lambda m: m.state == "joined")
        return self.signatory_ids.filtered(
            lambda s: s.state == "signed"
            and s.institution_id not in members.institution_id
        )

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
