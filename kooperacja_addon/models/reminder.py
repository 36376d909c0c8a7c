from odoo import api, fields, models
from odoo.tools import SQL

from ..rules.polish_time import polish_today
from ..rules.reminders import DUE, ESCALATED, LATE, who_is_told


class Reminder(models.Model):
    """That somebody was told of a deadline: the ledger of the daily job.

    One row a deadline, its day and a person, so that nobody is told twice. The row is
    open while the deadline stands, the person may see it and still has to do with it;
    it bears an activity of Odoo meanwhile. It holds a number, a kind and a day: nothing
    of a family.
    """

    _name = "kooperacja.reminder"
    _description = "Reminder"
    _order = "date desc, id desc"

    deadline_id = fields.Integer(string="Deadline", required=True, readonly=True)
    date = fields.Date(string="By", required=True, readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who was told",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    name = fields.Char(string="What", required=True, readonly=True)
    kind = fields.Selection(
        selection=lambda self: self.env["kooperacja.deadline"]
        ._fields["kind"]
        ._description_selection(self.env),
        required=True,
        readonly=True,
    )
    step = fields.Selection(
        selection=[
            (DUE, "Due soon"),
            (LATE, "Late"),
            (ESCALATED, "Told as it is late for long"),
        ],
        required=True,
        readonly=True,
    )
    told_on = fields.Date(string="Told on", required=True, readonly=True)
    mailed_on = fields.Date(string="Mail of", readonly=True)
    closed_on = fields.Date(string="Done with on", readonly=True)
    activity_id = fields.Many2one(
        comodel_name="mail.activity",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    case_id = fields.Many2one(
        comodel_name="kooperacja.case",
        string="Case",
        readonly=True,
        ondelete="set null",
    )
    partnership_id = fields.Many2one(
        comodel_name="kooperacja.partnership",
        string="Partnership",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="Gmina",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    res_model = fields.Char(string="Record", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )

    _told_once = models.Constraint(
        "UNIQUE (deadline_id, date, user_id)",
        "This person was told of this deadline already.",
    )
    _of_case_idx = models.Index("(case_id) WHERE case_id IS NOT NULL")
    _to_mail_idx = models.Index(
        "(user_id) WHERE closed_on IS NULL AND mailed_on IS NULL"
    )

    def action_open(self):
        """Open the record that is due; it is read under its own rules."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    def _close_if_done(self):
        """Close the row when its deadline stands no more; return whether it does not.

        The job does the same each morning.
        """
        self.ensure_one()
        stands = self.env["kooperacja.deadline"].search_count(
            [
                ("id", "=", self.deadline_id),
                ("date", "=", self.date),
                ("case_id", "=", self.case_id.id),
                ("partnership_id", "=", self.partnership_id.id),
            ]
        )
        if not stands:
            today = polish_today()
            self._close({self.id: self.activity_id.id}, today)
            self.invalidate_recordset()
        return not stands

    # --- the daily job: one batch ------------------------------------------------

    @api.model
    def _remind(self, owner, ids, numbers, today):
        """Bring the ledger of some cases, or of some partnerships, to ``today``.

        Costs a fixed number of queries, but for one more a hundred new activities.

        :param owner: ``case_id`` or ``partnership_id``, which ``ids`` are of
        :param numbers: gmina id → (days ahead, days of patience)
        """
        due = self._read_due(owner, ids, numbers, today)
        wanted = self._get_wanted(due, numbers, today)
        standing = self._read_standing(owner, ids)
        done = {
            row["id"]: row["activity_id"]
            for key, row in standing.items()
            if key not in wanted
        }
        told = {
            key: row
            for key, row in wanted.items()
            if key not in standing or standing[key]["step"] != row["step"]
        }
        self._close(done, today)
        self._tell(told, today)

    @api.model
    def _read_due(self, owner, ids, numbers, today):
        """Return the deadlines that somebody may have to be told of, as dicts.

        ``boss_id`` is who coordinates the gmina. The subject of a letter is free text,
        so a letter is called by its partnership.
        """
        leads = [lead for lead, _patience in numbers.values()]
        of_owner = (
            SQL("line.case_id IN %s", tuple(ids))
            if owner == "case_id"
            else SQL("line.case_id IS NULL AND line.partnership_id IN %s", tuple(ids))
        )
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT line.id AS deadline_id,
                       CASE WHEN line.res_model = 'kooperacja.letter'
                            THEN partnership.name ELSE line.name END AS name,
                       line.kind, line.date, line.user_id AS seer_id, line.partner_id,
                       line.case_id, line.partnership_id, line.company_id,
                       line.res_model, line.res_id,
                       CASE line.company_id
                            WHEN partnership.company_id THEN partnership.coordinator_id
                            ELSE gmina.coordinator_id END AS boss_id
                  FROM (%(deadlines)s) line
             LEFT JOIN kooperacja_partnership partnership
                    ON partnership.id = line.partnership_id
             LEFT JOIN kooperacja_partnership_gmina gmina
                    ON gmina.partnership_id = line.partnership_id
                   AND gmina.company_id = line.company_id
                   AND gmina.state = 'joined'
                 WHERE %(of_owner)s
                   AND line.date <= %(today)s + %(lead)s
                """,
                deadlines=self.env["kooperacja.deadline"]._table_query,
                of_owner=of_owner,
                today=today,
                lead=max(leads, default=0),
            )
        )

    @api.model
    def _get_wanted(self, due, numbers, today):
        """Return (deadline, day, user id) → values of the row that is to stand."""
        people = self.env["kooperacja.reminder.people"]._of(due, today)
        wanted = {}
        for line in due:
            lead, patience = numbers[line["company_id"]]
            told = who_is_told(
                line["date"], today, people.get_chain(line), lead, patience
            )
            for user, step in told.items():
                key = (line["deadline_id"], line["date"], user)
                wanted[key] = {**line, "user_id": user, "step": step}
        return wanted

    @api.model
    def _read_standing(self, owner, ids):
        """Return (deadline, day, user id) → row of what stands open in the ledger."""
        of_owner = SQL("%s IN %s", SQL.identifier(owner), tuple(ids))
        if owner == "partnership_id":
            of_owner = SQL("%s AND case_id IS NULL", of_owner)
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT id, deadline_id, date, user_id, step, activity_id
                  FROM kooperacja_reminder
                 WHERE closed_on IS NULL AND %s
                """,
                of_owner,
            )
        )
        return {(row["deadline_id"], row["date"], row["user_id"]): row for row in rows}

    @api.model
    def _close(self, done, today):
        """Close rows, and take their activities away.

        :param done: id of the row → id of its activity, or None
        """
        if not done:
            return
        self.env.cr.execute(
            SQL(
                "UPDATE kooperacja_reminder SET closed_on = %s, activity_id = NULL"
                " WHERE id IN %s",
                today,
                tuple(done),
            )
        )
        activities = self.env["mail.activity"].browse(filter(None, done.values()))
        activities.exists().unlink()

    @api.model
    def _tell(self, told, today):
        """Note in the ledger who is told, and give each an activity.

        A row that was closed opens again; a later step is mailed anew.
        """
        if not told:
            return
        columns = (
            "deadline_id",
            "date",
            "user_id",
            "name",
            "kind",
            "step",
            "case_id",
            "partnership_id",
            "company_id",
            "res_model",
            "res_id",
        )
        rows = SQL(", ").join(
            SQL("%s", (*(row[column] for column in columns), today))
            for row in told.values()
        )
        noted = self.env.execute_query_dict(
            SQL(
                """
                INSERT INTO kooperacja_reminder AS ledger (%(columns)s, told_on)
                     VALUES %(rows)s
                ON CONFLICT (deadline_id, date, user_id) DO UPDATE
                        SET step = EXCLUDED.step,
                            told_on = EXCLUDED.told_on,
                            closed_on = NULL,
                            mailed_on = CASE ledger.step WHEN EXCLUDED.step
                                        THEN ledger.mailed_on END
                  RETURNING id, user_id, name, kind, date, activity_id
                """,
                columns=SQL(", ").join(map(SQL.identifier, columns)),
                rows=rows,
            )
        )
        self._add_activities([row for row in noted if not row["activity_id"]])

    @api.model
    def _add_activities(self, rows):
        """Give each row an activity that stands by itself.

        It is on no record: so it makes nobody a follower of one, and whoever does not
        see the record any more does not learn of it from Odoo's list of activities.
        """
        if not rows:
            return
        kind_of_activity = self.env.ref("kooperacja_addon.activity_type_deadline")
        users = self.env["res.users"].browse({row["user_id"] for row in rows})
        langs = {user.id: user.lang or self.env.lang for user in users}
        words = {
            lang: dict(
                self.env["kooperacja.deadline"]
                ._fields["kind"]
                ._description_selection(self.with_context(lang=lang).env)
            )
            for lang in set(langs.values())
        }
        activities = (
            self.env["mail.activity"]
            .with_context(mail_activity_quick_update=True)
            .create(
                [
                    {
                        "activity_type_id": kind_of_activity.id,
                        "summary": f"{words[langs[row['user_id']]][row['kind']]}"
                        f" · {row['name']}",
                        "date_deadline": row["date"],
                        "user_id": row["user_id"],
                        "automated": True,
                    }
                    for row in rows
                ]
            )
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE kooperacja_reminder reminder
                   SET activity_id = pair.activity_id
                  FROM (VALUES %s) AS pair (id, activity_id)
                 WHERE reminder.id = pair.id
                """,
                SQL(", ").join(
                    SQL("%s", (row["id"], activity.id))
                    for row, activity in zip(rows, activities, strict=True)
                ),
            )
        )
