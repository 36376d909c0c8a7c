from odoo import api, fields, models
from odoo.tools import SQL


class DeadlineOfMail(models.Model):
    """Mail of an unknown sender is sorted by whoever coordinates, on the same day."""

    _inherit = "kooperacja.deadline"  # pylint: disable=consider-merging-classes-inherited

    kind = fields.Selection(
        selection_add=[("stray", "Mail of an unknown sender to be sorted")]
    )

    _depends = {
        "kooperacja.stray.mail": [
            "received_at",
            "case_id",
            "partnership_id",
            "company_id",
        ],
    }

    def _get_queries(self):
        return (*super()._get_queries(), self._query_stray_mail())

    @api.model
    def _query_stray_mail(self):
        """One line a mail; it opens the case or partnership, where the mail waits."""
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_stray_mail stray
              JOIN kooperacja_partnership partnership
                ON partnership.id = stray.partnership_id
         LEFT JOIN kooperacja_case the_case
                ON the_case.id = stray.case_id
            """,
            columns=self._columns_of_partnership(
                "stray",
                19,
                "stray",
                SQL(
                    """
                    (stray.received_at AT TIME ZONE 'UTC'
                        AT TIME ZONE 'Europe/Warsaw')::date
                    """
                ),
                SQL(
                    """
                    CASE WHEN stray.case_id IS NULL THEN 'kooperacja.partnership'
                         ELSE 'kooperacja.case' END
                    """
                ),
                name=SQL("COALESCE(the_case.number, partnership.name)"),
                user=SQL(
                    "COALESCE(the_case.coordinator_id, partnership.coordinator_id)"
                ),
                case=SQL("stray.case_id"),
                opened=SQL("COALESCE(stray.case_id, stray.partnership_id)"),
            ),
        )
