from odoo import api, fields, models

from ..rules.polish_time import polish_today


class ServiceGap(models.Model):
    """A service that the gmina lacks: what, for how many families, since when.

    Fed by cases, whose rows (``kooperacja.case.matter``) only their teams see; here
    stand sums, as evidence for the authorities and the council.
    """

    _name = "kooperacja.service.gap"
    _description = "Service that is missing"
    _order = "state, family_count desc, id"

    name = fields.Char(
        string="Service that is missing",
        required=True,
        help="E.g. a child psychiatrist on weekday afternoons. Nothing of a family.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    problem_id = fields.Many2one(
        comodel_name="kooperacja.problem",
        string="Kind of problem",
        ondelete="restrict",
        index="btree_not_null",
    )
    hours_week = fields.Float(string="Hours a week that are missing", aggregator="sum")
    since = fields.Date(
        string="Missing since", required=True, default=lambda self: polish_today()
    )
    state = fields.Selection(
        selection=[
            ("open", "Nobody has taken it up"),
            ("taken", "Taken up"),
            ("closed", "The service is there"),
        ],
        string="Status",
        required=True,
        default="open",
        index=True,
    )
    taken_by_id = fields.Many2one(
        comodel_name="res.partner",
        string="Taken up by",
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
        index="btree_not_null",
    )
    note = fields.Text(help="What was agreed, with whom. Nothing of a family.")
    matter_ids = fields.One2many(
        comodel_name="kooperacja.case.matter",
        inverse_name="gap_id",
        string="Cases of mine that need it",
    )
    # Counted over all cases, whoever asks: a number tells of no family.
    family_count = fields.Integer(
        string="Families",
        compute="_compute_family_count",
        compute_sudo=True,
        store=True,
        aggregator="sum",
    )

    _hours_not_negative = models.Constraint(
        "CHECK (hours_week >= 0)", "The missing hours cannot be fewer than 0."
    )
    _name_uniq = models.Constraint(
        "UNIQUE (company_id, name)",
        "This service already stands on the list. Add the case to it there.",
    )

    @api.depends("matter_ids.case_id")
    def _compute_family_count(self):
        counts = dict(
            self.env["kooperacja.case.matter"]._read_group(
                [("gap_id", "in", self.ids)], ["gap_id"], ["case_id:count_distinct"]
            )
        )
        for gap in self:
            gap.family_count = counts.get(gap._origin, 0)

    @api.onchange("taken_by_id")
    def _onchange_taken_by_id(self):
        if self.taken_by_id and self.state == "open":
            self.state = "taken"
