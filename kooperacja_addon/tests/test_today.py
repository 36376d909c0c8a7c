"""The morning screen: for each what is his or hers, and nothing of anybody else."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .test_speed import SpeedCase
from .test_tour_browser import TourCase


class DayCase(SpeedCase):
    def day(self, name):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.of(name, "kooperacja.today").get_day()

    def rows(self, name, code):
        """Return (model, id) of the rows that ``name`` has in the section."""
        return [
            (row["model"], row["id"])
            for section in self.day(name)["sections"]
            if section["code"] == code
            for row in section["rows"]
        ]

    @staticmethod
    def key(record):
        return record._name, record.id


@tagged("post_install", "-at_install")
class TestDay(DayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cases[1:].sudo().write({"coordinator_id": cls.users["coordinator_1"].id})
        cls.task = cls.cases[0].plan_id.task_ids.filtered("member_id")
        cls.meeting_b = cls.content["b"]["kooperacja.meeting"]
        cls.env.flush_all()

    def test_a_task_of_mine_is_to_do_and_then_late(self):
        self.assertIn(self.key(self.task), self.rows("member_a", "due"))
        self.task._note_by_action({"date_to": self.yesterday})
        self.assertIn(self.key(self.task), self.rows("member_a", "late"))
        self.assertNotIn(self.key(self.task), self.rows("member_a", "due"))

    def test_who_coordinates_waits_for_the_doer(self):
        self.task._note_by_action({"date_to": self.yesterday})
        self.assertIn(self.key(self.task), self.rows("worker_a", "awaited"))
        self.assertNotIn(self.key(self.task), self.rows("worker_a", "late"))

    def test_a_report_not_submitted_is_late_when_its_month_is_over(self):
        report = self.content["b"]["kooperacja.report"]
        self.assertNotIn(self.key(report), self.rows("member_b", "late"))
        report._note_by_action({"month": self.long_ago.replace(day=1)})
        self.assertIn(self.key(report), self.rows("member_b", "late"))
        self.assertNotIn(self.key(report), self.rows("worker_b", "late"))

    def test_letters_alike_are_one_row_and_hide_nothing(self):
        Letter = self.of("coordinator_1", "kooperacja.letter")
        partnership = self.partnership_1.with_env(Letter.env)
        drafts = Letter.browse()
        for _n in range(12):
            drafts |= Letter._draft(
                "other",
                partnership,
                self.institutions["pcpr"],
                send_due=self.yesterday,
                name="Informacja",
            )
        (section,) = (
            section
            for section in self.day("coordinator_1")["sections"]
            if section["code"] == "late"
        )
        (row,) = (row for row in section["rows"] if row["detail"] == "Informacja")
        self.assertIn("12", row["title"])
        self.assertEqual(Letter.search(row["action"]["domain"]), drafts.sorted())
        drafts[1:].unlink()
        self.assertIn(self.key(drafts[0]), self.rows("coordinator_1", "late"))

    def test_a_meeting_of_this_week_is_told_by_kind_and_number(self):
        self.assertFalse(self.rows("member_b", "meetings"))  # in ten days
        self.meeting_b.start = self.at(self.tomorrow, 9)
        self.assertEqual(self.rows("member_b", "meetings"), [self.key(self.meeting_b)])
        self.assertFalse(self.rows("past_member", "meetings"))
        self.assertNotIn(self.key(self.meeting_b), self.rows("member_a", "meetings"))
        (row,) = next(
            section["rows"]
            for section in self.day("member_b")["sections"]
            if section["code"] == "meetings"
        )
        self.assertIn(self.case_b.number, row["title"])
        self.assertIn("tomorrow", row["when"])
        self.assert_tells_nothing(row, "b")

    def test_minutes_wait_for_who_coordinates(self):
        self.hold_meeting(self.meeting_b)
        self.meeting_b._note_by_action({"start": self.at(self.long_ago, 9)})
        self.assertIn(self.key(self.meeting_b), self.rows("worker_b", "late"))
        self.assertNotIn(self.key(self.meeting_b), self.rows("member_b", "late"))

    def test_a_reported_need_waits_for_who_decides(self):
        intake = self.of("member_a", "kooperacja.case.intake").create(
            {"first_name": "Nikt", "last_name": "Znany", "need": "Pomoc"}
        )
        self.assertIn(self.key(intake), self.rows("coordinator_1", "intakes"))
        for name in ("member_a", "worker_a", "coordinator_2"):
            with self.subTest(name):
                self.assertFalse(self.rows(name, "intakes"))

    def test_a_matter_waits_for_the_director_before_whom_it_was_laid(self):
        matter = self.of("worker_a", "kooperacja.escalation").create(
            {
                "name": "Terapia po południu",
                "text": "Terapia tylko rano.",
                "partner_id": self.institutions["pcpr"].id,
                "matter_ids": [Command.create({"case_id": self.case_a.id})],
            }
        )
        matter.action_send()
        letter = matter.letter_id.sudo()
        letter.channel = "hand"
        letter.action_send()
        # Of PCPR, not its director.
        self.assertFalse(self.rows("past_member", "institution"))
        self.env["kooperacja.partnership.representative"].create(
            {
                "member_id": self.partnership_1.member_ids.filtered(
                    lambda m: m.institution_id == self.institutions["pcpr"]
                ).id,
                "partner_id": self.users["past_member"].partner_id.id,
            }
        )
        self.assertIn(
            self.key(matter),
            self.rows("past_member", "due") + self.rows("past_member", "late"),
        )

    def test_a_director_is_asked_for_a_worker(self):
        delegation = self.env["kooperacja.delegation"].create(
            {
                "partnership_id": self.partnership_1.id,
                "institution_id": self.institutions["pcpr"].id,
                "problem_id": self.env.ref("kooperacja_addon.problem_debt").id,
            }
        )
        delegation.action_ask()
        # Of PCPR, not its director.
        self.assertFalse(self.rows("past_member", "institution"))
        self.env["kooperacja.partnership.representative"].create(
            {
                "member_id": self.partnership_1.member_ids.filtered(
                    lambda m: m.institution_id == self.institutions["pcpr"]
                ).id,
                "partner_id": self.users["past_member"].partner_id.id,
            }
        )
        self.assertEqual(
            self.rows("past_member", "institution"), [self.key(delegation)]
        )

    def test_a_briefing_waits_for_who_takes_over_until_it_is_read(self):
        before = self.content["b"]["kooperacja.handover"]
        handover = before._append_by_action(
            [
                {
                    "case_id": self.case_b.id,
                    "from_partner_id": before.from_partner_id.id,
                    "to_partner_id": self.users["member_b"].partner_id.id,
                    "done_by_id": before.done_by_id.id,
                    "done_at": before.done_at,
                }
            ]
        )
        self.assertEqual(self.rows("member_b", "asked"), [self.key(handover)])
        self.assertFalse(self.rows("worker_b", "asked"))
        handover.with_user(self.users["member_b"]).action_confirm()
        self.assertFalse(self.rows("member_b", "asked"))

    def test_a_report_that_asks_for_help_waits_for_the_coordinator(self):
        report = self.content["b"]["kooperacja.report"]
        report._note_by_action(
            {"state": "submitted", "asks_for": "help", "ask_note": "Dojazd"}
        )
        self.assertIn(self.key(report), self.rows("worker_b", "asked"))
        self.assertFalse(self.rows("member_b", "asked"))
        report._note_by_action({"settled_on": self.today})
        self.assertNotIn(self.key(report), self.rows("worker_b", "asked"))

    def test_who_sees_one_case_finds_it(self):
        self.assertEqual(self.rows("member_b", "cases"), [self.key(self.case_b)])

    def test_nobody_finds_what_is_not_open_to_him(self):
        for name in ("member_b", "past_member", "future_member", "coordinator_2"):
            with self.subTest(name):
                self.assert_tells_nothing(self.day(name), "a")

    def test_an_empty_day_says_what_to_do_next(self):
        for name, words in (
            ("past_member", "No case is open to you"),
            ("administrator", "No family is open to you"),
        ):
            with self.subTest(name):
                day = self.day(name)
                self.assertFalse(day["sections"])
                self.assertEqual(day["hint"]["title"], words)
                self.assertTrue(day["hint"]["links"])

    def test_who_has_no_part_in_it_has_no_day(self):
        for name in ("employee", "system", "portal"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.day(name)

    def test_every_action_of_the_screen_is_there_for_who_sees_it(self):
        for name in ("member_a", "past_member", "worker_a", "administrator"):
            day = self.day(name)
            links = day["hint"]["links"] if day["hint"] else []
            for link in (*day["sections"], *links):
                with self.subTest(name, link=link["action"]):
                    action = self.env.ref(link["action"])
                    records = self.of(name, action.res_model)
                    self.assertTrue(records.has_access("read"))


@tagged("post_install", "-at_install")
class TestCost(DayCase):
    def test_many_cases_cost_as_many_queries_as_few(self):
        few, many = self.cases[:2], self.cases
        intakes = self.of("worker_b", "kooperacja.case.intake")
        intakes.create(
            [
                {
                    "first_name": f"A{n}",
                    "last_name": "B",
                    "need": "C",
                    "source": "centre",
                }
                for n in range(6)
            ]
        )

        def open_day(cases):
            many.sudo()._write_by_action({"coordinator_id": self.worker.id})
            cases.sudo()._write_by_action({"coordinator_id": self.users["worker_b"].id})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.of("worker_b", "kooperacja.today").get_day()
            return self.env.cr.sql_log_count - before

        open_day(many)  # what is read once and kept
        self.assertLessEqual(open_day(many), open_day(few))


@tagged("post_install", "-at_install")
class TestTourDay(TourCase):
    def test_a_row_opens_by_keyboard_and_the_way_back_leads_to_the_day(self):
        self.tour("kooperacja_day", "member_b")
