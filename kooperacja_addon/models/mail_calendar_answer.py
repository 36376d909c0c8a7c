from odoo import api, models
from odoo.tools import consteq, email_normalize, hmac

from ..rules.ics import as_request, read_answer

KINDS = ("text/calendar", "application/ics")


class CalendarEvent(models.Model):
    """The file for calendars of a meeting can be answered, and answers come back."""

    _inherit = "calendar.event"  # pylint: disable=consider-merging-classes-inherited

    def _get_ics_file(self):
        files = super()._get_ics_file()
        for meeting in self._kooperacja_meetings():
            event = meeting.event_id
            if event.id in files:
                files[event.id] = as_request(
                    files[event.id],
                    event._get_number_for_answers(),
                    int((event.write_date - event.create_date).total_seconds()),
                    meeting.company_id.catchall_email or "",
                )
        return files

    def _get_number_for_answers(self):
        """Return the number of the event in files; nobody guesses another one's."""
        self.ensure_one()
        secret = hmac(self.env(su=True), "kooperacja-ics", str(self.id))
        return f"{self.id}-{secret[:32]}"

    @api.model
    def _find_by_number(self, number):
        """Return the event of a meeting with this number, or an empty one."""
        key = number.partition("-")[0]
        event = self.browse(int(key)).exists() if key.isdecimal() else self.browse()
        if event and consteq(event._get_number_for_answers(), number):
            return event if event._kooperacja_meetings() else event.browse()
        return event.browse()


class MailThread(models.AbstractModel):
    """An answer that a program for calendars sends is the answer to the call."""

    _inherit = "mail.thread"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def message_route(
        self, message, message_dict, model=None, thread_id=None, custom_values=None
    ):
        answered = self._take_calendar_answer(message, message_dict)
        if answered and not (message_dict["references"] or message_dict["in_reply_to"]):
            # It answers nothing but the call, and is no letter to anybody.
            return []
        return super().message_route(
            message, message_dict, model, thread_id, custom_values
        )

    @api.model
    def _take_calendar_answer(self, message, message_dict):
        """Note the answer that a mail brings in a file; return whether it did.

        Only who is called answers, from the own address, while the meeting is planned.
        """
        parts = [part for part in message.walk() if part.get_content_type() in KINDS]
        for part in parts:
            content = part.get_payload(decode=True) or b""
            answer = read_answer(content.decode("utf-8", errors="replace"))
            # Nobody is signed in when mail comes; the number says that the sender got
            # the call, and only his or her own answer is changed.
            event = answer and self.env["calendar.event"].sudo()._find_by_number(
                answer.uid
            )
            sender = email_normalize(message_dict["email_from"])
            attendee = event and event.attendee_ids.filtered(
                lambda a, sender=sender: sender and email_normalize(a.email) == sender
            )
            if not attendee or email_normalize(answer.address) != sender:
                continue
            attendee.write({"state": answer.state})
            if answer.comment and answer.state == "declined":
                for lines in attendee._get_kooperacja_lines().values():
                    lines.write({"reply_reason": answer.comment})
            return True
        return False
