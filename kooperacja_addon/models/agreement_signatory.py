from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..rules.polish_time import polish_today


class AgreementSignatory(models.Model):
    """One institution's signature under an agreement, its refusal or its accession.

    Who accedes after the signing is added, and changes nothing of what was signed.
    """

    _name = "kooperacja.agreement.signatory"
    _description = "Signatory of an agreement"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "agreement_id, sequence, id"
    _rec_name = "institution_id"
    _fields_set_by_action = frozenset(
        {"kind", "copy_given_on", "left_on", "left_reason"}
    )
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
    kind = fields.Selection(
        selection=[("original", "From the beginning"), ("accession", "Acceded")],
        string="Party",
        required=True,
        default="original",
        readonly=True,
        copy=False,
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
    institution_type_id = fields.Many2one(
        related="institution_id.institution_type_id", string="Kind of institution"
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
    method = fields.Selection(
        selection=[
            ("table", "At the table"),
            ("scan", "By scan"),
            ("circulation", "In circulation"),
            ("drawn", "Drawn on the screen"),
        ],
        string="How",
    )
    refusal_reason_id = fields.Many2one(
        comodel_name="kooperacja.refusal.reason",
        string="Reason for refusing",
        ondelete="restrict",
    )
    reason = fields.Char(string="Refused, in their words")
    copy_given_on = fields.Date(string="Copy given on", readonly=True, copy=False)
    left_on = fields.Date(string="Left on", readonly=True, copy=False)
    left_reason = fields.Char(string="Why it left", readonly=True, copy=False)

    _institution_uniq = models.UniqueIndex(
        "(agreement_id, institution_id) WHERE kind = 'original'",
        "An institution signs an agreement once. Remove the second line.",
    )
    _accession_uniq = models.UniqueIndex(
        "(agreement_id, institution_id) WHERE kind = 'accession' AND left_on IS NULL",
        "This institution has acceded to the agreement already.",
    )

    @api.onchange("state")
    def _onchange_state(self):
        if self.state == "signed":
            agreed = self.agreement_id.signed_on
            self.signed_on = self.signed_on or agreed or polish_today()
            self.method = self.method or "table"

    @api.onchange("institution_id")
    def _onchange_institution_id(self):
        """Propose who speaks for the institution; what was typed stays."""
        partnership = self.agreement_id.partnership_id
        if self.institution_id and partnership and not self.representative:
            person = partnership._get_speaker(self.institution_id)
            self.representative = person.name
            self.representative_function = person.function

    def _get_owner(self):
        return self.agreement_id

    def _get_reason(self):
        """Return why the institution refused: the kind of reason and its own words."""
        self.ensure_one()
        return ": ".join(filter(None, (self.refusal_reason_id.name, self.reason)))

    @api.constrains(
        "state", "signed_on", "representative", "refusal_reason_id", "reason"
    )
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
            if signatory.state == "refused" and not signatory._get_reason():
                raise ValidationError(
                    self.env._(
                        "Note why %(institution)s refused to sign.", institution=name
                    )
                )

    @api.constrains("state", "signed_on")
    def _check_date(self):
        """No signature is older than the proposal, or younger than today."""
        for signatory in self.filtered(lambda s: s.state == "signed" and s.signed_on):
            agreement = signatory.agreement_id
            earliest = agreement.proposed_on or agreement.partnership_id.date_start
            if earliest and signatory.signed_on < earliest:
                raise ValidationError(
                    self.env._(
                        "%(institution)s cannot have signed on %(date)s: the text was "
                        "proposed, or the partnership begun, on %(earliest)s. Correct "
                        "one of the two dates.",
                        institution=signatory.institution_id.name,
                        date=format_date(self.env, signatory.signed_on),
                        earliest=format_date(self.env, earliest),
                    )
                )
            if signatory.signed_on > polish_today():
                raise ValidationError(
                    self.env._(
                        "%(institution)s cannot have signed on %(date)s, which is yet "
                        "to come. Correct the date of the signature.",
                        institution=signatory.institution_id.name,
                        date=format_date(self.env, signatory.signed_on),
                    )
                )

    # --- after the signing -------------------------------------------------------

    def action_leave(self):
        """Open the dialog in which the leaving of this institution is noted.

        A member leaves the partnership, which asks about its people on teams.
        """
        self.ensure_one()
        if member := self._get_membership():
            return member.action_leave()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("The institution leaves"),
            "res_model": "kooperacja.agreement.end",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_agreement_id": self.agreement_id.id,
                "default_signatory_id": self.id,
            },
        }

    def _get_membership(self):
        """Return the membership of the institution in the partnership today."""
        return self.agreement_id.partnership_id.member_ids.filtered(
            lambda m: m.institution_id == self.institution_id and m.state == "joined"
        )[:1]

    def _leave(self, day, reason):
        """Note that the institution left the agreement and the partnership."""
        self.ensure_one()
        agreement = self.agreement_id
        if agreement.state != "signed" or self.state != "signed" or self.left_on:
            raise UserError(
                self.env._(
                    "%(institution)s is no party to an agreement in force, so there is "
                    "nothing to leave.",
                    institution=self.institution_id.display_name,
                )
            )
        agreement._refuse_day_of_end(day, self.signed_on)
        # The membership notes its end here too, in `_note_leaving`.
        if member := self._get_membership():
            member._leave(day, reason)
        self._note_leaving(day, reason)
        agreement.message_post(
            body=self.env._(
                "%(institution)s left on %(date)s.",
                institution=self.institution_id.display_name,
                date=format_date(self.env, day),
            )
        )

    def _note_leaving(self, day, reason):
        """Note beside the signatures not yet left when and why their parties left."""
        self.filtered(lambda s: s.state == "signed" and not s.left_on)._note_by_action(
            {"left_on": day, "left_reason": reason}
        )
