from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..rules.polish_time import polish_today


class AgreementInForce(models.Model):
    """What comes after the signing: annexes, accessions, copies, the end."""

    _inherit = "kooperacja.agreement"  # pylint: disable=consider-merging-classes-inherited

    valid_until = fields.Date(
        string="In force until",
        copy=False,
        help="Empty where the agreement was made for an indefinite time. Its end "
        "stands on the list of deadlines.",
    )
    ended_on = fields.Date(string="Ended on", readonly=True, copy=False)
    end_reason = fields.Char(string="Reason of the end", readonly=True, copy=False)
    end_notice = fields.Char(string="What has ended", compute="_compute_end_notice")

    @api.depends("state", "ended_on", "end_reason")
    @api.depends_context("lang")
    def _compute_end_notice(self):
        for agreement in self:
            agreement.end_notice = agreement.state == "ended" and self.env._(
                "Ended on %(date)s: %(reason)s. What comes next is a new agreement in "
                "the partnership.",
                date=format_date(self.env, agreement.ended_on),
                reason=(agreement.end_reason or "").rstrip(". "),
            )

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
        if not day or day > polish_today():
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

    def _accede(self, institution, day, vals, person=None):
        """Add ``institution`` as a party from ``day`` and return its new signatory.

        The text and the kept document stay as they are; the institution is let into
        the partnership, represented there by ``person``, its contact who signed.
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
        self._admit(institution, day, person)
        self._tell_others(signatory)
        self.message_post(
            body=self.env._(
                "%(institution)s acceded on %(date)s.",
                institution=institution.display_name,
                date=format_date(self.env, day),
            )
        )
        return signatory

    def _get_others(self, newcomer):
        """Return whom a letter tells of an accession: all but who joins and writes."""
        partnership = self.partnership_id
        sender = partnership.coordinator_id.partner_id.commercial_partner_id
        return partnership.institution_ids - newcomer - sender

    def _tell_others(self, signatory):
        """Draft the letter about an accession to every other member (handbook 3.4)."""
        newcomer = signatory.institution_id
        days = self.company_id._get_kooperacja_number("accession_notice_days")
        return self.env["kooperacja.letter"]._draft(
            "accession",
            self.partnership_id,
            self._get_others(newcomer),
            agreement_id=self.id,
            send_due=signatory.signed_on + timedelta(days=days),
            words={"institution": newcomer.name, "date": signatory.signed_on},
        )

    def _end(self, day, reason):
        """Note that the agreement ended on ``day``, and its annexes with it."""
        self.ensure_one()
        if self.state != "signed":
            raise UserError(
                self.env._("Only an agreement that was signed and is in force can end.")
            )
        annexes = self.with_context(active_test=False).annex_ids.filtered(
            lambda annex: annex.state == "signed"
        )
        both = self | annexes
        self._refuse_day_of_end(day, max(both.mapped("signed_on")))
        both._write_by_action({"state": "ended", "ended_on": day, "end_reason": reason})

    def _refuse_day_of_end(self, day, begin):
        if day > polish_today():
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
        if signatories and not begin <= day <= polish_today():
            raise UserError(
                self.env._(
                    "A copy is given after the signing, between %(date)s and today. "
                    "Correct the day.",
                    date=format_date(self.env, begin),
                )
            )
