from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..rules.attainment import attainment_percent, change
from ..rules.chart import bars
from ..rules.polish_time import polish_today

# Months until the look back that an evaluation begins with; the sources name none.
FOLLOWUP_MONTHS = 6


class Evaluation(models.Model):
    """Part C of the plan card: how far the goals were reached, and what now.

    The decision to end is taken jointly, for one of three reasons (handbook 4.5).
    """

    _name = "kooperacja.evaluation"
    _description = "Evaluation"
    _inherit = [
        "kooperacja.case.content.mixin",
        "kooperacja.signed.document.mixin",
    ]
    _order = "date desc, id desc"
    _rec_names_search = ["case_id.number"]
    _fields_set_by_action = frozenset(
        {"state", "signed_document", "signed_document_name"}
    )
    # What is written at the look back, months after the end.
    _fields_of_followup = frozenset(
        {"followup_on", "followup_result", "followup_note", "need_line_ids"}
    )

    kind = fields.Selection(
        selection=[("partial", "Partial"), ("final", "Final")],
        required=True,
        compute="_compute_kind",
        store=True,
        readonly=False,
        precompute=True,
        help="The work ends on the strength of a final one.",
    )
    date = fields.Date(required=True, default=lambda self: polish_today())
    state = fields.Selection(
        selection=[("draft", "Being written"), ("approved", "Approved")],
        required=True,
        default="draft",
        copy=False,
    )
    household_id = fields.Many2one(related="case_id.household_id")
    case_stage = fields.Selection(related="case_id.stage")
    plan_id = fields.Many2one(related="case_id.plan_id")
    main_goal = fields.Text(related="plan_id.main_goal")
    goal_line_ids = fields.One2many(
        comodel_name="kooperacja.evaluation.goal",
        inverse_name="evaluation_id",
        string="Attainment of goals",
    )
    need_line_ids = fields.One2many(
        comodel_name="kooperacja.evaluation.need",
        inverse_name="evaluation_id",
        string="Before and after",
    )
    attainment = fields.Integer(
        string="Goals reached (%)", compute="_compute_result", store=True
    )
    change = fields.Float(
        string="Change of severity",
        compute="_compute_result",
        store=True,
        aggregator="avg",
        help="Mean difference between after and before; negative means lighter.",
    )
    participant_ids = fields.Many2many(
        comodel_name="kooperacja.case.member",
        string="Members who took part",
        domain="[('case_id', '=', case_id)]",
    )
    family_took_part = fields.Boolean(string="The family took part")
    family_view = fields.Text(string="What the family says")
    decision = fields.Selection(
        selection=[
            ("continue", "Go on with the plan"),
            ("change", "Go on with changed goals"),
            ("close", "End the work with the family"),
        ],
        string="Joint decision",
    )
    closing_reason = fields.Selection(
        selection=[
            ("reached", "The goals were reached"),
            ("no_cooperation", "The family does not cooperate"),
            ("resigned", "The family resigned"),
        ],
        string="Reason for ending",
    )
    conclusions = fields.Text()
    voice_ids = fields.One2many(
        comodel_name="kooperacja.evaluation.voice",
        inverse_name="evaluation_id",
        string="Those present, on the marks",
    )
    after_ids = fields.One2many(
        comodel_name="kooperacja.evaluation.after",
        inverse_name="evaluation_id",
        string="What goes on after the end",
    )
    open_task_count = fields.Integer(
        string="Open tasks", compute="_compute_open_task_count"
    )
    chart = fields.Html(
        compute="_compute_chart", sanitize=False, string="Before and after, drawn"
    )
    followup_months = fields.Integer(
        string="Look back after (months)", default=FOLLOWUP_MONTHS
    )
    followup_due = fields.Date(
        string="Look back due on", compute="_compute_followup_due", store=True
    )
    followup_on = fields.Date(string="Looked back on", copy=False)
    followup_result = fields.Selection(
        selection=[
            ("holds", "What was reached holds"),
            ("watch", "Some help is needed, without the team"),
            ("reopen", "The team is needed again: reopen the case"),
        ],
        string="How it is now",
        copy=False,
    )
    followup_note = fields.Text(string="What we found", copy=False)

    _followup_not_negative = models.Constraint(
        "CHECK (followup_months >= 0)", "The months cannot be fewer than 0."
    )

    @api.depends("decision")
    def _compute_kind(self):
        for evaluation in self:
            evaluation.kind = (
                "final"
                if evaluation.decision == "close"
                else (evaluation.kind or "partial")
            )

    @api.depends("state", "decision", "date", "followup_months")
    def _compute_followup_due(self):
        for evaluation in self:
            ends = evaluation.state == "approved" and evaluation.decision == "close"
            evaluation.followup_due = (
                ends
                and evaluation.followup_months
                and (evaluation.date + relativedelta(months=evaluation.followup_months))
            )

    @api.depends("plan_id.task_ids.status")
    def _compute_open_task_count(self):
        for evaluation in self:
            evaluation.open_task_count = len(evaluation._get_open_tasks())

    @api.depends("need_line_ids.before", "need_line_ids.after", "need_line_ids.later")
    def _compute_chart(self):
        for evaluation in self:
            evaluation.chart = self.env["ir.qweb"]._render(
                "kooperacja_addon.evaluation_chart",
                {"lines": evaluation.need_line_ids, "bars": bars},
            )

    def _get_open_tasks(self):
        """Return the tasks of the plan in force that are neither done nor dropped."""
        return self.plan_id.task_ids.filtered(
            lambda task: task.status not in ("done", "dropped")
        )

    @api.depends("case_id.number", "date")
    def _compute_display_name(self):
        for evaluation in self:
            evaluation.display_name = self.env._(
                "Evaluation %(case)s, %(date)s",
                case=evaluation.case_id.number or "",
                date=format_date(self.env, evaluation.date),
            )

    @api.depends("goal_line_ids.level", "need_line_ids.before", "need_line_ids.after")
    def _compute_result(self):
        for evaluation in self:
            evaluation.attainment = attainment_percent(
                int(line.level) for line in evaluation.goal_line_ids if line.level
            )
            evaluation.change = change(
                (
                    int(line.before) if line.before else None,
                    int(line.after) if line.after else None,
                )
                for line in evaluation.need_line_ids
            )

    @api.constrains("date", "case_id")
    def _check_date(self):
        for evaluation in self:
            if evaluation.date < evaluation.case_id.opened_on:
                raise ValidationError(
                    self.env._("An evaluation cannot be older than its case.")
                )

    @api.constrains("participant_ids", "case_id")
    def _check_participants(self):
        for evaluation in self:
            if evaluation.participant_ids.case_id - evaluation.case_id:
                raise ValidationError(
                    self.env._("Those who took part are on the team of this case.")
                )

    def _get_own_freeze_reason(self):
        if self.state == "approved":
            return self.env._(
                "The evaluation of %(date)s was approved and stays as it is. Begin a "
                "new one to look again.",
                date=format_date(self.env, self.date),
            )
        return super()._get_own_freeze_reason()

    @api.model_create_multi
    def create(self, vals_list):
        evaluations = super().create(vals_list)
        for evaluation in evaluations:
            if not evaluation.goal_line_ids:
                evaluation.goal_line_ids = [
                    fields.Command.create({"goal_id": goal.id})
                    for goal in evaluation.plan_id.goal_ids
                ]
            if not evaluation.need_line_ids:
                evaluation.need_line_ids = [
                    fields.Command.create({"need_id": need.id})
                    for need in evaluation.case_id.need_ids
                ]
        evaluations._list_those_concerned()
        return evaluations

    def write(self, vals):
        if (
            self
            and self._fields_of_followup.issuperset(vals)
            and set(self.mapped("state")) == {"approved"}
        ):
            return self._note_by_action(vals)
        result = super().write(vals)
        if {"participant_ids", "family_took_part", "decision"}.intersection(vals):
            self._list_those_concerned()
        return result

    def _list_those_concerned(self):
        """List a voice for each one present, and at the end each task still open."""
        for evaluation in self.filtered(lambda e: e.state == "draft"):
            adults = evaluation.household_id.person_ids.filtered(
                lambda p, e=evaluation: e.family_took_part and p.may_sign
            )
            closing = evaluation.decision == "close"
            tasks = evaluation._get_open_tasks() if closing else ()
            voices, rows = evaluation.voice_ids, evaluation.after_ids
            values = {
                "voice_ids": [
                    *(
                        {"member_id": member.id}
                        for member in evaluation.participant_ids - voices.member_id
                    ),
                    *({"person_id": adult.id} for adult in adults - voices.person_id),
                ],
                "after_ids": [
                    {
                        "task_id": task.id,
                        "name": task.name,
                        "institution_id": task.member_id.institution_id.id,
                        "date_to": task.date_to,
                    }
                    for task in tasks
                    if task not in rows.task_id
                ],
            }
            for model, name in (("voice", "voice_ids"), ("after", "after_ids")):
                self.env[f"kooperacja.evaluation.{model}"]._create_listed(
                    evaluation, values[name]
                )

    @api.constrains("followup_on", "followup_result", "state")
    def _check_followup(self):
        today = polish_today()
        for evaluation in self:
            if bool(evaluation.followup_on) != bool(evaluation.followup_result):
                raise ValidationError(
                    self.env._("Say on which day you looked back, and how it is now.")
                )
            if evaluation.followup_on and not (
                evaluation.date <= evaluation.followup_on <= today
            ):
                raise ValidationError(
                    self.env._(
                        "The look back comes after the evaluation, and not in the "
                        "future."
                    )
                )

    def action_approve(self):
        """Freeze the evaluation and keep its document.

        Raises UserError that names what is missing.
        """
        for evaluation in self:
            evaluation._list_those_concerned()
            evaluation._refuse_unready()
            evaluation._write_by_action({"state": "approved"})
            evaluation._write_by_action(evaluation._prepare_kept_document())
        return True

    def _get_document_report(self):
        return "kooperacja_addon.report_evaluation"

    def _get_document_name(self):
        return f"ewaluacja-{self.case_id.number.replace('/', '-')}-{self.date:%Y-%m-%d}"

    def _refuse_unready(self):
        self.ensure_one()
        if self.state == "approved":
            raise UserError(self.env._("This evaluation was already approved."))
        closing = self.decision == "close"
        unmarked = self.goal_line_ids.filtered(lambda line: not line.level)
        missing = [
            sentence
            for lacks, sentence in (
                (
                    unmarked,
                    self.env._("Mark the attainment of every goal."),
                ),
                (not self.decision, self.env._("Choose the joint decision.")),
                (
                    self.decision and not self.participant_ids,
                    self.env._("Name the members who took part in the decision."),
                ),
                (
                    closing and not self.closing_reason,
                    self.env._("Choose one of the three reasons for ending."),
                ),
                (
                    closing and self.kind != "final",
                    self.env._(
                        "The work ends on a final evaluation: choose that kind."
                    ),
                ),
                (
                    closing
                    and self.after_ids.filtered(
                        lambda row: (
                            row.task_id and row.outcome == "dropped" and not row.comment
                        )
                    ),
                    self.env._("Say of each open task that is dropped, why."),
                ),
                (
                    closing
                    and self.closing_reason == "reached"
                    and not self.goal_line_ids,
                    self.env._("Goals cannot have been reached without a plan."),
                ),
            )
            if lacks
        ]
        if missing:
            raise UserError(
                "\n".join(
                    [self.env._("The evaluation cannot be approved yet."), *missing]
                )
            )

    def action_close_case(self):
        """Close the case on the strength of this evaluation."""
        self.ensure_one()
        self.case_id.stage = "closed"
        return True

    def action_next_plan(self):
        """Open the next version of the plan with what is not finished yet.

        Done and given-up tasks stay in the version before; goals that were reached and
        have no task left stay there too.
        """
        self.ensure_one()
        case = self.case_id
        begun = case.draft_plan_id
        action = case.action_new_plan()
        draft = case.draft_plan_id
        if draft and not begun:
            draft.task_ids.filtered(
                lambda task: task.status in ("done", "dropped")
            ).unlink()
            reached = self.goal_line_ids.filtered(lambda line: line.level == "4")
            names = set(reached.goal_id.mapped("name"))
            draft.goal_ids.filtered(
                lambda goal: not goal.task_ids and goal.name in names
            ).unlink()
            if not draft.change_reason:
                draft.change_reason = self.env._(
                    "Evaluation of %(date)s", date=format_date(self.env, self.date)
                )
        return action
