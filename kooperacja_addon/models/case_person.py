from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..rules import identifiers


class Person(models.Model):
    """A resident, one of a family; never a contact, which every employee reads."""

    _name = "kooperacja.person"
    _description = "Person of a family"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "household_id, sequence, id"
    _rec_names_search = ["last_name", "first_name"]
    _fields_fixed = frozenset({"household_id"})

    household_id = fields.Many2one(
        comodel_name="kooperacja.household",
        string="Family",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="household_id.company_id", string="Gmina", store=True, index=True
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    first_name = fields.Char(string="First name", required=True)
    last_name = fields.Char(string="Surname")
    role = fields.Selection(
        selection=[
            ("mother", "Mother"),
            ("father", "Father"),
            ("partner", "Partner"),
            ("child", "Child"),
            ("grandparent", "Grandparent"),
            ("single", "Lives alone"),
            ("other", "Other person"),
        ],
        string="Role in the family",
        default="other",
        required=True,
    )
    birth_date = fields.Date(string="Date of birth")
    pesel = fields.Char(string="PESEL", size=11)
    phone = fields.Char(string="Telephone")
    accessibility = fields.Char(string="What helps to meet")
    is_adult = fields.Boolean(string="Of age", compute="_compute_is_adult")

    _pesel_uniq = models.Constraint(
        "UNIQUE (company_id, pesel)",
        "A person with this PESEL is already on record in this gmina.",
    )

    @api.depends("household_id.number", "sequence", "first_name", "last_name")
    @api.depends_context("show_family_names", "uid")
    def _compute_display_name(self):
        named = self._filtered_named()
        for person in self:
            person.display_name = (
                person._get_full_name()
                if person in named
                else self.env._(
                    "%(family)s, person %(number)s",
                    family=person.household_id.number or "",
                    number=person.id or "",
                )
            )

    @api.model
    def _search_display_name(self, operator, value):
        """Find a person by first name and surname together, in either order."""
        if operator != "ilike" or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        return Domain.AND(
            Domain("first_name", "ilike", word) | Domain("last_name", "ilike", word)
            for word in value.split()
        )

    @api.depends("birth_date", "role")
    def _compute_is_adult(self):
        today = fields.Date.context_today(self)
        for person in self:
            born = person.birth_date
            person.is_adult = (
                (today.year - born.year)
                - ((today.month, today.day) < (born.month, born.day))
                >= 18
                if born
                else person.role != "child"
            )

    @api.onchange("pesel")
    def _onchange_pesel(self):
        if self.pesel and identifiers.valid_pesel(self.pesel) and not self.birth_date:
            self.birth_date = identifiers.birth_date_of_pesel(self.pesel)

    @api.constrains("pesel", "birth_date")
    def _check_pesel(self):
        for person in self.filtered("pesel"):
            # The number itself stays out of the message: messages get logged.
            if not identifiers.valid_pesel(person.pesel):
                raise ValidationError(
                    self.env._(
                        "This PESEL is not right: it has 11 digits, begins with the "
                        "date of birth, and its last digit checks the others."
                    )
                )
            if person.birth_date and (
                identifiers.birth_date_of_pesel(person.pesel) != person.birth_date
            ):
                raise ValidationError(
                    self.env._("The date of birth does not agree with the PESEL.")
                )

    @api.constrains("birth_date")
    def _check_born(self):
        today = fields.Date.context_today(self)
        if any(person.birth_date and person.birth_date > today for person in self):
            raise ValidationError(self.env._("The date of birth lies in the future."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_on_record(self):
        """Keep those of whom needs, tasks, signatures or meetings speak."""
        # Only whether such records exist is told, to who may delete the person.
        if any(
            self.env[model]
            .sudo()
            .search_count([("person_id", "in", self.ids)], limit=1)
            for model in (
                "kooperacja.case.need",
                "kooperacja.plan.task",
                "kooperacja.plan.signature",
                "kooperacja.meeting.attendance",
            )
        ):
            raise UserError(
                self.env._(
                    "Needs, tasks or meetings on record speak of this person. Archive "
                    "the person instead of deleting."
                )
            )

    def _get_full_name(self):
        """Return first and last name, for those who may read the person."""
        self.ensure_one()
        return " ".join(filter(None, (self.first_name, self.last_name)))
