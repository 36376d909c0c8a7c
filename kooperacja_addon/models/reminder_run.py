from odoo import api, fields, models
from odoo.tools import SQL

from ..rules.polish_time import polish_today

# Cases, partnerships and persons that are taken at once.
BATCH = {"cases": 1000, "partnerships": 200, "people": 200}
TABLES = {"cases": "kooperacja_case", "partnerships": "kooperacja_partnership"}


class ReminderRun(models.Model):
    """How far the reminders of a day have got.

    The place is committed together with what was done up to it, so that a run that is
    stopped anywhere goes on where it was. A finished day may be run again, from the
    beginning: the ledger keeps anybody from being told twice.
    """

    _name = "kooperacja.reminder.run"
    _description = "Daily run of the reminders"
    _order = "day desc"
    _rec_name = "day"

    day = fields.Date(required=True, readonly=True)
    stage = fields.Selection(
        selection=[
            ("cases", "Cases"),
            ("partnerships", "Partnerships"),
            ("people", "Mail"),
            ("done", "Done"),
        ],
        string="How far",
        required=True,
        readonly=True,
        default="cases",
    )
    last_id = fields.Integer(string="Last number taken", readonly=True)

    _day_uniq = models.Constraint("UNIQUE (day)", "A day has one run of the reminders.")

    @api.model
    def _cron_remind(self):
        """Remind everybody of what is due, batch by batch, each committed by itself."""
        run = self._begin(polish_today())
        numbers = self._get_numbers()
        cron = self.env["ir.cron"]
        time_left = cron._commit_progress(remaining=run._count_left())
        while run.stage != "done" and time_left:
            count = run._take_batch(numbers)
            run.flush_recordset()
            self.env.invalidate_all()
            time_left = cron._commit_progress(count)
        if run.stage == "done":
            cron._commit_progress(remaining=0)

    @api.model
    def _begin(self, day):
        """Return the run of ``day``: the one that was stopped, or one that begins."""
        run = self.search([("day", "=", day)])
        if not run:
            return self.create({"day": day})
        if run.stage == "done":
            run.write({"stage": "cases", "last_id": 0})
        return run

    @api.model
    def _get_numbers(self):
        """Return gmina id → (days ahead, days until the next person is told)."""
        return {
            gmina.id: (
                gmina._get_kooperacja_number("reminder_days"),
                gmina._get_kooperacja_number("reminder_escalation_days"),
            )
            for gmina in self.env["res.company"]
            .with_context(active_test=False)
            .search([])
        }

    def _count_left(self):
        """Return how many cases, partnerships and persons are still to be taken."""
        stages = list(BATCH)
        if self.stage == "done":
            return 0
        count = 1
        for stage in stages[stages.index(self.stage) :]:
            if stage in TABLES:
                (row,) = self.env.execute_query(
                    SQL(
                        "SELECT count(*) FROM %s WHERE id > %s",
                        SQL.identifier(TABLES[stage]),
                        self.last_id if stage == self.stage else 0,
                    )
                )
                count += row[0]
        return count

    def _take_batch(self, numbers):
        """Do the next batch and move the place past it; return how many it was of."""
        ids = self._get_next_ids()
        if not ids:
            stages = [*BATCH, "done"]
            self.write({"stage": stages[stages.index(self.stage) + 1], "last_id": 0})
            return 0
        reminders = self.env["kooperacja.reminder"]
        if self.stage == "people":
            reminders._mail_digests(ids, self.day, self._get_earlier_days())
        else:
            owner = "case_id" if self.stage == "cases" else "partnership_id"
            reminders._remind(owner, ids, numbers, self.day)
        self.last_id = ids[-1]
        return len(ids)

    def _get_next_ids(self):
        self.ensure_one()
        if self.stage == "people":
            query = SQL(
                """
                SELECT DISTINCT user_id
                  FROM kooperacja_reminder
                 WHERE closed_on IS NULL AND mailed_on IS NULL AND user_id > %s
              ORDER BY user_id LIMIT %s
                """,
                self.last_id,
                BATCH[self.stage],
            )
        else:
            query = SQL(
                "SELECT id FROM %s WHERE id > %s ORDER BY id LIMIT %s",
                SQL.identifier(TABLES[self.stage]),
                self.last_id,
                BATCH[self.stage],
            )
        return [id_ for (id_,) in self.env.execute_query(query)]

    def _get_earlier_days(self):
        """Return the days of this week, before today, on which the reminders ran."""
        return self.search(
            [("day", "<", self.day), ("stage", "=", "done")], limit=7
        ).mapped("day")
