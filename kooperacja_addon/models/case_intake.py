from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..rules.duplicates import address_key, name_key
from ..rules.periods import month_start
from ..rules.polish_time import polish_today

# Who is meant. Whoever asks whether somebody is on record leaves the question there.
IDENTITY = frozenset({"first_name", "last_name", "pesel", "street", "city"})


class Intake(models.Model):
    """A need that somebody reported, until it becomes a case or is turned elsewhere.

    Reported by the resident, an institution or the social assistance centre itself. It
    belongs to who noted it and who handles it, and to the coordinator of the gmina; a
    member of an institution reports for the institution and sees what became of it.

    A saved report is told which records of the gmina look alike, by number and by whom
    to ask, and nothing else. It answers to whole names, numbers and addresses only,
    is never deleted, and its identity stays as noted: so each question is on record.
    """

    _name = "kooperacja.case.intake"
    _description = "Reported need"
    _inherit = ["kooperacja.guarded.mixin", "kooperacja.pesel.mixin"]
    _order = "is_urgent desc, reported_on, id"
    _rec_name = "number"
    _check_company_auto = True
    _fields_set_by_action = frozenset(
        {"state", "waiting_since", "decided_on", "decided_by_id", "case_id"}
    )
    _fields_fixed = frozenset({"number", "company_id"})

    number = fields.Char(readonly=True, copy=False, index=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        selection=[
            ("new", "To be decided"),
            ("waiting", "Waiting list"),
            ("taken", "Taken"),
            ("declined", "Not taken"),
        ],
        required=True,
        default="new",
        copy=False,
        index=True,
    )
    # --- who reported what
    source = fields.Selection(
        selection=[
            ("resident", "The resident"),
            ("institution", "Another institution"),
            ("centre", "The social assistance centre itself"),
        ],
        string="Reported by",
        required=True,
        default=lambda self: "resident" if self._is_worker() else "institution",
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner",
        string="Institution",
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
        index="btree_not_null",
        default=lambda self: not self._is_worker()
        and self.env.user.partner_id.commercial_partner_id,
    )
    reporter = fields.Char(
        string="Who exactly",
        help="Name and function of the one who came, called or wrote.",
    )
    reported_on = fields.Date(
        string="Reported on", required=True, default=lambda self: polish_today()
    )
    channel = fields.Selection(
        selection=[
            ("person", "In person"),
            ("phone", "By telephone"),
            ("letter", "By letter"),
            ("email", "By e-mail"),
            ("visit", "During a visit"),
            ("meeting", "At a meeting"),
        ],
        string="How",
        required=True,
        default="person",
    )
    need = fields.Text(
        string="What is needed",
        required=True,
        help="In the words of the one who reports it, each need in a line of its own: "
        "the lines become the needs of the case.",
    )
    problem_id = fields.Many2one(
        comodel_name="kooperacja.problem",
        string="Kind of problem",
        ondelete="restrict",
        index="btree_not_null",
    )
    attempt_ids = fields.One2many(
        comodel_name="kooperacja.case.attempt",
        inverse_name="intake_id",
        string="What has been tried so far",
    )
    # --- whom it is about
    first_name = fields.Char(string="First name", required=True)
    last_name = fields.Char(string="Surname", required=True)
    role = fields.Selection(
        selection=lambda self: self.env["kooperacja.person"]
        ._fields["role"]
        ._description_selection(self.env),
        string="Role in the family",
        default="other",
        required=True,
    )
    pesel = fields.Char(index="btree_not_null")
    phone = fields.Char(string="Telephone")
    street = fields.Char(string="Street and number")
    zip = fields.Char(string="Postal code")
    city = fields.Char(string="Town or village")
    name_key = fields.Char(compute="_compute_keys", store=True, index=True)
    address_key = fields.Char(compute="_compute_keys", store=True, index=True)
    alike = fields.Text(
        string="Alike on record",
        compute="_compute_alike",
        groups="kooperacja_addon.group_worker",
    )
    alike_reason = fields.Char(
        string="Why it is somebody else",
        help="Fill it in when what is alike on record is another family.",
        groups="kooperacja_addon.group_worker",
    )
    # --- the decision
    worker_id = fields.Many2one(
        comodel_name="res.users",
        string="Who handles it",
        index=True,
        ondelete="restrict",
        default=lambda self: self._is_worker() and self.env.user,
        domain=lambda self: [
            ("all_group_ids", "in", self.env.ref("kooperacja_addon.group_worker").ids),
            ("company_ids", "in", self.env.companies.ids),
        ],
    )
    is_urgent = fields.Boolean(string="Urgent")
    urgent_reason = fields.Char(string="Why urgent")
    waiting_since = fields.Date(string="On the list since", readonly=True, copy=False)
    days_waiting = fields.Integer(
        string="Days of waiting",
        compute="_compute_days_waiting",
        help="From the day of the report.",
    )
    planned_month = fields.Date(
        string="Planned month",
        help="The month in which the work is to begin; any day of it.",
    )
    queue_reason = fields.Char(
        string="Why before others",
        help="Others wait longer. What is urgent goes first with the reason of its "
        "urgency; note the reason here when something else decides.",
    )
    decision_reason = fields.Text(string="Reason of the decision")
    referred_to = fields.Char(
        string="Where the resident was sent",
        help="Which institution helps instead, and with whom it was agreed.",
    )
    decided_on = fields.Date(string="Decided on", readonly=True, copy=False)
    decided_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Decided by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    household_id = fields.Many2one(
        comodel_name="kooperacja.household",
        string="Family",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
        groups="kooperacja_addon.group_worker",
        help="A family that is on record already; left empty, taking the case notes a "
        "new one.",
    )
    second_case_reason = fields.Text(
        string="Why a second case",
        groups="kooperacja_addon.group_worker",
        help="The family has an open case: the need joins it, unless a reason for a "
        "second case stands here.",
    )
    case_id = fields.Many2one(
        comodel_name="kooperacja.case",
        string="Case",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
        groups="kooperacja_addon.group_worker",
    )

    _number_uniq = models.Constraint(
        "UNIQUE (company_id, number)", "The number of the report is already in use."
    )

    @api.model
    def _is_worker(self):
        return self.env.user.has_group("kooperacja_addon.group_worker")

    # --- what follows --------------------------------------------------------

    @api.depends("first_name", "last_name", "street", "city")
    def _compute_keys(self):
        for intake in self:
            intake.name_key = name_key(intake.first_name, intake.last_name)
            intake.address_key = address_key(intake.street, intake.city)

    @api.depends("reported_on", "state", "decided_on")
    def _compute_days_waiting(self):
        today = polish_today()
        for intake in self:
            until = intake.decided_on or today
            intake.days_waiting = (
                max(0, (until - intake.reported_on).days) if intake.reported_on else 0
            )

    @api.depends("name_key", "address_key", "pesel", "company_id")
    def _compute_alike(self):
        """Say whom to ask about records that look alike; only of a saved report."""
        found = self._origin._find_alike()
        for intake in self:
            intake.alike = "\n".join(found.get(intake._origin.id, ())) or False

    def _find_alike(self):
        """Return {id: sentences} on families and reports of the gmina that look alike.

        Each names a number and a person to ask, and does not say what is alike.
        """
        keys = {
            name: [value for value in set(self.mapped(name)) if value]
            for name in ("name_key", "address_key", "pesel")
        }
        gminas = Domain("company_id", "in", self.company_id.ids)

        def alike(*names):
            return gminas & Domain.OR(Domain(name, "in", keys[name]) for name in names)

        # The whole register of the gmina is asked; of what is found, no more is told
        # than a number and a person to ask.
        register = self.sudo().with_context(active_test=False)
        persons = register.env["kooperacja.person"].search(alike("pesel", "name_key"))
        homes = register.env["kooperacja.household"].search(alike("address_key"))
        others = register.search(alike(*keys))
        families = persons.household_id | homes
        whom = {family: family._get_whom_to_ask() for family in families}
        found = {}
        for intake in register.browse(self.ids):
            mine = homes.filtered(
                lambda home, i=intake: home.company_id == i.company_id
                and home.address_key == i.address_key
            )
            mine |= persons.filtered(
                lambda person, i=intake: person.company_id == i.company_id
                and (
                    (i.pesel and person.pesel == i.pesel)
                    or (i.name_key and person.name_key == i.name_key)
                )
            ).household_id
            mine -= intake.household_id
            sentences = [whom[family] for family in mine.sorted("number")]
            sentences += [
                self.env._(
                    "Report %(number)s; ask %(person)s.",
                    number=other.number,
                    person=(other.worker_id or other.create_uid).name,
                )
                for other in others
                if other != intake
                and other.company_id == intake.company_id
                and any(intake[name] and other[name] == intake[name] for name in keys)
                and not (other.household_id and other.household_id in mine)
            ]
            found[intake.id] = sentences
        return found

    @api.constrains("reported_on")
    def _check_reported_on(self):
        today = polish_today()
        if any(intake.reported_on > today for intake in self):
            raise ValidationError(
                self.env._("The day of the report lies in the future.")
            )

    @api.constrains("source", "institution_id")
    def _check_institution(self):
        for intake in self:
            if (intake.source == "institution") != bool(intake.institution_id):
                raise ValidationError(
                    self.env._(
                        "Name the institution when one has reported the need, and only "
                        "then."
                    )
                )

    @api.constrains("is_urgent", "urgent_reason")
    def _check_urgent(self):
        for intake in self:
            if intake.is_urgent and not (intake.urgent_reason or "").strip():
                raise ValidationError(
                    self.env._("Write in one sentence why it is urgent.")
                )

    @api.onchange("source")
    def _onchange_source(self):
        if self.source != "institution":
            self.institution_id = False

    # --- life ----------------------------------------------------------------

    def _get_own_freeze_reason(self):
        if self.state in ("taken", "declined"):
            return self.env._(
                "Report %(number)s was decided on %(date)s and stays as it is.",
                number=self.number,
                date=format_date(self.env, self.decided_on),
            )
        return super()._get_own_freeze_reason()

    @api.model_create_multi
    def create(self, vals_list):
        today = polish_today()
        for vals in vals_list:
            company = self.env["res.company"].browse(
                vals.get("company_id") or self.env.company.id
            )
            vals["number"] = company._next_kooperacja_number(self._name, today)
            if vals.get("planned_month"):
                vals["planned_month"] = month_start(
                    fields.Date.to_date(vals["planned_month"])
                )
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("planned_month"):
            month = month_start(fields.Date.to_date(vals["planned_month"]))
            vals = {**vals, "planned_month": month}
        return super().write(vals)

    def _refuse_fixed(self, vals):
        super()._refuse_fixed(vals)
        if self.env.su or self.env.user.has_group("kooperacja_addon.group_coordinator"):
            return
        for name in IDENTITY.intersection(vals):
            if any(intake[name] and intake[name] != vals[name] for intake in self):
                raise UserError(
                    self.env._(
                        "Who was reported stays as it was noted, because each question "
                        "to the register stays on record. The coordinator of the gmina "
                        "corrects it; or do not take this report and note a new one."
                    )
                )

    # --- actions -------------------------------------------------------------

    def _refuse_unless(self, *states):
        self.check_access("write")
        if any(intake.state not in states for intake in self):
            raise UserError(self.env._("This report has been decided already."))

    def _decide(self, state, **values):
        self._write_by_action(
            {
                "state": state,
                "decided_on": polish_today(),
                "decided_by_id": self.env.uid,
                **values,
            }
        )

    def action_wait(self):
        """Put the report on the waiting list; raises UserError without its month."""
        self._refuse_unless("new")
        for intake in self:
            if not intake.planned_month:
                raise UserError(
                    self.env._(
                        "Plan the month in which the work is to begin, then put the "
                        "report on the list."
                    )
                )
        self._write_by_action({"state": "waiting", "waiting_since": polish_today()})
        return True

    def action_decline(self):
        """Do not take the case; raises UserError without a reason."""
        self._refuse_unless("new", "waiting")
        for intake in self:
            if not (intake.decision_reason or "").strip():
                raise UserError(
                    self.env._(
                        "Write the reason of the decision, and where the resident was "
                        "sent, before deciding not to take the case."
                    )
                )
        self._decide("declined")
        return True

    def action_reconsider(self):
        """Decide anew on a report that was not taken."""
        self._refuse_unless("declined")
        self._write_by_action(
            {"state": "new", "decided_on": False, "decided_by_id": False}
        )
        return True

    def action_take(self):
        """Make the family and its case of the report, or join what is there already.

        Raises UserError when others wait longer, or something is alike on record, and
        no reason is noted.
        """
        self.ensure_one()
        self._refuse_unless("new", "waiting")
        self._refuse_jumping_the_queue()
        self._refuse_unexplained_likeness()
        case = self._find_case_to_join() or self._open_case()
        self._bring_person(case.household_id)
        self.attempt_ids._write_by_action({"case_id": case.id})
        case._note("note", self._get_words_for_entry())
        self._decide("taken", case_id=case.id)
        return case._get_form_action()

    def _refuse_jumping_the_queue(self):
        if self.is_urgent or (self.queue_reason or "").strip():
            return
        # Only how many wait is told.
        longer = self.sudo().search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "waiting"),
                ("reported_on", "<", self.reported_on),
                ("id", "!=", self.id),
            ]
        )
        if longer:
            raise UserError(
                self.env._(
                    "Others have waited longer (%(count)s). Mark this report as urgent "
                    "with a reason, or note why it goes before others.",
                    count=longer,
                )
            )

    def _refuse_unexplained_likeness(self):
        if (
            self.alike
            and not self.household_id
            and not (self.alike_reason or "").strip()
        ):
            raise UserError(
                self.env._(
                    "On record there is something alike:\n%(alike)s\nChoose the family "
                    "if it is the same, or note why it is somebody else.",
                    alike=self.alike,
                )
            )

    def _find_case_to_join(self):
        """Return the open case of the family, whose needs grow by this report."""
        cases = self.env["kooperacja.case"]
        if not self.household_id or (self.second_case_reason or "").strip():
            return cases
        case = self.household_id.case_ids.filtered(lambda c: c.stage != "closed")[:1]
        if case:
            self.env["kooperacja.case.need"].create(
                [{"case_id": case.id, **need} for need in self._prepare_needs()]
            )
        return case

    def _open_case(self):
        if not self.household_id:
            self.household_id = self.env["kooperacja.household"].create(
                {
                    "name": self.last_name,
                    "company_id": self.company_id.id,
                    "street": self.street,
                    "zip": self.zip,
                    "city": self.city,
                    "phone": self.phone,
                }
            )
        boss = self.env.user.has_group("kooperacja_addon.group_coordinator")
        return self.env["kooperacja.case"].create(
            {
                "household_id": self.household_id.id,
                "company_id": self.company_id.id,
                # A worker takes a case for himself or herself.
                "coordinator_id": (boss and self.worker_id.id) or self.env.uid,
                "second_case_reason": self.second_case_reason,
                "need_ids": [
                    fields.Command.create(need) for need in self._prepare_needs()
                ],
            }
        )

    def _prepare_needs(self):
        """Return a need for each line; what was said first is the kind of problem."""
        lines = [line.strip(" \t•*-–") for line in self.need.splitlines()]
        by_institution = self.source == "institution" and "institution"
        needs = [{"name": line, "source": by_institution} for line in lines if line]
        for need in needs[:1]:
            need["problem_id"] = self.problem_id.id
        return needs

    def _bring_person(self, household):
        """Note the person of the report in the family, unless it is there."""
        known = household.with_context(active_test=False).person_ids.filtered(
            lambda person: (self.pesel and person.pesel == self.pesel)
            or person.name_key == self.name_key
        )
        if not known:
            self.env["kooperacja.person"].create(
                {
                    "household_id": household.id,
                    **{
                        name: self[name]
                        for name in (
                            "first_name",
                            "last_name",
                            "role",
                            "birth_date",
                            "pesel",
                            "phone",
                        )
                    },
                }
            )

    def _get_words_for_entry(self):
        source = dict(self._fields["source"]._description_selection(self.env))
        return self.env._(
            "Report %(number)s of %(date)s (%(origin)s): %(words)s",
            number=self.number,
            date=format_date(self.env, self.reported_on),
            origin=", ".join(
                filter(
                    None,
                    (source[self.source], self.institution_id.name, self.reporter),
                )
            ),
            words=self.need,
        )
