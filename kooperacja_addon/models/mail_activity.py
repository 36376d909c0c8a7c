from odoo import models


class MailActivity(models.Model):
    """An activity that reminds of a deadline opens what is due."""

    _inherit = "mail.activity"

    def action_open_document(self):
        # Who may read the activity was checked by reading it; the record that is due
        # opens under its own rules, and not at all to whom it is closed.
        self.check_access("read")
        reminder = (
            self.env["kooperacja.reminder"]
            .sudo()
            .search([("activity_id", "=", self.id)], limit=1)
        )
        if reminder and reminder._close_if_done():
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "message": self.env._("This has been done meanwhile."),
                    "type": "success",
                    "next": {"type": "ir.actions.client", "tag": "soft_reload"},
                },
            }
        record = reminder and self.env[reminder.res_model].browse(reminder.res_id)
        if record and record.exists() and record.has_access("read"):
            return reminder.action_open()
        return super().action_open_document()
