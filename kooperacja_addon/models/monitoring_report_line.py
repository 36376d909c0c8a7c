from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..rules.progress import STATUSES


class ReportLine(models.Model):
    """What a monthly report says of one task: three things at most."""

    _name = "kooperacja.report.line"
    _description = "Task in a monthly report"
    _inherit = ["kooperacja.guarded.mixin"]
    _order = "month, report_id, id"
    _rec_names_search = ["case_id.number"]
    _fields_fixed = frozenset({"report_id", "task_id"})

    report_id = fields.Many2one(
        comodel_name="kooperacja.report",
        string="Report",
        required=True,
        index=True,
        ondelete="cascade",
    )
    case_id = fields.Many2one(related="report_id.case_id", store=True, index=True)
    company_id = fields.Many2one(
        related="report_id.company_id", string="Gmina", store=True, index=True
    )
    month = fields.Date(related="report_id.month", store=True)
    month_name = fields.Char(related="report_id.month_name")
    state = fields.Selection(related="report_id.state", store=True)
    member_id = fields.Many2one(related="report_id.member_id")
    task_id = fields.Many2one(
        comodel_name="kooperacja.plan.task",
        string="Task",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('case_id', '=', case_id)]",
    )
    date_to = fields.Date(related="task_id.date_to", string="Until")
    status = fields.Selection(
        selection="_get_statuses", required=True, default="not_started"
    )
    done = fields.Char(string="What was done")
    obstacle_id = fields.Many2one(
        comodel_name="kooperacja.obstacle",
        string="What hinders",
        ondelete="restrict",
        index="btree_not_null",
    )
    obstacle = fields.Char(string="What stands in the way", help="In a few words.")
    hindrance = fields.Char(
        string="What hinders, in words", compute="_compute_hindrance"
    )

    _task_uniq = models.Constraint(
        "UNIQUE (report_id, task_id)", "A report speaks of each task once."
    )

    @api.model
    def _get_statuses(self):
        labels = {
            "not_started": self.env._("Not started"),
            "in_progress": self.env._("Under way"),
            "obstacle": self.env._("Stuck"),
            "done": self.env._("Done"),
            "dropped": self.env._("Given up"),
        }
        return [(status, labels[status]) for status in STATUSES]

    @api.depends("report_id", "task_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.task_id.display_name

    @api.depends("obstacle_id.name", "obstacle")
    def _compute_hindrance(self):
        for line in self:
            line.hindrance = ": ".join(
                filter(None, (line.obstacle_id.name, line.obstacle))
            )

    def _get_owner(self):
        return self.report_id

    def action_mark(self):
        """Set the status that the button's context names; ask what hinders a task.

        One tap of a finger for each task that moves on.
        """
        self.ensure_one()
        self.status = self.env.context.get("mark")
        if self.status != "obstacle":
            return True
        return {
            **self._get_form_action(),
            "name": self.env._("What stands in the way"),
            "views": [
                (self.env.ref("kooperacja_addon.report_line_view_obstacle").id, "form")
            ],
            "target": "new",
            "context": {"show_family_names": True},
        }

    @api.constrains("task_id", "report_id")
    def _check_task(self):
        for line in self:
            if line.task_id.case_id != line.report_id.case_id:
                raise ValidationError(
                    self.env._("The task belongs to another case than the report.")
                )
            if not line._is_own_task():
                raise ValidationError(
                    self.env._(
                        "Everybody reports on the own tasks, the coordinator also on "
                        "those of the family. This task is somebody else's."
                    )
                )

    def _is_own_task(self):
        """Return whether the task is for the member who reports to report on."""
        member = self.report_id.member_id
        if self.task_id.person_id:
            return member.partner_id == self.case_id.coordinator_id.partner_id
        # The predecessor still reports on the months before the handover.
        doers = self.task_id.member_id | self.task_id._get_member_now()
        return member in doers or (
            bool(member.partner_id) and member.partner_id in doers.partner_id
        )
