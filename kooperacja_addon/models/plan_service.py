from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PlanService(models.Model):
    """A service of the package that the family gets: from whom, how much, how long.

    The individual package of services (standards of social work) gathers what several
    institutions give; tasks of the plan may point to it.
    """

    _name = "kooperacja.plan.service"
    _description = "Service of the package"
    _inherit = ["kooperacja.plan.content.mixin"]
    _rec_names_search = ["case_id.number"]

    name = fields.Char(string="Service", required=True)
    kind = fields.Selection(
        selection=[
            ("social", "Social work, family assistant"),
            ("psychology", "Psychologist"),
            ("law", "Lawyer"),
            ("family", "Family counselling, mediation"),
            ("therapy", "Therapy"),
            ("health", "Health, rehabilitation"),
            ("care", "Care at home"),
            ("education", "School, kindergarten, support in learning"),
            ("work", "Work, training"),
            ("transport", "Transport"),
            ("material", "Meals, clothes, money"),
            ("leisure", "Day centre, leisure"),
            ("other", "Other"),
        ],
        string="Kind of service",
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Who gives it",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_institution', '=', True)]",
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="For whom",
        domain="[('household_id', '=', household_id)]",
        ondelete="restrict",
        index="btree_not_null",
        help="Leave it empty for the whole family.",
    )
    household_id = fields.Many2one(related="case_id.household_id")
    quantity = fields.Float(string="How much", digits=(16, 1))
    unit = fields.Selection(
        selection=[
            ("hours", "hours"),
            ("meetings", "meetings"),
            ("visits", "visits"),
            ("days", "days"),
            ("meals", "meals"),
        ],
        default="hours",
    )
    frequency = fields.Selection(
        selection=[
            ("once", "once"),
            ("day", "a day"),
            ("week", "a week"),
            ("fortnight", "every two weeks"),
            ("month", "a month"),
            ("need", "as needed"),
        ],
        string="How often",
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until")
    note = fields.Char(string="Remark")
    origin_id = fields.Many2one(
        comodel_name="kooperacja.plan.service",
        string="Same service in the first version",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A service cannot end before it begins.",
    )
    _quantity_counted = models.Constraint(
        "CHECK (quantity IS NULL OR quantity >= 0)", "How much cannot be below zero."
    )

    @api.depends("case_id.number", "name")
    @api.depends_context("show_family_names", "uid")
    def _compute_display_name(self):
        named = self._filtered_named()
        for service in self:
            service.display_name = (
                service.name
                if service in named
                else self.env._(
                    "%(case)s, service %(number)s",
                    case=service.case_id.number or "",
                    number=service.id or "",
                )
            )

    @api.constrains("person_id", "plan_id")
    def _check_person(self):
        for service in self:
            if service.person_id.household_id - service.household_id:
                raise ValidationError(
                    self.env._("A service of the plan is for the family of the case.")
                )

    def _get_amount(self):
        """Return how much and how often in words: “2 hours a week”."""
        self.ensure_one()
        words = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("unit", "frequency")
        }
        return " ".join(
            filter(
                None,
                (
                    f"{self.quantity:g}" if self.quantity else "",
                    words["unit"].get(self.unit) if self.quantity else "",
                    words["frequency"].get(self.frequency),
                ),
            )
        )
