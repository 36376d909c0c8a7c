from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules.duplicates import address_key
from ..rules.polish_time import polish_today


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
    address_key = fields.Char(compute="_compute_address_key", store=True, index=True)
    phone = fields.Char(string="Telephone")
    accessibility = fields.Text(
        string="What helps to meet",
        help="Language, hearing, mobility, hours: what to think of when inviting.",
    )
    accessibility_summary = fields.Text(
        string="When inviting",
        compute="_compute_accessibility_summary",
        help="What helps to meet the family and each of its persons.",
    )
    person_ids = fields.One2many(
        comodel_name="kooperacja.person",
        inverse_name="household_id",
        string="Persons",
    )
    person_count = fields.Integer(
        string="Number of persons", compute="_compute_person_count"
    )
    kinship_ids = fields.One2many(
        comodel_name="kooperacja.kinship",
        inverse_name="household_id",
        string="Kinship",
    )
    supporter_ids = fields.One2many(
        comodel_name="kooperacja.supporter",
        inverse_name="household_id",
        string="Around the family",
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

    @api.depends(
        "accessibility",
        "person_ids.first_name",
        "person_ids.language",
        "person_ids.needs_interpreter",
        "person_ids.needs_sign_language",
        "person_ids.needs_step_free",
        "person_ids.needs_easy_reading",
        "person_ids.needs_large_print",
        "person_ids.hours",
        "person_ids.accessibility",
        "person_ids.is_dead",
    )
    def _compute_accessibility_summary(self):
        for household in self:
            lines = [household.accessibility] if household.accessibility else []
            for person in household.person_ids.filtered(lambda p: not p.is_dead):
                if words := person._get_accessibility_words():
                    lines.append(f"{person.first_name}: {', '.join(words)}")
            household.accessibility_summary = "\n".join(lines) or False

    @api.depends("street", "city")
    def _compute_address_key(self):
        for household in self:
            household.address_key = address_key(household.street, household.city)

    def _get_whom_to_ask(self):
        """Return number and person to ask: what anybody may know who has to ask."""
        self.ensure_one()
        case = self.case_ids.sorted(lambda c: (c.stage != "closed", c.id))[-1:]
        if case:
            return self.env._(
                "Case %(number)s; ask %(person)s.",
                number=case.number,
                person=case.coordinator_id.name,
            )
        return self.env._(
            "Family %(number)s; ask %(person)s.",
            number=self.number,
            person=self.create_uid.name,
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
        today = polish_today()
        for vals in vals_list:
            company = self.env["res.company"].browse(
                vals.get("company_id") or self.env.company.id
            )
            vals["number"] = company._next_kooperacja_number(self._name, today)
        return super().create(vals_list)

    def copy(self, default=None):  # pylint: disable=method-required-super
        """Refuse it with UserError: a family is noted once, for all of its cases."""
        raise UserError(
            self.env._(
                "A family is noted once, and each of its cases leads to it. Open a "
                "further case of this family, or note another family anew."
            )
        )

    # --- actions -------------------------------------------------------------

    def action_propose_kinship(self):
        """Note mother and father as parents of the children, where nothing is noted.

        A proposal from the roles, for families with many children; what is not so is
        changed in the list. Raises UserError when the roles tell nothing.
        """
        for household in self:
            values = household._prepare_kinship()
            if not values:
                raise UserError(
                    self.env._(
                        "The roles tell nothing new: give the persons the roles of "
                        "mother, father and child, or add the relations one by one."
                    )
                )
            self.env["kooperacja.kinship"].create(values)
        return True

    def _prepare_kinship(self):
        self.ensure_one()
        noted = {(t.person_id, t.other_id) for t in self.kinship_ids}
        noted |= {(other, person) for person, other in noted}
        have_parents = self.kinship_ids.filtered(
            lambda t: t.kind in ("parent", "guardian")
        ).other_id
        by_role = self.person_ids.grouped("role")
        none = self.person_ids.browse()
        parents = by_role.get("mother", none) | by_role.get("father", none)
        # Two mothers of one household: which child is whose, only people know.
        if any(len(by_role.get(role, none)) > 1 for role in ("mother", "father")):
            return []
        return [
            {
                "household_id": self.id,
                "person_id": parent.id,
                "other_id": child.id,
                "kind": "parent",
            }
            for child in by_role.get("child", none) - have_parents
            for parent in parents
            if (parent, child) not in noted
        ]
