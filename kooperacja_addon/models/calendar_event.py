import re

from odoo import api, fields, models
from odoo.exceptions import UserError
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
        groups="kooperacja_addon.group_team",
    )

    def write(self, vals):
        # What a stranger types into a private event is no entry of the case either.
        self.check_access("write")
        meetings = self._kooperacja_meetings()
        if meetings and vals.get("recurrency"):
            raise UserError(
                self.env._(
                    "A meeting of Kooperacja has minutes of its own each time. Open "
                    "the meeting and choose “Every month” there."
                )
            )
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

    def message_post(self, **kwargs):
        # What is written about a meeting belongs to its case or partnership, behind the
        # login; every employee can read what is written at an event.
        meeting = self._kooperacja_meetings()[:1]
        if not meeting:
            return super().message_post(**kwargs)
        if not self.env.su and self._check_private_event_conditions():
            raise UserError(
                self.env._("Only those who are called to the meeting write about it.")
            )
        kept = ("body", "attachments", "attachment_ids", "author_id", "message_type")
        return meeting._get_thread_of_answers().message_post(
            **{name: kwargs[name] for name in kept if name in kwargs},
            subtype_xmlid="mail.mt_comment",
        )

    def _write_from_meeting(self, vals):
        """Write what the meeting says of itself, past the guard of ``write``."""
        return super().write(vals) if vals else True

    def _call_attendees(self):
        """Mail the invitation, for a date that lies ahead."""
        if self.start > fields.Datetime.now():
            self.attendee_ids._send_invitation_emails()

    def _filter_changed(self, vals):
        """Return what of ``vals`` is new: Odoo mails each write of a date."""
        self.ensure_one()
        changed = dict(vals)
        for name, value in vals.items():
            if name == "partner_ids":
                ((_code, _id, ids),) = value
                if set(ids) == set(self.partner_ids.ids):
                    del changed[name]
            elif self[name] == value:
                del changed[name]
        return changed

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
