from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class MeetingDecision(models.Model):
    """What a meeting decided, who does it, by when."""

    _name = "kooperacja.meeting.decision"
    _description = "Decision"
    _inherit = ["kooperacja.meeting.content.mixin"]

    name = fields.Char(string="Decision", required=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Who does it", ondelete="restrict"
    )
    date_due = fields.Date(string="By")
    case_id = fields.Many2one(related="meeting_id.case_id")
    task_ids = fields.One2many(
        comodel_name="kooperacja.plan.task",
        inverse_name="decision_id",
        string="Tasks of the plan",
        readonly=True,
        copy=False,
        groups="kooperacja_addon.group_team",
    )
    # Whoever reads the decision may know that it became a task, not which.
    is_task = fields.Boolean(
        string="In the plan", compute="_compute_is_task", compute_sudo=True
    )

    @api.depends("task_ids")
    def _compute_is_task(self):
        for decision in self:
            decision.is_task = bool(decision.task_ids)

    @api.constrains("date_due", "meeting_id")
    def _check_date(self):
        for decision in self:
            if (
                decision.date_due
                and decision.date_due < decision.meeting_id.start.date()
            ):
                raise ValidationError(
                    self.env._("A decision cannot be due before the meeting.")
                )

    def action_make_task(self):
        """Open the task that the decision becomes, in the draft of the plan, or is.

        Raises UserError when the meeting is about no case, or the draft has no goal.
        """
        self.ensure_one()
        case = self.case_id
        if not case:
            raise UserError(
                self.env._("Only a decision about a case becomes a task of its plan.")
            )
        if self.task_ids:
            return self.task_ids.sorted("id")[-1].plan_id._get_form_action()
        plan = self.env["kooperacja.plan"].browse(case.action_new_plan()["res_id"])
        if not plan.goal_ids:
            raise UserError(
                self.env._(
                    "The plan has no goals yet. Write a goal in the plan of the case "
                    "first; the decision then becomes its task."
                )
            )
        doers = case.member_ids.filtered("in_force")
        doer = doers.filtered(lambda m: m.partner_id == self.partner_id) or (
            doers.filtered(lambda m: m.institution_id == self.partner_id)
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Task from a decision"),
            "res_model": "kooperacja.plan.task",
            "views": [
                (self.env.ref("kooperacja_addon.plan_task_view_form").id, "form")
            ],
            "target": "new",
            "context": {
                "show_family_names": True,
                "goals_of_plan": plan.id,
                "default_goal_id": plan.goal_ids[:1].id,
                "default_name": self.name,
                "default_date_to": self.date_due,
                "default_decision_id": self.id,
                **({"default_member_id": doer[:1].id} if self.partner_id else {}),
            },
        }
