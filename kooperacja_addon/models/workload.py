from odoo import api, fields, models
from odoo.tools import SQL

from ..rules.polish_time import polish_today
from ..rules.workload import caseload_limit, is_overloaded


class Workload(models.Model):
    """How many open cases each person supports, against the limit of the Model.

    Counts, and no case: a case that somebody coordinates and is on the team of counts
    once. Drawn from the teams as they stand today.
    """

    _name = "kooperacja.workload"
    _description = "Workload"
    _auto = False
    _order = "case_count desc, partner_id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Person", readonly=True
    )
    institution_id = fields.Many2one(
        comodel_name="res.partner", string="Institution", readonly=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company", string="Gmina", readonly=True
    )
    case_count = fields.Integer(string="Open cases", readonly=True)
    coordinated_count = fields.Integer(string="Coordinates", readonly=True)
    team_count = fields.Integer(string="On the team only", readonly=True)
    blue_card_count = fields.Integer(
        string="With Niebieska Karta",
        readonly=True,
        groups="kooperacja_addon.group_worker",
    )
    limit = fields.Integer(compute="_compute_limit", compute_sudo=True)
    is_over = fields.Boolean(
        string="Above the limit", compute="_compute_limit", compute_sudo=True
    )

    _depends = {
        "kooperacja.case": [
            "company_id",
            "coordinator_id",
            "stage",
            "blue_card",
        ],
        "kooperacja.case.member": [
            "case_id",
            "partner_id",
            "date_from",
            "date_to",
            "ended_at",
        ],
        "res.users": ["partner_id"],
        "res.partner": ["commercial_partner_id"],
    }

    @property
    def _table_query(self):
        today = polish_today()
        return SQL(
            """
            WITH part AS (
                SELECT kase.id AS case_id, kase.company_id, kase.blue_card,
                       coordinator.partner_id, TRUE AS coordinates
                  FROM kooperacja_case kase
                  JOIN res_users coordinator ON coordinator.id = kase.coordinator_id
                 WHERE kase.stage != 'closed'
             UNION ALL
                SELECT kase.id, kase.company_id, kase.blue_card,
                       member.partner_id, FALSE
                  FROM kooperacja_case_member member
                  JOIN kooperacja_case kase ON kase.id = member.case_id
                 WHERE kase.stage != 'closed'
                   AND member.partner_id IS NOT NULL
                   AND member.ended_at IS NULL
                   AND member.date_from <= %(today)s
                   AND (member.date_to IS NULL OR member.date_to >= %(today)s)
            ), one AS (
                SELECT case_id, company_id, partner_id,
                       bool_or(coordinates) AS coordinates,
                       bool_or(blue_card) AS blue_card
                  FROM part
              GROUP BY case_id, company_id, partner_id
            )
            SELECT one.partner_id::bigint * 100000 + one.company_id AS id,
                   one.partner_id,
                   partner.commercial_partner_id AS institution_id,
                   one.company_id,
                   COUNT(*) AS case_count,
                   COUNT(*) FILTER (WHERE coordinates) AS coordinated_count,
                   COUNT(*) FILTER (WHERE NOT coordinates) AS team_count,
                   COUNT(*) FILTER (WHERE blue_card) AS blue_card_count
              FROM one
              JOIN res_partner partner ON partner.id = one.partner_id
          GROUP BY one.partner_id, partner.commercial_partner_id, one.company_id
            """,
            today=today,
        )

    @api.depends("company_id", "case_count", "blue_card_count")
    @api.depends_context("uid")
    def _compute_limit(self):
        # The lower limit would tell that one of the cases has a Niebieska Karta, which
        # is not for every member of a team to know.
        may_know = self.env.user.has_group("kooperacja_addon.group_worker")
        numbers = {
            gmina: (
                gmina._get_kooperacja_number("caseload"),
                gmina._get_kooperacja_number("caseload_blue_card"),
            )
            for gmina in self.company_id
        }
        for load in self:
            limits = numbers.get(load.company_id, (0, 0))
            cards = load.blue_card_count if may_know else 0
            load.limit = caseload_limit(cards, *limits)
            load.is_over = is_overloaded(load.case_count, cards, *limits)

    @api.model
    def _get_loads(self, partners, companies):
        """Return (partner, gmina) -> load, in a fixed number of queries.

        Counts are told to who assigns work, also of persons whose cases he or she may
        not see: a number names no family.
        """
        # The same row of the view may have counted otherwise a moment ago.
        self.invalidate_model()
        loads = self.sudo().search(
            [("partner_id", "in", partners.ids), ("company_id", "in", companies.ids)]
        )
        return {(load.partner_id, load.company_id): load for load in loads}

    def action_hand_over(self):
        """Open the handover of all open cases of this person that the user keeps."""
        self.ensure_one()
        partner = self.partner_id
        cases = self.env["kooperacja.case"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("stage", "!=", "closed"),
                "|",
                ("coordinator_id.partner_id", "=", partner.id),
                (
                    "member_ids",
                    "any",
                    [("partner_id", "=", partner.id), ("in_force", "=", True)],
                ),
            ]
        )
        return cases._filtered_access("write")._get_handover_action(partner)
