from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules.polish_time import polish_today

# Who answers for the workers of an institution.
ANSWERS_FOR = ("director", "deputy")


class CaseHeader(models.Model):
    """What a director is told of the own workers' cases: number, since when, load.

    One row for each open case and each person who works in it today. It tells no
    family, no stage and no words of a task: a director answers for the time of the
    worker, and is no member of the team (levels inside a case, docs/rodo.md). Whoever
    represents the institution in a partnership as its director or deputy sees the rows
    of its people, from the first to the last day of the term.
    """

    _name = "kooperacja.case.header"
    _description = "Case of a worker"
    _auto = False
    _order = "partner_id, number desc"
    _rec_name = "number"

    number = fields.Char(string="Number of the case", readonly=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Worker", readonly=True
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner", string="Institution", readonly=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company", string="Gmina", readonly=True
    )
    coordinates = fields.Boolean(readonly=True)
    since = fields.Date(readonly=True)
    task_count = fields.Integer(string="Open tasks", readonly=True)
    late_count = fields.Integer(string="Late tasks", readonly=True)
    is_of_my_people = fields.Boolean(
        string="Of my workers",
        compute="_compute_is_of_my_people",
        search="_search_is_of_my_people",
    )

    _depends = {
        "kooperacja.case": [
            "number",
            "company_id",
            "coordinator_id",
            "opened_on",
            "plan_id",
            "stage",
        ],
        "kooperacja.case.member": [
            "case_id",
            "partner_id",
            "heir_id",
            "date_from",
            "date_to",
            "ended_at",
        ],
        "kooperacja.plan.task": [
            "answer",
            "answered_on",
            "date_to",
            "member_id",
            "origin_id",
            "plan_id",
        ],
        "kooperacja.report": ["submitted_on"],
        "kooperacja.report.line": [
            "month",
            "report_id",
            "state",
            "status",
            "task_id",
        ],
        "res.users": ["partner_id"],
        "res.partner": ["commercial_partner_id"],
    }

    @property
    def _table_query(self):
        # The tasks are those of the list of deadlines: of plans in force, and undone.
        return SQL(
            """
            WITH part AS (
                SELECT kase.id AS case_id, coordinator.partner_id,
                       TRUE AS coordinates, kase.opened_on AS since
                  FROM kooperacja_case kase
                  JOIN res_users coordinator ON coordinator.id = kase.coordinator_id
                 WHERE kase.stage != 'closed'
             UNION ALL
                SELECT kase.id, member.partner_id, FALSE, member.date_from
                  FROM kooperacja_case_member member
                  JOIN kooperacja_case kase ON kase.id = member.case_id
                 WHERE kase.stage != 'closed'
                   AND member.partner_id IS NOT NULL
                   AND member.ended_at IS NULL
                   AND member.date_from <= %(today)s
                   AND (member.date_to IS NULL OR member.date_to >= %(today)s)
            ), one AS (
                SELECT case_id, partner_id, bool_or(coordinates) AS coordinates,
                       min(since) AS since
                  FROM part
              GROUP BY case_id, partner_id
            ), due AS (
                SELECT task.case_id, task.partner_id, COUNT(*) AS task_count,
                       COUNT(*) FILTER (WHERE task.date < %(today)s) AS late_count
                  FROM (%(tasks)s) AS task
              GROUP BY task.case_id, task.partner_id
            )
            SELECT one.case_id::bigint * 10000000 + one.partner_id AS id,
                   kase.number,
                   one.partner_id,
                   partner.commercial_partner_id AS institution_id,
                   kase.company_id,
                   one.coordinates,
                   one.since,
                   COALESCE(due.task_count, 0) AS task_count,
                   COALESCE(due.late_count, 0) AS late_count
              FROM one
              JOIN kooperacja_case kase ON kase.id = one.case_id
              JOIN res_partner partner ON partner.id = one.partner_id
         LEFT JOIN due ON due.case_id = one.case_id
                      AND due.partner_id = one.partner_id
            """,
            today=polish_today(),
            tasks=self.env["kooperacja.deadline"]._query_tasks(),
        )

    @api.model
    def _domain_of_my_people(self):
        """Return the rows of the institutions that the user answers for today."""
        partner = self.env.user.partner_id
        terms = self.env["kooperacja.partnership.representative"]
        # Only for whom the user himself or herself answers is taken from the terms,
        # those in partnerships of other gminas included.
        mine = terms.sudo().search(
            terms._domain_in_force()
            & Domain("partner_id", "=", partner.id)
            & Domain("function", "in", ANSWERS_FOR)
            & Domain("member_id.state", "=", "joined")
        )
        own = mine.institution_id & partner.commercial_partner_id
        return Domain("institution_id", "in", own.ids)

    @api.depends_context("uid")
    def _compute_is_of_my_people(self):
        mine = self.filtered_domain(self._domain_of_my_people())
        for row in self:
            row.is_of_my_people = row in mine

    @api.model
    def _search_is_of_my_people(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_of_my_people()
