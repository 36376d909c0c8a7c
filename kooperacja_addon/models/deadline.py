from odoo import api, fields, models
from odoo.tools import SQL


class Deadline(models.Model):
    """What is due in the partnership, from whom, by when: one list over all records.

    Read-only, drawn from the records themselves, so that nothing is kept twice and
    doing the thing takes it off the list.
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
            ("minutes", "Minutes to be approved"),
            ("worker", "Answer to the request for a worker"),
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
        comodel_name="res.partner", string="Who is awaited", readonly=True
    )
    partnership_id = fields.Many2one(
        comodel_name="kooperacja.partnership", string="Partnership", readonly=True
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
            "case_id",
            "reply_by",
            "previous_id",
            "partnership_id",
            "company_id",
        ],
        "kooperacja.meeting.attendance": ["partner_id", "reply", "meeting_id"],
        "kooperacja.partnership": ["coordinator_id", "name"],
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
        parts = (
            self._query_letters(),
            self._query_replies(),
            self._query_minutes(),
            self._query_delegations(),
        )
        return SQL(" UNION ALL ").join(parts)

    # Each kind of record gets numbers of its own: its id, times ten, plus one digit.

    @api.model
    def _query_letters(self):
        return SQL(
            """
            SELECT letter.id * 10 + (letter.state = 'sent')::integer AS id,
                   letter.name,
                   CASE letter.state WHEN 'draft' THEN 'send' ELSE 'answer' END AS kind,
                   CASE letter.state WHEN 'draft' THEN letter.send_due
                                     ELSE letter.answer_due END AS date,
                   partnership.coordinator_id AS user_id,
                   letter.partner_id,
                   letter.partnership_id,
                   letter.company_id,
                   'kooperacja.letter' AS res_model,
                   letter.id AS res_id
              FROM kooperacja_letter letter
              JOIN kooperacja_partnership partnership
                ON partnership.id = letter.partnership_id
             WHERE (letter.state = 'draft' AND letter.send_due IS NOT NULL)
                OR (letter.state = 'sent' AND letter.answer_due IS NOT NULL
                    AND letter.answered_on IS NULL)
            """
        )

    @api.model
    def _query_replies(self):
        """Who was invited without a letter, and has not replied."""
        return SQL(
            """
            SELECT attendance.id * 10 + 2 AS id,
                   partnership.name,
                   'reply' AS kind,
                   meeting.reply_by AS date,
                   partnership.coordinator_id AS user_id,
                   attendance.partner_id,
                   meeting.partnership_id,
                   meeting.company_id,
                   'kooperacja.meeting' AS res_model,
                   meeting.id AS res_id
              FROM kooperacja_meeting_attendance attendance
              JOIN kooperacja_meeting meeting ON meeting.id = attendance.meeting_id
              JOIN kooperacja_partnership partnership
                ON partnership.id = meeting.partnership_id
              JOIN res_partner person ON person.id = attendance.partner_id
             WHERE meeting.state = 'planned'
               AND meeting.case_id IS NULL
               AND meeting.reply_by IS NOT NULL
               AND attendance.reply IS NULL
               AND NOT EXISTS (
                       SELECT 1
                         FROM kooperacja_letter letter
                        WHERE letter.meeting_id = meeting.id
                          AND letter.state = 'sent'
                          AND letter.partner_id = person.commercial_partner_id
                   )
            """
        )

    @api.model
    def _query_minutes(self):
        """Minutes wait for the meeting that follows, or for a month (handbook 3.3)."""
        return SQL(
            """
            SELECT meeting.id * 10 + 3 AS id,
                   partnership.name,
                   'minutes' AS kind,
                   COALESCE(following.start, meeting.start + interval '1 month')::date
                       AS date,
                   partnership.coordinator_id AS user_id,
                   NULL::integer AS partner_id,
                   meeting.partnership_id,
                   meeting.company_id,
                   'kooperacja.meeting' AS res_model,
                   meeting.id AS res_id
              FROM kooperacja_meeting meeting
              JOIN kooperacja_partnership partnership
                ON partnership.id = meeting.partnership_id
         LEFT JOIN kooperacja_meeting following
                ON following.previous_id = meeting.id
               AND following.state != 'cancelled'
             WHERE meeting.state = 'held'
               AND meeting.case_id IS NULL
            """
        )

    @api.model
    def _query_delegations(self):
        """Who was asked for a worker, and not by a letter that is waited for anyway."""
        return SQL(
            """
            SELECT delegation.id * 10 + 4 AS id,
                   COALESCE(delegation.case_number, partnership.name) AS name,
                   'worker' AS kind,
                   delegation.answer_due AS date,
                   delegation.asked_by_id AS user_id,
                   delegation.institution_id AS partner_id,
                   delegation.partnership_id,
                   delegation.company_id,
                   'kooperacja.delegation' AS res_model,
                   delegation.id AS res_id
              FROM kooperacja_delegation delegation
              JOIN kooperacja_partnership partnership
                ON partnership.id = delegation.partnership_id
         LEFT JOIN kooperacja_letter letter
                ON letter.id = delegation.letter_id
             WHERE delegation.state = 'asked'
               AND (letter.id IS NULL OR letter.state != 'sent')
            """
        )

    @api.depends("date")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for deadline in self:
            deadline.is_late = bool(deadline.date) and deadline.date < today

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("date", "<", fields.Date.context_today(self))]

    def action_open(self):
        """Open the record that is due; it is read under its own rules."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }
