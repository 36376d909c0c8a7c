from collections import defaultdict
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..rules.access import busiest_hour, has_left
from ..rules.polish_time import polish_today, to_polish, to_utc

# What shows a family to somebody; a refusal shows nothing.
SHOWS = ("open", "list", "print", "export", "download", "extract")
# So many days back are looked at each time: a job that did not run loses nothing.
DAYS = 3


class AccessAlert(models.Model):
    """Looking at families that a data protection officer would want to ask about.

    One row for a person, a day and a kind. It says that something is unusual, not that
    it is wrong; the officer asks, and marks it as checked.
    """

    _name = "kooperacja.access.alert"
    _description = "Unusual use of data"
    _order = "day desc, id desc"
    _rec_name = "day"

    day = fields.Date(required=True, readonly=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="User",
        readonly=True,
        index=True,
        ondelete="set null",
    )
    user_name = fields.Char(string="Who", readonly=True)
    kind = fields.Selection(
        selection=[
            ("many", "Many families in an hour"),
            ("off_hours", "At night or on a day off"),
            ("left", "After leaving the team"),
            ("browse", "Browsed all families"),
        ],
        string="What is unusual",
        required=True,
        readonly=True,
    )
    count = fields.Integer(
        string="How many", readonly=True, help="Families; of browsing, how many times."
    )
    checked_on = fields.Datetime(string="Checked on", readonly=True)
    checked_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Checked by",
        readonly=True,
        ondelete="set null",
    )

    _once = models.Constraint(
        "UNIQUE (company_id, day, user_id, kind)", "This is pointed out already."
    )

    # --- finding -------------------------------------------------------------------

    @api.model
    def _cron_look(self):
        """Point out what was unusual on the last days, and tell the officers once."""
        today = to_polish(fields.Datetime.now()).date()
        for back in range(DAYS, 0, -1):
            day = today - timedelta(days=back)
            for gmina, count in self._look(day).items():
                self._tell_officers(gmina, day, count)

    @api.model
    def _look(self, day):
        """Note what was unusual on ``day``; return {gmina: how many new rows}."""
        rows = self._read_day(day)
        found = []
        for (gmina_id, user_id), looks in rows.items():
            gmina = self.env["res.company"].browse(gmina_id)
            limit = gmina._get_kooperacja_number("access_hour_families")
            shown = [look for look in looks if look["action"] in SHOWS]
            opened = [look for look in shown if look["action"] != "list"]
            most = busiest_hour((look["date"], look["family"]) for look in opened)
            counts = {
                "many": most if most > limit else 0,
                "off_hours": len(
                    {look["family"] for look in shown if look["off_hours"]}
                ),
                "left": len(self._get_left(day, user_id, looks)),
                "browse": sum(look["action"] == "browse" for look in looks),
            }
            found += [
                (day, gmina_id, user_id, looks[0]["user_name"], kind, count)
                for kind, count in counts.items()
                if count
            ]
        if not found:
            return {}
        new = defaultdict(int)
        for (gmina_id,) in self.env.execute_query(
            SQL(
                """
                INSERT INTO kooperacja_access_alert (
                       day, company_id, user_id, user_name, kind, count)
                VALUES %s
                    ON CONFLICT DO NOTHING
             RETURNING company_id
                """,
                SQL(", ").join(SQL("%s", row) for row in found),
            )
        ):
            new[self.env["res.company"].browse(gmina_id)] += 1
        return new

    @api.model
    def _read_day(self, day):
        """Return {(gmina, user): the rows of the log of a Polish day}."""
        begin = to_utc(datetime.combine(day, time()))
        end = to_utc(datetime.combine(day + timedelta(days=1), time()))
        rows = defaultdict(list)
        for row in self.env.execute_query_dict(
            SQL(
                """
                SELECT company_id, user_id, user_name, role, date, action, case_id,
                       COALESCE(household_id::text, number) AS family, off_hours
                  FROM kooperacja_access_log
                 WHERE date >= %s AND date < %s
                   AND user_id IS NOT NULL AND company_id IS NOT NULL
              ORDER BY id
                """,
                begin,
                end,
            )
        ):
            rows[row["company_id"], row["user_id"]].append(row)
        return rows

    @api.model
    def _get_left(self, day, user_id, looks):
        """Return the cases at which somebody looked, or tried to, after leaving."""
        case_ids = {
            look["case_id"]
            for look in looks
            if look["case_id"] and look["role"] != "coordinator"
        }
        if not case_ids:
            return set()
        user = self.env["res.users"].browse(user_id)
        terms = defaultdict(list)
        for member in self.env["kooperacja.case.member"].search(
            [
                ("case_id", "in", list(case_ids)),
                ("partner_id", "=", user.partner_id.id),
            ]
        ):
            terms[member.case_id].append((member.date_from, member.date_to or None))
        return {
            case.id
            for case, terms_of in terms.items()
            if case.coordinator_id != user and has_left(day, terms_of)
        }

    @api.model
    def _tell_officers(self, gmina, day, count):
        """Give each officer of ``gmina`` one activity, which names nobody."""
        changes = self.env["kooperacja.security.change"]
        kind = self.env.ref("kooperacja_addon.activity_type_alarm")
        for user in changes._get_users_with("protection_officer", gmina):
            env = self.with_context(lang=user.lang or self.env.lang).env
            self.env["mail.activity"].with_context(
                mail_activity_quick_update=True
            ).create(
                {
                    "activity_type_id": kind.id,
                    "summary": env._(
                        "Unusual use of data on %(day)s: %(count)s. See Data "
                        "protection, Unusual use.",
                        day=day,
                        count=count,
                    ),
                    "date_deadline": polish_today(),
                    "user_id": user.id,
                    "automated": True,
                }
            )

    # --- asking ----------------------------------------------------------------------

    def action_check(self):
        """Mark as checked. Raises AccessError for everybody but the officer."""
        self.check_access("read")
        if not self.env.user.has_group("kooperacja_addon.group_protection_officer"):
            raise AccessError(
                self.env._("The data protection officer marks this as checked.")
            )
        # Who may mark it was checked above; the rest of the row stays as found.
        self.filtered(lambda alert: not alert.checked_on).sudo().write(
            {"checked_on": fields.Datetime.now(), "checked_by_id": self.env.uid}
        )
        return True

    def action_open_log(self):
        """List what that person looked at on that day."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "kooperacja_addon.access_log_action"
        )
        begin = to_utc(datetime.combine(self.day, time()))
        end = to_utc(datetime.combine(self.day + timedelta(days=1), time()))
        action.pop("path", None)
        return action | {
            "domain": [
                ("user_id", "=", self.user_id.id),
                ("date", ">=", fields.Datetime.to_string(begin)),
                ("date", "<", fields.Datetime.to_string(end)),
            ]
        }
