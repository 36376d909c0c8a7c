import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date, format_datetime, is_html_empty

from ..rules.following import following_start
from ..rules.notice import FRIDAY, MONDAY, meeting_warnings
from ..rules.polish_time import WARSAW, polish_today, to_polish, to_utc
from ..rules.scenarios import (
    AGENDA,
    OF_PARTNERSHIP,
    PREPARATION,
    is_presentation,
    minutes_of,
    scenario_of,
)

CONSENTS = [
    ("yes", "Agrees that the institutions join"),
    ("no", "Does not agree"),
    ("later", "Will decide later"),
]


class Meeting(models.Model):
    """A meeting of the partnership or of a team: called, held, minuted, approved.

    The shared calendar holds its neutral trace: kind, number, time, attendees. Minutes
    stay when the trace is moved, cancelled or deleted.
    """

    _name = "kooperacja.meeting"
    _description = "Meeting"
    _inherit = [
        "kooperacja.guarded.mixin",
        "kooperacja.signed.document.mixin",
    ]
    _order = "start desc, id desc"
    _rec_names_search = ["case_id.number", "partnership_id.name"]
    _fields_set_by_action = frozenset(
        {
            "state",
            "approved_on",
            "event_id",
            "sitting",
            "signed_document",
            "signed_document_name",
        }
    )
    _fields_fixed = frozenset({"case_id", "partnership_id"})

    kind = fields.Selection(
        selection=[
            ("authorities", "Meeting with the authorities"),
            ("partnership", "Meeting of the partnership"),
            ("team", "Meeting of the team"),
            ("monitoring", "Monitoring meeting"),
            ("evaluation", "Evaluation meeting"),
        ],
        required=True,
        default="team",
    )
    case_id = fields.Many2one(
        comodel_name="kooperacja.case",
        string="Case",
        index=True,
        ondelete="restrict",
    )
    partnership_id = fields.Many2one(
        comodel_name="kooperacja.partnership",
        string="Partnership",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_partnership_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    # A team belongs to the gmina of its case, also in a partnership that another leads.
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        index=True,
    )
    variant_id = fields.Many2one(related="company_id.kooperacja_variant_id")
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("held", "Held"),
            ("approved", "Minutes approved"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="planned",
        copy=False,
        index=True,
    )
    start = fields.Datetime(required=True, index=True)
    minutes = fields.Integer(
        string="Length (minutes)",
        required=True,
        compute="_compute_minutes",
        store=True,
        readonly=False,
        precompute=True,
    )
    stop = fields.Datetime(compute="_compute_stop", inverse="_inverse_stop", store=True)
    place_id = fields.Many2one(
        comodel_name="res.partner",
        string="Place",
        domain=[("is_institution", "=", True)],
        ondelete="restrict",
        help="The institution where the meeting is held; it is shown in the calendar.",
    )
    place_note = fields.Char(
        string="Place in detail",
        help="A room, or the family's home. Not shown in the shared calendar.",
    )
    event_id = fields.Many2one(
        comodel_name="calendar.event",
        string="Event in the calendar",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        readonly=True,
    )
    called_on = fields.Date(
        string="Called on", required=True, default=lambda self: polish_today()
    )
    warning = fields.Text(string="To consider", compute="_compute_warning")
    warning_reason = fields.Char(
        string="Why this date all the same",
        help="The Model advises against this date; note why it was chosen.",
    )
    previous_id = fields.Many2one(
        comodel_name="kooperacja.meeting",
        string="Previous meeting",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        readonly=True,
    )
    previous_state = fields.Selection(
        related="previous_id.state", string="Status of the previous meeting"
    )
    reply_by = fields.Date(
        string="Replies by",
        compute="_compute_reply_by",
        store=True,
        readonly=False,
        precompute=True,
        help="Until when the invited confirm that they come.",
    )
    confirmed_count = fields.Integer(
        string="Confirmed", compute="_compute_confirmed_count"
    )
    decider_count = fields.Integer(
        string="Of these may decide", compute="_compute_confirmed_count"
    )
    is_presentation = fields.Boolean(
        string="Presentation only", compute="_compute_confirmed_count"
    )
    head_consent = fields.Selection(
        selection=CONSENTS, string="Decision of the head of the gmina"
    )
    county_consent = fields.Selection(
        selection=CONSENTS, string="Decision of the starosta"
    )
    accessibility_summary = fields.Text(
        related="case_id.household_id.accessibility_summary", related_sudo=False
    )
    sitting = fields.Char(
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="A mark that meetings of several cases share when they are held together. "
        "It tells nothing, and each of them stays with its own team.",
    )
    sitting_meeting_ids = fields.Many2many(
        comodel_name="kooperacja.meeting",
        string="At the same sitting",
        compute="_compute_sitting_meeting_ids",
        compute_sudo=False,
    )
    may_change = fields.Boolean(
        string="May be changed by me", compute="_compute_may_change"
    )
    preparation_ids = fields.One2many(
        comodel_name="kooperacja.meeting.preparation",
        inverse_name="meeting_id",
        string="Preparation",
    )
    agenda_ids = fields.One2many(
        comodel_name="kooperacja.meeting.agenda",
        inverse_name="meeting_id",
        string="Agenda",
    )
    attendance_ids = fields.One2many(
        comodel_name="kooperacja.meeting.attendance",
        inverse_name="meeting_id",
        string="Attendance",
    )
    decision_ids = fields.One2many(
        comodel_name="kooperacja.meeting.decision",
        inverse_name="meeting_id",
        string="Decisions",
    )
    minutes_text = fields.Html(string="Minutes", sanitize=True)
    dissent = fields.Text(string="Dissenting opinions")
    approved_on = fields.Date(string="Minutes approved on", readonly=True, copy=False)

    _positive_length = models.Constraint(
        "CHECK (minutes > 0)", "A meeting ends after it has begun: give its length."
    )

    @api.depends(
        "kind",
        "state",
        "reply_by",
        "attendance_ids.reply",
        "attendance_ids.can_decide",
        "partnership_id.stage",
        "variant_id.deciders_needed",
        "company_id.kooperacja_number_ids.own_value",
    )
    def _compute_confirmed_count(self):
        """Count who comes. A substitute is there to listen, and does not decide."""
        today = polish_today()
        for meeting in self:
            coming = meeting.attendance_ids.filtered(
                lambda line: line.reply in ("yes", "substitute")
            )
            meeting.confirmed_count = len(coming)
            deciders = meeting.attendance_ids.filtered("can_decide")
            meeting.decider_count = len(
                deciders.filtered(lambda line: line.reply == "yes")
            )
            # Until the replies are due nobody is counted out who has not replied.
            over = meeting.reply_by and meeting.reply_by < today
            awaited = 0 if over else len(deciders.filtered(lambda line: not line.reply))
            meeting.is_presentation = (
                meeting.kind == "partnership"
                and meeting.state == "planned"
                and meeting.partnership_id.stage == "preparing"
                and is_presentation(
                    meeting.decider_count,
                    awaited,
                    meeting.company_id._get_kooperacja_number("deciders_needed"),
                )
            )

    @api.depends_context("uid")
    @api.depends("sitting")
    def _compute_sitting_meeting_ids(self):
        """Show of the other cases those that the user may read anyway."""
        marks = [mark for mark in self.mapped("sitting") if mark]
        together = self.search([("sitting", "in", marks)]) if marks else self.browse()
        for meeting in self:
            meeting.sitting_meeting_ids = together.filtered(
                lambda other, m=meeting: other.sitting == m.sitting
                and other != m._origin
            )

    @api.depends_context("uid")
    def _compute_may_change(self):
        """Show the buttons of the meeting only to those for whom they work."""
        mine = self._origin._filtered_access("write")
        for meeting in self:
            meeting.may_change = meeting._origin <= mine

    @api.depends("case_id")
    def _compute_partnership_id(self):
        for meeting in self:
            if meeting.case_id:
                meeting.partnership_id = meeting.case_id.partnership_id

    @api.depends("case_id.company_id", "partnership_id.company_id")
    def _compute_company_id(self):
        for meeting in self:
            meeting.company_id = (meeting.case_id or meeting.partnership_id).company_id

    @api.depends("kind")
    def _compute_minutes(self):
        """Begin with the length of the agenda; a team has time to spare."""
        for meeting in self:
            meeting.minutes = (
                minutes_of(meeting._get_scenario())
                if meeting.kind in OF_PARTNERSHIP
                else 90
            )

    @api.depends("kind", "start")
    def _compute_reply_by(self):
        """Some days before the meeting; the eve where it is called at short notice."""
        today = polish_today()
        for meeting in self:
            days = meeting.company_id._get_kooperacja_number("invitation_reply_days")
            if meeting.kind not in OF_PARTNERSHIP or not meeting.start or not days:
                meeting.reply_by = False
                continue
            day = meeting._get_day()
            reply_by = day - timedelta(days=days)
            eve = day - timedelta(days=1)
            meeting.reply_by = (
                reply_by if reply_by > today else eve if eve >= today else False
            )

    @api.depends("start", "minutes")
    def _compute_stop(self):
        for meeting in self:
            meeting.stop = meeting.start and meeting.start + timedelta(
                minutes=meeting.minutes
            )

    def _inverse_stop(self):
        for meeting in self:
            length = meeting.stop - meeting.start
            if length.total_seconds() <= 0:
                raise ValidationError(
                    self.env._("A meeting ends after it has begun: give its length.")
                )
            meeting.minutes = round(length.total_seconds() / 60)

    @api.depends("kind", "case_id.number", "partnership_id.name", "start")
    def _compute_display_name(self):
        for meeting in self:
            meeting.display_name = " · ".join(
                filter(
                    None,
                    (
                        meeting._get_neutral_title(),
                        meeting.start
                        and format_datetime(
                            self.env,
                            meeting.start,
                            tz=WARSAW.zone,
                            dt_format="dd.MM.yyyy HH:mm",
                        ),
                    ),
                )
            )

    @api.depends(
        "kind",
        "state",
        "start",
        "minutes",
        "called_on",
        "variant_id.team_notice_days",
        "variant_id.invitation_reply_days",
        "variant_id.partnership_meeting_minutes",
        "variant_id.authority_meeting_minutes",
        "company_id.kooperacja_number_ids.own_value",
    )
    def _compute_warning(self):
        for meeting in self:
            if not meeting.start or meeting.state != "planned":
                meeting.warning = False
                continue
            sentences = meeting._get_warning_sentences()
            codes = meeting_warnings(
                meeting.kind,
                to_polish(meeting.start),
                meeting.minutes,
                meeting.called_on or polish_today(),
                meeting._get_notice_days(),
                meeting._get_longest_minutes(),
            )
            meeting.warning = "\n".join(sentences[code] for code in codes) or False

    def _get_notice_days(self):
        """Return how many days before it those who are called should know of it."""
        code = (
            "invitation_reply_days"
            if self.kind in OF_PARTNERSHIP
            else "team_notice_days"
        )
        return self.company_id._get_kooperacja_number(code)

    def _get_longest_minutes(self):
        """Return the minutes that the Model allows for the kind, or None."""
        code = {
            "authorities": "authority_meeting_minutes",
            "partnership": "partnership_meeting_minutes",
        }.get(self.kind)
        return self.company_id._get_kooperacja_number(code) if code else None

    def _get_warning_sentences(self):
        return {
            "past": self.env._("The date lies before the day of calling."),
            "holiday": self.env._("That day is a public holiday."),
            "weekend": self.env._("Meetings are held on working days (handbook 4.2)."),
            "short_notice": self.env._(
                "Directors should have at least %(days)s days to answer the "
                "invitation (handbook 3.3).",
                days=self._get_notice_days(),
            )
            if self.kind in OF_PARTNERSHIP
            else self.env._(
                "Institutions should learn of the meeting at least %(days)s days "
                "before (handbook 4.2).",
                days=self._get_notice_days(),
            ),
            "monday_or_friday": self.env._(
                "Directors seldom have time on a Monday or a Friday (handbook 3.3)."
            ),
            "too_long": self.env._(
                "Such a meeting should last at most %(minutes)s minutes (handbook "
                "3.2 and 3.3).",
                minutes=self._get_longest_minutes(),
            ),
        }

    @api.onchange("kind", "case_id", "partnership_id")
    def _onchange_subject(self):
        """Show the scenario and the people before the meeting is saved."""
        if not self._origin and (self.case_id or self.kind in OF_PARTNERSHIP):
            self.agenda_ids = [fields.Command.clear()]
            self.attendance_ids = [fields.Command.clear()]
            self.preparation_ids = [fields.Command.clear()]
            self._fill_agenda()
            self._fill_attendance()
            self._fill_preparation()

    @api.constrains("kind", "case_id", "partnership_id")
    def _check_subject(self):
        for meeting in self:
            if (meeting.kind in OF_PARTNERSHIP) == bool(meeting.case_id):
                raise ValidationError(
                    self.env._(
                        "A meeting of the partnership or with the authorities "
                        "concerns no case; any other meeting concerns one."
                    )
                )
            if (
                meeting.case_id
                and meeting.company_id not in meeting.partnership_id._get_gminas()
            ):
                raise ValidationError(
                    self.env._("A meeting of a case belongs to the gmina of the case.")
                )

    def _get_owner(self):
        return self.case_id

    def _get_own_freeze_reason(self):
        if self.state == "approved":
            return self.env._(
                "The minutes were approved on %(date)s and stay as they are. What was "
                "left out goes into the minutes of the next meeting.",
                date=format_date(self.env, self.approved_on),
            )
        return super()._get_own_freeze_reason()

    # --- life ----------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        meetings = super().create(vals_list)
        for meeting in meetings:
            if not meeting.agenda_ids:
                meeting._fill_agenda()
            if not meeting.attendance_ids:
                meeting._fill_attendance()
            if not meeting.preparation_ids:
                meeting._fill_preparation()
        meetings._put_in_calendar()
        return meetings

    def write(self, vals):
        result = super().write(vals)
        if {
            "start",
            "stop",
            "minutes",
            "kind",
            "place_id",
            "attendance_ids",
        }.intersection(vals):
            self._put_in_calendar()
        if {"start", "stop", "minutes", "place_id"}.intersection(vals):
            self._move_sitting()
        return result

    def unlink(self):
        # The events go with the meetings; whoever may delete these may do so.
        events = self.sudo().event_id
        result = super().unlink()
        events.unlink()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_planned(self):
        if any(meeting.state in ("held", "approved") for meeting in self):
            raise UserError(
                self.env._(
                    "A meeting that was held stays on record. Only a planned meeting "
                    "can be deleted."
                )
            )

    def _get_scenario(self):
        """Return by which scenario the meeting is held."""
        return scenario_of(self.kind, self.partnership_id.stage == "agreed")

    def _get_agenda(self, scenario):
        """Return the points of a scenario with their minutes."""
        names = self._get_agenda_names()
        return [(names[code], minutes) for code, minutes in AGENDA[scenario]]

    def _fill_agenda(self):
        self.agenda_ids = [
            fields.Command.create({"name": name, "minutes": minutes})
            for name, minutes in self._get_agenda(self._get_scenario())
        ]

    def _renew_agenda(self):
        """Take the agenda of a working meeting when the agreement was signed since.

        One that somebody wrote himself or herself stays.
        """
        agenda = [(point.name, point.minutes) for point in self.agenda_ids]
        if self._get_scenario() != self.kind and agenda == self._get_agenda(self.kind):
            self.agenda_ids = [fields.Command.clear()]
            self._fill_agenda()

    def _get_agenda_names(self):
        return {
            "opening": self.env._(
                "Welcome, attendance, approval of the last minutes if there are any"
            ),
            "aim": self.env._("Aim of the talk and the Model in outline"),
            "problem": self.env._(
                "The problem, the cost of inaction, what is gained together"
            ),
            "roles": self.env._("Who does what in calling the institutions"),
            "result": self.env._("The result: an agreement on cooperation"),
            "steps": self.env._("Next steps: date, place, whom to invite, who does it"),
            "discussion": self.env._("Discussion: difficulties, aims, rules"),
            "protocol": self.env._("Minutes: written, shown, read out"),
            "diagnosis": self.env._("Diagnosis of the gmina: problems and resources"),
            "model": self.env._("The model of cooperation: aims and rules"),
            "agreement": self.env._("Text and signing of the agreement"),
            "done": self.env._("What was done since the last meeting"),
            "review": self.env._(
                "How we work together: what helps, what hinders, what to change"
            ),
            "matters": self.env._("Matters that the teams could not settle"),
            "institutions": self.env._(
                "Changes in the partnership: people, institutions that join or are "
                "missing"
            ),
            "quarter": self.env._("What we do until the next meeting, who and by when"),
            "situation": self.env._("The situation of the family, and its own view"),
            "views": self.env._("What each institution knows and can do"),
            "goals": self.env._("Main goal and specific goals"),
            "tasks": self.env._("Tasks of the institutions and of the family, dates"),
            "progress": self.env._("Progress of tasks since the last meeting"),
            "barriers": self.env._("Difficulties and barriers"),
            "changes": self.env._("Changes of the plan"),
            "attainment": self.env._("How far each goal was reached"),
            "change": self.env._("The situation before and after"),
            "decision": self.env._("Joint decision on ending or going on"),
            "next": self.env._("Summary and next meeting"),
        }

    def _fill_attendance(self):
        partners = (
            self.case_id.member_ids.filtered("in_force").partner_id
            | self.case_id.coordinator_id.partner_id
            if self.case_id
            else self.partnership_id.member_ids.filtered(
                lambda m: m.state in ("invited", "joined")
            ).representative_id
        )
        if self.kind == "authorities":
            partners = self._get_heads()
        self.attendance_ids = [
            fields.Command.create(
                {"partner_id": partner.id, "can_decide": not self.case_id}
            )
            for partner in partners
        ]

    def _fill_preparation(self):
        names = {
            "resources": self.env._("Information on the resources of the gmina"),
            "cooperation": self.env._("Cards of the diagnosis of cooperation"),
            "inaction": self.env._("Cards of the cost of inaction, to be left there"),
            "drafts": self.env._("Drafts of the declaration and of the agreement"),
            "moderator": self.env._("Who leads, and who writes the minutes"),
            "room": self.env._("A room where all see one another"),
            "equipment": self.env._("Equipment tried half an hour before"),
            "packets": self.env._("Papers for each: programme, drafts, diagnosis"),
            "diagnosis_slides": self.env._(
                "Diagnosis and cost of inaction in 15 minutes, with a case"
            ),
            "overview": self.env._("Work of the teams in numbers, without names"),
            "waiting": self.env._("Matters that wait for the decision of directors"),
        }
        self.preparation_ids = [
            fields.Command.create({"name": names[code]})
            for code in PREPARATION.get(self._get_scenario(), ())
        ]

    def action_hold(self):
        """Note that the meeting was held.

        Raises UserError when attendance is open, or its day has not come.
        """
        today = polish_today()
        for meeting in self:
            if meeting.state != "planned":
                raise UserError(
                    self.env._("Only a planned meeting can be marked as held.")
                )
            if not meeting.attendance_ids.filtered(lambda a: a.status != "invited"):
                raise UserError(
                    self.env._("Mark on the attendance list who came first.")
                )
            if meeting._get_day() > today:
                raise UserError(
                    self.env._(
                        "The meeting is planned for %(date)s. If it was held earlier, "
                        "move it to that day first.",
                        date=format_date(self.env, meeting._get_day()),
                    )
                )
            meeting._write_by_action({"state": "held"})
        return True

    def action_approve(self):
        """Approve the minutes, which then stay as they are (handbook 3.3)."""
        for meeting in self:
            if meeting.state != "held":
                raise UserError(
                    self.env._(
                        "Minutes are approved only once, after the meeting was held."
                    )
                )
            if is_html_empty(meeting.minutes_text) and not meeting.decision_ids:
                raise UserError(
                    self.env._("Write the minutes or at least one decision first.")
                )
            if meeting.kind == "authorities" and not meeting.head_consent:
                raise UserError(
                    self.env._(
                        "Note what the head of the gmina decided before approving the "
                        "minutes."
                    )
                )
            meeting._refuse_early_approval()
            meeting._write_by_action(
                {"state": "approved", "approved_on": polish_today()}
            )
            meeting._write_by_action(meeting._prepare_kept_document())
        return True

    def _refuse_early_approval(self):
        """Raise UserError while partners have yet to meet and approve (handbook 3.3).

        Where no meeting follows, they approve the minutes that were read out at the
        end.
        """
        following = self.kind == "partnership" and self._get_following()
        if following and following.state == "planned":
            following._refuse_approving_ahead()

    def _refuse_approving_ahead(self):
        if self._get_day() > polish_today():
            raise UserError(
                self.env._(
                    "Minutes are approved at the beginning of the next meeting, which "
                    "is planned for %(date)s (handbook 3.3). If it was held earlier, "
                    "move it to that day first.",
                    date=format_date(self.env, self._get_day()),
                )
            )

    def action_approve_previous(self):
        """Approve the minutes of the meeting before, at the beginning of this one.

        Raises UserError when the day of this one has not come.
        """
        self.ensure_one()
        self._refuse_approving_ahead()
        return self.previous_id.action_approve()

    def _get_following(self):
        """Return the meeting that was planned from this one and not cancelled."""
        return self.search(
            [("previous_id", "=", self.id), ("state", "!=", "cancelled")], limit=1
        )

    def action_plan_next(self):
        """Plan the meeting that follows, with those of its people who still belong.

        Four weeks later; a partnership that has its agreement meets in a quarter.
        Raises UserError when this one was not held.
        """
        self.ensure_one()
        if self.state not in ("held", "approved"):
            raise UserError(
                self.env._("Mark the meeting as held before planning the next one.")
            )
        following = self._get_following()
        gone = self._get_gone_institutions()
        if not following:
            following = self.create(
                {
                    "kind": self.kind,
                    "case_id": self.case_id.id,
                    "partnership_id": self.partnership_id.id,
                    "previous_id": self.id,
                    "start": self._get_following_start(),
                    "place_id": self.place_id.id,
                    "place_note": self.place_note,
                    # A working meeting need not be as long as the founding one.
                    **({"minutes": self.minutes} if self.case_id else {}),
                    "attendance_ids": [
                        fields.Command.create(
                            {
                                "partner_id": line.partner_id.id,
                                "person_id": line.person_id.id,
                                "can_decide": line.can_decide,
                            }
                        )
                        for line in self.attendance_ids
                        if line.institution_id not in gone
                    ],
                }
            )
        return following._get_form_action()

    def _get_following_start(self):
        working = self._get_scenario() == "working"
        following = following_start(
            to_polish(self.start),
            to_polish(fields.Datetime.now()),
            weeks=13 if working else 4,
            avoided_weekdays=() if self.case_id else (MONDAY, FRIDAY),
        )
        return to_utc(following)

    def _get_document_report(self):
        return "kooperacja_addon.report_meeting"

    def _get_document_name(self):
        return f"protokol-{self.id}"

    def action_cancel(self):
        """Cancel a planned meeting and take it out of the calendar."""
        for meeting in self:
            if meeting.state != "planned":
                raise UserError(self.env._("Only a planned meeting can be cancelled."))
            # The event has the meeting's attendees; the writer need not be one.
            event = meeting.sudo().event_id
            meeting._write_by_action({"state": "cancelled", "event_id": False})
            event.unlink()
            meeting._tell_cancelled()
        return True

    def action_plan_again(self):
        """Plan a cancelled meeting once more, at its old date until another is set."""
        for meeting in self:
            if meeting.state == "cancelled":
                meeting._write_by_action({"state": "planned"})
                meeting._put_in_calendar()
        return True

    def action_open_event(self):
        """Open the meeting's event in Odoo's calendar."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "calendar.event",
            "res_id": self.event_id.id,
            "view_mode": "form",
        }

    # --- several cases at one sitting ----------------------------------------

    def action_add_case(self):
        """Ask which other cases are spoken of at the same sitting."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add another case to this meeting"),
            "res_model": "kooperacja.meeting.add.case",
            "view_mode": "form",
            "target": "new",
            "context": {"default_meeting_id": self.id},
        }

    def action_leave_sitting(self):
        """Hold this meeting by itself again; the others stay together."""
        self.filtered("sitting")._write_by_action({"sitting": False})
        return True

    def action_open_sitting(self):
        """List the meetings of this sitting that the user may read."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Meetings at one sitting"),
            "res_model": self._name,
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "domain": [("sitting", "=", self.sitting)],
        }

    def _add_cases_to_sitting(self, cases):
        """Call each of ``cases`` to a meeting of its own at this time and place.

        Its own team is invited to each; nobody is told of the other family. Raises
        UserError when this meeting is of no case or no longer planned, or a case is of
        another partnership.
        """
        self.ensure_one()
        self.check_access("write")
        if not self.case_id or self.state != "planned":
            raise UserError(
                self.env._(
                    "Other cases are added to a planned meeting of a case; this one is "
                    "of the partnership or was held already."
                )
            )
        if cases.partnership_id - self.partnership_id:
            raise UserError(
                self.env._("Only cases of the same partnership are met together.")
            )
        if not self.sitting:
            self._write_by_action({"sitting": uuid.uuid4().hex})
        together = self.search([("sitting", "=", self.sitting)])
        others = self.create(
            [
                {
                    "kind": self.kind,
                    "case_id": case.id,
                    "start": self.start,
                    "minutes": self.minutes,
                    "place_id": self.place_id.id,
                    "called_on": self.called_on,
                    "warning_reason": self.warning_reason,
                }
                for case in cases - together.case_id
            ]
        )
        others._write_by_action({"sitting": self.sitting})
        return self.action_open_sitting()

    def _move_sitting(self):
        """Move the other planned meetings of the sitting along with this one."""
        for meeting in self.filtered("sitting"):
            values = {
                "start": meeting.start,
                "minutes": meeting.minutes,
                "place_id": meeting.place_id.id,
            }
            # Another case of the sitting need not be the user's: whoever coordinates it
            # put it there. Only time, length and place pass, and nothing comes back.
            others = (
                meeting.sudo()
                .search([("sitting", "=", meeting.sitting), ("id", "!=", meeting.id)])
                ._filtered_movable()
                .filtered(
                    lambda m, v=values: (m.start, m.minutes, m.place_id.id)
                    != tuple(v.values())
                )
            )
            others._write_by_action(values)
            others._put_in_calendar()

    # --- handover --------------------------------------------------------------

    def _get_day(self):
        """Return the day of the meeting in Poland."""
        return to_polish(self.start).date()

    def _replace_professional(self, giver, taker):
        """Invite ``taker`` instead of ``giver``; return the meetings that changed."""
        lines = self.attendance_ids.filtered(lambda line: line.partner_id == giver)
        meetings = lines.meeting_id
        for line in lines:
            if taker in line.meeting_id.attendance_ids.partner_id:
                line.unlink()
            else:
                line.write({"partner_id": taker.id, "reply": False})
        # An organiser could still move in the calendar what is closed to him or her.
        for event in self.event_id.filtered(lambda e: e.user_id.partner_id == giver):
            event._write_from_meeting({"user_id": taker.user_ids[:1].id})
        meetings._put_in_calendar()
        return meetings

    def _add_substitute(self, giver, taker):
        """Invite ``taker`` for ``giver``; return the meetings that changed."""
        lines = self.attendance_ids.filtered(lambda line: line.partner_id == giver)
        lines.write({"substitute_id": taker.id})
        return lines.meeting_id

    # --- shared calendar -----------------------------------------------------

    def _get_neutral_title(self):
        """Return kind and number: all that a stranger's calendar may show."""
        self.ensure_one()
        if not self.case_id:
            kind = (
                self.env._("Meeting with the authorities")
                if self.kind == "authorities"
                else self.variant_id.partnership_label
            )
            return " · ".join(filter(None, (kind, self.partnership_id.name)))
        kinds = {
            "team": self.variant_id.team_short_label or self.env._("Team"),
            "monitoring": self.env._("Monitoring"),
            "evaluation": self.env._("Evaluation"),
        }
        return self.env._(
            "%(kind)s · case %(number)s",
            kind=kinds.get(self.kind, ""),
            # The number is neutral; whoever holds the meeting may know it.
            number=self.sudo().case_id.number,
        )

    def _prepare_event(self):
        self.ensure_one()
        return {
            "name": self._get_neutral_title(),
            "start": self.start,
            "stop": self.stop,
            "privacy": "private",
            "location": self.place_id.display_name or False,
            "partner_ids": [fields.Command.set(self.attendance_ids.partner_id.ids)],
        }

    def _put_in_calendar(self):
        """Create or move the event of each planned meeting."""
        for meeting in self.filtered(lambda m: m.state == "planned"):
            values = meeting._prepare_event()
            # Whoever may write the meeting keeps its event, attendee or not.
            if event := meeting.sudo().event_id:
                event._write_from_meeting(event._filter_changed(values))
            else:
                event = (
                    self.env["calendar.event"]
                    .sudo()
                    .with_context(
                        skip_contact_description=True, no_mail_to_attendees=True
                    )
                    .create({**values, "user_id": self.env.uid})
                )
                meeting._write_by_action({"event_id": event.id})
                # Only now the mail knows of which meeting it speaks.
                event.with_env(self.env(su=True))._call_attendees()

    def _follow_event(self):
        """Take over the time of the event that somebody moved; minutes stay."""
        for meeting in self._filtered_movable():
            event = meeting.event_id
            meeting._write_by_action(
                {
                    "start": event.start,
                    "minutes": max(
                        1, round((event.stop - event.start).total_seconds() / 60)
                    ),
                }
            )
        self._move_sitting()

    def _follow_removed_event(self):
        """Cancel planned meetings whose event was deleted or archived."""
        meetings = self._filtered_movable()
        meetings._write_by_action({"state": "cancelled", "event_id": False})
        meetings._tell_cancelled()

    def _filtered_movable(self):
        """Return the meetings that the calendar may still move or cancel."""
        return self.filtered(
            lambda m: m.state == "planned" and not m._get_freeze_reason()
        )

    def _keep_text_of_event(self, typed):
        """Keep what somebody typed into the event, behind the login, as an entry."""
        self.env["kooperacja.case.entry"].create(
            [
                {
                    "case_id": meeting.case_id.id,
                    "text": self.env._(
                        "Moved here from the shared calendar, which holds no personal "
                        "data: %(text)s",
                        text=typed,
                    ),
                }
                for meeting in self
                if not meeting._get_freeze_reason()
            ]
        )
