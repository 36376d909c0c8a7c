from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..rules.progress import share_done


class Plan(models.Model):
    """Karta planu pracy: one version of what everybody agreed to do (handbook 4.3).

    A version is drafted, signed, and from then on stays as it was; a change is the next
    version and says why. The signed version with the highest number is in force.
    """

    _name = "kooperacja.plan"
    _description = "Plan of work with the family"
    _inherit = [
        "kooperacja.case.content.mixin",
        "kooperacja.signed.document.mixin",
    ]
    _order = "case_id, version desc, id desc"
    _rec_names_search = ["case_id.number"]
    _fields_set_by_action = frozenset(
        {"state", "signed_document", "signed_document_name"}
    )
    _fields_fixed = frozenset({"case_id", "version"})

    version = fields.Integer(required=True, default=1, readonly=True, copy=False)
    state = fields.Selection(
        selection=[("draft", "Draft"), ("signed", "Signed")],
        required=True,
        default="draft",
        copy=False,
    )
    in_force = fields.Boolean(string="In force", compute="_compute_in_force")
    current_case_ids = fields.One2many(
        comodel_name="kooperacja.case",
        inverse_name="plan_id",
        string="Cases in which it is in force",
    )
    household_id = fields.Many2one(related="case_id.household_id")
    variant_id = fields.Many2one(related="company_id.kooperacja_variant_id")
    main_goal = fields.Text(
        string="Main goal",
        help="The state of things to be reached so that the family is better off; "
        "in words that the family understands.",
    )
    goal_ids = fields.One2many(
        comodel_name="kooperacja.plan.goal",
        inverse_name="plan_id",
        string="Specific goals",
        copy=False,
    )
    task_ids = fields.One2many(
        comodel_name="kooperacja.plan.task",
        inverse_name="plan_id",
        string="Tasks",
        copy=False,
    )
    signature_ids = fields.One2many(
        comodel_name="kooperacja.plan.signature",
        inverse_name="plan_id",
        string="Signatures",
        copy=False,
    )
    date_from = fields.Date(string="From", default=fields.Date.context_today)
    date_to = fields.Date(string="Until")
    signed_on = fields.Date(string="Signed on", copy=False)
    change_reason = fields.Text(
        string="Why this version",
        copy=False,
        help="What changed in the situation of the family or in the work.",
    )
    progress = fields.Float(string="Tasks done", compute="_compute_progress")

    _version_uniq = models.Constraint(
        "UNIQUE (case_id, version)", "This version of the plan exists already."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A plan cannot end before it begins.",
    )

    @api.depends("case_id.number", "version")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = self.env._(
                "Plan %(case)s, version %(version)s",
                case=plan.case_id.number or "",
                version=plan.version,
            )

    @api.depends("case_id.plan_id")
    def _compute_in_force(self):
        for plan in self:
            plan.in_force = plan.case_id.plan_id == plan

    @api.model
    def _search_in_force(self):
        """Return the plans in force, as a query for domains."""
        return self._search([("current_case_ids", "!=", False)])

    @api.depends("task_ids.status")
    def _compute_progress(self):
        for plan in self:
            plan.progress = share_done(plan.task_ids.mapped("status"))

    @api.constrains("case_id", "state")
    def _check_one_draft(self):
        for case in self.case_id:
            if len(case.plan_ids.filtered(lambda p: p.state == "draft")) > 1:
                raise ValidationError(
                    self.env._(
                        "Case %(case)s already has a draft of the plan. Finish or "
                        "delete it first.",
                        case=case.number,
                    )
                )

    def _get_own_freeze_reason(self):
        if self.state == "signed":
            return self.env._(
                "Version %(version)s of the plan was signed on %(date)s and stays as "
                "it was signed. Make a new version to change it.",
                version=self.version,
                date=format_date(self.env, self.signed_on),
            )
        return super()._get_own_freeze_reason()

    def _get_document_report(self):
        return "kooperacja_addon.report_plan"

    def _get_document_name(self):
        return f"plan-{self.case_id.number.replace('/', '-')}-v{self.version}"

    @api.model_create_multi
    def create(self, vals_list):
        case_ids = [vals.get("case_id") for vals in vals_list]
        last = dict(
            self._read_group(
                [("case_id", "in", case_ids)], ["case_id"], ["version:max"]
            )
        )
        for vals in vals_list:
            case = self.env["kooperacja.case"].browse(vals.get("case_id"))
            vals["version"] = last[case] = last.get(case, 0) + 1
        return super().create(vals_list)

    def action_fill_signatures(self):
        """List who should sign: everyone on the team and every adult at home."""
        for plan in self:
            members = plan.case_id.member_ids.filtered(
                lambda m: m.in_force and m.partner_id
            )
            adults = plan.household_id.person_ids.filtered("may_sign")
            plan.signature_ids = [
                fields.Command.create(values)
                for values in (
                    *(
                        {"member_id": member.id}
                        for member in members - plan.signature_ids.member_id
                    ),
                    *(
                        {"person_id": person.id}
                        for person in adults - plan.signature_ids.person_id
                    ),
                )
            ]

    def action_sign(self):
        """Freeze the version as signed and keep its document.

        Raises UserError that names what is missing: goals, tasks, doers, dates, the
        date of signing, signatures, the reason of a new version.
        """
        for plan in self:
            plan._refuse_unready()
            plan._write_by_action({"state": "signed"})
            plan._write_by_action(plan._prepare_kept_document())
            plan.case_id._note(
                "note",
                self.env._("Plan signed, version %(version)s.", version=plan.version),
            )
        return True

    def _refuse_unready(self):
        self.ensure_one()
        if self.state == "signed":
            raise UserError(
                self.env._(
                    "Version %(version)s was already signed on %(date)s; it cannot be "
                    "signed twice.",
                    version=self.version,
                    date=format_date(self.env, self.signed_on),
                )
            )
        # Refusals get logged, so goals are told by their place on the list.
        bare = [
            str(place)
            for place, goal in enumerate(self.goal_ids, start=1)
            if not goal.task_ids
        ]
        left = self.task_ids.member_id.filtered(lambda member: member._has_left())
        missing = [
            sentence
            for lacks, sentence in (
                (not self.main_goal, self.env._("Write the main goal.")),
                (not self.goal_ids, self.env._("Add at least one specific goal.")),
                (
                    bare,
                    self.env._(
                        "Add at least one task to each goal; none has goal number "
                        "%(goals)s.",
                        goals=", ".join(bare),
                    ),
                ),
                (
                    left,
                    self.env._(
                        "Give the tasks of those who left the team to somebody else: "
                        "%(people)s.",
                        people=", ".join(left.mapped("display_name")),
                    ),
                ),
                (not self.signed_on, self.env._("Enter the date of signing.")),
                (
                    self.signed_on and self.signed_on > fields.Date.context_today(self),
                    self.env._("The date of signing lies in the future."),
                ),
                (
                    not self.signature_ids.filtered("signed"),
                    self.env._("Mark on the list of signatures who has signed."),
                ),
                (
                    self.version > 1 and not self.change_reason,
                    self.env._("Say why the plan was changed."),
                ),
            )
            if lacks
        ]
        if missing:
            raise UserError(
                "\n".join([self.env._("The plan cannot be signed yet."), *missing])
            )

    def action_new_version(self):
        """Open the next version as a draft with the goals and tasks of this one."""
        self.ensure_one()
        if self.case_id.draft_plan_id:
            return self.case_id.draft_plan_id._get_form_action()
        return self._copy_as_draft()._get_form_action()

    def _copy_as_draft(self):
        draft = self.create(
            {
                "case_id": self.case_id.id,
                "main_goal": self.main_goal,
                "date_to": self.date_to,
            }
        )
        for goal in self.goal_ids:
            new_goal = goal.copy({"plan_id": draft.id})
            for task in goal.task_ids:
                task.copy(
                    {
                        "goal_id": new_goal.id,
                        "origin_id": (task.origin_id or task).id,
                    }
                )
        return draft
