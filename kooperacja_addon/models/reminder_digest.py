from odoo import api, models
from odoo.tools import SQL, format_date

from ..rules.reminders import DUE, mail_goes_out, plural

# So many lines are read; the list behind the login has them all.
LINES = 30


class ReminderDigest(models.Model):
    """One neutral mail a person and day: counts, numbers, kinds, days, and a link."""

    _inherit = "kooperacja.reminder"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _mail_digests(self, user_ids, today, earlier):
        """Queue the mails of these users, and note in the ledger what they tell.

        Left out are those who want no mail today, who have no address, who were mailed
        today already, and those who are archived.

        :param earlier: days before today on which the reminders ran
        """
        users = self._get_users_to_mail(user_ids, today, earlier)
        if not users:
            return
        news = self._read_news(users)
        counts = self._read_counts(users)
        mails = self.env["mail.mail"].create(
            [
                self._prepare_digest(user, news[user.id], *counts[user.id])
                for user in users
            ]
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE kooperacja_reminder
                   SET mailed_on = %s
                 WHERE user_id IN %s AND closed_on IS NULL AND mailed_on IS NULL
                """,
                today,
                tuple(users.ids),
            )
        )
        return mails

    @api.model
    def _get_users_to_mail(self, user_ids, today, earlier):
        mailed_today = {
            user
            for (user,) in self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT user_id FROM kooperacja_reminder
                     WHERE user_id IN %s AND mailed_on = %s
                    """,
                    tuple(user_ids),
                    today,
                )
            )
        }
        wishes = {
            wish: mail_goes_out(wish, today, earlier)
            for wish in ("daily", "weekly", "none")
        }
        users = self.env["res.users"].browse(user_ids)
        return users.filtered(
            lambda user: user.active
            and user.email_normalized
            and wishes[user.kooperacja_reminder_mail or "none"]
            and user.id not in mailed_today
        )

    @api.model
    def _read_news(self, users):
        """Return user id → rows that no mail has told yet, the earliest first."""
        news = {}
        for row in self.env.execute_query_dict(
            SQL(
                """
                SELECT user_id, name, kind, date, step
                  FROM kooperacja_reminder
                 WHERE user_id IN %s AND closed_on IS NULL AND mailed_on IS NULL
              ORDER BY date, id
                """,
                tuple(users.ids),
            )
        ):
            news.setdefault(row["user_id"], []).append(row)
        return news

    @api.model
    def _read_counts(self, users):
        """Return user id → (how many stand open, how many of them are late)."""
        return {
            user: (total, late)
            for user, total, late in self.env.execute_query(
                SQL(
                    """
                    SELECT user_id, count(*), count(*) FILTER (WHERE step != %s)
                      FROM kooperacja_reminder
                     WHERE user_id IN %s AND closed_on IS NULL
                  GROUP BY user_id
                    """,
                    DUE,
                    tuple(users.ids),
                )
            )
        }

    @api.model
    def _prepare_digest(self, user, rows, total, late):
        """Return the values of the mail to ``user`` about ``rows``."""
        env = self.with_context(lang=user.lang or self.env.lang).env
        kinds = dict(
            env["kooperacja.deadline"]._fields["kind"]._description_selection(env)
        )
        waiting = plural(env._("matter waits|matters wait"), total)
        subject = f"{total} {waiting}"
        if late:
            subject = env._("%(matters)s, late: %(late)s", matters=subject, late=late)
        lines = [
            {
                "date": format_date(env, row["date"]),
                "kind": kinds[row["kind"]],
                "name": row["name"],
                "late": row["step"] != DUE,
            }
            for row in rows[:LINES]
        ]
        left = len(rows) - len(lines)
        body = env["ir.qweb"]._render(
            "kooperacja_addon.reminder_digest",
            {
                "heading": subject,
                "lines": lines,
                "left": left and env._("and %(count)s more", count=left),
                "link": f"{user.get_base_url()}/odoo/terminy",
            },
            minimal_qcontext=True,
        )
        sender = user.company_id.email_formatted or self.env.user.email_formatted
        return {
            "subject": f"Kooperacja: {subject}",
            "body_html": body,
            "email_from": sender,
            "reply_to": sender,
            "email_to": user.email_normalized,
            "auto_delete": True,
            "headers": repr({"Auto-Submitted": "auto-generated"}),
        }
