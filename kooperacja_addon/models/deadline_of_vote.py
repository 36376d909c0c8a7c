from odoo import api, fields, models
from odoo.tools import SQL


class DeadlineOfVote(models.Model):
    """Who is called to a meeting says on which of the proposed dates he or she can."""

    _inherit = "kooperacja.deadline"  # pylint: disable=consider-merging-classes-inherited

    kind = fields.Selection(selection_add=[("vote", "Answer to the proposed dates")])

    _depends = {
        "kooperacja.meeting": ["vote_by"],
        "kooperacja.meeting.date": ["chosen", "meeting_id"],
        "kooperacja.meeting.vote": ["meeting_id", "partner_id"],
    }

    def _get_queries(self):
        return (*super()._get_queries(), self._query_votes())

    @api.model
    def _query_votes(self):
        """One answer is enough: who could say nothing to some dates is not pressed."""
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_meeting_attendance attendance
              JOIN kooperacja_meeting meeting
                ON meeting.id = attendance.meeting_id
              JOIN kooperacja_partnership partnership
                ON partnership.id = meeting.partnership_id
         LEFT JOIN kooperacja_case the_case
                ON the_case.id = meeting.case_id
             WHERE meeting.state = 'planned'
               AND meeting.vote_by IS NOT NULL
               AND attendance.partner_id IS NOT NULL
               AND (the_case.id IS NULL OR the_case.stage != 'closed')
               AND EXISTS (
                       SELECT 1
                         FROM kooperacja_meeting_date proposed
                        WHERE proposed.meeting_id = meeting.id
                   )
               AND NOT EXISTS (
                       SELECT 1
                         FROM kooperacja_meeting_date proposed
                        WHERE proposed.meeting_id = meeting.id
                          AND proposed.chosen
                   )
               AND NOT EXISTS (
                       SELECT 1
                         FROM kooperacja_meeting_vote vote
                        WHERE vote.meeting_id = meeting.id
                          AND vote.partner_id = attendance.partner_id
                   )
            """,
            columns=self._columns_of_meeting(
                "vote",
                17,
                "attendance",
                SQL("meeting.vote_by"),
                partner=SQL("attendance.partner_id"),
            ),
        )
