from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..rules.polish_time import polish_today
from ..rules.progress import is_late, latest_status
from ..rules.tasks import barrier_is_open, not_asked, outside_period

BARRIERS = [
    ("none", "Not needed"),
    ("open", "Needed, not solved yet"),
    ("solved", "Solved"),
]


class PlanTask(models.Model):
    """What one member of the team or one of the family does, from when to when."""

    _name = "kooperacja.plan.task"
    _description = "Task of the plan"
    _inherit = ["kooperacja.plan.content.mixin"]
    _order = "plan_id, goal_id, sequence, id"

    goal_id = fields.Many2one(
        comodel_name="kooperacja.plan.goal",
        string="Goal",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('plan_id', '=', plan_id)]",
    )
    plan_id = fields.Many2one(compute="_compute_plan_id", store=True, required=False)
    name = fields.Char(string="Task", required=True)
    member_id = fields.Many2one(
        comodel_name="kooperacja.case.member",
        string="Member of the team",
        domain="[('case_id', '=', case_id), ('in_force', '=', True)]",
        ondelete="restrict",
        index=True,
    )
    person_id = fields.Many2one(
        comodel_name="kooperacja.person",
        string="Of the family",
        domain="[('household_id', '=', household_id)]",
        ondelete="restrict",
        index=True,
    )
    household_id = fields.Many2one(related="case_id.household_id")
    doer = fields.Char(compute="_compute_doer")
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until", required=True)
    result = fields.Char(
        string="Expected result", help="What will be there when the task is done."
    )
    place = fields.Selection(
        selection=[
            ("home", "At the family's home"),
            ("institution", "At the institution"),
            ("mobile", "At a mobile point"),
            ("online", "By telephone or online"),
            ("other", "Elsewhere"),
        ],
        string="Where",
    )
    place_note = fields.Char(string="Address or room")
    transport_state = fields.Selection(selection=BARRIERS, string="Way there")
    transport = fields.Char(
        string="How to get there",
        help="Distance, fare, who drives; or that the service comes to the home.",
    )
    care_state = fields.Selection(selection=BARRIERS, string="Care for others")
    care = fields.Char(
        string="Care meanwhile",
        help="Who looks after children or others who depend on care.",
    )
    has_open_barrier = fields.Boolean(
        string="Barrier not solved", compute="_compute_has_open_barrier"
    )
    service_id = fields.Many2one(
        comodel_name="kooperacja.plan.service",
        string="Service of the package",
        domain="[('plan_id', '=', plan_id)]",
        ondelete="set null",
        index="btree_not_null",
    )
    decision_id = fields.Many2one(
        comodel_name="kooperacja.meeting.decision",
        string="Decision of a meeting",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    origin_id = fields.Many2one(
        comodel_name="kooperacja.plan.task",
        string="Same task in the first version",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    line_ids = fields.One2many(
        comodel_name="kooperacja.report.line", inverse_name="task_id", string="Reports"
    )
    status = fields.Selection(
        selection=lambda self: self.env["kooperacja.report.line"]._get_statuses(),
        compute="_compute_status",
    )
    is_late = fields.Boolean(string="Late", compute="_compute_status")

    _dates_in_order = models.Constraint(
        "CHECK (date_from IS NULL OR date_to >= date_from)",
        "A task cannot end before it begins.",
    )
    _one_doer = models.Constraint(
        "CHECK ((member_id IS NULL) != (person_id IS NULL))",
        "Each task has one doer: a member of the team or a person of the family.",
    )

    _decision_once = models.Constraint(
        "UNIQUE (plan_id, decision_id)", "This decision is a task of the plan already."
    )

    mine = fields.Boolean(compute="_compute_mine", search="_search_mine")
    in_force = fields.Boolean(compute="_compute_in_force", search="_search_in_force")

    @api.depends_context("uid")
    @api.depends("member_id.partner_id", "member_id.heir_id.partner_id")
    def _compute_mine(self):
        mine = self.filtered_domain(self._search_mine("in", [True]))
        for task in self:
            task.mine = task in mine

    @api.model
    def _search_mine(self, operator, value):
        """Own tasks: as the doer, the successor of the doer, or standing in today."""
        if operator != "in":
            return NotImplemented
        me = self.env.user.partner_id.id
        return (
            Domain("member_id.heir_id.partner_id", "=", me)
            | (
                Domain("member_id.heir_id", "=", False)
                & Domain("member_id.partner_id", "=", me)
            )
            | Domain("member_id.stand_in_ids", "any", self._domain_standing_in())
        )

    @api.model
    def _domain_standing_in(self):
        return self.env["kooperacja.case.member"]._domain_mine_now()

    def _get_member_now(self):
        """Return who of the team does the task now: its doer, or the successor."""
        return self.member_id.heir_id or self.member_id

    def copy_data(self, default=None):
        # A task carried over goes to who does it now.
        vals_list = super().copy_data(default)
        for task, vals in zip(self, vals_list, strict=True):
            if "member_id" not in (default or {}) and task.member_id:
                vals["member_id"] = task._get_member_now().id
        return vals_list

    @api.depends("case_id.plan_id", "plan_id")
    def _compute_in_force(self):
        for task in self:
            task.in_force = task.case_id.plan_id == task.plan_id

    @api.model
    def _search_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("plan_id", "in", self.env["kooperacja.plan"]._search_in_force())]

    @api.depends("transport_state", "transport", "care_state", "care")
    def _compute_has_open_barrier(self):
        for task in self:
            task.has_open_barrier = bool(task._get_open_barriers())

    def _get_open_barriers(self):
        """Return the fields of the barriers that nobody has solved."""
        self.ensure_one()
        return [
            name
            for name in ("transport", "care")
            if barrier_is_open(self[f"{name}_state"] or "", self[name] or "")
        ]

    def _is_not_asked(self):
        """Return whether somebody goes out for it and nobody has asked how."""
        self.ensure_one()
        return not_asked(self.place or "", self.transport_state or "")

    def _is_outside_plan(self):
        """Return whether its dates lie outside the period of the plan."""
        self.ensure_one()
        return outside_period(
            self.date_from, self.date_to, self.plan_id.date_from, self.plan_id.date_to
        )

    @api.depends("goal_id")
    def _compute_plan_id(self):
        for task in self:
            task.plan_id = task.goal_id.plan_id

    @api.depends("case_id.number", "name")
    @api.depends_context("show_family_names", "uid")
    def _compute_display_name(self):
        named = self._filtered_named()
        for task in self:
            task.display_name = (
                task.name
                if task in named
                else self.env._(
                    "%(case)s, task %(number)s",
                    case=task.case_id.number or "",
                    number=task.id or "",
                )
            )

    @api.depends("member_id.heir_id", "person_id")
    def _compute_doer(self):
        for task in self:
            if task.person_id:
                task.doer = task.person_id._get_full_name()
            elif task.member_id.heir_id:
                task.doer = self.env._(
                    "%(successor)s (took over from: %(before)s)",
                    successor=task.member_id.heir_id.display_name,
                    before=task.member_id.partner_id.name or "",
                )
            else:
                task.doer = task.member_id.display_name

    @api.depends("line_ids.status", "line_ids.state", "origin_id", "date_to", "answer")
    def _compute_status(self):
        """Take the newest word on the task or on its earlier versions: a submitted
        report, or the doer's that it is done."""
        today = polish_today()
        roots = {task: (task.origin_id or task)._origin for task in self}
        root_ids = [root.id for root in roots.values() if root]
        lines = self.env["kooperacja.report.line"].search(
            [
                ("state", "=", "submitted"),
                "|",
                ("task_id", "in", root_ids),
                ("task_id.origin_id", "in", root_ids),
            ],
            order="id",
        )
        newest = latest_status(
            [
                (
                    line.task_id.origin_id or line.task_id,
                    (line.month, line.report_id.submitted_on),
                    line.status,
                )
                for line in lines
            ]
            + self._get_said_done(root_ids)
        )
        for task in self:
            task.status = newest.get(roots[task], "not_started")
            task.is_late = is_late(task.date_to or None, task.status, today)

    def action_edit(self):
        """Open the task in a dialog of its own."""
        return {
            **self._get_form_action(),
            "name": self.env._("Task"),
            "target": "new",
            "context": {"show_family_names": True},
        }

    def write(self, vals):
        result = super().write(vals)
        if "goal_id" in vals:
            # The goal to which it was moved may be of a signed version.
            self._refuse_frozen()
        return result

    @api.constrains("member_id", "person_id", "goal_id")
    def _check_doer(self):
        for task in self:
            if task.member_id.case_id - task.case_id or (
                task.person_id.household_id - task.household_id
            ):
                raise ValidationError(
                    self.env._(
                        "The doer of a task is on the team of this case or belongs to "
                        "its family."
                    )
                )
            # A task carried over from an earlier version waits for its new doer until
            # the signing, which asks for one.
            if not task.origin_id and task.member_id._has_left():
                raise ValidationError(
                    self.env._(
                        "%(member)s has left the team. Choose somebody who is on it.",
                        member=task.member_id.display_name,
                    )
                )

    @api.constrains("service_id", "goal_id")
    def _check_service(self):
        for task in self:
            if task.service_id.plan_id - task.plan_id:
                raise ValidationError(
                    self.env._("Choose a service of the package of this plan.")
                )

    @api.constrains("decision_id", "goal_id")
    def _check_decision(self):
        for task in self:
            if task.decision_id.meeting_id.case_id - task.case_id:
                raise ValidationError(
                    self.env._("This decision was taken about another case.")
                )
