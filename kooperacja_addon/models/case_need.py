from odoo import api, fields, models


class CaseNeed(models.Model):
    """A need of the family or of one of its persons, and who noted it.

    The severity noted here is the "before" that the evaluation compares with.
    """

    _name = "kooperacja.case.need"
    _description = "Need"
    _inherit = ["kooperacja.case.content.mixin"]
    _order = "case_id, sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(string="Need", required=True)
    problem_id = fields.Many2one(
        comodel_name="kooperacja.problem",
        string="Kind of problem",
        ondelete="restrict",
        index=True,
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Whose",
        domain="[('household_id', '=', household_id)]",
        ondelete="restrict",
        index=True,
        help="Leave empty for the family as a whole.",
    )
    household_id = fields.Many2one(related="case_id.household_id")
    severity = fields.Selection(
        selection=[
            ("1", "1 – slight"),
            ("2", "2"),
            ("3", "3 – considerable"),
            ("4", "4"),
            ("5", "5 – grave"),
        ],
        string="Severity at the start",
    )
    noted_by_id = fields.Many2one(
        comodel_name="res.partner",
        string="Noted by",
        default=lambda self: self.env.user.partner_id,
        readonly=True,
        ondelete="restrict",
    )
    noted_on = fields.Date(
        string="Noted on", default=fields.Date.context_today, readonly=True
    )

    @api.depends("case_id.number")
    def _compute_display_name(self):
        for need in self:
            need.display_name = self.env._(
                "%(case)s, need %(number)s",
                case=need.case_id.number or "",
                number=need.id or "",
            )

    @api.constrains("person_id", "case_id")
    def _check_person(self):
        self._refuse_strangers("person_id")
