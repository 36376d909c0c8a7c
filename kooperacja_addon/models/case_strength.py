from odoo import api, fields, models


class CaseStrength(models.Model):
    """What the family or one of its persons can do, has or likes: work begins here."""

    _name = "kooperacja.case.strength"
    _description = "Strength"
    _inherit = ["kooperacja.case.finding.mixin"]

    name = fields.Char(string="Strength", required=True)

    @api.depends("case_id.number")
    def _compute_display_name(self):
        for strength in self:
            strength.display_name = self.env._(
                "%(case)s, strength %(number)s",
                case=strength.case_id.number or "",
                number=strength.id or "",
            )
