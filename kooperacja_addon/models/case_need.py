from odoo import api, fields, models


class CaseNeed(models.Model):
    """A need of the family or of one of its persons, and who noted it.

    The severity noted here is the one that the team agreed on, and the "before" that
    the evaluation compares with; what each institution thinks stands in its own view.
    """

    _name = "kooperacja.case.need"
    _description = "Need"
    _inherit = ["kooperacja.case.finding.mixin"]

    name = fields.Char(string="Need", required=True)
    problem_id = fields.Many2one(
        comodel_name="kooperacja.problem",
        string="Kind of problem",
        ondelete="restrict",
        index=True,
    )
    severity = fields.Selection(
        selection=[
            ("1", "1 – slight"),
            ("2", "2"),
            ("3", "3 – considerable"),
            ("4", "4"),
            ("5", "5 – grave"),
        ],
        string="Severity at the start",
        help="As agreed at the common meeting. The evaluation compares with it.",
    )

    @api.depends("case_id.number")
    def _compute_display_name(self):
        for need in self:
            need.display_name = self.env._(
                "%(case)s, need %(number)s",
                case=need.case_id.number or "",
                number=need.id or "",
            )
