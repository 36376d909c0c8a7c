from odoo import models


class CalendarPopoverDelete(models.TransientModel):
    """The event of a meeting is deleted in the calendar."""

    _inherit = "calendar.popover.delete.wizard"

    def action_send_mail_and_delete(self):
        # Those who were called are told by the meeting, once and in neutral words.
        if self.calendar_event_id._kooperacja_meetings():
            return self.action_delete()
        return super().action_send_mail_and_delete()
