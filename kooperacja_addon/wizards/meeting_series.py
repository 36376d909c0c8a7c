from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..rules.notice import meeting_warnings
from ..rules.polish_time import to_polish, to_utc
from ..rules.series import monthly_days

MOST = 24


class MeetingSeries(models.TransientModel):
    """Plans the same meeting for the months to come, each with minutes of its own."""

    _name = "kooperacja.meeting.series"
    _description = "Monthly meetings"
    _inherit = ["kooperacja.guarded.mixin"]

    meeting_id = fields.Many2one(
        comodel_name="kooperacja.meeting",
        string="Meeting",
        required=True,
        ondelete="cascade",
    )
    by = fields.Selection(
        selection=[
            ("weekday", "On the same weekday, e.g. the second Tuesday"),
            ("day", "On the same day of the month"),
        ],
        string="Every month",
        required=True,
        default="weekday",
    )
    count = fields.Integer(string="How many more", required=True, default=5)
    days = fields.Text(string="Dates", compute="_compute_days")

    @api.depends("meeting_id", "by", "count")
    def _compute_days(self):
        for series in self:
            series.days = "\n".join(
                " ".join(
                    filter(
                        None,
                        (
                            format_date(
                                self.env, start.date(), date_format="EEEE, d MMMM yyyy"
                            ),
                            series._get_remark(start),
                        ),
                    )
                )
                for start in series._get_starts()
            )

    def _get_remark(self, start):
        codes = meeting_warnings(
            self.meeting_id.kind, start, self.meeting_id.minutes, start.date(), 0
        )
        if "holiday" in codes:
            return self.env._("(a public holiday: move it)")
        if "weekend" in codes:
            return self.env._("(not a working day: move it)")
        return ""

    def _get_starts(self):
        """Return the beginnings in Polish time: the hour of the clock stays."""
        if not self.meeting_id.start or not 0 < self.count <= MOST:
            return []
        first = to_polish(self.meeting_id.start)
        return [
            datetime.combine(day, first.time())
            for day in monthly_days(first.date(), self.count, self.by)
        ]

    def _prepare_meeting(self, previous, start):
        meeting = self.meeting_id
        return {
            "kind": meeting.kind,
            "case_id": meeting.case_id.id,
            "partnership_id": meeting.partnership_id.id,
            "previous_id": previous.id,
            "start": to_utc(start),
            "minutes": meeting.minutes,
            "place_id": meeting.place_id.id,
            "place_note": meeting.place_note,
            "attendance_ids": [
                fields.Command.create(
                    {
                        "partner_id": line.partner_id.id,
                        "person_id": line.person_id.id,
                        "can_decide": line.can_decide,
                    }
                )
                for line in meeting.attendance_ids
            ],
        }

    def action_plan(self):
        """Plan the meetings and list them. Raises UserError for a wrong number."""
        self.ensure_one()
        if not 0 < self.count <= MOST:
            raise UserError(
                self.env._(
                    "Plan from 1 to %(most)s further meetings at once.", most=MOST
                )
            )
        meeting = self.meeting_id
        meeting.check_access("write")
        if meeting.state == "cancelled":
            raise UserError(
                self.env._("A cancelled meeting is not repeated: plan it again first.")
            )
        meetings = previous = meeting
        for start in self._get_starts():
            previous = meeting.create(self._prepare_meeting(previous, start))
            meetings |= previous
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Monthly meetings"),
            "res_model": meeting._name,
            "view_mode": "list,kanban,form",
            "domain": [("id", "in", meetings.ids)],
        }
