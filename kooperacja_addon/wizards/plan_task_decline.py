from odoo import fields, models


class TaskDecline(models.TransientModel):
    """Asks why somebody declines a task of the plan."""

    _name = "kooperacja.task.decline"
    _description = "Declining a task"
    _inherit = ["kooperacja.guarded.mixin"]

    task_id = fields.Many2one(
        comodel_name="kooperacja.plan.task",
        string="Task",
        required=True,
        ondelete="cascade",
    )
    reason = fields.Char()

    def action_save(self):
        """Decline the task. Raises UserError when no reason is given."""
        self.ensure_one()
        self.task_id._answer("declined", self.reason)
        return {"type": "ir.actions.act_window_close"}
