from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..rules.periods import month_end, month_start, overlap
from ..rules.polish_time import polish_today


class Report(models.Model):
    """Sprawozdanie miesięczne: a member's word on the own tasks (handbook 4.4).

    Begins where the last month's ended; asks for a status, a sentence and an obstacle
    per task. The coordinator also reports on the tasks of the family, and may enter
    what a member told by telephone: the report then says who entered it.
    """

    _name = "kooperacja.report"
    _description = "Monthly report"
    _inherit = ["kooperacja.case.content.mixin"]
    _order = "month desc, case_id, id"
    _rec_names_search = ["case_id.number"]
    _fields_set_by_action = frozenset(
        {"state", "submitted_on", "entered_by_id", "settled_on"}
    )
    _fields_fixed = frozenset({"case_id", "member_id", "month"})

    member_id = fields.Many2one(
        comodel_name="kooperacja.case.member",
        string="Member of the team",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('case_id', '=', case_id)]",
    )
    partner_id = fields.Many2one(related="member_id.partner_id")
    coordinated_by_me = fields.Boolean(related="case_id.coordinated_by_me")
    month = fields.Date(
        required=True,
        index=True,
        default=lambda self: month_start(polish_today()),
        help="Any day of the month; the report is for the whole month.",
    )
    month_name = fields.Char(string="Month in words", compute="_compute_month_name")
    state = fields.Selection(
        selection=[("draft", "To be written"), ("submitted", "Submitted")],
        required=True,
        default="draft",
        copy=False,
        index=True,
    )
    submitted_on = fields.Datetime(string="Submitted on", readonly=True, copy=False)
    entered_by_id = fields.Many2one(
        comodel_name="res.partner",
        string="Entered by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    by_proxy = fields.Boolean(
        string="Entered in the member's name",
        compute="_compute_by_proxy",
        store=True,
    )
    line_ids = fields.One2many(
        comodel_name="kooperacja.report.line",
        inverse_name="report_id",
        string="Tasks",
    )
    remark = fields.Text(
        string="Change in the family's situation",
        help="What the team should know beyond the tasks.",
    )
    asks_for = fields.Selection(
        selection=[("help", "Help"), ("decision", "A decision")],
        string="I need",
        index="btree_not_null",
    )
    ask_note = fields.Char(
        string="What exactly", help="Whose help, or a decision about what."
    )
    settled_on = fields.Date(string="Settled on", readonly=True, copy=False)
    is_asking = fields.Boolean(
        string="Waits for help or a decision",
        compute="_compute_is_asking",
        search="_search_is_asking",
    )
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    mine = fields.Boolean(compute="_compute_mine", search="_search_mine")

    _month_uniq = models.Constraint(
        "UNIQUE (member_id, month)",
        "There is already a report of this person for this month. Open that one; if it "
        "was submitted, take it back to correct it.",
    )

    @api.depends("entered_by_id", "member_id.partner_id")
    def _compute_by_proxy(self):
        for report in self:
            report.by_proxy = bool(report.entered_by_id) and (
                report.entered_by_id != report.member_id.partner_id
            )

    @api.depends("asks_for", "settled_on", "state")
    def _compute_is_asking(self):
        for report in self:
            report.is_asking = (
                report.state == "submitted"
                and bool(report.asks_for)
                and not report.settled_on
            )

    @api.model
    def _search_is_asking(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("state", "=", "submitted"),
            ("asks_for", "!=", False),
            ("settled_on", "=", False),
        ]

    @api.depends("month", "state")
    def _compute_is_late(self):
        this_month = month_start(polish_today())
        for report in self:
            report.is_late = (
                report.state == "draft"
                and bool(report.month)
                and (report.month < this_month)
            )

    @api.model
    def _search_is_late(self, operator, value):
        """Find the reports of months gone by that nobody has submitted."""
        if operator != "in":
            return NotImplemented
        return [
            ("state", "=", "draft"),
            ("month", "<", month_start(polish_today())),
        ]

    @api.depends_context("uid")
    @api.depends("member_id.partner_id")
    def _compute_mine(self):
        for report in self:
            report.mine = report.member_id.partner_id == self.env.user.partner_id

    @api.model
    def _search_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("member_id.partner_id", "=", self.env.user.partner_id.id)]

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_name(self):
        for report in self:
            report.month_name = report.month and format_date(
                self.env, report.month, date_format="LLLL yyyy"
            )

    @api.depends("case_id.number", "month_name")
    def _compute_display_name(self):
        for report in self:
            report.display_name = self.env._(
                "Report %(case)s, %(month)s",
                case=report.case_id.number or "",
                month=report.month_name or "",
            )

    @api.constrains("member_id", "case_id")
    def _check_member(self):
        for report in self:
            if report.member_id.case_id != report.case_id:
                raise ValidationError(
                    self.env._("This person is not on the team of the case.")
                )

    @api.constrains("month", "member_id")
    def _check_month(self):
        today = polish_today()
        for report in self:
            member = report.member_id
            if report.month > today:
                raise ValidationError(
                    self.env._(
                        "A report tells what was done. The month of this one has not "
                        "begun: choose the present month or an earlier one."
                    )
                )
            if month_end(report.month) < member.date_from:
                raise ValidationError(
                    self.env._(
                        "This person is on the team since %(date)s, so there is "
                        "nothing to report for a month before. Choose a later month.",
                        date=format_date(self.env, member.date_from),
                    )
                )
            if member.date_to and member.date_to < report.month:
                raise ValidationError(
                    self.env._(
                        "This person was on the team until %(date)s, so there is "
                        "nothing to report for a later month. Choose an earlier one.",
                        date=format_date(self.env, member.date_to),
                    )
                )

    def _get_own_freeze_reason(self):
        if self.state == "submitted":
            return self.env._(
                "This report was submitted on %(date)s. Take it back to correct it, as "
                "long as it is on no approved monitoring card.",
                date=format_date(self.env, self.submitted_on),
            )
        return super()._get_own_freeze_reason()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("month"):
                vals["month"] = month_start(fields.Date.to_date(vals["month"]))
            if "line_ids" not in vals:
                vals["line_ids"] = self._prepare_lines(vals)
        return super().create(vals_list)

    @api.model
    def _prepare_lines(self, vals):
        """Return a line for each open task, beginning where the last report ended."""
        case = self.env["kooperacja.case"].browse(vals.get("case_id"))
        member = self.env["kooperacja.case.member"].browse(vals.get("member_id"))
        return [
            fields.Command.create({"task_id": task.id, "status": task.status})
            for task in case._get_open_tasks(member.partner_id)
        ]

    @api.model
    def _open_month(self, cases, day):
        """Open the report of the month of ``day`` for all members who have tasks."""
        month = month_start(day)
        have = self.search(
            [("case_id", "in", cases.ids), ("month", "=", month)]
        ).member_id
        return self.create(
            [
                {"case_id": case.id, "member_id": member.id, "month": month}
                for case in cases
                for member in case._get_members_to_report() - have
                if overlap(
                    member.date_from,
                    member.date_to or None,
                    month,
                    month_end(month),
                )
            ]
        )

    @api.model
    def _cron_open_month(self):
        """Open this month's reports of all cases that are worked on; once a month is
        enough, more often does no harm."""
        cases = self.env["kooperacja.case"].search(
            [("stage", "in", ("work", "monitoring")), ("plan_id", "!=", False)]
        )
        today = polish_today()
        for gmina, of_gmina in cases.grouped("company_id").items():
            months = gmina._get_kooperacja_number("report_months")
            since = month_start(today) - relativedelta(months=months - 1)
            reported = self.search(
                [
                    ("case_id", "in", of_gmina.ids),
                    ("month", ">=", since),
                    ("month", "<", month_start(today)),
                ]
            ).case_id
            self._open_month(of_gmina - reported, today)

    def action_submit(self):
        """Submit the report; raises UserError when it is empty or was submitted."""
        for report in self:
            if report.state == "submitted":
                raise UserError(self.env._("This report was already submitted."))
            if not report.line_ids and not report.remark:
                raise UserError(
                    self.env._(
                        "There is nothing to submit: the report has neither a task nor "
                        "a remark."
                    )
                )
            # Refusals get logged, so tasks are told by their place on the list.
            if silent := [
                str(place)
                for place, line in enumerate(report.line_ids, start=1)
                if line.status == "obstacle" and not line.hindrance
            ]:
                raise UserError(
                    self.env._(
                        "Say what stands in the way of task number %(tasks)s.",
                        tasks=", ".join(silent),
                    )
                )
            if report.asks_for and not report.ask_note:
                raise UserError(
                    self.env._(
                        "Say in a few words what help you need, or which decision."
                    )
                )
            report._write_by_action(
                {
                    "state": "submitted",
                    "submitted_on": fields.Datetime.now(),
                    "entered_by_id": self.env.user.partner_id.id,
                    "settled_on": False,
                }
            )
        return True

    def action_take_back(self):
        """Take a submitted report back, unless an approved card rests on it."""
        for report in self:
            if self.env["kooperacja.monitoring"].search_count(
                [("report_ids", "in", report.ids), ("state", "=", "approved")], limit=1
            ):
                raise UserError(
                    self.env._(
                        "An approved monitoring card rests on this report, so it "
                        "stays. Correct it in the next month's report."
                    )
                )
            report._write_by_action(
                {"state": "draft", "submitted_on": False, "entered_by_id": False}
            )
        return True

    def action_settle(self):
        """Note that the help was found or the decision taken.

        Raises UserError when nothing is asked, or by whom does not coordinate the case.
        """
        for report in self:
            if not report.is_asking:
                raise UserError(
                    self.env._("This report asks for neither help nor a decision.")
                )
            if not report.case_id.coordinated_by_me:
                raise UserError(
                    self.env._("Whoever coordinates the case notes that it is settled.")
                )
            report._write_by_action({"settled_on": polish_today()})
        return True

    def action_escalate(self):
        """Open a new matter for an authority that comes from this report.

        The member's words are not taken over: they were written for the team.
        """
        self.ensure_one()
        action = self.case_id.action_new_escalation()
        rows = [
            fields.Command.create({"case_id": self.case_id.id, "report_id": self.id})
        ]
        return {
            **action,
            "context": {**action["context"], "default_matter_ids": rows},
        }
