from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..rules.contacts import count_visitors, week_start
from ..rules.polish_time import polish_today
from ..rules.progress import is_late, share_done
from ..rules.stages import CaseFacts, missing_for, next_stage


class Case(models.Model):
    """One family's way through the Model, from the first need to the closed case.

    A case is open to its coordinator and, while they are on its team, to its members;
    the stage may be changed by hand, but only to one whose facts are on record
    (``rules.stages``).
    """

    _name = "kooperacja.case"
    _description = "Case"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "number desc, id desc"
    _rec_name = "number"
    _check_company_auto = True
    _fields_set_by_action = frozenset({"closed_on", "closing_reason"})
    _fields_fixed = frozenset({"number", "company_id", "household_id"})

    number = fields.Char(readonly=True, copy=False, index=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    variant_id = fields.Many2one(related="company_id.kooperacja_variant_id")
    household_id = fields.Many2one(
        comodel_name="kooperacja.household",
        string="Family",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    partnership_id = fields.Many2one(
        comodel_name="kooperacja.partnership",
        string="Partnership",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self._default_partnership(),
    )
    coordinator_id = fields.Many2one(
        comodel_name="res.users",
        string="Coordinator",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        domain=lambda self: [
            ("all_group_ids", "in", self.env.ref("kooperacja_addon.group_worker").ids),
            ("company_ids", "in", self.env.companies.ids),
        ],
    )
    stage = fields.Selection(
        selection=[
            ("diagnosis", "Diagnosis"),
            ("goals", "Goals"),
            ("plan", "Plan"),
            ("work", "Work"),
            ("monitoring", "Monitoring"),
            ("evaluation", "Evaluation"),
            ("closed", "Closed"),
        ],
        required=True,
        default="diagnosis",
        copy=False,
        index=True,
    )
    opened_on = fields.Date(
        string="Opened on", required=True, default=lambda self: polish_today()
    )
    closed_on = fields.Date(string="Closed on", readonly=True, copy=False)
    closing_reason = fields.Selection(
        selection=lambda self: self.env["kooperacja.evaluation"]
        ._fields["closing_reason"]
        ._description_selection(self.env),
        string="Reason for ending",
        readonly=True,
        copy=False,
    )
    qualification = fields.Text(
        string="What has been tried so far",
        help="Which institutions have tried what on their own, and with what result: "
        "the Model is for families for whom single institutions have run out of means.",
    )
    other_cases = fields.Char(string="Other open cases", compute="_compute_other_cases")
    second_case_reason = fields.Text(
        string="Why a second case",
        help="A family has one open case; note why this one needs another.",
    )
    attempt_ids = fields.One2many(
        comodel_name="kooperacja.case.attempt",
        inverse_name="case_id",
        string="Who has tried what",
    )
    need_ids = fields.One2many(
        comodel_name="kooperacja.case.need", inverse_name="case_id", string="Needs"
    )
    member_ids = fields.One2many(
        comodel_name="kooperacja.case.member", inverse_name="case_id", string="Team"
    )
    entry_ids = fields.One2many(
        comodel_name="kooperacja.case.entry", inverse_name="case_id", string="Entries"
    )
    meeting_ids = fields.One2many(
        comodel_name="kooperacja.meeting", inverse_name="case_id", string="Meetings"
    )
    plan_ids = fields.One2many(
        comodel_name="kooperacja.plan", inverse_name="case_id", string="Plans"
    )
    # Obligatory beside the plan (handbook 4.3); the document itself is the centre's.
    contract_kind = fields.Selection(
        selection=[
            ("contract", "Kontrakt socjalny"),
            ("project", "Projekt socjalny"),
        ],
        string="Contract with the family",
    )
    contract_number = fields.Char(string="Number of the contract", copy=False)
    contract_date = fields.Date(string="Contract of", copy=False)
    report_ids = fields.One2many(
        comodel_name="kooperacja.report", inverse_name="case_id", string="Reports"
    )
    monitoring_ids = fields.One2many(
        comodel_name="kooperacja.monitoring",
        inverse_name="case_id",
        string="Monitoring cards",
    )
    evaluation_ids = fields.One2many(
        comodel_name="kooperacja.evaluation",
        inverse_name="case_id",
        string="Evaluations",
    )
    plan_id = fields.Many2one(
        comodel_name="kooperacja.plan",
        string="Plan in force",
        compute="_compute_plan_id",
        store=True,
    )
    draft_plan_id = fields.Many2one(
        comodel_name="kooperacja.plan",
        string="Draft of the plan",
        compute="_compute_plan_id",
        store=True,
    )
    progress = fields.Float(string="Tasks done", compute="_compute_progress")
    late_task_count = fields.Integer(string="Late tasks", compute="_compute_progress")
    next_meeting = fields.Datetime(
        string="Next meeting", compute="_compute_next_meeting"
    )
    next_step = fields.Char(string="Next step", compute="_compute_next_step")
    unread_count = fields.Integer(string="New entries", compute="_compute_unread_count")
    newest_entry = fields.Integer(compute="_compute_unread_count")
    contact_warning = fields.Char(
        string="Many visitors", compute="_compute_contact_warning"
    )
    open_to_me = fields.Boolean(
        string="Open to me",
        compute="_compute_open_to_me",
        search="_search_open_to_me",
        compute_sudo=True,
    )
    coordinated_by_me = fields.Boolean(
        string="Coordinated by me", compute="_compute_coordinated_by_me"
    )

    _number_uniq = models.Constraint(
        "UNIQUE (company_id, number)", "The case number is already in use."
    )

    @api.model
    def _default_partnership(self):
        partnerships = self.env["kooperacja.partnership"]
        running = Domain("stage", "!=", "ended")
        gmina = self.env.company.id
        return partnerships.search(
            running & Domain("company_id", "=", gmina), limit=1
        ) or partnerships.search(running & Domain("gmina_ids", "in", gmina), limit=1)

    # --- access --------------------------------------------------------------

    @api.model
    def _domain_open_to_me(self):
        """Return the cases of the current user: coordinated, or as a member today.

        "Today" is Polish time, not the time zone that a remote call may claim.
        """
        return Domain("coordinator_id", "=", self.env.uid) | Domain(
            "member_ids", "any!", self.env["kooperacja.case.member"]._domain_mine_now()
        )

    @api.depends_context("uid")
    @api.depends(
        "coordinator_id",
        "member_ids.partner_id",
        "member_ids.date_from",
        "member_ids.date_to",
        "member_ids.ended_at",
    )
    def _compute_open_to_me(self):
        mine = self.with_context(active_test=False).search(
            self._domain_open_to_me() & Domain("id", "in", self.ids)
        )
        for case in self:
            case.open_to_me = case._origin in mine

    @api.model
    def _search_open_to_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_open_to_me()

    @api.depends_context("uid")
    @api.depends("coordinator_id")
    def _compute_coordinated_by_me(self):
        boss = self.env.user.has_group("kooperacja_addon.group_coordinator")
        for case in self:
            case.coordinated_by_me = boss or case.coordinator_id == self.env.user

    @api.constrains("coordinator_id", "company_id")
    def _check_coordinator(self):
        worker = self.env.ref("kooperacja_addon.group_worker")
        for case in self:
            # Groups and gminas of other users are the administrator's to read; only
            # whether the coordinator may do the work is told.
            coordinator = case.coordinator_id.sudo()
            if case.company_id not in coordinator.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(person)s does not work in %(gmina)s and so cannot "
                        "coordinate its cases.",
                        person=coordinator.name,
                        gmina=case.company_id.name,
                    )
                )
            if worker not in coordinator.all_group_ids:
                raise ValidationError(
                    self.env._(
                        "%(person)s cannot coordinate a case yet: the administrator "
                        "gives the role of a worker first.",
                        person=case.coordinator_id.name,
                    )
                )

    # --- what is on record ---------------------------------------------------

    @api.depends("plan_ids.state", "plan_ids.version")
    def _compute_plan_id(self):
        for case in self:
            plans = case.plan_ids.sorted("version")
            case.plan_id = plans.filtered(lambda p: p.state == "signed")[-1:]
            case.draft_plan_id = plans.filtered(lambda p: p.state == "draft")[-1:]

    @api.depends("plan_id.task_ids.status", "plan_id.task_ids.date_to")
    def _compute_progress(self):
        today = polish_today()
        for case in self:
            tasks = case.plan_id.task_ids
            case.progress = share_done(tasks.mapped("status"))
            case.late_task_count = sum(
                is_late(task.date_to, task.status, today) for task in tasks
            )

    @api.depends("meeting_ids.start", "meeting_ids.state")
    def _compute_next_meeting(self):
        coming = dict(
            self.env["kooperacja.meeting"]._read_group(
                [
                    ("case_id", "in", self.ids),
                    ("state", "=", "planned"),
                    ("start", ">=", fields.Datetime.now()),
                ],
                ["case_id"],
                ["start:min"],
            )
        )
        for case in self:
            case.next_meeting = coming.get(case, False)

    @api.depends(
        "stage",
        "need_ids",
        "member_ids",
        "plan_id",
        "draft_plan_id.main_goal",
        "draft_plan_id.goal_ids",
        "report_ids.state",
        "evaluation_ids.state",
    )
    def _compute_next_step(self):
        sentences = self._get_missing_sentences()
        for case in self:
            goal = next_stage(case.stage)
            missing = goal and missing_for(goal, case._get_facts())
            if not goal:
                case.next_step = False
            elif missing:
                case.next_step = sentences[missing[0]]
            else:
                case.next_step = self.env._(
                    "Everything is ready for the next stage: %(stage)s.",
                    stage=case._get_stage_label(goal),
                )

    def _get_facts(self):
        """Return what is on record, for the rules of the stages."""
        self.ensure_one()
        plan = self.draft_plan_id or self.plan_id
        return CaseFacts(
            needs=len(self.need_ids),
            team_members=len(self.member_ids.filtered("in_force")),
            goals=len(plan.goal_ids),
            main_goal=bool(plan.main_goal),
            plan_signed=bool(self.plan_id),
            reports=len(self.report_ids.filtered(lambda r: r.state == "submitted")),
            evaluation_begun=bool(self.evaluation_ids),
            decided_to_close=self._get_deciding_evaluation().decision == "close",
        )

    def _get_deciding_evaluation(self):
        """Return the newest approved evaluation, of one day the one made last."""
        return self.evaluation_ids.filtered(lambda e: e.state == "approved").sorted(
            lambda e: (e.date, e.id)
        )[-1:]

    def _get_stage_label(self, stage):
        return dict(self._fields["stage"]._description_selection(self.env))[stage]

    def _get_missing_sentences(self):
        return {
            "needs": self.env._("Note at least one need of the family."),
            "team_members": self.env._(
                "Choose the team: at least one institution with a person in force."
            ),
            "main_goal": self.env._("Write the main goal of the plan."),
            "goals": self.env._("Add at least one specific goal to the plan."),
            "plan_signed": self.env._("The plan has not been signed yet."),
            "reports": self.env._("No monthly report has been submitted yet."),
            "evaluation_begun": self.env._("Begin the evaluation."),
            "decided_to_close": self.env._(
                "The case is closed by an approved evaluation with the joint decision "
                "to end the work and one of the three reasons."
            ),
        }

    # --- the shared file ------------------------------------------------------

    @api.depends("entry_ids")
    @api.depends_context("uid")
    def _compute_unread_count(self):
        # Who only oversees the gmina has nothing to read before adding.
        mine = self.filtered("open_to_me")
        unread = self.env["kooperacja.case.reading"]._get_unread(mine)
        for case in self:
            case.unread_count, case.newest_entry = unread.get(case.id, (0, 0))

    def _get_unread_entries(self):
        """Return the entries of others since the user's last mark, oldest first."""
        self.ensure_one()
        marks = self.env["kooperacja.case.reading"].search(
            [
                ("case_id", "in", self.ids),
                ("partner_id", "=", self.env.user.partner_id.id),
            ]
        )
        return self.env["kooperacja.case.entry"].search(
            [
                ("case_id", "in", self.ids),
                ("id", ">", max(marks.entry_id.ids, default=0)),
                ("author_id", "!=", self.env.user.partner_id.id),
            ],
            order="id",
        )

    @api.depends("entry_ids.kind", "entry_ids.happened_on")
    def _compute_contact_warning(self):
        monday = week_start(polish_today())
        for case in self:
            case.contact_warning = case._get_contact_warning(monday)

    def _get_contact_warning(self, monday, coming=()):
        """Return the sentence that too many visit the family that week, or False.

        ``coming`` are contacts about to be added, as (institution, whether jointly).
        """
        self.ensure_one()
        entries = self.env["kooperacja.case.entry"]
        contacts = entries._get_contacts(self._origin, monday, monday + timedelta(6))
        visitors = count_visitors([*contacts, *coming])
        limit = self.company_id._get_kooperacja_number("weekly_visitors")
        if visitors <= limit:
            return False
        return self.env._(
            "Week from %(monday)s: institutions with the family, each on its own: "
            "%(count)s (to keep to: %(limit)s). A family that feels encircled "
            "withdraws. Think of a joint visit.",
            monday=format_date(self.env, monday),
            count=visitors,
            limit=limit,
        )

    def _get_chronicle(self, newest_first):
        """Return the entries in the order of what happened, to be printed."""
        return self.env["kooperacja.case.entry"].search(
            [("case_id", "in", self.ids)],
            order="happened_on desc, id desc" if newest_first else "happened_on, id",
        )

    def _get_chronicle_name(self):
        """Return the name of the printed file, which tells the number alone."""
        return f"przebieg-{self.number.replace('/', '-')}"

    # --- life ----------------------------------------------------------------

    def _get_own_freeze_reason(self):
        if self.stage == "closed":
            return self.env._(
                "Case %(number)s was closed on %(date)s and is read-only. Reopen it "
                "with a reason to go on.",
                number=self.number,
                date=format_date(self.env, self.closed_on),
            )
        return super()._get_own_freeze_reason()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            company = self.env["res.company"].browse(
                vals.get("company_id") or self.env.company.id
            )
            day = fields.Date.to_date(vals.get("opened_on"))
            vals["number"] = company._next_kooperacja_number(
                self._name, day or polish_today()
            )
            if vals.get("stage", "diagnosis") != "diagnosis":
                raise UserError(self.env._("A case begins with the diagnosis."))
            vals["stage"] = "diagnosis"
        cases = super().create(vals_list)
        cases._refuse_family_of_others()
        cases._refuse_second_case_without_reason()
        cases._join_coordinator()
        return cases

    def write(self, vals):
        if "stage" in vals:
            self._refuse_frozen()
            for case in self:
                case._refuse_stage(vals["stage"])
            if vals["stage"] == "closed":
                self.meeting_ids.filtered(
                    lambda meeting: meeting.state == "planned"
                ).action_cancel()
        result = super().write(vals)
        if vals.get("stage") == "closed":
            for case in self:
                case._note_closing()
        elif "stage" in vals:
            for case in self:
                case._note(
                    "stage",
                    self.env._(
                        "Stage: %(stage)s", stage=case._get_stage_label(case.stage)
                    ),
                )
        if "coordinator_id" in vals:
            self._join_coordinator()
        return result

    def _refuse_family_of_others(self):
        """Raise UserError when a mere member of a team opens a case of that family.

        Who coordinates a case keeps its family, so a case of one's own would outlast
        the membership.
        """
        if self.env.su or self.env.user.has_group("kooperacja_addon.group_coordinator"):
            return
        for case in self:
            # Only who coordinates the family's other cases is asked.
            others = case.sudo().household_id.case_ids - self
            if others and self.env.user not in others.coordinator_id:
                raise UserError(
                    self.env._(
                        "Somebody else coordinates the work with family %(number)s. "
                        "The coordinator of the gmina opens a further case of it.",
                        number=case.household_id.number,
                    )
                )

    @api.depends("household_id")
    def _compute_other_cases(self):
        for case in self:
            # Whoever may see a family may know that it has another case, and whose.
            others = case.household_id._origin.sudo().case_ids.filtered(
                lambda c: c.stage != "closed"
            )
            case.other_cases = (
                " ".join(
                    self.env._(
                        "Case %(number)s; ask %(person)s.",
                        number=other.number,
                        person=other.coordinator_id.name,
                    )
                    for other in others - case._origin.sudo()
                )
                or False
            )

    def _refuse_second_case_without_reason(self):
        """Raise UserError when the family has an open case and no reason is noted."""
        for case in self:
            if case.other_cases and not (case.second_case_reason or "").strip():
                raise UserError(
                    self.env._(
                        "Family %(number)s has an open case already. %(others)s Go on "
                        "in that case, or note in “Why a second case” why it is not "
                        "enough.",
                        number=case.household_id.number,
                        others=case.other_cases,
                    )
                )

    def _refuse_stage(self, stage):
        """Raise UserError with everything that ``stage`` still lacks."""
        missing = missing_for(stage, self._get_facts())
        if missing:
            sentences = self._get_missing_sentences()
            raise UserError(
                "\n".join(
                    [
                        self.env._(
                            "Case %(number)s cannot move to “%(stage)s” yet.",
                            number=self.number,
                            stage=self._get_stage_label(stage),
                        ),
                        *(sentences[code] for code in missing),
                    ]
                )
            )

    def _note_closing(self):
        self._write_by_action(
            {
                "closed_on": polish_today(),
                "closing_reason": self._get_deciding_evaluation().closing_reason,
            }
        )

    def _join_coordinator(self):
        """Put the coordinator on the team, as someone who has tasks and reports."""
        today = polish_today()
        for case in self:
            partner = case.coordinator_id.partner_id
            institution = partner.commercial_partner_id
            on_team = case.member_ids.filtered(
                lambda m, p=partner: m.partner_id == p and m.in_force
            )
            if (
                not on_team
                and institution in case.partnership_id.institution_ids
                and case.stage != "closed"
            ):
                # Who opens a case or hands it over was checked when the case was
                # written; after a handover the case is no longer the writer's own.
                self.env["kooperacja.case.member"].sudo().create(
                    {
                        "case_id": case.id,
                        "institution_id": institution.id,
                        "partner_id": partner.id,
                        "date_from": min(case.opened_on, today),
                    }
                )

    def _note(self, kind, text):
        """Add an entry of the current user to the file of the case."""
        return self.env["kooperacja.case.entry"]._create_by_action(
            [{"case_id": case.id, "kind": kind, "text": text} for case in self]
        )

    # --- actions -------------------------------------------------------------

    def action_next_stage(self):
        """Move to the next stage; raises UserError that says what is missing."""
        for case in self:
            if stage := next_stage(case.stage):
                case.stage = stage
        return True

    def action_reopen(self):
        """Ask for the reason of reopening."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reopen the case"),
            "res_model": "kooperacja.case.reopen",
            "view_mode": "form",
            "target": "new",
            "context": {"default_case_id": self.id},
        }

    def _reopen(self, reason):
        """Go on with a closed case in the stage of evaluation, and note why."""
        for case in self:
            if case.stage != "closed":
                raise UserError(self.env._("Only a closed case can be reopened."))
            if not (reason or "").strip():
                raise UserError(
                    self.env._("Give the reason for opening the case again.")
                )
            case._write_by_action(
                {"stage": "evaluation", "closed_on": False, "closing_reason": False}
            )
            case._note("reopening", reason)

    def action_new_plan(self):
        """Open the draft of the plan, a first or a new version of it."""
        self.ensure_one()
        if self.draft_plan_id:
            return self.draft_plan_id._get_form_action()
        if self.plan_id:
            return self.plan_id.action_new_version()
        plan = self.env["kooperacja.plan"].create({"case_id": self.id})
        return plan._get_form_action()

    def action_mark_read(self):
        """Note that the current user has read the entries on the screen."""
        self.ensure_one()
        self.env["kooperacja.case.reading"]._mark(
            self, self.env.context.get("newest_entry")
        )
        return True

    def action_open_entries(self):
        """Open the whole file of this case, to search, to filter, as a calendar."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "kooperacja_addon.case_entry_action"
        )
        return action | {
            "domain": [("case_id", "=", self.id)],
            "context": {"default_case_id": self.id},
        }

    def action_plan_meeting(self):
        """Open a new meeting of the team."""
        return self._get_new_content_action(
            "kooperacja.meeting", self.env._("Meeting"), {"default_kind": "team"}
        )

    def action_ask_for_worker(self):
        """Open a new request to an institution for a worker on this team."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Request for a worker"),
            "res_model": "kooperacja.delegation",
            "view_mode": "form",
            "context": {
                "default_case_id": self.id,
                "default_partnership_id": self.partnership_id.id,
            },
        }

    def action_open_delegations(self):
        """List the requests that name this case."""
        self.ensure_one()
        numbered = [
            ("company_id", "=", self.company_id.id),
            ("case_number", "=", self.number),
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Requests for workers"),
            "res_model": "kooperacja.delegation",
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "domain": numbered,
        }

    def action_new_monitoring(self):
        """Open a new monitoring card, with the reports of its period collected."""
        self.ensure_one()
        card = self.env["kooperacja.monitoring"].create({"case_id": self.id})
        return card._get_form_action()

    def action_new_evaluation(self):
        """Open a new evaluation, with every goal and every need listed."""
        self.ensure_one()
        evaluation = self.env["kooperacja.evaluation"].create({"case_id": self.id})
        return evaluation._get_form_action()

    def action_request_reports(self):
        """Open the month's report of each member who has tasks in the plan in force."""
        self.ensure_one()
        self.env["kooperacja.report"]._open_month(self, polish_today())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Monthly reports"),
            "res_model": "kooperacja.report",
            "view_mode": "list,form",
            "domain": [("case_id", "=", self.id)],
            "context": {"default_case_id": self.id},
        }

    def _get_open_tasks(self, partner):
        """Return the tasks of the plan in force on which ``partner`` has to report.

        The coordinator reports on the tasks of the family as well.
        """
        self.ensure_one()
        of_family = partner == self.coordinator_id.partner_id
        return self.plan_id.task_ids.filtered(
            lambda task: task.status not in ("done", "dropped")
            and (
                (partner and task._get_member_now().partner_id == partner)
                or (of_family and task.person_id)
            )
        )

    def _get_members_to_report(self):
        """Return those on the team today who have open tasks to report on."""
        return self.member_ids.filtered(
            lambda member: member.in_force and self._get_open_tasks(member.partner_id)
        )

    def _get_new_content_action(self, model, name, context):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "context": {"default_case_id": self.id, **context},
        }
