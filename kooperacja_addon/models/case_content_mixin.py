from odoo import fields, models
from odoo.exceptions import ValidationError


class CaseContentMixin(models.AbstractModel):
    """Whatever belongs to one case: seen, closed and kept together with it."""

    _name = "kooperacja.case.content.mixin"
    _description = "Content of a case"
    _inherit = ["kooperacja.guarded.mixin"]
    _fields_fixed = frozenset({"case_id"})
    _check_company_auto = True

    case_id = fields.Many2one(
        comodel_name="kooperacja.case",
        string="Case",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="case_id.company_id", string="Gmina", store=True, index=True
    )

    def _get_owner(self):
        return self.case_id

    def _refuse_strangers(self, persons_field):
        """Raise ValidationError when a record names a person of another family."""
        for record in self:
            if record[persons_field].household_id - record.case_id.household_id:
                raise ValidationError(
                    self.env._("This person does not belong to the family of the case.")
                )
