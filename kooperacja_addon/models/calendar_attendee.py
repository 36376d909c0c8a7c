from odoo import models

from ..rules.polish_time import polish_today

REPLY = {"accepted": "yes", "declined": "no"}


class CalendarAttendee(models.Model):
    """What is answered in the calendar, or by the link in the mail, is the answer to
    the call to the meeting."""

    _inherit = "calendar.attendee"

    def _get_kooperacja_lines(self):
        """Return the lines of planned meetings, by attendee."""
        # Who may answer for the attendee was checked by the calendar. Only the answer
        # and the day of telling pass to the list, and nothing comes back.
        lines = (
            self.env["kooperacja.meeting.attendance"]
            .sudo()
            .search(
                [
                    ("meeting_id.event_id", "in", self.event_id.ids),
                    ("partner_id", "in", self.partner_id.ids),
                ]
            )
        )
        movable = lines.meeting_id._filtered_movable()
        lines = lines.filtered(lambda line: line.meeting_id in movable)
        return {
            attendee: lines.filtered(
                lambda line, a=attendee: line.meeting_id.event_id == a.event_id
                and line.partner_id == a.partner_id
            )
            for attendee in self
        }

    def write(self, vals):
        result = super().write(vals)
        if reply := REPLY.get(vals.get("state")):
            # Who sends a substitute has declined, too.
            same = ("no", "substitute") if reply == "no" else (reply,)
            nobody = self.env["kooperacja.meeting.attendance"].sudo()
            lines = nobody.union(*self._get_kooperacja_lines().values())
            lines.filtered(lambda line: line.reply not in same).write({"reply": reply})
        return result

    def do_accept(self):
        # No message: it would stand at the event, which every employee can open.
        ours = self._filtered_of_meetings()
        ours.write({"state": "accepted"})
        return super(CalendarAttendee, self - ours).do_accept()

    def do_decline(self):
        ours = self._filtered_of_meetings()
        ours.write({"state": "declined"})
        return super(CalendarAttendee, self - ours).do_decline()

    def _filtered_of_meetings(self):
        return self.filtered(lambda attendee: attendee.event_id._kooperacja_meetings())

    def _notify_attendees(self, mail_template, notify_author=False, force_send=False):
        result = super()._notify_attendees(mail_template, notify_author, force_send)
        if result is not False:
            told = {}
            for attendee, lines in self._get_kooperacja_lines().items():
                if attendee.email and attendee._should_notify_attendee(notify_author):
                    told["email"] = told.get("email", lines) | lines
                elif attendee.partner_id.user_ids:
                    told["system"] = told.get("system", lines) | lines
            for how, lines in told.items():
                lines.write({"told_how": how, "told_on": polish_today()})
        return result
