from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rules.polish_time import polish_today


class PlanSignature(models.Model):
    """A line of the signature block of a plan: a member or an adult of the family."""

    _name = "kooperacja.plan.signature"
    _description = "Signature under a plan"
    _inherit = ["kooperacja.plan.content.mixin"]
    _rec_names_search = ["case_id.number"]

    member_id = fields.Many2one(
        comodel_name="kooperacja.case.member",
        string="Member of the team",
        domain="[('case_id', '=', case_id)]",
        ondelete="restrict",
        index=True,
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Of the family",
        domain="[('household_id', '=', household_id)]",
        ondelete="restrict",
        index=True,
    )
    household_id = fields.Many2one(related="case_id.household_id")
    signed = fields.Boolean(string="Has signed")
    note = fields.Char(string="Remark")
    # Three different things, each with its day: agreeing to the plan, consenting to
    # what is done with data beyond the statutory tasks, and having been told of what
    # the law has institutions do in any case.
    agreement = fields.Selection(
        selection=[("agrees", "Agrees"), ("refuses", "Does not agree")],
        string="Agrees to the plan",
    )
    agreement_on = fields.Date(string="Said on")
    refusal_reason = fields.Char(string="Why not")
    data_consent = fields.Selection(
        selection=[
            ("given", "Consents"),
            ("refused", "Does not consent"),
            ("not_needed", "Not asked: statutory tasks only"),
        ],
        string="Consent to the use of data",
    )
    data_consent_on = fields.Date(string="Consent of")
    duties_told_on = fields.Date(string="Told of statutory duties on")
    duties_told_by_id = fields.Many2one(
        comodel_name="kooperacja.case.member",
        string="Told by",
        domain="[('case_id', '=', case_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )

    _one_of_two = models.Constraint(
        "CHECK ((member_id IS NULL) != (person_id IS NULL))",
        "Each line names one member of the team or one person of the family.",
    )

    _statements_of_family = models.Constraint(
        "CHECK (member_id IS NULL OR (agreement IS NULL AND data_consent IS NULL"
        " AND duties_told_on IS NULL))",
        "Statements are made by adults of the family, not by members of the team.",
    )
    _refusal_is_unsigned = models.Constraint(
        "CHECK (signed IS NOT TRUE OR agreement IS DISTINCT FROM 'refuses')",
        "Who does not agree to the plan does not sign it: unmark the signature or "
        "change the answer.",
    )

    @api.onchange("signed")
    def _onchange_signed(self):
        if self.signed and self.person_id and not self.agreement:
            self.agreement = "agrees"

    @api.onchange("agreement")
    def _onchange_agreement(self):
        if self.agreement and not self.agreement_on:
            self.agreement_on = polish_today()

    @api.onchange("data_consent")
    def _onchange_data_consent(self):
        if self.data_consent and not self.data_consent_on:
            self.data_consent_on = polish_today()

    @api.constrains("agreement_on", "data_consent_on", "duties_told_on")
    def _check_days(self):
        today = polish_today()
        for signature in self:
            if any(
                signature[name] and signature[name] > today
                for name in ("agreement_on", "data_consent_on", "duties_told_on")
            ):
                raise ValidationError(
                    self.env._("The day of a statement lies in the future.")
                )

    @api.constrains("member_id", "person_id", "plan_id", "duties_told_by_id")
    def _check_signer(self):
        for signature in self:
            members = signature.member_id | signature.duties_told_by_id
            if members.case_id - signature.case_id or (
                signature.person_id.household_id - signature.household_id
            ):
                raise ValidationError(
                    self.env._("A plan is signed by its own team and its own family.")
                )

    def _get_agreement(self):
        """Return what the adult said of the plan; a signature says that he agrees."""
        self.ensure_one()
        return self.agreement or ("agrees" if self.signed else False)
