from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..rules.goals import share_percent
from ..rules.polish_time import polish_today
from ..rules.progress import share_done
from ..rules.tasks import Help, duplicates


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
        {"state", "edition", "signed_document", "signed_document_name"}
    )
    _fields_fixed = frozenset({"case_id", "version"})

    version = fields.Integer(required=True, default=1, readonly=True, copy=False)
    state = fields.Selection(
        selection=[("draft", "Draft"), ("signed", "Signed")],
        required=True,
        default="draft",
        copy=False,
    )
    # Counts the changes, so that of two who have the plan open the second is told.
    edition = fields.Integer(default=0, copy=False, readonly=True)
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
    service_ids = fields.One2many(
        comodel_name="kooperacja.plan.service",
        inverse_name="plan_id",
        string="Package of services",
        copy=False,
    )
    signature_ids = fields.One2many(
        comodel_name="kooperacja.plan.signature",
        inverse_name="plan_id",
        string="Signatures",
        copy=False,
    )
    date_from = fields.Date(string="From", default=lambda self: polish_today())
    date_to = fields.Date(string="Until")
    signed_on = fields.Date(string="Signed on", copy=False)
    change_reason = fields.Text(
        string="Why this version",
        copy=False,
        help="What changed in the situation of the family or in the work.",
    )
    progress = fields.Float(string="Tasks done", compute="_compute_progress")
    family_share = fields.Char(
        string="Proposed by the family", compute="_compute_family_share"
    )
    open_barriers = fields.Text(
        string="Barriers not solved", compute="_compute_open_barriers"
    )
    warning = fields.Text(string="To consider", compute="_compute_warning")
    contract_kind = fields.Selection(related="case_id.contract_kind")
    contract_number = fields.Char(related="case_id.contract_number")
    contract_date = fields.Date(related="case_id.contract_date")

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

    @api.depends("goal_ids.proposed_by_family")
    def _compute_family_share(self):
        for plan in self:
            goals = len(plan.goal_ids)
            proposed = len(plan.goal_ids.filtered("proposed_by_family"))
            plan.family_share = (
                self.env._(
                    "%(proposed)s of %(goals)s goals (%(share)s%%)",
                    proposed=proposed,
                    goals=goals,
                    share=share_percent(proposed, goals),
                )
                if goals
                else False
            )

    def _get_task_numbers(self):
        """Return the number of each task, “2.1” for the first of the second goal."""
        self.ensure_one()
        return {
            task: f"{g}.{n}"
            for g, goal in enumerate(self.goal_ids, start=1)
            for n, task in enumerate(goal.task_ids, start=1)
        }

    def _get_open_barriers(self):
        """Return the sentences that name what stands in the way, by tasks."""
        self.ensure_one()
        numbers = self._get_task_numbers()
        found = {"transport": [], "care": []}
        for task, number in numbers.items():
            for barrier in task._get_open_barriers():
                found[barrier].append(number)
        sentences = {
            "transport": self.env._(
                "How to get there is not solved: tasks %(tasks)s.",
                tasks=", ".join(found["transport"]),
            ),
            "care": self.env._(
                "Care for others meanwhile is not solved: tasks %(tasks)s.",
                tasks=", ".join(found["care"]),
            ),
        }
        return [sentences[barrier] for barrier, tasks in found.items() if tasks]

    @api.depends(
        "goal_ids.task_ids.transport_state",
        "goal_ids.task_ids.transport",
        "goal_ids.task_ids.care_state",
        "goal_ids.task_ids.care",
    )
    def _compute_open_barriers(self):
        for plan in self:
            plan.open_barriers = "\n".join(plan._get_open_barriers()) or False

    @api.depends(
        "state",
        "date_from",
        "date_to",
        "open_barriers",
        "contract_kind",
        "goal_ids.hints",
        "goal_ids.task_ids.name",
        "goal_ids.task_ids.member_id",
        "goal_ids.task_ids.date_from",
        "goal_ids.task_ids.date_to",
        "goal_ids.task_ids.place",
        "goal_ids.task_ids.transport_state",
        "goal_ids.task_ids.service_id",
        "service_ids.kind",
        "service_ids.institution_id",
        "service_ids.person_id",
        "signature_ids.agreement",
        "signature_ids.signed",
        "signature_ids.refusal_reason",
        "signature_ids.data_consent",
        "signature_ids.duties_told_on",
    )
    def _compute_warning(self):
        for plan in self:
            plan.warning = (
                "\n".join(plan._get_warnings()) if plan.state == "draft" else False
            )

    def _get_warnings(self):
        """Return the sentences on what to look at before signing, the gravest first."""
        self.ensure_one()
        numbers = self._get_task_numbers()
        outside = [n for task, n in numbers.items() if task._is_outside_plan()]
        unasked = [n for task, n in numbers.items() if task._is_not_asked()]
        hinted = [
            str(place)
            for place, goal in enumerate(self.goal_ids, start=1)
            if goal.hints
        ]
        return [
            *self._get_open_barriers(),
            *(
                sentence
                for tells, sentence in (
                    (
                        outside,
                        self.env._(
                            "Outside the period of the plan: tasks %(tasks)s. Move "
                            "their dates or those of the plan.",
                            tasks=", ".join(outside),
                        ),
                    ),
                    (
                        unasked,
                        self.env._(
                            "Away from home, and nobody has asked how to get there: "
                            "tasks %(tasks)s.",
                            tasks=", ".join(unasked),
                        ),
                    ),
                )
                if tells
            ),
            *self._get_duplicate_warnings(numbers),
            *self._get_statement_warnings(),
            *(
                sentence
                for tells, sentence in (
                    (
                        hinted,
                        self.env._(
                            "The wording could be better, open to see how: goals "
                            "%(goals)s.",
                            goals=", ".join(hinted),
                        ),
                    ),
                    (
                        not self.contract_kind,
                        self.env._(
                            "The case has no kontrakt socjalny or projekt socjalny on "
                            "record, which the handbook (4.3) asks for. Enter it in "
                            "the case."
                        ),
                    ),
                )
                if tells
            ),
        ]

    def _get_duplicate_warnings(self, numbers):
        """Return sentences on what two institutions seem to do for the same purpose."""
        self.ensure_one()
        helps = [
            Help(
                self.env._("task %(number)s", number=number),
                task.member_id.institution_id.id,
                task.name or "",
                goal=task.goal_id.id,
            )
            for task, number in numbers.items()
            if task.member_id
        ] + [
            Help(
                self.env._("service %(number)s", number=number),
                service.institution_id.id,
                service.name or "",
                person=service.person_id.id,
                kind=service.kind if service.kind != "other" else "",
            )
            for number, service in enumerate(self.service_ids, start=1)
        ]
        return [
            (
                self.env._(
                    "Two institutions give the same kind of help to the same person: "
                    "%(one)s and %(other)s. Agree who does it.",
                    one=one,
                    other=other,
                )
                if why == "kind"
                else self.env._(
                    "Two institutions seem to do the same under one goal: %(one)s and "
                    "%(other)s. Agree who does it.",
                    one=one,
                    other=other,
                )
            )
            for one, other, why in duplicates(helps)
        ]

    def _get_statement_warnings(self):
        """Return sentences on what the adults of the family have not been asked."""
        self.ensure_one()
        adults = self.signature_ids.filtered("person_id")
        return [
            sentence
            for lines, sentence in (
                (
                    adults.filtered(lambda line: not line._get_agreement()),
                    self.env._("Note whether each adult agrees to the plan."),
                ),
                (
                    adults.filtered(
                        lambda line: (
                            line.agreement == "refuses" and not line.refusal_reason
                        )
                    ),
                    self.env._("Note why an adult does not agree to the plan."),
                ),
                (
                    adults.filtered(lambda line: not line.data_consent),
                    self.env._(
                        "Note the consent to the use of data, or that it is not asked."
                    ),
                ),
                (
                    adults.filtered(lambda line: not line.duties_told_on),
                    self.env._(
                        "Note when each adult was told of what the law has "
                        "institutions do in any case."
                    ),
                ),
            )
            if lines
        ]

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

    # --- two people at the same plan ---------------------------------------------

    def write(self, vals):
        """Write, unless what the caller read has been changed by somebody since.

        ``edition`` among the values is the one that the caller read; the web client
        sends it. Raises UserError, and nothing of either is lost.
        """
        self._refuse_frozen()
        if "edition" in vals:
            self._refuse_stale(vals["edition"])
            vals = {name: vals[name] for name in vals if name != "edition"}
        result = super().write(vals)
        self._count_edition()
        return result

    def _count_edition(self):
        """Note that the plan has changed, also when only a line of it has.

        Two transactions that do so at once collide in the database; Odoo then repeats
        the second, which finds the edition of the first.
        """
        for plan in self.exists():
            plan._note_by_action({"edition": plan.edition + 1})

    def _refuse_stale(self, edition):
        if any(plan.edition != edition for plan in self):
            raise UserError(
                self.env._(
                    "Somebody else has changed this plan since you opened it. Nothing "
                    "was overwritten, and what you typed is still on your screen: copy "
                    "it, discard, reload the page and enter it in the plan as it is "
                    "now."
                )
            )

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
            if (seen := self.env.context.get("plan_edition")) is not None:
                plan._refuse_stale(seen)
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
                    self.signed_on and self.signed_on > polish_today(),
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
        services = {}
        for service in self.service_ids:
            services[service] = service.copy(
                {"plan_id": draft.id, "origin_id": (service.origin_id or service).id}
            )
        for goal in self.goal_ids:
            new_goal = goal.copy(
                {"plan_id": draft.id, "origin_id": goal._get_root().id}
            )
            for task in goal.task_ids:
                task.copy(
                    {
                        "goal_id": new_goal.id,
                        "origin_id": (task.origin_id or task).id,
                        "service_id": services.get(task.service_id, task.service_id).id
                        if task.service_id
                        else False,
                        "decision_id": task.decision_id.id,
                    }
                )
        return draft

    def action_compare(self):
        """Open the differences between this version and the one before it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What changed between versions"),
            "res_model": "kooperacja.plan.compare",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_case_id": self.case_id.id,
                "default_new_plan_id": self.id,
                "default_old_plan_id": self.case_id.plan_ids.filtered(
                    lambda plan: plan.version < self.version
                )
                .sorted("version")[-1:]
                .id,
            },
        }

    # --- in plain words, for the family ------------------------------------------

    def _get_family_doers(self):
        """Return whose sheets to print: who has tasks, and every adult at home."""
        self.ensure_one()
        people = self.household_id.person_ids
        return people.filtered(lambda p: p.may_sign or p in self.task_ids.person_id)

    def _get_helpers(self):
        """Return the members of the team who do something in this plan."""
        self.ensure_one()
        return self.task_ids.member_id.filtered(
            lambda member: (member.partner_id != self.case_id.coordinator_id.partner_id)
        )

    def _get_next_meeting(self):
        """Return the next meeting about the case, or an empty one."""
        self.ensure_one()
        now = fields.Datetime.now()
        return self.case_id.meeting_ids.filtered(
            lambda meeting: meeting.state == "planned" and meeting.start >= now
        ).sorted("start")[:1]
