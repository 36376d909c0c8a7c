from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules.polish_time import polish_today


class MeetingAgenda(models.Model):
    """A point of the agenda, with the minutes that the scenario gives it.

    While the meeting runs, one point at a time runs, and its clock with it.
    """

    _name = "kooperacja.meeting.agenda"
    _description = "Point of the agenda"
    _inherit = ["kooperacja.meeting.content.mixin"]
    _fields_set_by_action = frozenset({"begun_at", "seconds"})

    name = fields.Char(string="Point", required=True)
    minutes = fields.Integer(string="Time (minutes)", default=5)
    begun_at = fields.Datetime(
        string="Runs since", readonly=True, copy=False, help="Empty while it rests."
    )
    seconds = fields.Integer(
        string="Time spent before (seconds)", readonly=True, copy=False
    )
    minutes_spent = fields.Integer(
        string="Took (minutes)", compute="_compute_minutes_spent"
    )

    @api.depends("seconds")
    def _compute_minutes_spent(self):
        for point in self:
            point.minutes_spent = round(point.seconds / 60)

    def action_begin(self):
        """Go over to this point; the clock of the one before stops.

        Raises UserError when the meeting does not run today.
        """
        self.ensure_one()
        meeting = self.meeting_id
        if meeting.state not in ("planned", "held"):
            raise UserError(
                self.env._("This meeting was cancelled or its minutes are approved.")
            )
        if meeting._get_day() > polish_today():
            raise UserError(
                self.env._(
                    "The clock of the agenda starts on the day of the meeting. If it "
                    "takes place earlier, move it to its true date first."
                )
            )
        if not self.begun_at:
            meeting.agenda_ids._stop_clock()
            self._write_by_action({"begun_at": fields.Datetime.now()})
        return True

    def _stop_clock(self):
        """Add up the time of the points that run."""
        now = fields.Datetime.now()
        for point in self.filtered("begun_at"):
            spent = round((now - point.begun_at).total_seconds())
            point._write_by_action(
                {"begun_at": False, "seconds": point.seconds + max(0, spent)}
            )
