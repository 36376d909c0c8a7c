from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CaseAttempt(models.Model):
    """What an institution tried on its own, when, and with what result.

    The Model is for families for whom single institutions have run out of means
    („wyczerpane możliwości”). Noted with the report of the need, carried to the case.
    """

    _name = "kooperacja.case.attempt"
    _description = "What has been tried"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "date_from, id"
    _rec_names_search = ["case_id.number", "intake_id.number"]
    _fields_fixed = frozenset({"case_id", "intake_id"})

    intake_id = fields.Many2one(
        comodel_name="kooperacja.case.intake",
        string="Reported need",
        index="btree_not_null",
        ondelete="restrict",
    )
    case_id = fields.Many2one(
        comodel_name="kooperacja.case",
        string="Case",
        index="btree_not_null",
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        compute="_compute_company_id",
        store=True,
        index=True,
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        required=True,
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
        index=True,
        default=lambda self: self.env.user.partner_id.commercial_partner_id.filtered(
            "is_institution"
        ),
    )
    what = fields.Char(string="What was tried", required=True)
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until")
    result = fields.Char(string="With what result")

    _dates_in_order = models.Constraint(
        "CHECK (date_from IS NULL OR date_to IS NULL OR date_to >= date_from)",
        "An attempt cannot end before it has begun.",
    )
    _belongs_somewhere = models.Constraint(
        "CHECK (case_id IS NOT NULL OR intake_id IS NOT NULL)",
        "An attempt belongs to a reported need or to a case.",
    )

    @api.depends("case_id.company_id", "intake_id.company_id")
    def _compute_company_id(self):
        for attempt in self:
            attempt.company_id = attempt.case_id.company_id or (
                attempt.intake_id.company_id
            )

    @api.depends("case_id.number", "intake_id.number")
    def _compute_display_name(self):
        for attempt in self:
            attempt.display_name = self.env._(
                "%(case)s, attempt %(number)s",
                case=attempt.case_id.number or attempt.intake_id.number or "",
                number=attempt.id or "",
            )

    @api.constrains("case_id", "intake_id")
    def _check_same_case(self):
        """An attempt gets into a case with its report, and into no other."""
        for attempt in self:
            # Whether the two belong together is told to who named both.
            report = attempt.intake_id.sudo()
            if report and attempt.case_id and report.case_id - attempt.case_id:
                raise ValidationError(
                    self.env._("The reported need became another case.")
                )

    def _get_owner(self):
        return self.case_id or self.intake_id
