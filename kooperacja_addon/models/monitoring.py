from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..rules.periods import monitoring_period, month_start
from ..rules.polish_time import polish_today
from ..rules.progress import share_done


class Monitoring(models.Model):
    """Karta monitoringu: the coordinator's card of a period (handbook 4.4).

    The progress of tasks comes from the monthly reports as they were submitted; the
    coordinator adds the change in the family's situation and the conclusions.
    """

    _name = "kooperacja.monitoring"
    _description = "Monitoring card"
    _inherit = [
        "kooperacja.case.content.mixin",
        "kooperacja.signed.document.mixin",
    ]
    _order = "date_from desc, id desc"
    _rec_names_search = ["case_id.number"]
    _fields_set_by_action = frozenset(
        {
            "state",
            "approved_on",
            "plan_id",
            "progress",
            "report_ids",
            "silent_member_ids",
            "extraordinary_on",
            "signed_document",
            "signed_document_name",
        }
    )

    state = fields.Selection(
        selection=[("draft", "Being written"), ("approved", "Approved")],
        required=True,
        default="draft",
        copy=False,
    )
    plan_id = fields.Many2one(
        comodel_name="kooperacja.plan",
        string="Plan in force",
        compute="_compute_from_plan",
        store=True,
    )
    household_id = fields.Many2one(related="case_id.household_id")
    variant_id = fields.Many2one(related="company_id.kooperacja_variant_id")
    date_from = fields.Date(
        string="From",
        required=True,
        compute="_compute_period",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        compute="_compute_period",
        store=True,
        readonly=False,
        precompute=True,
    )
    report_ids = fields.Many2many(
        comodel_name="kooperacja.report",
        string="Reports",
        readonly=True,
        copy=False,
        help="The reports on which the approved card rests.",
    )
    line_ids = fields.Many2many(
        comodel_name="kooperacja.report.line",
        string="Progress of tasks",
        compute="_compute_line_ids",
    )
    silent_member_ids = fields.Many2many(
        comodel_name="kooperacja.case.member",
        string="Without a report in this period",
        compute="_compute_from_plan",
        store=True,
    )
    progress = fields.Float(
        string="Tasks done", compute="_compute_from_plan", store=True
    )
    meeting_id = fields.Many2one(
        comodel_name="kooperacja.meeting",
        string="Monitoring meeting",
        domain="[('case_id', '=', case_id), ('kind', '=', 'monitoring')]",
        ondelete="restrict",
        index="btree_not_null",
    )
    change_area = fields.Selection(
        selection=[
            ("family", "Who lives together"),
            ("safety", "Safety, violence"),
            ("health", "Health"),
            ("income", "Income, debts"),
            ("work", "Work"),
            ("home", "Home"),
            ("school", "School, children"),
            ("law", "Court, office, police"),
            ("other", "Something else"),
        ],
        string="What has changed most",
    )
    is_significant = fields.Boolean(
        string="The change is significant",
        help="It bears on the whole help: a meeting may be called at once, before the "
        "quarter ends (handbook 4.4).",
    )
    extraordinary_on = fields.Date(
        string="Extraordinary meeting called on", readonly=True, copy=False
    )
    situation = fields.Text(string="Changes in the family's situation")
    conclusions = fields.Text(
        help="Changes of the plan, remedies, other ways of reaching the goal.",
    )
    family_presence = fields.Selection(
        selection=[
            ("present", "Took part in the meeting"),
            ("informed", "Was absent and has been told of the findings"),
            ("open", "Was absent and has not been told yet"),
        ],
        string="The family",
        help="An absent family is told of the findings at once.",
    )
    informed_on = fields.Date(string="Told on")
    informed_by_id = fields.Many2one(
        comodel_name="kooperacja.case.member",
        string="Told by",
        domain="[('case_id', '=', case_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    informed_how = fields.Selection(
        selection=[
            ("visit", "At home"),
            ("office", "At the institution"),
            ("phone", "By telephone"),
            ("letter", "By letter"),
        ],
        string="Told how",
    )
    approved_on = fields.Date(string="Approved on", readonly=True, copy=False)

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "The period cannot end before it begins."
    )

    @api.depends("case_id")
    def _compute_period(self):
        today = polish_today()
        for card in self:
            card.date_from, card.date_to = monitoring_period(
                today,
                card.case_id.company_id._get_kooperacja_number("monitoring_months"),
            )

    @api.depends("case_id.number", "date_from", "date_to")
    def _compute_display_name(self):
        for card in self:
            card.display_name = self.env._(
                "Monitoring %(case)s, %(first)s – %(last)s",
                case=card.case_id.number or "",
                first=format_date(self.env, card.date_from),
                last=format_date(self.env, card.date_to),
            )

    @api.depends(
        "case_id.report_ids.state", "date_from", "date_to", "report_ids", "state"
    )
    def _compute_line_ids(self):
        for card in self:
            reports = card._get_reports()
            card.line_ids = reports.line_ids.sorted(
                lambda line: (line.task_id.sequence, line.task_id.id, line.month)
            )

    @api.depends(
        "case_id.plan_id.task_ids.member_id",
        "case_id.plan_id.task_ids.person_id",
        "case_id.coordinator_id",
        "case_id.member_ids.date_to",
        "case_id.member_ids.ended_at",
        "case_id.report_ids.line_ids.status",
        "case_id.report_ids.state",
        "date_from",
        "date_to",
    )
    def _compute_from_plan(self):
        """Follow the plan in force until the card is approved; then stay as it was."""
        for card in self:
            if card.state == "approved":
                card.plan_id = card.plan_id
                card.silent_member_ids = card.silent_member_ids
                card.progress = card.progress
                continue
            case = card.case_id
            card.plan_id = case.plan_id
            card.silent_member_ids = (
                case._get_members_to_report() - card._get_reports().member_id
            )
            card.progress = share_done(case.plan_id.task_ids.mapped("status"))

    @api.constrains("meeting_id")
    def _check_meeting(self):
        for card in self:
            if card.meeting_id and card.meeting_id.case_id != card.case_id:
                raise ValidationError(
                    self.env._("This meeting was held on another case.")
                )

    @api.constrains("informed_on", "informed_by_id", "case_id")
    def _check_told(self):
        today = polish_today()
        for card in self:
            if card.informed_on and card.informed_on > today:
                raise ValidationError(
                    self.env._(
                        "The day on which the family was told lies in the future."
                    )
                )
            if card.informed_by_id.case_id - card.case_id:
                raise ValidationError(
                    self.env._("Somebody on the team of this case tells the family.")
                )

    def write(self, vals):
        told = {"family_presence", "informed_on", "informed_by_id", "informed_how"}
        if (
            self
            and told.issuperset(vals)
            and vals.get("family_presence", "informed") == "informed"
            and all(
                card.state == "approved" and card.family_presence == "open"
                for card in self
            )
        ):
            # The duty outlasts the approval; that it was done is added to the card.
            return self._write_by_action(vals)
        return super().write(vals)

    def action_call_meeting(self):
        """Open a new monitoring meeting: the quarter's, or at once on a great change.

        Why an extraordinary one is called is noted in the file of the case. Raises
        UserError when the change is not described.
        """
        self.ensure_one()
        day = polish_today() + timedelta(days=7)
        if self.is_significant and not self.extraordinary_on:
            if not self.situation:
                raise UserError(
                    self.env._(
                        "Describe the change first: it is the reason of the meeting."
                    )
                )
            self._write_by_action({"extraordinary_on": polish_today()})
            self.case_id._note(
                "note",
                self.env._(
                    "Extraordinary monitoring meeting called: %(reason)s",
                    reason=self.situation,
                ),
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Monitoring meeting"),
            "res_model": "kooperacja.meeting",
            "view_mode": "form",
            "context": {
                "default_case_id": self.case_id.id,
                "default_kind": "monitoring",
                "default_start": datetime.combine(day, time(8)),
            },
        }

    def _get_reports(self):
        """Return the reports of the period: those kept, or else those submitted."""
        self.ensure_one()
        if self.state == "approved":
            return self.report_ids
        if not (self.date_from and self.date_to):
            return self.report_ids
        return self.case_id.report_ids.filtered(
            lambda report: report.state == "submitted"
            and month_start(self.date_from) <= report.month <= self.date_to
        )

    def _get_own_freeze_reason(self):
        if self.state == "approved":
            return self.env._(
                "The monitoring card was approved on %(date)s and stays as it is.",
                date=format_date(self.env, self.approved_on),
            )
        return super()._get_own_freeze_reason()

    def _get_document_report(self):
        return "kooperacja_addon.report_monitoring"

    def _get_document_name(self):
        number = self.case_id.number.replace("/", "-")
        return f"monitoring-{number}-{self.date_to:%Y-%m}"

    def action_approve(self):
        """Freeze the card with the reports on which it rests, and keep its document.

        Raises UserError when it is approved already, rests on no report, or does not
        say whether the family knows.
        """
        for card in self:
            if card.state == "approved":
                raise UserError(self.env._("This card was already approved."))
            reports = card._get_reports()
            if not reports:
                raise UserError(
                    self.env._(
                        "No report was submitted in this period, so the card would be "
                        "empty. Ask the members for their reports first."
                    )
                )
            if not card.family_presence:
                raise UserError(
                    self.env._(
                        "Say whether the family took part or has been told of the "
                        "findings."
                    )
                )
            if card.family_presence == "informed" and not card.informed_on:
                raise UserError(
                    self.env._("Say on which day the family was told of the findings.")
                )
            card._write_by_action(
                {
                    "plan_id": card.plan_id.id,
                    "progress": card.progress,
                    "report_ids": [fields.Command.set(reports.ids)],
                    "silent_member_ids": [
                        fields.Command.set(card.silent_member_ids.ids)
                    ],
                    "approved_on": polish_today(),
                    "state": "approved",
                }
            )
            card._write_by_action(card._prepare_kept_document())
        return True
