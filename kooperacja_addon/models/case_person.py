from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..rules import identifiers
from ..rules.duplicates import name_key
from ..rules.polish_time import polish_today


class Person(models.Model):
    """A resident, one of a family; never a contact, which every employee reads."""

    _name = "kooperacja.person"
    _description = "Person of a family"
    _inherit = ["kooperacja.guarded.mixin", "kooperacja.pesel.mixin"]
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
    sex = fields.Selection(selection=[("female", "Woman"), ("male", "Man")])
    is_dead = fields.Boolean(string="Dead")
    died_on = fields.Date(string="Date of death")
    lives_elsewhere = fields.Boolean(
        string="Lives elsewhere",
        help="Belongs to the family and its genogram, but does not live here.",
    )
    in_focus = fields.Boolean(
        string="In focus",
        help="The work is about this person first: a double line in the genogram.",
    )
    phone = fields.Char(string="Telephone")
    language = fields.Char(help="Only if it is not Polish, for instance: Ukrainian.")
    needs_interpreter = fields.Boolean(string="Interpreter")
    needs_sign_language = fields.Boolean(string="Polish sign language")
    needs_step_free = fields.Boolean(
        string="Without steps", help="Wheelchair, pram, walks with difficulty."
    )
    needs_easy_reading = fields.Boolean(
        string="Easy reading", help="Short sentences, plain words, pictures."
    )
    needs_large_print = fields.Boolean(string="Large print")
    hours = fields.Char(string="Good hours")
    accessibility = fields.Char(string="What helps to meet")
    is_adult = fields.Boolean(string="Of age", compute="_compute_is_adult")
    may_sign = fields.Boolean(string="Signs the plan", compute="_compute_may_sign")
    name_key = fields.Char(compute="_compute_name_key", store=True, index=True)

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

    @api.depends("first_name", "last_name")
    def _compute_name_key(self):
        for person in self:
            person.name_key = name_key(person.first_name, person.last_name)

    @api.depends("birth_date", "role")
    def _compute_is_adult(self):
        today = polish_today()
        for person in self:
            born = person.birth_date
            person.is_adult = (
                (today.year - born.year)
                - ((today.month, today.day) < (born.month, born.day))
                >= 18
                if born
                else person.role != "child"
            )

    @api.depends("is_adult", "is_dead", "lives_elsewhere")
    def _compute_may_sign(self):
        for person in self:
            person.may_sign = (
                person.is_adult and not person.is_dead and not person.lives_elsewhere
            )

    @api.onchange("pesel")
    def _onchange_pesel(self):
        result = super()._onchange_pesel()
        if self.pesel and identifiers.valid_pesel(self.pesel) and not self.sex:
            self.sex = identifiers.sex_of_pesel(self.pesel)
        return result

    @api.onchange("died_on")
    def _onchange_died_on(self):
        if self.died_on:
            self.is_dead = True

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_known_pesel(
            vals_list,
            self.env["kooperacja.household"]
            .browse([vals.get("household_id") for vals in vals_list])
            .exists(),
        )
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_known_pesel([vals], self.household_id)
        return super().write(vals)

    def _refuse_known_pesel(self, vals_list, households):
        """Raise UserError that says whom to ask about a person on record already.

        It tells what a report of a need would be told as well, a number and a person.
        """
        numbers = [vals["pesel"] for vals in vals_list if vals.get("pesel")]
        if not numbers:
            return
        self.check_access("write" if self else "create")
        households.check_access("read")
        # The whole register of the gmina is asked; no more of it is told.
        known = (
            self.sudo()
            .with_context(active_test=False)
            .search(
                [
                    ("pesel", "in", numbers),
                    ("company_id", "in", households.sudo().company_id.ids),
                ]
            )
            - self
        )
        if known:
            raise UserError(
                self.env._(
                    "A person with this PESEL is on record already. %(whom)s",
                    whom=known[0].household_id._get_whom_to_ask(),
                )
            )

    @api.constrains("birth_date")
    def _check_born(self):
        today = polish_today()
        if any(person.birth_date and person.birth_date > today for person in self):
            raise ValidationError(self.env._("The date of birth lies in the future."))

    @api.constrains("is_dead", "died_on", "birth_date")
    def _check_died(self):
        today = polish_today()
        for person in self.filtered("died_on"):
            if not person.is_dead:
                raise ValidationError(
                    self.env._("Who has a date of death is marked as dead.")
                )
            if person.died_on > today or (
                person.birth_date and person.died_on < person.birth_date
            ):
                raise ValidationError(
                    self.env._(
                        "The date of death lies between the date of birth and today."
                    )
                )

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
                "kooperacja.plan.goal",
                "kooperacja.plan.service",
                "kooperacja.case.strength",
                "kooperacja.diagnosis.rating",
                "kooperacja.plan.task",
                "kooperacja.plan.signature",
                "kooperacja.meeting.attendance",
                "kooperacja.family.login",
                "kooperacja.family.voice",
            )
        ):
            raise UserError(
                self.env._(
                    "Needs, tasks or meetings on record speak of this person. Archive "
                    "the person instead of deleting."
                )
            )

    def _get_accessibility_words(self):
        """Return what helps to meet this person, in short words."""
        self.ensure_one()
        flags = (
            (self.needs_interpreter, self.env._("an interpreter")),
            (self.needs_sign_language, self.env._("Polish sign language")),
            (self.needs_step_free, self.env._("a place without steps")),
            (self.needs_easy_reading, self.env._("easy reading")),
            (self.needs_large_print, self.env._("large print")),
        )
        return [
            *([self.language] if self.language else []),
            *(words for flag, words in flags if flag),
            *([self.env._("hours: %(hours)s", hours=self.hours)] if self.hours else []),
            *([self.accessibility] if self.accessibility else []),
        ]

    def _get_full_name(self):
        """Return first and last name, for those who may read the person."""
        self.ensure_one()
        return " ".join(filter(None, (self.first_name, self.last_name)))
