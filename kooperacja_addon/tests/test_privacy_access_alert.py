"""Unusual use of data is pointed out to the officer, once, and accuses nobody."""

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.kooperacja_addon.rules.polish_time import to_polish, to_utc

from .steps import PathCase

LOG, ALERT = "kooperacja.access.log", "kooperacja.access.alert"
# A Tuesday.
DAY = datetime(2026, 11, 24)


@tagged("post_install", "-at_install")
class TestUnusualUse(PathCase):
    def at_hour(self, hour, minute=0):
        """Set clocks in Poland to an hour of the day."""
        now = to_utc(DAY.replace(hour=hour, minute=minute))
        patcher = patch.object(fields.Datetime, "now", lambda *args: now)
        patcher.start()
        self.addCleanup(patcher.stop)
        return now

    def look(self, name, record, action="open"):
        self.env[LOG].with_user(self.users[name])._note(action, record)

    def found(self, **which):
        alerts = self.env[ALERT].search([("day", "=", DAY.date())])
        return {(alert.user_id, alert.kind, alert.count) for alert in alerts}

    def find(self):
        return self.env[ALERT]._look(DAY.date())

    def make_families(self, count):
        return self.env["kooperacja.household"].create(
            [{"name": f"R{n}", "company_id": self.gmina_1.id} for n in range(count)]
        )

    def test_many_families_in_an_hour(self):
        worker, many = self.users["worker_a"], self.make_families(16)
        self.at_hour(10)
        for family in many[:15]:
            self.look("worker_a", family)
        self.find()
        self.assertFalse(self.found())
        self.at_hour(10, 59)
        self.look("worker_a", many[15])
        self.find()
        self.assertEqual(self.found(), {(worker, "many", 16)})

    def test_the_gmina_sets_how_many_are_many(self):
        number = self.gmina_1.kooperacja_number_ids.filtered(
            lambda n: n.code == "access_hour_families"
        )
        number.own_value = "1"
        self.at_hour(10)
        for family in self.make_families(2):
            self.look("worker_a", family)
        self.find()
        self.assertEqual(self.found(), {(self.users["worker_a"], "many", 2)})

    def test_at_night_by_the_hours_of_the_gmina(self):
        self.at_hour(21)
        self.look("worker_a", self.case_a)
        row = self.env[LOG].search([], order="id desc", limit=1)
        self.assertTrue(row.off_hours)
        self.find()
        self.assertEqual(self.found(), {(self.users["worker_a"], "off_hours", 1)})
        number = self.gmina_1.kooperacja_number_ids.filtered(
            lambda n: n.code == "access_night_from"
        )
        number.own_value = "22"
        log = self.env[LOG].with_user(self.users["worker_a"])
        log._note("print", self.case_a)
        row = self.env[LOG].search([], order="id desc", limit=1)
        self.assertFalse(row.off_hours)

    def test_after_leaving_a_team_also_when_refused(self):
        self.at_hour(10)
        left = self.case_a.member_ids.filtered(
            lambda m: m.partner_id == self.users["past_member"].partner_id
        )
        self.env.cr.execute(
            "UPDATE kooperacja_case_member SET date_to = %s, date_from = %s"
            " WHERE id IN %s",
            (
                DAY.date() - timedelta(days=1),
                DAY.date() - timedelta(days=9),
                tuple(left.ids),
            ),
        )
        self.env.invalidate_all()
        self.look("past_member", self.case_a, "refused")
        self.look("member_a", self.case_a)
        self.find()
        self.assertIn((self.users["past_member"], "left", 1), self.found())
        self.assertNotIn(
            self.users["member_a"], {user for user, *_rest in self.found()}
        )

    def test_browsing_all(self):
        self.at_hour(10)
        self.look("coordinator_1", self.env["kooperacja.household"], "browse")
        self.find()
        self.assertEqual(self.found(), {(self.users["coordinator_1"], "browse", 1)})

    def test_it_is_told_once_and_names_nobody(self):
        self.at_hour(21)
        self.look("worker_a", self.case_a)
        next_day = to_utc(DAY + timedelta(days=1, hours=4))
        mine = [("user_id", "=", self.users["officer"].id)]
        before = self.env["mail.activity"].search(mine)
        with patch.object(fields.Datetime, "now", lambda *args: next_day):
            self.env[ALERT]._cron_look()
            self.env[ALERT]._cron_look()
        (activity,) = self.env["mail.activity"].search(mine) - before
        self.assertNotIn("worker_a", activity.summary)
        self.assertNotIn(self.case_a.number, activity.summary)
        self.assert_tells_nothing(activity.summary)

    def test_the_officer_marks_it_as_checked_and_nobody_else(self):
        alert = self.env[ALERT].create(
            {
                "company_id": self.gmina_1.id,
                "day": DAY.date(),
                "kind": "many",
                "user_id": self.users["worker_a"].id,
            }
        )
        for name in ("worker_a", "coordinator_1", "administrator"):
            with self.subTest(user=name), self.assertRaises(AccessError):
                self.as_user(name, alert).action_check()
        self.as_user("officer", alert).action_check()
        self.assertEqual(alert.checked_by_id, self.users["officer"])
        action = self.as_user("officer", alert).action_open_log()
        self.env[LOG].with_user(self.users["officer"]).search(action["domain"])

    def test_the_monthly_summary_counts_and_is_printed(self):
        self.at_hour(21)
        for record in (self.case_a, self.families["a"].household, self.case_b):
            self.look("coordinator_1", record)
        self.look("coordinator_1", self.case_a, "print")
        month = to_polish(fields.Datetime.now()).date().replace(day=1)
        summary = (
            self.env["kooperacja.access.summary"]
            .with_user(self.users["officer"])
            .search(
                [
                    ("month", "=", month),
                    ("user_id", "=", self.users["coordinator_1"].id),
                ]
            )
        )
        self.assertEqual(
            (summary.families, summary.opened, summary.printed, summary.off_hours),
            (2, 3, 1, 4),
        )
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.users["officer"])
            ._render_qweb_html(
                "kooperacja_addon.report_access_summary_document", summary.ids
            )
        )
        self.assertIn("Pan coordinator_1", html.decode())
