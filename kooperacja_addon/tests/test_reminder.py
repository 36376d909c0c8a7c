"""Each morning those whom a deadline concerns are told of it, once, and neutrally."""

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.fields import Command, Domain
from odoo.tests import tagged
from odoo.tools import html2plaintext, mute_logger

from ..models.reminder_run import BATCH
from ..rules.reminders import is_working_day
from .common import MODULE
from .steps import POLISH, PathCase

STANDING = ("deadline_id", "date", "user_id", "kind", "step")


class Killed(Exception):
    """Stands for a server that is switched off."""


class ReminderCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ledger = cls.env["kooperacja.reminder"]
        # A day on which mail goes out, with a week behind it that does too.
        cls.day = cls.working_day(cls.today)
        # Of the fixture only the reports of the month are left to be done.
        cls.env["kooperacja.evaluation"].search([]).unlink()
        called = cls.env["kooperacja.meeting.attendance"].search([])
        called.filtered("person_id").unlink()
        cls.reports = cls.env["kooperacja.report"].search([])
        cls.set_month(cls.reports, cls.day)

    @classmethod
    def working_day(cls, day):
        """Return the first working day from ``day`` on after four others."""
        while not all(is_working_day(day - timedelta(days=n)) for n in range(5)):
            day += timedelta(days=1)
        return day

    @classmethod
    def set_month(cls, reports, day):
        """Have the reports due on the last day of the month of ``day``."""
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE kooperacja_report SET month = %s WHERE id IN %s",
            (day.replace(day=1), tuple(reports.ids)),
        )
        cls.env.invalidate_all()
        cls.due_on = (
            cls.env["kooperacja.deadline"]
            .search([("kind", "=", "report")], limit=1)
            .date
        )

    @contextmanager
    def job(self, day):
        """Give the job on a cursor of its own, at six o'clock of ``day``."""
        with (
            freeze_time(datetime.combine(day, datetime.min.time()).replace(hour=5)),
            self.enter_registry_test_mode(),
            self.registry.cursor() as cr,
        ):
            yield self.env(cr=cr, user=1, context={})["kooperacja.reminder.run"]

    def remind(self, day):
        with self.job(day) as job:
            job._cron_remind()

    def told(self, user=None, **values):
        """Return what stands open in the ledger."""
        domain = Domain("closed_on", "=", False)
        if user:
            domain &= Domain("user_id", "=", self.users[user].id)
        for name, value in values.items():
            domain &= Domain(name, "=", value)
        return self.ledger.search(domain)

    def activities(self, user):
        return self.env["mail.activity"].search([("user_id", "=", self.users[user].id)])

    def mails(self, user=None):
        mails = self.env["mail.mail"].sudo().search([("subject", "like", "Kooperacja")])
        return mails.filtered(
            lambda m: not user or m.email_to == self.users[user].email
        )

    def state(self):
        """Return all that the job leaves behind, without the ids of its rows."""
        self.env.invalidate_all()
        return (
            sorted(
                self.ledger.search([]).mapped(
                    lambda r: str([r[name] for name in STANDING])
                )
            ),
            sorted(
                self.env["mail.activity"]
                .search([])
                .mapped(lambda a: (a.user_id.id, a.summary, a.date_deadline))
            ),
            sorted(self.mails().mapped(lambda m: (m.email_to, str(m.body_html)))),
        )


@tagged("post_install", "-at_install")
class TestTold(ReminderCase):
    def test_a_report_is_called_for_three_days_before_its_day(self):
        self.remind(self.due_on - timedelta(days=4))
        self.assertFalse(self.told())
        self.remind(self.due_on - timedelta(days=3))
        line = self.told("member_a")
        self.assertEqual((line.kind, line.step), ("report", "due"))
        self.assertEqual(line.name, self.case_a.number)
        (activity,) = self.activities("member_a")
        self.assertEqual(activity.date_deadline, self.due_on)
        self.assertIn(self.case_a.number, activity.summary)
        self.assert_tells_nothing(activity.summary)

    def test_the_gmina_has_its_own_number_of_days(self):
        numbers = self.gmina_1.kooperacja_number_ids
        numbers.filtered(lambda n: n.code == "reminder_days").own_value = "10"
        self.remind(self.due_on - timedelta(days=10))
        self.assertTrue(self.told("member_a"))
        self.assertFalse(self.told("member_c"))

    def test_nobody_else_is_told(self):
        self.remind(self.due_on)
        self.assertEqual(
            self.told().user_id,
            self.users["member_a"] | self.users["member_b"] | self.users["member_c"],
        )

    def test_running_again_changes_nothing(self):
        self.remind(self.day)
        before = self.state()
        self.remind(self.day)
        self.assertEqual(self.state(), before)
        self.assertTrue(self.ledger.search_count([]) or self.day < self.due_on)

    def test_what_is_late_is_told_step_by_step(self):
        self.remind(self.due_on)
        self.remind(self.due_on + timedelta(days=1))
        self.assertEqual(self.told("member_a").step, "late")
        self.remind(self.due_on + timedelta(days=6))
        self.assertFalse(self.told("worker_a"))
        self.remind(self.due_on + timedelta(days=7))
        self.assertEqual(self.told("worker_a").step, "escalated")
        self.assertFalse(self.told("coordinator_1"))
        self.remind(self.due_on + timedelta(days=14))
        self.assertIn("escalated", self.told("coordinator_1").mapped("step"))
        self.assertEqual(len(self.activities("member_a")), 1)

    def test_doing_it_ends_the_reminding_of_all(self):
        self.remind(self.due_on + timedelta(days=7))
        self.assertTrue(self.activities("worker_a"))
        self.report.action_submit()
        self.remind(self.due_on + timedelta(days=8))
        for name in ("member_a", "worker_a"):
            self.assertFalse(self.told(name))
            self.assertFalse(self.activities(name))
        self.report.action_take_back()
        self.remind(self.due_on + timedelta(days=9))
        self.assertEqual(len(self.told("member_a")), 1)
        self.assertEqual(len(self.activities("member_a")), 1)

    def test_an_activity_ticked_off_by_hand_does_not_come_back(self):
        self.remind(self.due_on)
        self.activities("member_a").with_user(self.users["member_a"]).action_done()
        self.remind(self.due_on + timedelta(days=1))
        self.assertFalse(self.activities("member_a"))
        self.assertTrue(self.told("member_a"))

    def test_where_the_doer_may_not_look_any_more_the_next_is_told(self):
        self.remind(self.due_on)
        self.member_row.sudo().date_to = self.due_on
        self.remind(self.due_on + timedelta(days=1))
        self.assertFalse(self.told("member_a"))
        self.assertFalse(self.activities("member_a"))
        self.assertEqual(self.told("worker_a", kind="report").step, "late")

    def test_an_archived_user_is_told_nothing(self):
        self.remind(self.due_on)
        self.users["member_a"].active = False
        self.remind(self.due_on + timedelta(days=1))
        self.assertFalse(self.told("member_a"))
        self.assertTrue(self.told("worker_a", kind="report"))

    def test_a_gmina_that_is_archived_stops_nobody_else(self):
        self.env.cr.execute(
            "UPDATE res_company SET active = FALSE WHERE id = %s", [self.gmina_2.id]
        )
        self.env.invalidate_all()
        self.remind(self.due_on)
        self.assertTrue(self.told("member_a"))

    def test_whoever_is_told_finds_the_deadline(self):
        """The job decides who may see by itself, so it must agree with the rules."""
        self.sign_plan(self.content["b"]["kooperacja.plan"])
        self.hold_meeting(self.content["c"]["kooperacja.meeting"])
        self.partnership_1.member_ids.env["kooperacja.meeting"].create(
            {
                "kind": "partnership",
                "partnership_id": self.partnership_1.id,
                "start": self.at(self.today + timedelta(days=20), 11),
                "reply_by": self.tomorrow,
                "attendance_ids": [
                    Command.create({"partner_id": self.institutions["pcpr"].id})
                ],
            }
        )
        late = self.due_on + timedelta(days=60)
        self.remind(late)
        self.assertLess(4, len(set(self.told().mapped("kind"))))
        with freeze_time(late):
            for user, lines in self.told().grouped("user_id").items():
                found = self.env["kooperacja.deadline"].with_user(user).search([])
                self.assertLessEqual(set(lines.mapped("deadline_id")), set(found.ids))

    def test_midnight_is_that_of_poland(self):
        """In Warsaw the day has begun, in Greenwich it is still the day before."""
        with (
            freeze_time("2026-03-28 23:30:00"),
            self.enter_registry_test_mode(),
            self.registry.cursor() as cr,
        ):
            self.env(cr=cr, user=1, context={"tz": "America/New_York"})[
                "kooperacja.reminder.run"
            ]._cron_remind()
        run = self.env["kooperacja.reminder.run"].search([])
        self.assertEqual((run.day, run.stage), (date(2026, 3, 29), "done"))


@tagged("post_install", "-at_install")
class TestMail(ReminderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Late on ``day``, which mail goes out on.
        cls.set_month(cls.reports, cls.day.replace(day=1) - timedelta(days=1))

    def test_it_is_neutral_and_in_the_language_of_its_reader(self):
        self.env["res.lang"]._activate_lang(POLISH)
        self.env["ir.module.module"]._load_module_terms([MODULE], [POLISH])
        self.users["member_a"].lang = POLISH
        self.remind(self.day)
        (mail,) = self.mails("member_a")
        self.assertEqual(mail.subject, "Kooperacja: 1 sprawa czeka, po terminie: 1")
        self.assertIn("Zobacz listę po zalogowaniu", str(mail.body_html))
        text = html2plaintext(mail.body_html)
        self.assertIn(self.case_a.number, text)
        self.assertIn("/odoo/terminy", str(mail.body_html))
        whole = " ".join(map(str, mail.read()[0].values()))
        self.assert_tells_nothing(whole, "a", "b", "c")
        self.assertNotIn(self.users["member_a"].name, whole)
        self.assertEqual(mail.reply_to, mail.email_from)
        self.assertIn("Auto-Submitted", mail.headers)
        self.assertEqual(mail.state, "outgoing")

    def test_one_mail_a_person_tells_all_that_is_new(self):
        self.join(self.case_b, self.member, self.long_ago)
        self.env["kooperacja.report"].with_user(self.member).create(
            {
                "case_id": self.case_b.id,
                "member_id": self.case_b.member_ids.filtered(
                    lambda m: m.partner_id == self.member.partner_id
                ).id,
                "month": self.due_on.replace(day=1),
            }
        )
        self.remind(self.day)
        (mail,) = self.mails("member_a")
        for case in (self.case_a, self.case_b):
            self.assertIn(case.number, html2plaintext(mail.body_html))

    def test_nothing_new_is_no_mail(self):
        self.remind(self.day)
        count = len(self.mails("member_a"))
        self.remind(self.working_day(self.day + timedelta(days=1)))
        self.assertEqual(len(self.mails("member_a")), count)

    def test_on_a_sunday_no_mail_goes_out_and_none_is_lost(self):
        sunday = self.day + timedelta(days=6 - self.day.weekday())
        self.remind(sunday)
        self.assertFalse(self.mails())
        self.assertTrue(self.activities("member_a"))
        self.remind(self.working_day(sunday))
        self.assertTrue(self.mails("member_a"))

    def test_each_chooses_how_often(self):
        for name, wish in (("member_a", "none"), ("member_b", "weekly")):
            own = self.users[name].with_user(self.users[name])
            own.kooperacja_reminder_mail = wish
        with self.assertRaises(AccessError):
            self.users["member_b"].with_user(
                self.member
            ).kooperacja_reminder_mail = "none"
        monday = self.day - timedelta(days=self.day.weekday())
        self.remind(monday)
        self.assertFalse(self.mails("member_a"))
        self.assertTrue(self.mails("member_b"))
        self.assertTrue(self.mails("member_c"))

    def test_the_weekly_mail_waits_for_monday(self):
        self.users["member_b"].kooperacja_reminder_mail = "weekly"
        monday = self.day - timedelta(days=self.day.weekday())
        self.set_month(self.reports, self.day.replace(day=1) + timedelta(days=40))
        self.remind(monday)
        self.set_month(self.reports, self.day.replace(day=1) - timedelta(days=1))
        self.remind(monday + timedelta(days=1))
        self.assertTrue(self.mails("member_a"))
        self.assertFalse(self.mails("member_b"))
        self.remind(monday + timedelta(days=7))
        self.assertTrue(self.mails("member_b"))

    def test_a_person_without_an_address_is_told_behind_login(self):
        self.users["member_a"].email = False
        self.remind(self.day)
        self.assertFalse(self.mails("member_a"))
        self.assertTrue(self.activities("member_a"))
        self.users["member_a"].email = "nowy@example.com"
        self.remind(self.working_day(self.day + timedelta(days=1)))
        self.assertTrue(self.mails("member_a"))

    def test_who_may_not_look_any_more_gets_no_mail(self):
        sunday = self.day + timedelta(days=6 - self.day.weekday())
        self.remind(sunday)
        self.assertTrue(self.told("member_a"))
        self.member_row.sudo().date_to = sunday
        self.remind(self.working_day(sunday))
        self.assertFalse(self.mails("member_a"))


@tagged("post_install", "-at_install")
class TestDoors(ReminderCase):
    def test_the_activity_opens_what_is_due_as_long_as_it_is_open_to_the_person(self):
        self.remind(self.due_on)
        activity = self.activities("member_a").with_user(self.member)
        action = activity.action_open_document()
        self.assertEqual(action["res_model"], "kooperacja.report")
        self.assertEqual(action["res_id"], self.report.id)
        self.member_row.sudo().date_to = self.yesterday
        self.env.flush_all()
        self.assertNotEqual(
            activity.action_open_document()["res_model"], "kooperacja.report"
        )

    def test_an_activity_whose_thing_was_done_since_the_morning_goes_when_opened(self):
        self.remind(self.due_on)
        self.report.action_submit()
        activity = self.activities("member_a").with_user(self.member)
        self.assertEqual(activity.action_open_document()["tag"], "display_notification")
        self.assertFalse(self.activities("member_a"))
        self.assertFalse(self.told("member_a"))

    def test_nobody_reads_the_activity_of_another(self):
        self.remind(self.due_on)
        activity = self.activities("member_a")
        for name in ("member_b", "worker_b", "coordinator_2", "employee", "system"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.as_user(name, activity).read(["summary"])

    def test_the_ledger_is_for_the_coordinator_of_the_gmina(self):
        self.remind(self.due_on)
        self.assertTrue(self.of("coordinator_1", "kooperacja.reminder").search([]))
        self.assertEqual(
            self.of("coordinator_2", "kooperacja.reminder").search([]).company_id,
            self.gmina_2,
        )
        for name in ("member_a", "worker_a", "administrator", "system", "portal"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.of(name, "kooperacja.reminder").search([])

    def test_how_often_is_chosen_in_the_own_preferences(self):
        view = self.env.ref("base.view_users_form_simple_modif")
        for name, shown in (("member_a", True), ("employee", False)):
            arch = self.of(name, "res.users").get_view(view.id, "form")["arch"]
            self.assertEqual("kooperacja_reminder_mail" in arch, shown)

    def test_two_runs_cannot_tell_the_same_twice(self):
        self.remind(self.due_on)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.told("member_a").copy()


@tagged("post_install", "-at_install")
class TestLarge(ReminderCase):
    """What holds for ten times as many cases, and for a server that is switched off."""

    def setUp(self):
        super().setUp()
        self.env["kooperacja.report"].search([]).unlink()

    def make_cases(self, count):
        cases = self.case.browse()
        for _ in range(count):
            case = self.new_case()
            member = self.join(case, self.member, self.long_ago)
            self.env["kooperacja.report"].with_user(self.member).create(
                {
                    "case_id": case.id,
                    "member_id": member.id,
                    "month": self.day.replace(day=1),
                }
            )
            cases |= case
        return cases

    def cost(self, cases, day):
        """Return how many queries it takes to bring the cases to ``day``."""
        self.env.flush_all()
        self.env.invalidate_all()
        numbers = self.env["kooperacja.reminder.run"]._get_numbers()
        before = self.env.cr.sql_log_count
        self.ledger._remind("case_id", cases.ids, numbers, day)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_ten_times_as_many_cases_in_a_batch_take_as_many_queries(self):
        few, many = self.make_cases(3), self.make_cases(30)
        self.cost(few[:1], self.due_on)
        self.assertEqual(self.cost(many, self.due_on), self.cost(few, self.due_on))
        late = self.due_on + timedelta(days=7)
        self.assertEqual(self.cost(many, late), self.cost(few, late))
        self.env["kooperacja.report"].search([]).unlink()
        self.assertEqual(self.cost(many, late), self.cost(few, late))
        self.assertFalse(self.told(user="member_a"))

    def test_ten_times_as_many_people_are_mailed_with_as_many_queries(self):
        def cost(count):
            users = self.member.browse()
            for number in range(count):
                users |= self.member.copy(
                    {
                        "login": f"osoba_{count}_{number}",
                        "email": f"osoba_{count}_{number}@example.com",
                    }
                )
            cases = self.make_cases(1)
            member = cases.member_ids.filtered(
                lambda m: m.partner_id == self.member.partner_id
            )
            for user in users:
                self.ledger.create(
                    {
                        "deadline_id": user.id,
                        "date": self.day,
                        "user_id": user.id,
                        "name": member.case_id.number,
                        "kind": "report",
                        "step": "due",
                        "told_on": self.day,
                        "company_id": self.gmina_1.id,
                        "res_model": "kooperacja.case",
                        "res_id": cases.id,
                    }
                )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            mails = self.ledger._mail_digests(users.ids, self.day, [])
            self.env.flush_all()
            self.assertEqual(len(mails), count)
            return self.env.cr.sql_log_count - before

        cost(1)
        self.assertEqual(cost(3), cost(30))

    def run_in_small_batches(self, day, killed_at=()):
        """Run the job two cases at a time; switch it off in the batches given.

        Returns the places from which the batches began.
        """
        take = type(self.env["kooperacja.reminder.run"])._take_batch
        places = []

        def take_batch(run, numbers):
            places.append((run.stage, run.last_id))
            result = take(run, numbers)
            if len(places) in killed_at:
                run.env.flush_all()
                raise Killed
            return result

        with (
            patch.dict(BATCH, cases=2, partnerships=1, people=1),
            patch.object(
                type(self.env["kooperacja.reminder.run"]), "_take_batch", take_batch
            ),
        ):
            for _ in range(len(killed_at) + 1):
                try:
                    self.remind(day)
                except Killed:
                    continue
        return places

    def test_switched_off_anywhere_it_loses_nothing_and_doubles_nothing(self):
        self.make_cases(7)
        late = self.working_day(self.due_on + timedelta(days=15))
        savepoint = self.env.cr.savepoint(flush=True)
        batches = len(self.run_in_small_batches(late))
        wanted = self.state()
        self.assertTrue(all(wanted))
        self.assertLess(10, batches)
        savepoint.rollback()
        for killed_at in ([1], [3], [5, 6, 7], range(1, 2 * batches, 2)):
            with self.subTest(killed_at=killed_at):
                self.run_in_small_batches(late, killed_at)
                self.assertEqual(self.state(), wanted)
                run = self.env["kooperacja.reminder.run"].search([])
                self.assertEqual(run.stage, "done")
            savepoint.rollback()
        savepoint.close(rollback=True)

    def test_it_goes_on_where_it_was_switched_off(self):
        self.make_cases(7)
        places = self.run_in_small_batches(self.due_on, killed_at=[4])
        self.assertEqual(places[3], places[4])
        self.assertEqual(len(set(places)), len(places) - 1)
