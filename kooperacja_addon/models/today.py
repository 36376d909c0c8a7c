from datetime import datetime, time, timedelta
from operator import itemgetter

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

from ..rules.polish_time import WARSAW, polish_today, to_polish, to_utc

# How far the morning screen looks ahead, and how many rows a section shows.
MEETING_DAYS = 7
DUE_DAYS = 14
ROWS = 8
# Deadlines that are met by who sees to them; for others somebody else is awaited.
OWN_KINDS = (
    "send",
    "reminder",
    "family_reminder",
    "minutes",
    "meeting",
    "monitoring",
    "evaluation",
    "plan_end",
    "delegation_end",
    "agreement_end",
    "stray",
    "clause",
    "declined",
)


class Today(models.AbstractModel):
    """The morning screen: what is mine today, what is late, who waits for me.

    Everything is read with the rights of the user. Another room adds a section by
    extending ``_get_sections``; each costs a fixed number of queries.
    """

    _name = "kooperacja.today"
    _description = "My day"

    @api.model
    def get_day(self):
        """Return what the screen shows: date, sections with rows, and what to do next.

        Raises AccessError for those who have no part in Kooperacja.
        """
        user = self.env.user
        groups = ("group_team", "group_administrator")
        if not any(user.has_group(f"kooperacja_addon.{group}") for group in groups):
            raise AccessError(self.env._("This screen is for users of Kooperacja."))
        member = user.has_group("kooperacja_addon.group_team")
        sections = [
            section for section in member and self._get_sections() or () if section
        ]
        return {
            "date": format_date(self.env, polish_today(), date_format="EEEE, d MMMM"),
            "sections": sections,
            "hint": self._get_hint(member, sections),
        }

    @api.model
    def _get_sections(self):
        """Return the sections from the most pressing on; empty ones are left out."""
        late, due = self._get_own_deadlines()
        return [
            self._prepare_section(
                "late", self.env._("Late"), late, "kooperacja_addon.deadline_action"
            ),
            self._prepare_section(
                "meetings",
                self.env._("Meetings in the next days"),
                self._get_meeting_rows(),
                "kooperacja_addon.meeting_action",
            ),
            self._prepare_section(
                "due", self.env._("To do"), due, "kooperacja_addon.deadline_action"
            ),
            self._prepare_section(
                "intakes",
                self.env._("Reported needs to decide on"),
                self._get_intake_rows(),
                "kooperacja_addon.case_intake_action",
            ),
            self._prepare_section(
                "awaited",
                self.env._("I wait for others"),
                self._get_awaited_rows(),
                "kooperacja_addon.deadline_action",
            ),
            self._prepare_section(
                "cases",
                self.env._("My cases"),
                self._get_case_rows(),
                "kooperacja_addon.case_action",
            ),
        ]

    @api.model
    def _prepare_section(self, code, title, rows, action):
        """Return a section of at most ``ROWS`` rows, or False when there are none."""
        return rows and {
            "code": code,
            "title": title,
            "rows": rows[:ROWS],
            "more": len(rows) > ROWS,
            "action": action,
        }

    @api.model
    def _prepare_row(self, record, title, detail="", day=None, tone="", when=None):
        return {
            "key": f"{record._name},{record.id}",
            "model": record._name,
            "id": record.id,
            "title": title,
            "detail": detail or "",
            "when": when or (day and self._get_day_words(day)) or "",
            "tone": tone,
        }

    @api.model
    def _get_day_words(self, day):
        """Return how people say ``day``: today, tomorrow, the day of the week, …"""
        days = (day - polish_today()).days
        if days == 0:
            return self.env._("today")
        if days == 1:
            return self.env._("tomorrow")
        if 1 < days < 7:
            return format_date(self.env, day, date_format="EEEE, d.MM")
        return format_date(self.env, day, date_format="d MMM")

    # --- deadlines -----------------------------------------------------------

    @api.model
    def _domain_mine(self):
        """Return the deadlines that the user meets himself or herself."""
        user = self.env.user
        terms = self.env["kooperacja.partnership.representative"]
        directed = terms.search(
            terms._domain_in_force()
            & Domain("partner_id", "=", user.partner_id.id)
            & Domain("function", "in", ("director", "deputy"))
        ).member_id.institution_id
        return (
            Domain("partner_id", "=", user.partner_id.id)
            | (Domain("user_id", "=", user.id) & Domain("kind", "in", OWN_KINDS))
            | (
                Domain("kind", "in", ("worker", "escalation"))
                & Domain("partner_id", "in", directed.ids)
            )
        )

    @api.model
    def _get_own_deadlines(self):
        """Return the rows that are late, and those that are due soon."""
        today = polish_today()
        mine = self._domain_mine()
        soon = Domain("date", ">=", today) & Domain(
            "date", "<=", today + timedelta(days=DUE_DAYS)
        )
        return (
            self._get_rows_in_order(mine & Domain("date", "<", today), "late"),
            self._get_rows_in_order(mine & soon),
        )

    @api.model
    def _get_rows_in_order(self, domain, tone=""):
        """Return the rows of the deadlines by date; many letters alike are one row."""
        deadlines = self.env["kooperacja.deadline"]
        letters = Domain("kind", "=", "send")
        lines = deadlines.search(domain & ~letters, limit=ROWS + 1)
        rows = list(
            zip(lines.mapped("date"), self._get_deadline_rows(lines, tone), strict=True)
        )
        for name, date, ids in deadlines._read_group(
            domain & letters, ["name", "date:day"], ["res_id:array_agg"]
        ):
            rows.append((date, self._prepare_letters_row(name, date, ids, tone)))
        return [row for _date, row in sorted(rows, key=itemgetter(0))]

    @api.model
    def _prepare_letters_row(self, name, date, ids, tone):
        """Return the row of letters to be sent: the letter itself, or their list."""
        letters = self.env["kooperacja.letter"].browse(ids)
        row = self._prepare_row(
            letters[0],
            self.env._("Letters to be sent: %(count)s", count=len(ids))
            if len(ids) > 1
            else self.env._("Letter to be sent"),
            name,
            date,
            tone or (date == polish_today() and "today") or "",
        )
        if len(ids) > 1:
            row["action"] = {
                "type": "ir.actions.act_window",
                "name": name,
                "res_model": letters._name,
                "views": [(False, "list"), (False, "kanban"), (False, "form")],
                "domain": [("id", "in", ids)],
            }
        return row

    @api.model
    def _get_awaited_rows(self):
        """Return what others owe the user: late, or due in these days."""
        deadlines = self.env["kooperacja.deadline"].search(
            Domain("user_id", "=", self.env.uid)
            & Domain("kind", "not in", OWN_KINDS)
            & (
                Domain("partner_id", "=", False)
                | Domain("partner_id", "!=", self.env.user.partner_id.id)
            )
            & Domain("date", "<=", polish_today() + timedelta(days=3)),
            limit=ROWS + 1,
        )
        return self._get_deadline_rows(deadlines, whom=True)

    @api.model
    def _get_deadline_rows(self, deadlines, tone="", whom=False):
        kinds = dict(deadlines._fields["kind"]._description_selection(self.env))
        today = polish_today()
        rows = []
        for line in deadlines:
            record = self.env[line.res_model].browse(line.res_id)
            who = whom and (
                line.partner_id.name
                or (line.kind == "task" and self.env._("the family"))
            )
            rows.append(
                self._prepare_row(
                    record,
                    line.subject or kinds[line.kind],
                    " · ".join(
                        filter(
                            None, (who, line.subject and kinds[line.kind], line.name)
                        )
                    ),
                    line.date,
                    tone
                    or (line.date < today and "late")
                    or (line.date == today and "today")
                    or "",
                )
            )
        return rows

    # --- meetings, reports of needs, cases -----------------------------------

    @api.model
    def _get_meeting_rows(self):
        start = to_utc(datetime.combine(polish_today(), time()))
        meetings = self.env["kooperacja.meeting"].search(
            Domain("state", "=", "planned")
            & Domain("start", ">=", start)
            & Domain("start", "<", start + timedelta(days=MEETING_DAYS))
            & (
                Domain("attendance_ids.partner_id", "=", self.env.user.partner_id.id)
                | Domain("case_id.coordinator_id", "=", self.env.uid)
                | Domain("event_id.user_id", "=", self.env.uid)
            ),
            order="start, id",
            limit=ROWS + 1,
        )
        rows = []
        for meeting in meetings:
            day = to_polish(meeting.start).date()
            hour = format_datetime(
                self.env, meeting.start, tz=WARSAW.zone, dt_format="HH:mm"
            )
            rows.append(
                self._prepare_row(
                    meeting,
                    meeting._get_neutral_title(),
                    self._get_question_of(meeting) or meeting.place_id.name,
                    tone="today" if day == polish_today() else "",
                    when=f"{self._get_day_words(day)}, {hour}",
                )
            )
        return rows

    @api.model
    def _get_question_of(self, meeting):
        """Return what the user is still asked about a meeting, or nothing."""
        if meeting.ballot_ids:
            return not all(meeting.ballot_ids.mapped("my_answer")) and self.env._(
                "Say which dates suit you"
            )
        return (
            meeting.is_called
            and not meeting.my_reply
            and self.env._("Say whether you come")
        )

    @api.model
    def _get_intake_rows(self):
        if not self.env.user.has_group("kooperacja_addon.group_worker"):
            return []
        intakes = self.env["kooperacja.case.intake"].search(
            [("state", "=", "new")], limit=ROWS + 1
        )
        return [
            self._prepare_row(
                intake,
                intake.number,
                intake.problem_id.name
                or intake.institution_id.name
                or dict(intake._fields["source"]._description_selection(self.env))[
                    intake.source
                ],
                when=self.env._("urgent")
                if intake.is_urgent
                else self.env._("days: %(days)s", days=intake.days_waiting),
                tone="late" if intake.is_urgent else "",
            )
            for intake in intakes
        ]

    @api.model
    def _get_case_rows(self):
        cases = (
            self.env["kooperacja.case"]
            .with_context(show_family_names=True)
            .search(
                Domain("stage", "!=", "closed")
                & self.env["kooperacja.case"]._domain_open_to_me(),
                limit=ROWS + 1,
            )
        )
        stages = dict(cases._fields["stage"]._description_selection(self.env))
        return [
            self._prepare_row(
                case,
                " · ".join(filter(None, (case.number, case.household_id.display_name))),
                case.next_step if case.coordinator_id == self.env.user else "",
                when=stages[case.stage],
            )
            for case in cases
        ]

    # --- nothing to do -------------------------------------------------------

    @api.model
    def _get_hint(self, member, sections):
        """Return what to do next when little or nothing waits, or False.

        :param sections: those that are shown
        """
        shown = {section["code"] for section in sections}
        if not member:
            return self._prepare_hint(
                self.env._("No family is open to you"),
                self.env._(
                    "You keep institutions, variants and dictionaries. What is due in "
                    "cases is seen by their teams."
                ),
                (self.env._("Institutions"), "kooperacja_addon.institution_action"),
                (self.env._("Numbers of the model"), "kooperacja_addon.number_action"),
            )
        worker = self.env.user.has_group("kooperacja_addon.group_worker")
        if worker and not shown:
            return self._prepare_hint(
                self.env._("Nothing waits for you"),
                self.env._(
                    "When somebody reports a need, note it; a case begins with its "
                    "family and its needs."
                ),
                (
                    self.env._("Reported needs"),
                    "kooperacja_addon.case_intake_action",
                ),
                (self.env._("Cases"), "kooperacja_addon.case_action"),
            )
        if "cases" not in shown and not worker:
            return self._prepare_hint(
                self.env._("No case is open to you"),
                self.env._(
                    "You see a case from the first day on its team. You may report the "
                    "need of a family, and look up which institution helps with what."
                ),
                (
                    self.env._("Report a need"),
                    "kooperacja_addon.case_intake_action",
                ),
                (self.env._("Directory"), "kooperacja_addon.resource_action"),
            )
        if not shown - {"cases", "awaited"}:
            return self._prepare_hint(
                self.env._("Nothing is due from you these days"),
                self.env._("Look into your cases, or write down what has happened."),
            )
        return False

    @api.model
    def _prepare_hint(self, title, text, *links):
        return {
            "title": title,
            "text": text,
            "links": [{"label": label, "action": action} for label, action in links],
        }
