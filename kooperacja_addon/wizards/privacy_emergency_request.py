from odoo import fields, models


class EmergencyRequest(models.TransientModel):
    """Asks an administrator which case, and why, before the emergency door opens."""

    _name = "kooperacja.emergency.request"
    _description = "Request for the emergency door"

    case_number = fields.Char(string="Case number", required=True)
    reason = fields.Text(
        string="Why you must look",
        required=True,
        help="What is wrong and who reported it, without names of the family. The "
        "coordinator and the protection officer read it at once.",
    )
    minutes = fields.Integer(compute="_compute_minutes")

    def _compute_minutes(self):
        for request in self:
            request.minutes = self.env.company._get_kooperacja_number(
                "emergency_minutes"
            )

    def action_open(self):
        """Open the door, tell those who watch over the data, and show the case."""
        self.ensure_one()
        door = self.env["kooperacja.emergency.access"]._open(
            self.case_number, self.reason
        )
        return door._get_form_action()
