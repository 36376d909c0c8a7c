from odoo import api, fields, models


class Household(models.Model):
    """A family, filled once and shared by its cases; known to others by its number."""

    _name = "kooperacja.household"
    _description = "Family"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "number desc, id desc"
    _rec_names_search = ["number", "name"]
    _fields_fixed = frozenset({"company_id", "number"})

    name = fields.Char(
        string="Family name",
        required=True,
        help="How the family is called, for instance by its surname. Shown only to "
        "the people on the case.",
    )
    number = fields.Char(string="Family number", readonly=True, copy=False, index=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    street = fields.Char(string="Street and number")
    zip = fields.Char(string="Postal code")
    city = fields.Char(string="Town or village")
    phone = fields.Char(string="Telephone")
    accessibility = fields.Text(
        string="What helps to meet",
        help="Language, hearing, mobility, hours: what to think of when inviting.",
    )
    person_ids = fields.One2many(
        comodel_name="kooperacja.person",
        inverse_name="household_id",
        string="Persons",
    )
    person_count = fields.Integer(
        string="Number of persons", compute="_compute_person_count"
    )
    case_ids = fields.One2many(
        comodel_name="kooperacja.case", inverse_name="household_id", string="Cases"
    )

    _number_uniq = models.Constraint(
        "UNIQUE (company_id, number)", "The family number is already in use."
    )

    @api.depends("number", "name")
    @api.depends_context("show_family_names", "uid")
    def _compute_display_name(self):
        named = self._filtered_named()
        for household in self:
            household.display_name = (
                f"{household.name} ({household.number})"
                if household in named
                else household.number or ""
            )

    @api.depends("person_ids")
    def _compute_person_count(self):
        counts = dict(
            self.env["kooperacja.person"]._read_group(
                [("household_id", "in", self.ids)], ["household_id"], ["__count"]
            )
        )
        for household in self:
            household.person_count = counts.get(household, 0)

    @api.model_create_multi
    def create(self, vals_list):
        today = fields.Date.context_today(self)
        for vals in vals_list:
            company = self.env["res.company"].browse(
                vals.get("company_id") or self.env.company.id
            )
            vals["number"] = company._next_kooperacja_number(self._name, today)
        return super().create(vals_list)
