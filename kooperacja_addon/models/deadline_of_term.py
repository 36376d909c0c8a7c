from odoo import api, fields, models
from odoo.tools import SQL


class DeadlineOfTerm(models.Model):
    """What must be called or renewed before a term runs out."""

    _inherit = "kooperacja.deadline"  # pylint: disable=consider-merging-classes-inherited

    kind = fields.Selection(
        selection_add=[
            ("meeting", "Monitoring meeting to be called"),
            ("delegation_end", "End of somebody's work on the team"),
            ("agreement_end", "End of the agreement"),
        ]
    )

    _depends = {
        "kooperacja.agreement": [
            "state",
            "kind",
            "active",
            "valid_until",
            "partnership_id",
            "company_id",
        ],
        "kooperacja.case.member": ["date_to", "ended_at", "stands_in_for_id"],
        "kooperacja.variant": ["monitoring_months", "team_notice_days"],
    }

    def _get_queries(self):
        return (
            *super()._get_queries(),
            self._query_meetings_to_call(),
            self._query_delegation_ends(),
            self._query_agreement_ends(),
        )

    @api.model
    def _query_meetings_to_call(self):
        """A team meets each quarter, and learns of it days before (handbook 4.4, 4.2).

        A meeting that is planned takes it off the list, as one that was held does.
        """
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_case the_case
              JOIN kooperacja_plan plan
                ON plan.id = the_case.plan_id
              JOIN (%(months)s) months ON months.company_id = the_case.company_id
              JOIN (%(notice)s) notice ON notice.company_id = the_case.company_id
CROSS JOIN LATERAL (
                       SELECT MAX(meeting.start)::date AS day,
                              COALESCE(BOOL_OR(meeting.state = 'planned'), FALSE)
                                  AS is_planned
                         FROM kooperacja_meeting meeting
                        WHERE meeting.case_id = the_case.id
                          AND meeting.kind = 'monitoring'
                          AND meeting.state != 'cancelled'
                   ) held
             WHERE the_case.stage IN ('work', 'monitoring')
               AND NOT held.is_planned
            """,
            columns=self._columns_of_case(
                "meeting",
                14,
                "the_case",
                SQL(
                    """
                    (COALESCE(held.day, plan.signed_on)
                        + make_interval(months => months.before))::date
                    - notice.before
                    """
                ),
                opens="kooperacja.case",
            ),
            months=self._query_number("monitoring_months"),
            notice=self._query_number("team_notice_days"),
        )

    @api.model
    def _query_delegation_ends(self):
        """Who is on a team until a day is prolonged or replaced before it comes."""
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_case_member member
              JOIN kooperacja_case the_case
                ON the_case.id = member.case_id
               AND the_case.stage != 'closed'
             WHERE member.date_to >= (now() AT TIME ZONE 'Europe/Warsaw')::date
               AND member.ended_at IS NULL
               AND member.stands_in_for_id IS NULL
            """,
            columns=self._columns_of_case(
                "delegation_end",
                15,
                "member",
                SQL("member.date_to"),
                opens="kooperacja.case",
                record="the_case",
                partner=SQL("member.partner_id"),
            ),
        )

    @api.model
    def _query_agreement_ends(self):
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_agreement agreement
              JOIN kooperacja_partnership partnership
                ON partnership.id = agreement.partnership_id
             WHERE agreement.state = 'signed'
               AND agreement.kind != 'annex'
               AND agreement.active
               AND agreement.valid_until IS NOT NULL
            """,
            columns=self._columns_of_partnership(
                "agreement_end",
                16,
                "agreement",
                SQL("agreement.valid_until"),
                "kooperacja.agreement",
            ),
        )
