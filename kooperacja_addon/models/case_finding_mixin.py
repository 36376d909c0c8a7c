from odoo import api, fields, models

from ..rules.polish_time import polish_today


class CaseFindingMixin(models.AbstractModel):
    """Something found out about the family: whose, who says so, who noted it and when.

    Nothing but the words is asked for: a diagnosis takes several sittings, and what is
    not known yet stays empty.
    """

    _name = "kooperacja.case.finding.mixin"
    _description = "Finding of the diagnosis"
    _inherit = ["kooperacja.case.content.mixin"]
    _order = "case_id, sequence, id"

    sequence = fields.Integer(default=10)
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Whose",
        domain="[('household_id', '=', household_id)]",
        ondelete="restrict",
        index=True,
        help="Leave empty for the family as a whole.",
    )
    household_id = fields.Many2one(related="case_id.household_id")
    source = fields.Selection(
        selection=[
            ("person", "The person itself"),
            ("family", "Somebody of the family"),
            ("institution", "An institution"),
        ],
        string="Who says so",
    )
    noted_by_id = fields.Many2one(
        comodel_name="res.partner",
        string="Noted by",
        default=lambda self: self.env.user.partner_id,
        readonly=True,
        ondelete="restrict",
    )
    noted_on = fields.Date(
        string="Noted on", default=lambda self: polish_today(), readonly=True
    )

    @api.constrains("person_id", "case_id")
    def _check_person(self):
        self._refuse_strangers("person_id")
