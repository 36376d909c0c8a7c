from odoo import api, fields, models
from odoo.tools import SQL


class DeadlineOfFamily(models.Model):
    """The family is told of its meeting again on the day before.

    It gets no mail from the calendar, so somebody telephones, or hands over a letter.
    """

    _inherit = "kooperacja.deadline"  # pylint: disable=consider-merging-classes-inherited

    kind = fields.Selection(
        selection_add=[("family_reminder", "Reminder of the family before a meeting")]
    )

    _depends = {
        "kooperacja.meeting": ["state", "start"],
        "kooperacja.meeting.attendance": [
            "meeting_id",
            "person_id",
            "reply",
            "reminded_start",
            "told_on",
            "told_start",
        ],
        "kooperacja.variant": ["family_reminder_days"],
    }

    def _get_queries(self):
        return (*super()._get_queries(), self._query_families_to_remind())

    @api.model
    def _query_families_to_remind(self):
        """One line a meeting, until each of the family who may come was reminded.

        Who is called as late as that has just been told, and needs no reminder.
        """
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_meeting meeting
              JOIN kooperacja_case the_case
                ON the_case.id = meeting.case_id
               AND the_case.stage != 'closed'
              JOIN (%(days)s) days ON days.company_id = meeting.company_id
CROSS JOIN LATERAL (
                       SELECT (meeting.start AT TIME ZONE 'UTC'
                               AT TIME ZONE 'Europe/Warsaw')::date - days.before AS date
                   ) day
             WHERE meeting.state = 'planned'
               AND meeting.start > now() AT TIME ZONE 'UTC'
               AND days.before > 0
               AND EXISTS (
                       SELECT 1
                         FROM kooperacja_meeting_attendance attendance
                        WHERE attendance.meeting_id = meeting.id
                          AND attendance.person_id IS NOT NULL
                          AND attendance.reply IS DISTINCT FROM 'no'
                          AND attendance.reminded_start IS DISTINCT FROM meeting.start
                          AND (attendance.told_start IS DISTINCT FROM meeting.start
                               OR attendance.told_on < day.date)
                   )
            """,
            columns=self._columns_of_case(
                "family_reminder",
                18,
                "meeting",
                SQL("day.date"),
                opens="kooperacja.meeting",
            ),
            days=self._query_number("family_reminder_days"),
        )
