from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Take files that lie at events of meetings behind the login."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    events = env["kooperacja.meeting"].search([("event_id", "!=", False)]).event_id
    files = env["ir.attachment"].search(
        [
            ("res_model", "=", "calendar.event"),
            ("res_id", "in", events.ids),
            # Odoo's own neutral file for calendars.
            ("name", "!=", "invitation.ics"),
        ]
    )
    files._leave_calendar()
