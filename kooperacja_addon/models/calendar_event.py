import re

from odoo import api, fields, models
from odoo.tools import html2plaintext

# What the meeting alone says about its event, so that no name of a family, no address
# and no story gets into the calendar that every employee can search.
TEXTS = ("name", "location", "description", "notes")
OWNED_BY_MEETING = (*TEXTS, "privacy", "res_id", "res_model_id", "res_model")
LINK = re.compile(r"https?://\S+")
TIMES = {"start", "stop", "duration", "start_date", "stop_date", "allday"}


class CalendarEvent(models.Model):
    """The neutral trace of a meeting in the shared calendar, bound both ways."""

    _inherit = "calendar.event"

    kooperacja_meeting_ids = fields.One2many(
        comodel_name="kooperacja.meeting",
        inverse_name="event_id",
        string="Meetings of Kooperacja",
        groups="kooperacja_addon.group_member",
    )

    def write(self, vals):
        # What a stranger types into a private event is no entry of the case either.
        self.check_access("write")
        meetings = self._kooperacja_meetings()
        of_families = meetings.filtered("case_id")
        guarded = of_families.event_id.with_env(self.env)
        allowed = {k: v for k, v in vals.items() if k not in OWNED_BY_MEETING}
        typed = [html2plaintext(vals[name]) for name in TEXTS if vals.get(name)]
        link = vals.get("videocall_location")
        if link and not LINK.fullmatch(link):
            typed.append(allowed.pop("videocall_location"))
        if typed:
            of_families._keep_text_of_event("\n".join(typed))
        result = super(CalendarEvent, self - guarded).write(vals)
        if guarded and allowed:
            result = super(CalendarEvent, guarded).write(allowed)
        if TIMES.intersection(vals):
            meetings._follow_event()
        if vals.get("active") is False:
            meetings._follow_removed_event()
        return result

    def unlink(self):
        meetings = self._kooperacja_meetings()
        result = super().unlink()
        meetings._follow_removed_event()
        return result

    def _write_from_meeting(self, vals):
        """Write what the meeting says of itself, past the guard of ``write``."""
        return super().write(vals)

    def _kooperacja_meetings(self):
        # Who may change the event was checked by the calendar. The meeting follows it
        # also for those who may not see the case: only the time, the cancelling and
        # what they themselves typed pass, and nothing comes back.
        return (
            self.env["kooperacja.meeting"].sudo().search([("event_id", "in", self.ids)])
        )

    @api.model
    def _get_public_fields(self):
        return super()._get_public_fields() - {"kooperacja_meeting_ids"}
