from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..rules.attainment import attainment_percent, change


class Evaluation(models.Model):
    """Part C of the plan card: how far the goals were reached, and what now.

    The decision to end is taken jointly, for one of three reasons (handbook 4.5).
    """

    _name = "kooperacja.evaluation"
    _description = "Evaluation"
    _inherit = ["kooperacja.case.content.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ["case_id.number"]
    _fields_set_by_action = frozenset({"state"})

    date = fields.Date(required=True, default=fields.Date.context_today)
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
        return evaluations

    def action_approve(self):
        """Freeze the evaluation; raises UserError that names what is missing."""
        for evaluation in self:
            evaluation._refuse_unready()
            evaluation._write_by_action({"state": "approved"})
        return True

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
