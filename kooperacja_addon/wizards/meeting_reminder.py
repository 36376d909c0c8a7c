from urllib.parse import quote

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..models.meeting_attendance import CHANNELS
from ..rules.polish_time import WARSAW, polish_today


class MeetingReminder(models.TransientModel):
    """Notes who was reminded of a meeting, when and how; gives words for an e-mail."""

    _name = "kooperacja.meeting.reminder"
    _description = "Reminder of a meeting"

    meeting_id = fields.Many2one(
        comodel_name="kooperacja.meeting", string="Meeting", required=True
    )
    attendance_ids = fields.Many2many(
        comodel_name="kooperacja.meeting.attendance",
        string="Who is reminded",
        domain="[('meeting_id', '=', meeting_id)]",
        compute="_compute_attendance_ids",
        store=True,
        compute_sudo=False,
        readonly=False,
    )
    how = fields.Selection(selection=CHANNELS, required=True, default="phone")
    reminded_on = fields.Date(required=True, default=lambda self: polish_today())
    text = fields.Text(string="Words for the e-mail", compute="_compute_text")
    without_email = fields.Char(
        string="Without an e-mail address", compute="_compute_without_email"
    )

    @api.depends("meeting_id")
    def _compute_attendance_ids(self):
        for reminder in self:
            reminder.attendance_ids = reminder._get_unreminded()

    @api.depends("meeting_id")
    def _compute_text(self):
        for reminder in self:
            reminder.text = reminder.meeting_id and reminder._get_reminder_text()

    @api.depends("attendance_ids", "how")
    def _compute_without_email(self):
        for reminder in self:
            lines = reminder.attendance_ids.filtered(
                lambda line: line.partner_id and not line.email
            )
            reminder.without_email = reminder.how == "email" and ", ".join(
                lines.partner_id.mapped("name")
            )

    def _get_unreminded(self):
        """Return who was invited, has not declined, and was not told of this date."""
        self.ensure_one()
        meeting = self.meeting_id
        return meeting.attendance_ids.filtered(
            lambda line: line.reply != "no" and line.reminded_start != meeting.start
        )

    def _get_reminder_text(self):
        """Return the words of a reminder: kind, place and date, and nobody's name."""
        self.ensure_one()
        meeting = self.meeting_id
        coordinator = (meeting.case_id or meeting.partnership_id).coordinator_id
        lines = [
            self.env._(
                "This is to remind you of the meeting “%(title)s” on %(date)s.",
                title=meeting._get_neutral_title(),
                date=format_datetime(
                    self.env,
                    meeting.start,
                    tz=WARSAW.zone,
                    dt_format="dd.MM.yyyy, HH:mm",
                ),
            ),
            meeting.place_id
            and self.env._("Place: %(place)s.", place=meeting.place_id.display_name),
            self.env._("Please confirm that you will come."),
            self.env._(
                "Contact: %(contact)s",
                contact=", ".join(
                    filter(
                        None,
                        (coordinator.name, coordinator.phone, coordinator.email),
                    )
                ),
            ),
        ]
        return "\n".join(filter(None, lines))

    def action_write_email(self):
        """Open the user's mail program with the words and the addresses filled in.

        The addresses stand in the blind copy. Nothing counts as reminded before it is
        noted. Raises UserError when nobody has an address.
        """
        self.ensure_one()
        addresses = [email for email in self.attendance_ids.mapped("email") if email]
        if not addresses:
            raise UserError(
                self.env._(
                    "None of these has an e-mail address. Add it to the contact, or "
                    "remind them by telephone."
                )
            )
        subject = quote(self.meeting_id._get_neutral_title())
        return {
            "type": "ir.actions.act_url",
            "url": f"mailto:?bcc={quote(','.join(addresses), safe='@,')}"
            f"&subject={subject}&body={quote(self.text)}",
            "target": "self",
        }

    def action_note(self):
        """Note who was reminded; the rights to the meeting itself decide."""
        self.ensure_one()
        if not self.attendance_ids:
            raise UserError(self.env._("Choose who was reminded."))
        if self.attendance_ids.meeting_id - self.meeting_id:
            raise UserError(
                self.env._("Those who are reminded stand on the list of this meeting.")
            )
        self.attendance_ids._remind(self.reminded_on, self.how)
        return {"type": "ir.actions.act_window_close"}
