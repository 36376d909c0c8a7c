from odoo import api, fields, models
from odoo.tools import SQL

from ..rules.polish_time import polish_today


class Deadline(models.Model):
    """What is due, from whom, by when: one list over all records.

    Read-only, drawn from the records themselves, so that nothing is kept twice and
    doing the thing takes it off the list. What belongs to a case names it, and is open
    to those to whom the case is.
    """

    _name = "kooperacja.deadline"
    _description = "Deadline"
    _auto = False
    _order = "date, id"

    name = fields.Char(string="What", readonly=True)
    kind = fields.Selection(
        selection=[
            ("send", "Letter to be sent"),
            ("answer", "Answer to a letter"),
            ("reply", "Reply to an invitation"),
            ("reminder", "Reminder of a meeting"),
            ("minutes", "Minutes to be approved"),
            ("worker", "Answer to the request for a worker"),
            ("escalation", "Answer of an authority"),
            ("family", "The family to be told of the findings"),
            ("followup", "Look back after the end"),
            ("task", "Task of the plan"),
            ("declined", "Declined task"),
            ("report", "Monthly report"),
            ("monitoring", "Monitoring card"),
            ("evaluation", "Evaluation"),
            ("plan_end", "End of the plan"),
        ],
        readonly=True,
    )
    date = fields.Date(string="By", readonly=True)
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Who sees to it", readonly=True
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="To or from whom", readonly=True
    )
    partnership_id = fields.Many2one(
        comodel_name="kooperacja.partnership", string="Partnership", readonly=True
    )
    case_id = fields.Many2one(
        comodel_name="kooperacja.case", string="Case", readonly=True
    )
    subject = fields.Char(
        string="In detail",
        readonly=True,
        help="The words of a task, for those who are on the case.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", string="Gmina", readonly=True
    )
    res_model = fields.Char(string="Record", readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", readonly=True)

    _depends = {
        "kooperacja.letter": [
            "name",
            "state",
            "send_due",
            "answer_due",
            "answered_on",
            "partner_id",
            "partnership_id",
            "company_id",
        ],
        "kooperacja.meeting": [
            "state",
            "kind",
            "start",
            "called_on",
            "case_id",
            "reply_by",
            "previous_id",
            "partnership_id",
            "company_id",
        ],
        "kooperacja.meeting.attendance": [
            "partner_id",
            "reply",
            "meeting_id",
            "reminded_start",
        ],
        "kooperacja.partnership": ["coordinator_id", "name", "company_id"],
        "kooperacja.partnership.member": ["state", "institution_id", "partnership_id"],
        "kooperacja.partnership.gmina": ["company_id", "coordinator_id", "state"],
        "kooperacja.case": [
            "number",
            "stage",
            "plan_id",
            "coordinator_id",
            "partnership_id",
            "company_id",
        ],
        "kooperacja.case.member": ["partner_id", "heir_id"],
        "kooperacja.plan": ["date_to", "signed_on"],
        "kooperacja.plan.task": [
            "answer",
            "answered_on",
            "name",
            "date_to",
            "member_id",
            "person_id",
            "plan_id",
            "origin_id",
        ],
        "kooperacja.report": [
            "state",
            "month",
            "member_id",
            "case_id",
            "submitted_on",
        ],
        "kooperacja.report.line": [
            "state",
            "month",
            "status",
            "task_id",
            "report_id",
        ],
        "kooperacja.monitoring": ["state", "date_to", "case_id", "family_presence"],
        "kooperacja.escalation": [
            "state",
            "answer_due",
            "letter_id",
            "partner_id",
            "sent_by_id",
            "partnership_id",
            "company_id",
        ],
        "kooperacja.evaluation": [
            "state",
            "date",
            "case_id",
            "followup_due",
            "followup_on",
        ],
        "kooperacja.number": ["code", "company_id", "own_value"],
        "kooperacja.variant": ["invitation_reminder_days"],
        "res.company": ["kooperacja_variant_id"],
        "kooperacja.delegation": [
            "state",
            "answer_due",
            "case_number",
            "letter_id",
            "institution_id",
            "partnership_id",
            "company_id",
        ],
    }

    @property
    def _table_query(self):
        return SQL(" UNION ALL ").join(self._get_queries())

    def _get_queries(self):
        """Return one query a kind of record, all with the columns of the list."""
        return (
            self._query_letters(),
            self._query_replies(),
            self._query_reminders(),
            self._query_minutes(),
            self._query_delegations(),
            self._query_escalations(),
            self._query_families_to_tell(),
            self._query_followups(),
            self._query_tasks(),
            self._query_reports(),
            self._query_monitoring(),
            self._query_evaluations(),
            self._query_plan_ends(),
        )

    # --- the columns of the list ---------------------------------------------------

    @api.model
    def _columns(
        self,
        kind,
        number,
        row,
        date,
        opens,
        *,
        name,
        user,
        partnership,
        company,
        record=None,
        opened=None,
        partner=None,
        case=None,
        subject=None,
    ):
        """Return the columns of the list; each kind of record has ids of its own.

        :param number: which of the forty numbers the ``row`` of the query gets
        :param opens: the model that a line opens, with the id ``opened``, or else that
            of ``record``, or of the row itself
        """
        return SQL(
            """
                   %(row)s.id * 40 + %(number)s AS id,
                   %(name)s AS name,
                   %(kind)s AS kind,
                   %(date)s AS date,
                   %(user)s AS user_id,
                   %(partner)s AS partner_id,
                   %(partnership)s AS partnership_id,
                   %(case)s AS case_id,
                   %(subject)s AS subject,
                   %(company)s AS company_id,
                   %(opens)s AS res_model,
                   %(opened)s AS res_id
            """,
            row=SQL.identifier(row),
            number=number,
            name=name,
            kind=kind,
            date=date,
            user=user,
            partner=partner or SQL("NULL::integer"),
            partnership=partnership,
            case=case or SQL("NULL::integer"),
            subject=subject or SQL("NULL"),
            company=company,
            opens=opens,
            opened=opened or SQL.identifier(record or row, "id"),
        )

    @api.model
    def _columns_of_partnership(self, kind, number, row, date, opens, **others):
        """Return the columns for what is due in ``partnership``.

        What a line opens names its partnership and gmina.
        """
        record = others.get("record", row)
        columns = {
            "name": SQL("partnership.name"),
            "user": SQL("partnership.coordinator_id"),
            "partnership": SQL.identifier(record, "partnership_id"),
            "company": SQL.identifier(record, "company_id"),
            **others,
        }
        return self._columns(kind, number, row, date, opens, **columns)

    @api.model
    def _columns_of_meeting(self, kind, number, row, date, **others):
        """Return the columns for a meeting of ``partnership`` or of ``the_case``."""
        return self._columns_of_partnership(
            kind,
            number,
            row,
            date,
            "kooperacja.meeting",
            record="meeting",
            name=SQL("COALESCE(the_case.number, partnership.name)"),
            user=SQL("COALESCE(the_case.coordinator_id, partnership.coordinator_id)"),
            case=SQL("meeting.case_id"),
            **others,
        )

    @api.model
    def _columns_of_case(self, kind, number, row, date, opens, **others):
        """Return the columns for what is due in ``the_case``."""
        return self._columns(
            kind,
            number,
            row,
            date,
            opens,
            name=SQL("the_case.number"),
            user=SQL("the_case.coordinator_id"),
            partnership=SQL("the_case.partnership_id"),
            case=SQL("the_case.id"),
            company=SQL("the_case.company_id"),
            **others,
        )

    # --- of partnerships -----------------------------------------------------------

    @api.model
    def _query_letters(self):
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_letter letter
              JOIN kooperacja_partnership partnership
                ON partnership.id = letter.partnership_id
         LEFT JOIN kooperacja_partnership_gmina gmina
                ON gmina.partnership_id = letter.partnership_id
               AND gmina.company_id = letter.company_id
               AND gmina.state = 'joined'
             WHERE (letter.state = 'draft' AND letter.send_due IS NOT NULL)
                OR (letter.state = 'sent' AND letter.answer_due IS NOT NULL
                    AND letter.answered_on IS NULL
                    AND NOT EXISTS (SELECT FROM kooperacja_delegation asked
                                     WHERE asked.letter_id = letter.id
                                       AND asked.state = 'asked')
                    AND NOT EXISTS (SELECT FROM kooperacja_escalation asked
                                     WHERE asked.letter_id = letter.id
                                       AND asked.state = 'sent'))
            """,
            columns=self._columns_of_partnership(
                SQL("CASE letter.state WHEN 'draft' THEN 'send' ELSE 'answer' END"),
                SQL("(letter.state = 'sent')::integer"),
                "letter",
                SQL(
                    """
                    CASE letter.state WHEN 'draft' THEN letter.send_due
                                      ELSE letter.answer_due END
                    """
                ),
                "kooperacja.letter",
                name=SQL("letter.name"),
                user=SQL(
                    """
                    CASE letter.company_id
                         WHEN partnership.company_id THEN partnership.coordinator_id
                         ELSE gmina.coordinator_id END
                    """
                ),
                partner=SQL("letter.partner_id"),
            ),
        )

    @api.model
    def _query_replies(self):
        """Who was invited without a letter, and has not replied."""
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_meeting_attendance attendance
              JOIN kooperacja_meeting meeting ON meeting.id = attendance.meeting_id
              JOIN kooperacja_partnership partnership
                ON partnership.id = meeting.partnership_id
              JOIN res_partner person ON person.id = attendance.partner_id
             WHERE meeting.state = 'planned'
               AND meeting.case_id IS NULL
               AND meeting.reply_by IS NOT NULL
               AND attendance.reply IS NULL
               -- The centre that calls the meeting needs no answer of its own people.
               AND NOT EXISTS (
                       SELECT 1
                         FROM res_users coordinator
                         JOIN res_partner caller ON caller.id = coordinator.partner_id
                        WHERE coordinator.id = partnership.coordinator_id
                          AND caller.commercial_partner_id
                              = person.commercial_partner_id
                   )
               -- Who refused or left is awaited no more.
               AND COALESCE((
                       SELECT bool_or(member.state IN ('invited', 'joined'))
                         FROM kooperacja_partnership_member member
                        WHERE member.partnership_id = meeting.partnership_id
                          AND member.institution_id = person.commercial_partner_id
                   ), TRUE)
               AND NOT EXISTS (
                       SELECT 1
                         FROM kooperacja_letter letter
                        WHERE letter.meeting_id = meeting.id
                          AND letter.state = 'sent'
                          AND letter.partner_id = person.commercial_partner_id
                   )
            """,
            columns=self._columns_of_partnership(
                "reply",
                2,
                "attendance",
                SQL("meeting.reply_by"),
                "kooperacja.meeting",
                record="meeting",
                partner=SQL("attendance.partner_id"),
            ),
        )

    @api.model
    def _query_reminders(self):
        """Who comes to a meeting of the partnership is reminded of it (handbook 3.3).

        A meeting called later than the reminder would be due needs none.
        """
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_meeting meeting
              JOIN kooperacja_partnership partnership
                ON partnership.id = meeting.partnership_id
              JOIN (%(days)s) days ON days.company_id = meeting.company_id
CROSS JOIN LATERAL (
                       SELECT (meeting.start AT TIME ZONE 'UTC'
                               AT TIME ZONE 'Europe/Warsaw')::date AS of_meeting
                   ) day
             WHERE meeting.state = 'planned'
               AND meeting.kind = 'partnership'
               AND meeting.start > now() AT TIME ZONE 'UTC'
               AND days.before > 0
               AND meeting.called_on <= day.of_meeting - days.before
               AND EXISTS (
                       SELECT 1
                         FROM kooperacja_meeting_attendance attendance
                        WHERE attendance.meeting_id = meeting.id
                          AND attendance.partner_id IS NOT NULL
                          AND attendance.reply IS DISTINCT FROM 'no'
                          AND attendance.reminded_start IS DISTINCT FROM meeting.start
                   )
            """,
            columns=self._columns_of_partnership(
                "reminder",
                10,
                "meeting",
                SQL("day.of_meeting - days.before"),
                "kooperacja.meeting",
                name=SQL(
                    "partnership.name || ' · ' || to_char(day.of_meeting, 'DD.MM.YYYY')"
                ),
            ),
            days=self._query_number("invitation_reminder_days"),
        )

    @api.model
    def _query_number(self, code):
        """Return the number ``code`` of each gmina, as columns company_id and before.

        The same choice as ``res.company._get_kooperacja_number`` makes: the gmina's
        own, or its variant's, or the handbook's.
        """
        field = self.env["kooperacja.variant"]._fields[code]
        return SQL(
            """
            SELECT company.id AS company_id,
                   COALESCE(NULLIF(trim(own.own_value), '')::integer, %(of_variant)s,
                            %(default)s) AS before
              FROM res_company company
         LEFT JOIN kooperacja_variant variant
                ON variant.id = company.kooperacja_variant_id
         LEFT JOIN kooperacja_number own
                ON own.company_id = company.id
               AND own.code = %(code)s
            """,
            of_variant=SQL.identifier("variant", code),
            default=field.default(self.env["kooperacja.variant"]),
            code=code,
        )

    @api.model
    def _query_minutes(self):
        """Minutes wait for the meeting that follows, or for a month (handbook 3.3)."""
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_meeting meeting
              JOIN kooperacja_partnership partnership
                ON partnership.id = meeting.partnership_id
         LEFT JOIN kooperacja_case the_case
                ON the_case.id = meeting.case_id
         LEFT JOIN kooperacja_meeting following
                ON following.previous_id = meeting.id
               AND following.state != 'cancelled'
             WHERE meeting.state = 'held'
               AND (the_case.id IS NULL OR the_case.stage != 'closed')
            """,
            columns=self._columns_of_meeting(
                "minutes",
                3,
                "meeting",
                SQL(
                    """
                    COALESCE(following.start, meeting.start + interval '1 month')::date
                    """
                ),
            ),
        )

    @api.model
    def _query_delegations(self):
        """Who was asked for a worker; the letter of it is not waited for besides."""
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_delegation delegation
              JOIN kooperacja_partnership partnership
                ON partnership.id = delegation.partnership_id
             WHERE delegation.state = 'asked'
            """,
            columns=self._columns_of_partnership(
                "worker",
                4,
                "delegation",
                SQL("delegation.answer_due"),
                "kooperacja.delegation",
                name=SQL("COALESCE(delegation.case_number, partnership.name)"),
                user=SQL("delegation.asked_by_id"),
                partner=SQL("delegation.institution_id"),
            ),
        )

    @api.model
    def _query_escalations(self):
        """Authorities that have not answered; no letter of it is waited for besides."""
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_escalation escalation
              JOIN kooperacja_partnership partnership
                ON partnership.id = escalation.partnership_id
             WHERE escalation.state = 'sent'
            """,
            columns=self._columns_of_partnership(
                "escalation",
                11,
                "escalation",
                SQL("escalation.answer_due"),
                "kooperacja.escalation",
                user=SQL("escalation.sent_by_id"),
                partner=SQL("escalation.partner_id"),
            ),
        )

    # --- of cases, which end with the case ---------------------------------------

    @api.model
    def _query_tasks(self):
        """Tasks of plans in force on which the newest word leaves something to do.

        A task of the family waits for nobody who has a login: its coordinator sees to
        it. One that its doer declined waits for the coordinator since that day. What
        counts as done is what ``status`` of the task says.
        """
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_plan_task task
              JOIN kooperacja_case the_case
                ON the_case.plan_id = task.plan_id
               AND the_case.stage != 'closed'
         LEFT JOIN kooperacja_case_member member
                ON member.id = task.member_id
         LEFT JOIN kooperacja_case_member heir
                ON heir.id = member.heir_id
         LEFT JOIN LATERAL (
                       SELECT line.status, line.month, report.submitted_on
                         FROM kooperacja_report_line line
                         JOIN kooperacja_report report
                           ON report.id = line.report_id
                         JOIN kooperacja_plan_task reported
                           ON reported.id = line.task_id
                        WHERE line.state = 'submitted'
                          AND (reported.id = COALESCE(task.origin_id, task.id)
                               OR reported.origin_id
                                  = COALESCE(task.origin_id, task.id))
                        ORDER BY line.month DESC, report.submitted_on DESC, line.id DESC
                        LIMIT 1
                   ) newest ON TRUE
         LEFT JOIN LATERAL (
                       SELECT said.answer, said.answered_on,
                              (said.answered_on AT TIME ZONE 'UTC'
                               AT TIME ZONE 'Europe/Warsaw')::date AS day
                         FROM kooperacja_plan_task said
                        WHERE said.answer IS NOT NULL
                          AND (said.id = COALESCE(task.origin_id, task.id)
                               OR said.origin_id = COALESCE(task.origin_id, task.id))
                        ORDER BY said.answered_on DESC, said.id DESC
                        LIMIT 1
                   ) own ON TRUE
             WHERE COALESCE(newest.status, '') NOT IN ('done', 'dropped')
               AND (own.answer IS DISTINCT FROM 'done'
                    OR (newest.month, newest.submitted_on)
                       > (date_trunc('month', own.day)::date, own.answered_on))
            """,
            columns=self._columns_of_case(
                SQL("CASE task.answer WHEN 'declined' THEN 'declined' ELSE 'task' END"),
                5,
                "task",
                SQL(
                    """
                    CASE task.answer WHEN 'declined' THEN own.day
                                     ELSE task.date_to END
                    """
                ),
                opens="kooperacja.plan.task",
                partner=SQL(
                    """
                    CASE WHEN task.answer IS DISTINCT FROM 'declined'
                         THEN COALESCE(heir.partner_id, member.partner_id) END
                    """
                ),
                subject=SQL("task.name"),
            ),
        )

    @api.model
    def _query_reports(self):
        """Monthly reports are awaited by the last day of their month."""
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_report report
              JOIN kooperacja_case the_case
                ON the_case.id = report.case_id
               AND the_case.stage != 'closed'
              JOIN kooperacja_case_member member
                ON member.id = report.member_id
             WHERE report.state = 'draft'
            """,
            columns=self._columns_of_case(
                "report",
                6,
                "report",
                SQL("(report.month + interval '1 month - 1 day')::date"),
                opens="kooperacja.report",
                partner=SQL("member.partner_id"),
            ),
        )

    @api.model
    def _query_monitoring(self):
        """The next card is due when its period ends (handbook 4.4: each quarter)."""
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_case the_case
              JOIN kooperacja_plan plan
                ON plan.id = the_case.plan_id
              JOIN (%(months)s) months ON months.company_id = the_case.company_id
         LEFT JOIN LATERAL (
                       SELECT MAX(monitoring.date_to) AS date_to
                         FROM kooperacja_monitoring monitoring
                        WHERE monitoring.case_id = the_case.id
                          AND monitoring.state = 'approved'
                   ) card ON TRUE
             WHERE the_case.stage IN ('work', 'monitoring')
            """,
            columns=self._columns_of_case(
                "monitoring",
                7,
                "the_case",
                SQL(
                    """
                    (COALESCE(card.date_to, plan.signed_on)
                        + make_interval(months => months.before))::date
                    """
                ),
                opens="kooperacja.case",
            ),
            months=self._query_number("monitoring_months"),
        )

    @api.model
    def _query_followups(self):
        """How the family is months after the end; due though the case is closed."""
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_evaluation evaluation
              JOIN kooperacja_case the_case
                ON the_case.id = evaluation.case_id
               AND the_case.stage = 'closed'
             WHERE evaluation.followup_due IS NOT NULL
               AND evaluation.followup_on IS NULL
            """,
            columns=self._columns_of_case(
                "followup",
                13,
                "evaluation",
                SQL("evaluation.followup_due"),
                opens="kooperacja.evaluation",
            ),
        )

    @api.model
    def _query_families_to_tell(self):
        """An absent family is told at once of what was found (handbook 4.4)."""
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_monitoring monitoring
              JOIN kooperacja_case the_case
                ON the_case.id = monitoring.case_id
               AND the_case.stage != 'closed'
         LEFT JOIN kooperacja_meeting meeting
                ON meeting.id = monitoring.meeting_id
             WHERE monitoring.family_presence = 'open'
            """,
            columns=self._columns_of_case(
                "family",
                12,
                "monitoring",
                SQL("COALESCE(meeting.start::date, monitoring.date_to)"),
                opens="kooperacja.monitoring",
            ),
        )

    @api.model
    def _query_evaluations(self):
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_evaluation evaluation
              JOIN kooperacja_case the_case
                ON the_case.id = evaluation.case_id
               AND the_case.stage != 'closed'
             WHERE evaluation.state = 'draft'
            """,
            columns=self._columns_of_case(
                "evaluation",
                8,
                "evaluation",
                SQL("evaluation.date"),
                opens="kooperacja.evaluation",
            ),
        )

    @api.model
    def _query_plan_ends(self):
        """When the plan in force ends, it is evaluated or gets a new version."""
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_case the_case
              JOIN kooperacja_plan plan
                ON plan.id = the_case.plan_id
             WHERE the_case.stage IN ('work', 'monitoring')
               AND plan.date_to IS NOT NULL
            """,
            columns=self._columns_of_case(
                "plan_end",
                9,
                "plan",
                SQL("plan.date_to"),
                opens="kooperacja.plan",
            ),
        )

    @api.depends("kind", "name")
    def _compute_display_name(self):
        """Say what is due and where, as in a calendar, which has room for one line."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for deadline in self:
            deadline.display_name = " · ".join(
                filter(None, (kinds.get(deadline.kind), deadline.name))
            )

    @api.depends("date")
    def _compute_is_late(self):
        today = polish_today()
        for deadline in self:
            deadline.is_late = bool(deadline.date) and deadline.date < today

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("date", "<", polish_today())]

    def action_open(self):
        """Open the record that is due; it is read under its own rules."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }
