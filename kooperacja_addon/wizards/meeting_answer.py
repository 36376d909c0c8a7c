from odoo import api, fields, models
from odoo.exceptions import UserError


class MeetingAnswer(models.TransientModel):
    """Asks why somebody does not come to a meeting, or who comes instead."""

    _name = "kooperacja.meeting.answer"
    _description = "Answer to a call to a meeting"
    _inherit = ["kooperacja.guarded.mixin"]

    meeting_id = fields.Many2one(
        comodel_name="kooperacja.meeting",
        string="Meeting",
        required=True,
        ondelete="cascade",
    )
    attendance_id = fields.Many2one(
        comodel_name="kooperacja.meeting.attendance",
        string="Who answers",
        required=True,
        ondelete="cascade",
        compute="_compute_attendance_id",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('meeting_id', '=', meeting_id)]",
    )
    institution_id = fields.Many2one(
        related="attendance_id.institution_id", related_sudo=False
    )
    partner_id = fields.Many2one(related="attendance_id.partner_id", related_sudo=False)
    reply = fields.Selection(
        selection=[
            ("no", "I will not come"),
            ("substitute", "Somebody comes instead of me"),
        ],
        string="Answer",
        required=True,
        default="no",
    )
    reason = fields.Char()
    substitute_id = fields.Many2one(
        comodel_name="res.partner",
        string="Substitute",
        domain="[('parent_id', '=', institution_id), ('id', '!=', partner_id)]",
    )

    @api.depends("meeting_id")
    def _compute_attendance_id(self):
        for answer in self:
            answer.attendance_id = answer.meeting_id._get_my_line()

    def action_save(self):
        """Note the answer. Raises UserError when a reason or substitute is missing."""
        self.ensure_one()
        if self.attendance_id.meeting_id != self.meeting_id:
            raise UserError(
                self.env._("Choose somebody who is called to this meeting.")
            )
        self.attendance_id._answer(self.reply, self.reason, self.substitute_id)
        return {"type": "ir.actions.act_window_close"}
