from odoo import api, fields, models
from odoo.exceptions import ValidationError


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
