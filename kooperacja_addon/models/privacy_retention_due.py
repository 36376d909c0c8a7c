from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..rules.polish_time import polish_today


class RetentionDue(models.Model):
    """Families and reported needs, by the day on which their period of retention ends.

    Read-only and drawn from the records. A family with a case that is not closed is
    not on it, nor is one that was erased.
    """

    _name = "kooperacja.retention.due"
    _description = "To be erased"
    _auto = False
    _order = "date, id"
    _rec_name = "number"

    number = fields.Char(readonly=True)
    kind = fields.Selection(
        selection=lambda self: self.env["kooperacja.retention.rule"]
        ._fields["kind"]
        ._description_selection(self.env),
        string="Kind of record",
        readonly=True,
    )
    ended_on = fields.Date(string="Counted from", readonly=True)
    date = fields.Date(string="Kept until", readonly=True)
    is_due = fields.Boolean(
        string="May be erased", compute="_compute_is_due", search="_search_is_due"
    )
    company_id = fields.Many2one(
        comodel_name="res.company", string="Gmina", readonly=True
    )
    household_id = fields.Many2one(
        comodel_name="kooperacja.household",
        string="Family",
        readonly=True,
        groups="kooperacja_addon.group_coordinator",
    )
    intake_id = fields.Many2one(
        comodel_name="kooperacja.case.intake",
        string="Reported need",
        readonly=True,
        groups="kooperacja_addon.group_coordinator",
    )

    _depends = {
        "kooperacja.household": ["number", "company_id", "erased_on", "create_date"],
        "kooperacja.case": ["household_id", "stage", "closed_on"],
        "kooperacja.case.intake": [
            "number",
            "company_id",
            "household_id",
            "case_id",
            "decided_on",
            "reported_on",
            "erased_on",
        ],
        "kooperacja.retention.rule": ["kind", "gmina_id", "years"],
    }

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT what.id, what.number, what.kind, what.company_id, what.ended_on,
                   what.household_id, what.intake_id,
                   (what.ended_on + make_interval(
                       years => COALESCE(own.years, general.years)))::date AS date
              FROM (%s UNION ALL %s) what
         LEFT JOIN kooperacja_retention_rule own
                ON own.kind = what.kind
               AND own.gmina_id = what.company_id
         LEFT JOIN kooperacja_retention_rule general
                ON general.kind = what.kind
               AND general.gmina_id IS NULL
             WHERE COALESCE(own.years, general.years) IS NOT NULL
            """,
            self._query_families(),
            self._query_intakes(),
        )

    @api.model
    def _query_families(self):
        return SQL(
            """
            SELECT household.id * 2 AS id,
                   household.number,
                   CASE WHEN count(the_case.id) = 0 THEN 'no_case' ELSE 'family' END
                       AS kind,
                   household.company_id,
                   COALESCE(max(the_case.closed_on), household.create_date::date)
                       AS ended_on,
                   household.id AS household_id,
                   NULL::integer AS intake_id
              FROM kooperacja_household household
         LEFT JOIN kooperacja_case the_case
                ON the_case.household_id = household.id
             WHERE household.erased_on IS NULL
          GROUP BY household.id
            HAVING COALESCE(bool_and(the_case.stage = 'closed'), TRUE)
            """
        )

    @api.model
    def _query_intakes(self):
        return SQL(
            """
            SELECT intake.id * 2 + 1 AS id,
                   intake.number,
                   'intake' AS kind,
                   intake.company_id,
                   COALESCE(intake.decided_on, intake.reported_on) AS ended_on,
                   NULL::integer AS household_id,
                   intake.id AS intake_id
              FROM kooperacja_case_intake intake
             WHERE intake.household_id IS NULL
               AND intake.case_id IS NULL
               AND intake.erased_on IS NULL
            """
        )

    @api.depends("date")
    def _compute_is_due(self):
        today = polish_today()
        for line in self:
            line.is_due = bool(line.date) and line.date <= today

    @api.model
    def _search_is_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("date", "<=", polish_today())]

    def action_propose(self):
        """Open a proposal to erase what this line names, with what it would remove."""
        self.ensure_one()
        if not self.is_due:
            raise UserError(
                self.env._(
                    "The period of retention has not passed yet. It may be erased "
                    "earlier only on an accepted request of the person."
                )
            )
        proposals = self.env["kooperacja.privacy.erasure"]
        proposal = proposals.search(
            [
                ("household_id", "=", self.household_id.id),
                ("intake_id", "=", self.intake_id.id),
                ("state", "in", ("draft", "proposed", "approved")),
            ],
            limit=1,
        ) or proposals.create(
            {
                "company_id": self.company_id.id,
                "household_id": self.household_id.id,
                "intake_id": self.intake_id.id,
            }
        )
        return proposal._get_form_action()
