from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, html2plaintext, is_html_empty

from ..rules.gaps import find_gaps
from ..rules.polish_time import polish_today


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
        "text",
        "place",
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
        """Return what is better settled before signing.

        Gaps in the text are in the way of it; the rest hinders nobody.
        """
        warnings = []
        if gaps := self._get_gaps():
            warnings.append(self._tell_gaps(gaps))
        if is_html_empty(self.text):
            warnings.append(
                self.env._("The text is empty: those who sign would agree on nothing.")
            )
        if not self.place:
            warnings.append(
                self.env._(
                    "Enter the place of signing: dots stand for it in the document."
                )
            )
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
        going, staying = self._get_parting()
        if staying:
            warnings.append(
                self.env._(
                    "Refused to sign, and has people on teams: %(institutions)s. It "
                    "stays in the partnership until you note its leaving there; that "
                    "asks what becomes of their work.",
                    institutions=", ".join(staying.institution_id.mapped("name")),
                )
            )
        if going:
            warnings.append(
                self.env._(
                    "Refused to sign, and is in the partnership: %(institutions)s. It "
                    "is no longer, as soon as you confirm the signing.",
                    institutions=", ".join(going.institution_id.mapped("name")),
                )
            )
        return warnings

    def _get_gaps(self):
        """Return the places of the text that nobody has filled in."""
        self.ensure_one()
        return find_gaps(html2plaintext(self.text or ""))

    def _tell_gaps(self, gaps):
        return "\n".join(
            [
                self.env._(
                    "Fill in the gaps of the text, or take the words away that are not "
                    "needed:"
                ),
                *(f"• {gap}" for gap in gaps),
            ]
        )

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
            lines = []
            for institution in absent.institution_id:
                person = agreement.partnership_id._get_speaker(institution)
                lines.append(
                    fields.Command.create(
                        {
                            "institution_id": institution.id,
                            "representative": person.name,
                            "representative_function": person.function,
                        }
                    )
                )
            agreement.signatory_ids = lines

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

        Raises UserError when it is signed already, has no date or gaps in its text,
        nobody has signed, or somebody has neither signed nor refused. What was open and
        hinders nobody is kept with it.
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
        if gaps := self._get_gaps():
            raise UserError(self._tell_gaps(gaps))
        if not self.signed_on:
            raise UserError(self.env._("Enter the date of signing first."))
        if self.signed_on > polish_today():
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
        going, _staying = self._get_parting()
        for signatory in self.signatory_ids:
            institution = signatory.institution_id
            if signatory.state == "signed":
                person = institution._get_contact_named(signatory.representative)
                self._admit(institution, signatory.signed_on, person)
                continue
            reason = signatory._get_reason()
            members = self.partnership_id.member_ids.filtered(
                lambda m, i=institution: m.institution_id == i
            )
            members.filtered(lambda m: m.state == "invited").write(
                {"state": "refused", "reason": reason}
            )
            (members & going)._refuse(self.signed_on, reason)

    def _get_parting(self):
        """Return the members who refuse to sign and are bound by nothing else.

        Those who go by it, and those who stay for now because they have people on
        teams. Who is a party to another agreement in force stays in the partnership by
        it. An annex changes no membership.
        """
        self.ensure_one()
        members = self.partnership_id.member_ids
        if self.kind == "annex":
            return members.browse(), members.browse()
        refusing = self.signatory_ids.filtered(lambda s: s.state == "refused")
        in_force = self.partnership_id.agreement_ids.filtered(
            lambda a: a.state == "signed" and a.kind != "annex"
        )
        bound = self.env["res.partner"]
        for agreement in in_force:
            bound |= agreement._get_parties().institution_id
        parting = members.filtered(
            lambda m: m.state == "joined"
            and m.institution_id in refusing.institution_id - bound
        )
        today = polish_today()
        staying = parting.filtered(lambda m: m._has_people_on_teams(today))
        return parting - staying, staying

    def _admit(self, institution, day, person):
        """Let ``institution`` into the partnership from ``day``, unless it is in it.

        The contact who signed represents it there, unless somebody does already.
        """
        members = self.partnership_id.member_ids.filtered(
            lambda m: m.institution_id == institution
        )
        member = members.filtered(lambda m: m.state == "joined")[:1]
        if not member:
            joined = {"state": "joined", "date_from": day}
            if member := members.filtered(lambda m: m.state == "invited")[:1]:
                member.write(joined)
            else:
                member = members.create(
                    {
                        "partnership_id": self.partnership_id.id,
                        "institution_id": institution.id,
                        **joined,
                    }
                )
        if person and not member._get_director():
            member.representative_id = person
