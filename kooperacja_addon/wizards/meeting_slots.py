from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..rules.notice import FRIDAY, MONDAY
from ..rules.opening_hours import Unreadable, read_hours
from ..rules.polish_time import polish_today, to_polish, to_utc
from ..rules.scenarios import OF_PARTNERSHIP
from ..rules.slots import Busy, Diary, Wish, find_slots

# How far ahead, and how many dates are worth reading.
DAYS_AHEAD = 30
SHOWN = 5
PREFERRED = {
    "noon": (time(11), time(14)),
    "afternoon": (time(14), time(20)),
}


class MeetingSlots(models.TransientModel):
    """Proposes dates on which those who are called to a meeting can come.

    Looks into Odoo's calendars and at the opening hours of the institutions; only when
    somebody is busy is learnt, never with what.
    """

    _name = "kooperacja.meeting.slots"
    _description = "Search for a date of a meeting"

    meeting_id = fields.Many2one(
        comodel_name="kooperacja.meeting", string="Meeting", required=True
    )
    minutes = fields.Integer(
        string="Length (minutes)",
        compute="_compute_minutes",
        store=True,
        compute_sudo=False,
        readonly=False,
    )
    earliest = fields.Date(
        string="No earlier than",
        compute="_compute_earliest",
        store=True,
        compute_sudo=False,
        readonly=False,
        help="At first the day that leaves the invited the notice of the Model.",
    )
    until = fields.Date(
        string="No later than", compute="_compute_until", store=True, readonly=False
    )
    opens = fields.Float(string="From", default=8.0)
    closes = fields.Float(string="To", default=16.0)
    preferred = fields.Selection(
        selection=[("noon", "Around noon"), ("afternoon", "In the afternoon")],
        string="Rather",
        compute="_compute_preferred",
        store=True,
        compute_sudo=False,
        readonly=False,
        help="A preference, no ban: families at work may need the afternoon.",
    )
    way_minutes = fields.Integer(
        string="For the way (minutes)",
        default=30,
        help="Left free before and after other appointments of those whose institution "
        "is in another town.",
    )
    invited_ids = fields.Many2many(
        comodel_name="res.partner",
        relation="kooperacja_meeting_slots_invited_rel",
        string="Called",
        compute="_compute_invited_ids",
        store=True,
        compute_sudo=False,
    )
    needed_ids = fields.Many2many(
        comodel_name="res.partner",
        relation="kooperacja_meeting_slots_needed_rel",
        string="Must be there",
        compute="_compute_needed_ids",
        store=True,
        compute_sudo=False,
        readonly=False,
        domain="[('id', 'in', invited_ids)]",
    )
    slot_ids = fields.One2many(
        comodel_name="kooperacja.meeting.slot",
        inverse_name="search_id",
        string="Proposed dates",
        readonly=True,
    )
    note = fields.Text(string="To consider", compute="_compute_note")

    # One method a field: what the user gives keeps its neighbours from being computed.

    @api.depends("meeting_id")
    def _compute_minutes(self):
        for search in self:
            search.minutes = search.meeting_id.minutes

    @api.depends("meeting_id")
    def _compute_earliest(self):
        today = polish_today()
        for search in self:
            meeting = search.meeting_id
            search.earliest = meeting and today + timedelta(
                days=meeting._get_notice_days()
            )

    @api.depends("meeting_id")
    def _compute_preferred(self):
        for search in self:
            search.preferred = search.meeting_id.kind in OF_PARTNERSHIP and "noon"

    @api.depends("meeting_id")
    def _compute_invited_ids(self):
        for search in self:
            search.invited_ids = search.meeting_id.attendance_ids.partner_id

    @api.depends("meeting_id")
    def _compute_needed_ids(self):
        """Those who may decide, or everybody where nobody is marked so."""
        for search in self:
            called = search.meeting_id.attendance_ids
            search.needed_ids = (called.filtered("can_decide") or called).partner_id

    @api.depends("earliest")
    def _compute_until(self):
        for search in self:
            search.until = search.earliest and search.earliest + timedelta(
                days=DAYS_AHEAD
            )

    @api.depends("invited_ids", "minutes", "meeting_id")
    def _compute_note(self):
        for search in self:
            longest = search.meeting_id and search.meeting_id._get_longest_minutes()
            without = search.invited_ids.filtered(lambda p: not p.user_ids)
            unread = search.invited_ids.commercial_partner_id.filtered(
                lambda i: i.institution_hours and _get_hours(i) is None
            )
            search.note = "\n".join(
                filter(
                    None,
                    (
                        without
                        and self.env._(
                            "No calendar of their own here, ask them: %(names)s.",
                            names=", ".join(without.mapped("name")),
                        ),
                        unread
                        and self.env._(
                            "Opening hours that could not be read (write them like "
                            "“pn.-pt. 7:30-15:30”): %(names)s.",
                            names=", ".join(unread.mapped("name")),
                        ),
                        longest
                        and search.minutes > longest
                        and search.meeting_id._get_warning_sentences()["too_long"],
                    ),
                )
            )

    def action_search(self):
        """List the best dates; raises UserError where the search makes no sense."""
        self.ensure_one()
        self.meeting_id.check_access("write")
        self._refuse_senseless()
        slots = find_slots(self._get_wish(), self._get_diaries(), SHOWN)
        self.slot_ids.unlink()
        self.slot_ids = [
            fields.Command.create(self._prepare_slot(rank, slot))
            for rank, slot in enumerate(slots)
        ]
        if not slots:
            raise UserError(
                self.env._(
                    "Between these days no meeting of that length fits into the hours. "
                    "Look further ahead, or make the meeting shorter."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Find a date"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_put_to_vote(self):
        """Let those who are called choose among the dates found.

        They get a day for their answers, without which nobody is reminded. Raises
        UserError when the meeting is no longer planned.
        """
        self.ensure_one()
        meeting = self.meeting_id
        if meeting.state != "planned":
            raise UserError(self.env._("Only a planned meeting can be moved."))
        meeting.action_ask_again()
        standing = set(meeting.date_ids.mapped("start"))
        meeting.write(
            {
                "minutes": self.minutes,
                "vote_by": self._get_vote_by(),
                "date_ids": [
                    fields.Command.create(
                        {"start": slot.start, "reasons": slot.reasons}
                    )
                    for slot in self.slot_ids
                    if slot.start not in standing
                ],
            }
        )
        return {"type": "ir.actions.act_window_close"}

    def _get_vote_by(self):
        """Return by when the dates are answered: before the first of them is."""
        meeting = self.meeting_id
        today = polish_today()
        if meeting.vote_by and meeting.vote_by >= today:
            return meeting.vote_by
        before = min(to_polish(start) for start in self.slot_ids.mapped("start"))
        latest = before.date() - timedelta(days=1)
        return max(today, min(meeting.reply_by or latest, latest))

    def _refuse_senseless(self):
        if not self.invited_ids:
            raise UserError(
                self.env._(
                    "Nobody is called to this meeting yet. Add the people on its tab "
                    "“Attendance” first."
                )
            )
        if self.minutes <= 0:
            raise UserError(self.env._("Give the length of the meeting in minutes."))
        if not self.earliest or not self.until or self.until < self.earliest:
            raise UserError(
                self.env._("The last day to look at lies before the first one.")
            )
        if self.earliest < polish_today():
            raise UserError(
                self.env._("The first day to look at lies in the past already.")
            )
        if self.until > self.earliest + timedelta(days=366):
            raise UserError(self.env._("Look at most one year ahead."))
        if not 0 <= self.opens < self.closes <= 24:
            raise UserError(
                self.env._("The hours of the meeting end after they have begun.")
            )
        if self.way_minutes < 0:
            raise UserError(self.env._("The way takes 0 minutes or more."))

    def _get_wish(self):
        directors = self.meeting_id.kind in OF_PARTNERSHIP
        return Wish(
            length=timedelta(minutes=self.minutes),
            earliest=max(
                datetime.combine(self.earliest, time()),
                to_polish(fields.Datetime.now()),
            ),
            until=self.until,
            hours=dict.fromkeys(
                range(5), ((_get_time(self.opens), _get_time(self.closes)),)
            ),
            place=self._get_town(self.meeting_id.place_id),
            avoided_weekdays=frozenset({MONDAY, FRIDAY} if directors else ()),
            preferred=PREFERRED.get(self.preferred),
        )

    def _get_diaries(self):
        busy = self._get_busy()
        town = self._get_town(self.meeting_id.place_id)
        way = timedelta(minutes=self.way_minutes)
        return [
            Diary(
                key=partner.id,
                busy=busy.get(partner.id, ()),
                hours=_get_hours(partner.commercial_partner_id),
                needed=partner in self.needed_ids,
                way=timedelta(0)
                if self._get_town(partner.commercial_partner_id) in (town, "")
                else way,
            )
            for partner in self.invited_ids
        ]

    @api.model
    def _get_town(self, institution):
        return (institution.city or "").strip().lower()

    def _get_busy(self):
        """Return partner id → what stands in his or her calendar."""
        # Whom the user calls to a meeting that he or she may change was checked. Of
        # others' private events nothing passes but when they begin and end.
        attendees = (
            self.env["calendar.attendee"]
            .sudo()
            .search_fetch(
                [
                    ("partner_id", "in", self.invited_ids.ids),
                    ("state", "!=", "declined"),
                    ("event_id.active", "=", True),
                    ("event_id.show_as", "=", "busy"),
                    ("event_id.stop", ">=", self.earliest),
                    ("event_id.start", "<=", self.until + timedelta(days=1)),
                    ("event_id", "!=", self.meeting_id.event_id.id),
                ],
                ["partner_id", "event_id"],
            )
        )
        events = attendees.event_id
        events.fetch(["allday", "start", "stop", "start_date", "stop_date"])
        spans = {event.id: _get_span(event) for event in events}
        busy = {}
        for attendee in attendees:
            span = spans[attendee.event_id.id]
            busy.setdefault(attendee.partner_id.id, []).append(span)
        return busy

    def _prepare_slot(self, rank, slot):
        missing = self._get_missing_sentence(slot)
        reasons = [
            missing or self.env._("Everybody is free."),
            slot.avoided
            and self.env._(
                "Directors seldom have time on a Monday or a Friday (handbook 3.3)."
            ),
            slot.off_minutes
            and self.env._(
                "%(minutes)s minutes away from the preferred hours.",
                minutes=slot.off_minutes,
            ),
        ]
        return {
            "rank": rank,
            "start": to_utc(slot.start),
            "words": self.env._(
                "%(day)s, %(begin)s–%(end)s",
                day=format_date(
                    self.env, slot.start.date(), date_format="EEEE, d MMMM y"
                ),
                begin=slot.start.strftime("%H:%M"),
                end=slot.end.strftime("%H:%M"),
            ),
            "reasons": " ".join(filter(None, reasons)),
            "all_free": not slot.missing,
        }

    def _get_missing_sentence(self, slot):
        why_not = {
            "busy": self.env._("busy"),
            "closed": self.env._("outside the opening hours"),
            "way": self.env._("no time for the way"),
        }
        names = {partner.id: partner.name for partner in self.invited_ids}
        missing = ", ".join(
            self.env._("%(person)s (%(why)s)", person=names[key], why=why_not[why])
            for key, why in slot.missing
        )
        return missing and self.env._("Missing: %(people)s.", people=missing)


class MeetingSlot(models.TransientModel):
    """A date that is proposed, with what speaks for and against it."""

    _name = "kooperacja.meeting.slot"
    _description = "Proposed date of a meeting"
    _order = "rank, id"

    search_id = fields.Many2one(
        comodel_name="kooperacja.meeting.slots",
        string="Search",
        required=True,
        ondelete="cascade",
    )
    rank = fields.Integer(readonly=True)
    start = fields.Datetime(readonly=True)
    words = fields.Char(string="Date", readonly=True)
    reasons = fields.Char(string="Why", readonly=True)
    all_free = fields.Boolean(readonly=True)

    def action_take(self):
        """Put the meeting on this date; its own rules decide whether it may move."""
        self.ensure_one()
        meeting = self.search_id.meeting_id
        if meeting.state != "planned":
            raise UserError(self.env._("Only a planned meeting can be moved."))
        meeting.write({"start": self.start, "minutes": self.search_id.minutes})
        return {"type": "ir.actions.act_window_close"}


def _get_time(hours):
    """Return a time of day from a number such as 7.5."""
    minutes = round(hours * 60)
    return time.max if minutes >= 24 * 60 else time(*divmod(minutes, 60))


def _get_hours(institution):
    """Return the opening hours by weekday, or None where they cannot be read."""
    try:
        return read_hours(institution.institution_hours or "")
    except Unreadable:
        return None


def _get_span(event):
    """Return when ``event`` keeps its people busy, in Polish time."""
    if event.allday:
        return Busy(
            datetime.combine(event.start_date, time()),
            datetime.combine(event.stop_date, time()) + timedelta(days=1),
        )
    return Busy(to_polish(event.start), to_polish(event.stop))
