from odoo import api, fields, models
from odoo.tools import SQL


class DeadlineOfClause(models.Model):
    """Adults who have not been told of the use of their data yet."""

    _inherit = "kooperacja.deadline"  # pylint: disable=consider-merging-classes-inherited

    kind = fields.Selection(
        selection_add=[("clause", "Clause of information to be handed over")]
    )

    _depends = {
        "kooperacja.person": [
            "active",
            "birth_date",
            "household_id",
            "is_dead",
            "lives_elsewhere",
            "role",
        ],
        "kooperacja.case": ["household_id", "opened_on", "stage"],
        "kooperacja.clause.handing": ["corrects_id", "person_id", "way"],
    }

    def _get_queries(self):
        return (*super()._get_queries(), self._query_clauses())

    @api.model
    def _query_clauses(self):
        """A month after the data came at the latest (art. 14 ust. 3 lit. a RODO).

        One line a case, which stands for all its adults without a clause.
        """
        return SQL(
            """
            SELECT %(columns)s
              FROM kooperacja_case the_case
              JOIN LATERAL (
                       SELECT min(person.create_date)::date AS known_on
                         FROM kooperacja_person person
                        WHERE person.household_id = the_case.household_id
                          AND person.active
                          AND person.is_dead IS NOT TRUE
                          AND person.lives_elsewhere IS NOT TRUE
                          AND CASE WHEN person.birth_date IS NULL
                                   THEN person.role != 'child'
                                   ELSE person.birth_date
                                        <= current_date - interval '18 years' END
                          AND NOT EXISTS (
                                  SELECT 1
                                    FROM kooperacja_clause_handing handing
                                   WHERE handing.person_id = person.id
                                     AND handing.way != 'mistake'
                                     AND NOT EXISTS (
                                             SELECT 1
                                               FROM kooperacja_clause_handing back
                                              WHERE back.corrects_id = handing.id
                                         )
                              )
                   ) waiting ON waiting.known_on IS NOT NULL
             WHERE the_case.stage != 'closed'
            """,
            columns=self._columns_of_case(
                "clause",
                21,
                "the_case",
                SQL(
                    """
                    (GREATEST(the_case.opened_on, waiting.known_on)
                        + interval '1 month')::date
                    """
                ),
                opens="kooperacja.case",
            ),
        )
