from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..rules.polish_time import polish_today
from .meeting_attendance import CHANNELS, MeetingAttendance

TOLD = [("system", "In the system"), *CHANNELS, ("hand", "By hand")]
# What the answer to a call is in the calendar.
STATE = {"yes": "accepted", "no": "declined", "substitute": "declined"}


class MeetingAnswer(models.Model):
    """How each was told of the meeting, whether the news arrived, and the answer."""

    _inherit = "kooperacja.meeting.attendance"
    _fields_set_by_action = MeetingAttendance._fields_set_by_action | {
        "told_start",
        "replied_on",
    }

    told_how = fields.Selection(
        selection=TOLD, string="Told", copy=False, help="How the call was delivered."
    )
    told_on = fields.Date(string="Told on", copy=False)
    # To be told of a date is not to be told of another one.
    told_start = fields.Datetime(string="Told of the date", readonly=True, copy=False)
    reply_reason = fields.Char(string="Reason", copy=False)
    substitute_id = fields.Many2one(
        comodel_name="res.partner",
        string="Substitute",
        domain="[('parent_id', '=', institution_id), ('id', '!=', partner_id)]",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        help="Is called to the meeting too. Reads the case only when on its team.",
    )
    replied_on = fields.Date(string="Answered on", readonly=True, copy=False)
    trouble = fields.Char(string="To do", compute="_compute_trouble")

    @api.depends(
        "partner_id.active",
        "partner_id.email",
        "told_how",
        "told_start",
        "reply",
        "meeting_id.state",
        "meeting_id.start",
    )
    def _compute_trouble(self):
        """Say what keeps the news of a planned meeting from its reader."""
        returned = self._get_returned()
        for line in self:
            partner = line.partner_id
            told = line.told_start and line.told_start == line.meeting_id.start
            trouble = False
            if line.meeting_id.state != "planned" or line.reply == "no":
                pass
            elif partner and not partner.active:
                trouble = self.env._(
                    "No longer works there: call somebody else in that place."
                )
            elif told and line.told_how in ("letter", "hand", "phone"):
                pass
            elif (line.meeting_id.sudo().event_id.id, partner.id) in returned:
                trouble = self.env._(
                    "The e-mail came back: telephone, or send a letter."
                )
            elif partner and not partner.email and not line.reply:
                trouble = self.env._(
                    "No e-mail address: print the letter, or telephone."
                )
            elif line.person_id and not told:
                trouble = self.env._("Tell by letter, by hand or by telephone.")
            line.trouble = trouble

    def _get_returned(self):
        """Return (event, partner) for whom the last mail about the event came back."""
        # Who reads the list of the meeting learns only that a mail of it came back.
        events = self.meeting_id.sudo().event_id
        notifications = (
            self.env["mail.notification"]
            .sudo()
            .search(
                [
                    ("mail_message_id.model", "=", "calendar.event"),
                    ("mail_message_id.res_id", "in", events.ids),
                    ("res_partner_id", "in", self.partner_id.ids),
                    ("notification_type", "=", "email"),
                ],
                order="id",
            )
        )
        last = {
            (n.mail_message_id.res_id, n.res_partner_id.id): n.notification_status
            for n in notifications
        }
        return {
            key for key, status in last.items() if status in ("bounce", "exception")
        }

    @api.constrains("told_on")
    def _check_told_on(self):
        for line in self:
            if line.told_on and line.told_on > polish_today():
                raise ValidationError(
                    self.env._(
                        "Nobody has been told in the future: note the day on which it "
                        "happened."
                    )
                )

    @api.constrains("substitute_id", "partner_id")
    def _check_substitute(self):
        for line in self:
            if line.substitute_id and line.substitute_id == line.partner_id:
                raise ValidationError(
                    self.env._("Nobody is his or her own substitute: choose another.")
                )

    def write(self, vals):
        before = {line: line.substitute_id for line in self}
        if vals.get("told_how") and "told_on" not in vals:
            vals = {**vals, "told_on": polish_today()}
        if vals.get("substitute_id") and "reply" not in vals:
            vals = {**vals, "reply": "substitute"}
        result = super().write(vals)
        if {"told_how", "told_on"}.intersection(vals):
            for meeting, lines in self.grouped("meeting_id").items():
                lines._write_by_action({"told_start": meeting.start})
        if "reply" in vals:
            self._write_by_action({"replied_on": vals["reply"] and polish_today()})
            self._pass_reply_to_calendar()
        if "substitute_id" in vals:
            self.filtered(
                lambda line: line.substitute_id != before[line]
            )._call_substitute()
        return result

    def _pass_reply_to_calendar(self):
        """Write the answers of the lines into the calendar, all alike at once."""
        # Who may write the list may answer for those on it.
        attendees = self.meeting_id.sudo().event_id.attendee_ids
        of_line = {(a.event_id, a.partner_id): a for a in attendees}
        nobody = attendees.browse()
        for reply, lines in self.filtered("partner_id").grouped("reply").items():
            state = STATE.get(reply, "needsAction")
            keys = [
                (line.meeting_id.sudo().event_id, line.partner_id) for line in lines
            ]
            answered = nobody.union(*(of_line.get(key, nobody) for key in keys))
            answered.filtered(lambda a, state=state: a.state != state).write(
                {"state": state}
            )

    def _call_substitute(self):
        """Put the substitutes on the list, who thereby are called like the others.

        They come to listen: none of them may decide (handbook 3.3).
        """
        wanted = dict.fromkeys(
            (line.meeting_id, line.substitute_id)
            for line in self.filtered("substitute_id")
            if line.substitute_id not in line.meeting_id.attendance_ids.partner_id
        )
        self.create(
            [
                {"meeting_id": meeting.id, "partner_id": substitute.id}
                for meeting, substitute in wanted
            ]
        )

    def _answer(self, reply, reason=False, substitute=None):
        """Note the answer of one who is called, or of who keeps the list for another.

        Raises UserError when the meeting is over or called off, or a reason or a
        substitute is missing; AccessError for anybody else.
        """
        self.ensure_one()
        self.meeting_id.check_access("read")
        if self.partner_id != self.env.user.partner_id:
            self.check_access("write")
        if self.meeting_id.state != "planned":
            raise UserError(
                self.env._(
                    "Only a call to a meeting that is still planned is answered."
                )
            )
        if reply == "no" and not (reason or "").strip():
            raise UserError(
                self.env._("Write why, so that the others know what to count on.")
            )
        if reply == "substitute" and not substitute:
            raise UserError(self.env._("Choose who comes instead."))
        # Everybody answers for oneself, also where the list is for reading only.
        self.sudo().write(
            {
                "reply": reply,
                "reply_reason": reason if reply != "yes" else False,
                "substitute_id": substitute.id if reply == "substitute" else False,
            }
        )
