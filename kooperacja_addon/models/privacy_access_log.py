from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# The same person, record and action is noted once in so many minutes.
QUIET_MINUTES = {"open": 10, "list": 60, "browse": 10, "refused": 10}
# A role is the strongest of these groups that somebody is in at that moment.
ROLES = {
    "coordinator": "coordinator",
    "worker": "worker",
    "team": "member",
    "protection_officer": "officer",
    "regional": "regional",
    "administrator": "administrator",
}

REFERENCES = ("user_id", "company_id", "case_id", "household_id")
# Deleting a case, a family or a user empties the reference to it, by the database
# itself and one level down; nobody else changes one.
FUNCTION = SQL(
    """
    CREATE OR REPLACE FUNCTION kooperacja_only_empty() RETURNS trigger AS $$
    DECLARE
        name text;
    BEGIN
        IF current_setting('kooperacja.erase', true) = TG_TABLE_NAME THEN
            RETURN NEW;
        END IF;
        FOREACH name IN ARRAY TG_ARGV LOOP
            IF to_jsonb(NEW) -> name IS DISTINCT FROM to_jsonb(OLD) -> name AND NOT (
                pg_trigger_depth() > 1 AND to_jsonb(NEW) -> name = 'null'
            ) THEN
                RAISE EXCEPTION 'rows of %% are neither changed nor deleted',
                                TG_TABLE_NAME
                      USING ERRCODE = 'restrict_violation';
            END IF;
        END LOOP;
        RETURN NEW;
    END
    $$ LANGUAGE plpgsql
    """
)


class AccessLog(models.Model):
    """Who opened, listed, printed or took away what of which family, when, as whom.

    A row is written as something is shown and stays as it was written: PostgreSQL
    refuses UPDATE, DELETE and TRUNCATE, also to Odoo itself. It names the family by its
    number and outlives it. Seen by the data protection officer, and by those who
    coordinate the case; part of no chatter.
    """

    _name = "kooperacja.access.log"
    _description = "Access log"
    _inherit = ["kooperacja.sealed.mixin"]
    _order = "date desc, id desc"
    _rec_name = "number"
    _log_access = False
    _columns_sealed = (
        "id",
        "date",
        "user_name",
        "role",
        "action",
        "res_model",
        "res_id",
        "number",
        "record_count",
        "reason",
        "off_hours",
    )

    date = fields.Datetime(string="When", required=True, readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="User", readonly=True, ondelete="set null"
    )
    user_name = fields.Char(string="Who", readonly=True)
    role = fields.Selection(
        selection=[
            ("member", "Member of a team"),
            ("worker", "Worker"),
            ("coordinator", "Coordinator of the gmina"),
            ("officer", "Data protection officer"),
            ("regional", "ROPS"),
            ("administrator", "Administrator"),
            ("other", "No role in Kooperacja"),
        ],
        string="In what role",
        readonly=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        readonly=True,
        ondelete="set null",
    )
    action = fields.Selection(
        selection=[
            ("open", "Opened"),
            ("list", "Seen in a list"),
            ("search", "Searched for"),
            ("browse", "Browsed all families"),
            ("print", "Printed"),
            ("export", "Exported"),
            ("download", "Downloaded a file"),
            ("extract", "Made an extract"),
            ("emergency", "Emergency door"),
            ("refused", "Refused"),
        ],
        string="What was done",
        required=True,
        readonly=True,
    )
    res_model = fields.Char(string="Model", readonly=True)
    res_id = fields.Integer(string="Record", readonly=True)
    what = fields.Char(string="Of what", compute="_compute_what")
    case_id = fields.Many2one(
        comodel_name="kooperacja.case",
        string="Case",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="kooperacja_addon.group_worker",
    )
    household_id = fields.Many2one(
        comodel_name="kooperacja.household",
        string="Family",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="kooperacja_addon.group_worker",
    )
    number = fields.Char(string="Case or family", readonly=True, index=True)
    record_count = fields.Integer(string="Records", readonly=True)
    reason = fields.Char(readonly=True)
    off_hours = fields.Boolean(
        string="At night or on a day off",
        readonly=True,
        help="By the hours of the gmina at that time, and the calendar of Poland.",
    )

    _user_date_idx = models.Index("(user_id, date)")
    _company_date_idx = models.Index("(company_id, date)")

    def init(self):
        result = super().init()
        self.env.cr.execute(FUNCTION)
        self.env.cr.execute(
            SQL(
                "CREATE OR REPLACE TRIGGER kooperacja_sealed_references BEFORE"
                " UPDATE OF %s ON %s FOR EACH ROW"
                " EXECUTE FUNCTION kooperacja_only_empty(%s)",
                SQL(", ").join(SQL.identifier(name) for name in REFERENCES),
                SQL.identifier(self._table),
                SQL(", ").join(SQL("%s", name) for name in REFERENCES),
            )
        )
        return result

    @api.depends("res_model")
    @api.depends_context("lang")
    def _compute_what(self):
        # What a kind of record is called is no secret.
        kinds = self.env["ir.model"].sudo()
        for row in self:
            row.what = row.res_model and kinds._get(row.res_model).name

    @api.model
    def _note(self, action, records, detail=None):
        """Note that the current user has done ``action`` with ``records``.

        One row for a single record, one for each family otherwise; twice the same
        within ``QUIET_MINUTES`` is one. Two queries at most, however many records. In a
        transaction that may only read, as one on a replica, the row is written in a
        transaction of its own; else it is kept or dropped together with the answer that
        showed the family.

        :param records: of any model; those that lead to no family are noted for
            "search", "browse" and "emergency" alone, as one row without a family
        :param detail: the reason, where one was asked for; no name of a resident
        """
        rows = self._prepare_rows(records)
        if not rows:
            if action not in ("search", "browse", "emergency"):
                return
            rows = [(None, None, None, None, self.env.company.id, len(records))]
        insert = self._get_insert(action, records._name, rows, detail)
        if self.env.cr.readonly:
            self._note_apart(insert)
        else:
            self.env.cr.execute(insert)

    @api.model
    def _note_search(self, action, found, reason):
        """Note a search or the browsing that found so many families."""
        nobody = (None, None, None, None, self.env.company.id, found)
        self.env.cr.execute(
            self._get_insert(action, "kooperacja.household", [nobody], reason)
        )

    @api.model
    def _note_apart(self, insert):
        """Write in a transaction of its own, which outlives the request's."""
        if self.env.cr.readonly:
            # Nothing was written that could be lost.
            self.env.cr.rollback()
        with self.env.registry.cursor() as cr:
            # On no account is what the request itself has locked waited for.
            cr.execute("SET LOCAL lock_timeout = '2s'")
            cr.execute(insert)

    @api.model
    def _prepare_rows(self, records):
        """Return (record, case, household, number, gmina, how many) for each row."""
        if not hasattr(records, "_get_families_shown"):
            return []
        shown = records._get_families_shown()
        if len(records) == 1:
            return [(*row, 1) for row in shown]
        families = {}
        for _record, *family in shown:
            key = tuple(family)
            families[key] = families.get(key, 0) + 1
        return [(None, *family, count) for family, count in families.items()]

    @api.model
    def _get_insert(self, action, model, rows, detail):
        now = fields.Datetime.now()
        quiet = QUIET_MINUTES.get(action)
        return SQL(
            """
            INSERT INTO kooperacja_access_log (
                   date, user_id, user_name, role, action, res_model, reason,
                   off_hours, res_id, case_id, household_id, number, company_id,
                   record_count)
            SELECT %(now)s, %(user)s,
                   (SELECT partner.name
                      FROM res_users JOIN res_partner partner
                        ON partner.id = res_users.partner_id
                     WHERE res_users.id = %(user)s),
                   %(role)s, %(action)s, %(model)s, %(detail)s,
                   %(off_hours)s, shown.res_id, kase.id, household.id,
                   COALESCE(kase.number, household.number, shown.number),
                   COALESCE(household.company_id, shown.company_id), shown.count
              FROM unnest(%(res_ids)s::int[], %(cases)s::int[], %(households)s::int[],
                          %(numbers)s::text[], %(gminas)s::int[], %(counts)s::int[])
                AS shown(res_id, case_id, household_id, number, company_id, count)
         LEFT JOIN kooperacja_case kase ON kase.id = shown.case_id
         LEFT JOIN kooperacja_household household
                ON household.id = COALESCE(shown.household_id, kase.household_id)
             WHERE NOT EXISTS (
                   SELECT
                     FROM kooperacja_access_log noted
                    WHERE noted.user_id = %(user)s
                      AND noted.date > %(since)s
                      AND noted.action = %(action)s
                      AND noted.res_model = %(model)s
                      AND noted.res_id IS NOT DISTINCT FROM shown.res_id
                      AND noted.case_id IS NOT DISTINCT FROM kase.id
                      AND noted.household_id IS NOT DISTINCT FROM household.id)
            """,
            now=now,
            since=now - timedelta(minutes=quiet) if quiet else now,
            user=self.env.uid,
            role=self._get_role(),
            action=action,
            model=model,
            detail=detail or None,
            off_hours=self._is_off_hours(now),
            **{
                name: list(column)
                for name, column in zip(
                    ("res_ids", "cases", "households", "numbers", "gminas", "counts"),
                    zip(*rows, strict=True),
                    strict=True,
                )
            },
        )

    @api.model
    def _get_role(self):
        user = self.env.user
        if user._is_emergency_reader():
            return "administrator"
        for group, role in ROLES.items():
            if user.has_group(f"kooperacja_addon.group_{group}"):
                return role
        return "other"
