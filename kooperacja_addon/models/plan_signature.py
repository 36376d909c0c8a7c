from odoo import api, fields, models
from odoo.exceptions import ValidationError


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

    _one_of_two = models.Constraint(
        "CHECK ((member_id IS NULL) != (person_id IS NULL))",
        "Each line names one member of the team or one person of the family.",
    )

    @api.constrains("member_id", "person_id", "plan_id")
    def _check_signer(self):
        for signature in self:
            if signature.member_id.case_id - signature.case_id or (
                signature.person_id.household_id - signature.household_id
            ):
                raise ValidationError(
                    self.env._("A plan is signed by its own team and its own family.")
                )
