from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..rules.polish_time import WARSAW
from .meeting_attendance import REPLIES


class MeetingCall(models.Model):
    """Calling to a meeting: what the mail says, and who was told in which way."""

    _inherit = "kooperacja.meeting"  # pylint: disable=consider-merging-classes-inherited

    is_called = fields.Boolean(string="I am called", compute="_compute_my_reply")
    my_reply = fields.Selection(
        selection=REPLIES, string="My answer", compute="_compute_my_reply"
    )
    trouble_count = fields.Integer(
        string="Not reached", compute="_compute_trouble_count"
    )

    @api.depends_context("uid")
    @api.depends("attendance_ids.partner_id", "attendance_ids.reply")
    def _compute_my_reply(self):
        for meeting in self:
            line = meeting._get_my_line()
            meeting.is_called = bool(line)
            meeting.my_reply = line.reply

    @api.depends("attendance_ids.trouble")
    def _compute_trouble_count(self):
        for meeting in self:
            meeting.trouble_count = len(meeting.attendance_ids.filtered("trouble"))

    def _get_my_line(self):
        """Return the line on which the user stands, or an empty one."""
        return self.attendance_ids.filtered(
            lambda line: line.partner_id and line.partner_id == self.env.user.partner_id
        )[:1]

    def action_come(self):
        """Answer the call: I come. Raises UserError for who is not called."""
        for meeting in self:
            line = meeting._get_my_line()
            if not line:
                raise UserError(self.env._("You are not on the list of this meeting."))
            line._answer("yes")
        return True

    def action_answer(self):
        """Ask why one does not come, or who comes instead."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("I cannot come"),
            "res_model": "kooperacja.meeting.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_meeting_id": self.id, "show_family_names": True},
        }

    def action_print_calls(self):
        """Print the call for the family and for those whom no e-mail reaches.

        Raises UserError when everybody is reached otherwise.
        """
        self.ensure_one()
        lines = self.attendance_ids.filtered(
            lambda line: line.reply != "no"
            and (line.person_id or not line.partner_id.email or line.trouble)
        )
        if not lines:
            raise UserError(
                self.env._("Everybody has an e-mail address: no letter is needed.")
            )
        report = self.env.ref("kooperacja_addon.report_meeting_call")
        return report.report_action(lines)

    def _tell_cancelled(self):
        """Mail to those who were called that a meeting ahead does not take place."""
        if self.env.context.get("no_mail_to_attendees"):
            return
        thread = self.env["mail.thread"]
        mails = []
        for meeting in self.filtered(lambda m: m.start > fields.Datetime.now()):
            called = meeting.attendance_ids.filtered(lambda line: line.reply != "no")
            partners = called.partner_id.filtered("email") - self.env.user.partner_id
            for readers in partners.grouped("lang").values():
                # Where nobody is asked to answer, only the language makes a difference.
                subject, body, _text = thread._get_neutral_mail(meeting, readers[0])
                mails += [
                    {
                        "model": meeting._name,
                        "res_id": meeting.id,
                        "subject": subject,
                        "body_html": body,
                        "recipient_ids": [fields.Command.link(partner.id)],
                        "auto_delete": True,
                        # Its message stays, so that an answer finds its way.
                        "is_notification": True,
                    }
                    for partner in readers
                ]
        # Whoever called the meeting off tells all of it, and no word of one's own goes
        # with it.
        self.env["mail.mail"].sudo().create(mails).send_after_commit()

    def action_put_in_calendar(self):
        """Put a planned meeting back whose event is gone."""
        self.filtered(lambda m: not m.event_id)._put_in_calendar()
        return True

    def _get_thread_of_answers(self):
        self.ensure_one()
        return self.case_id or self.partnership_id

    def _prepare_neutral_mail(self, partner=None):
        """Say kind and number, date, hour, length and place; the rest needs a login."""
        values = super()._prepare_neutral_mail(partner)
        title = " · ".join(
            (
                self._get_neutral_title(),
                format_datetime(
                    self.env, self.start, tz=WARSAW.zone, dt_format="dd.MM.yyyy, HH:mm"
                ),
            )
        )
        values.update(subject=title, title=title)
        if self.state != "planned":
            values["subject"] = self.env._("Cancelled: %(meeting)s", meeting=title)
            values["sentence"] = self.env._("This meeting does not take place.")
            values["lines"] = []
            return values
        stop = self.start + timedelta(minutes=self.minutes)
        values["sentence"] = self.env._(
            "You are called to a meeting. Its agenda, and what to prepare, wait behind "
            "the login."
        )
        values["lines"] = [
            self.env._(
                "When: %(start)s–%(stop)s (%(minutes)s minutes)",
                start=format_datetime(
                    self.env,
                    self.start,
                    tz=WARSAW.zone,
                    dt_format="EEEE, d MMMM yyyy, HH:mm",
                ),
                stop=format_datetime(self.env, stop, tz=WARSAW.zone, dt_format="HH:mm"),
                minutes=self.minutes,
            )
        ]
        if self.place_id:
            values["lines"].append(
                self.env._("Place: %(place)s", place=self.place_id.display_name)
            )
        attendee = self.event_id.attendee_ids.filtered(
            lambda a: partner and a.partner_id == partner
        )[:1]
        if attendee.access_token:
            address = f"{self.get_base_url()}/calendar/meeting/%s"
            address += f"?token={attendee.access_token}&id={self.event_id.id}"
            values["answers"] = {
                "yes": address % "accept",
                "no": address % "decline",
            }
        return values
