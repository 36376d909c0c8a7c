"""Handing over: what moves, what shuts, what stays."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import MODULE
from .steps import PathCase


class HandoverCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.past_membership | cls.future_membership).unlink()
        cls.successor = cls.users["worker_b"]
        cls.teacher = new_test_user(
            cls.env,
            login="test_teacher",
            name="Pani nauczycielka",
            groups=f"{MODULE}.group_member",
            company_id=cls.gmina_1.id,
            parent_id=cls.institutions["school_1"].id,
        )

    def dialog(self, taker, giver=None, user=None, cases=None, **values):
        """Return the dialog as ``user`` (worker A) has filled it in."""
        self.env.flush_all()
        self.env.invalidate_all()
        cases = cases or self.case
        return (
            self.env["kooperacja.case.handover"]
            .with_user(user or self.worker)
            .create(
                {
                    "case_ids": [(6, 0, cases.ids)],
                    "from_partner_id": (giver or self.worker).partner_id.id,
                    "to_partner_id": taker.partner_id.id,
                    **values,
                }
            )
        )

    def hand_over(self, taker, giver=None, **values):
        self.dialog(taker, giver, **values).action_hand_over()
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["kooperacja.handover"].search([], limit=1)

    def delegate(self, user, **values):
        """Have the director delegate ``user``."""
        delegation = self.env["kooperacja.delegation"].create(
            {
                "partnership_id": self.partnership_1.id,
                "institution_id": user.partner_id.parent_id.id,
                "problem_id": self.env.ref(f"{MODULE}.problem_debt").id,
            }
        )
        delegation.action_ask()
        delegation._answer(
            "accepted",
            self.today,
            user.partner_id,
            self.env["res.partner"].create(
                {"name": "Zastępca", "parent_id": user.partner_id.parent_id.id}
            ),
        )
        return delegation


@tagged("post_install", "-at_install")
class TestForGood(HandoverCase):
    def test_the_case_is_shut_at_once_to_who_handed_it_over(self):
        self.assert_sees("worker_a")
        self.assert_sees_nothing("worker_b")
        self.hand_over(self.successor, reason="Zmiana stanowiska")
        self.assert_sees_nothing("worker_a")
        self.assert_sees("worker_b")
        for attack in (
            lambda case: case.read(["stage"]),
            lambda case: case.write({"qualification": "x"}),
            lambda case: case.action_next_stage(),
            lambda case: case.entry_ids.create({"case_id": case.id, "text": "x"}),
        ):
            with self.assertRaises(AccessError):
                attack(self.as_user("worker_a", self.case))

    def test_so_it_is_to_a_member_of_the_team(self):
        self.hand_over(self.teacher, self.member, exception_reason="Od jutra")
        self.assert_sees_nothing("member_a")
        self.assertEqual(
            self.case.with_user(self.teacher).search([("id", "=", self.case.id)]),
            self.case,
        )

    def test_a_comparison_of_plans_does_not_take_it_for_a_change(self):
        self.sign_plan(self.plan)
        self.hand_over(self.teacher, self.member, exception_reason="Od jutra")
        draft = self.plan.browse(self.plan.action_new_version()["res_id"])
        draft.date_from = self.plan.date_from
        compare = (
            self.plan.env["kooperacja.plan.compare"]
            .with_context(**draft.action_compare()["context"])
            .create({})
        )
        self.assertEqual(compare._get_sections(), [])

    def test_who_was_on_the_team_and_who_wrote_stays_on_record(self):
        entry = self.content["a"]["kooperacja.case.entry"]
        self.hand_over(self.teacher, self.member, exception_reason="Od jutra")
        row = self.member_row.sudo()
        self.assertEqual(row.date_from, self.long_ago)
        self.assertEqual(row.date_to, self.today)
        self.assertTrue(row.ended_at)
        self.assertFalse(row.in_force)
        self.assertEqual(row.successor_id.partner_id, self.teacher.partner_id)
        self.assertEqual(entry.author_id, self.member.partner_id)
        self.assertEqual(self.report.sudo().member_id, row)
        for change in (
            lambda: row.write({"date_to": False}),
            row.action_end,
            row.unlink,
        ):
            with self.refused("handed over", "stays on record"):
                change()

    def test_coordination_tasks_and_meetings_go_along(self):
        task = self.add_task(
            self.plan,
            member_id=self.case.member_ids.filtered(
                lambda m: m.partner_id == self.worker.partner_id
            ).id,
        ).sudo()
        meeting = self.meeting.sudo()
        self.assertIn(self.worker.partner_id, meeting.attendance_ids.partner_id)
        handover = self.hand_over(self.successor)
        self.assertEqual(self.case.sudo().coordinator_id, self.successor)
        self.assertEqual(task.member_id.partner_id, self.successor.partner_id)
        self.assertIn(self.successor.partner_id, meeting.attendance_ids.partner_id)
        self.assertNotIn(self.worker.partner_id, meeting.attendance_ids.partner_id)
        event = meeting.event_id
        self.assertNotIn(self.worker.partner_id, event.partner_ids)
        self.assertNotEqual(event.user_id, self.worker)
        self.assertRecordValues(
            handover,
            [{"coordination": True, "task_count": 1, "meeting_count": 1}],
        )

    def test_a_signed_plan_stays_and_its_tasks_find_the_successor(self):
        self.to_monitoring()
        task = self.content["a"]["kooperacja.plan.task"]
        kept = task.read(["name", "member_id", "date_to"])
        self.hand_over(self.teacher, self.member, exception_reason="Od jutra")
        self.assertEqual(task.read(["name", "member_id", "date_to"]), kept)
        self.assertIn(self.teacher.name, task.doer)
        tasks = self.env["kooperacja.plan.task"]
        self.assertIn(task, tasks.with_user(self.teacher).search([("mine", "=", True)]))
        self.assertTrue(task.with_user(self.teacher).mine)
        self.assertFalse(tasks.with_user(self.member).search([("mine", "=", True)]))
        self.assertEqual(
            self.case._get_members_to_report().partner_id,
            (self.teacher | self.worker).partner_id,
        )

    def test_the_report_of_the_successor_begins_where_the_last_one_ended(self):
        self.to_monitoring()
        self.hand_over(self.teacher, self.member, exception_reason="Od jutra")
        row = self.case.member_ids.filtered(
            lambda m: m.partner_id == self.teacher.partner_id
        )
        report = (
            self.env["kooperacja.report"]
            .with_user(self.teacher)
            .create({"case_id": self.case.id, "member_id": row.id})
        )
        line = report.line_ids
        self.assertEqual(line.task_id, self.content["a"]["kooperacja.plan.task"])
        self.assertEqual(line.status, "in_progress")
        line.done = "Byłam w szkole"
        report.action_submit()

    def test_tasks_handed_on_twice_find_the_last(self):
        self.to_monitoring()
        third = new_test_user(
            self.env,
            login="test_third",
            groups=f"{MODULE}.group_member",
            company_id=self.gmina_1.id,
            parent_id=self.institutions["school_1"].id,
        )
        task = self.content["a"]["kooperacja.plan.task"]
        for giver, taker in (
            (self.member, self.teacher),
            (self.teacher, third),
            (third, self.member),
        ):
            self.hand_over(taker, giver, exception_reason="Zastępstwo")
            self.assertEqual(task._get_member_now().partner_id, taker.partner_id)
        self.assert_sees("member_a")
        draft = self.plan._copy_as_draft()
        self.assertTrue(
            draft.task_ids.member_id <= self.case.member_ids.filtered("in_force")
        )

    def test_a_report_with_nothing_in_it_is_dropped_and_one_begun_stays(self):
        empty = self.report.create(
            {
                "case_id": self.case.id,
                "member_id": self.member_row.id,
                "month": self.today.replace(day=1) - timedelta(days=1),
            }
        )
        self.hand_over(self.teacher, self.member, exception_reason="Od jutra")
        self.assertFalse(empty.exists())
        self.assertTrue(self.report.exists())

    def test_the_deadline_of_a_task_awaits_the_successor(self):
        self.to_monitoring()
        self.hand_over(self.teacher, self.member, exception_reason="Od jutra")
        task = self.content["a"]["kooperacja.plan.task"]
        row = self.env["kooperacja.deadline"].search(
            [("res_model", "=", task._name), ("res_id", "=", task.id)]
        )
        self.assertEqual(row.partner_id, self.teacher.partner_id)

    def test_a_draft_asks_the_successor_to_sign(self):
        self.hand_over(self.teacher, self.member, exception_reason="Od jutra")
        signers = self.plan.signature_ids.member_id.partner_id
        self.assertIn(self.teacher.partner_id, signers)
        self.assertNotIn(self.member.partner_id, signers)

    def test_the_file_says_who_handed_over_to_whom_and_why(self):
        self.hand_over(self.successor, reason="Zmiana stanowiska")
        entry = self.case.sudo().entry_ids.filtered(lambda e: e.kind == "handover")
        self.assertEqual(entry.author_id, self.worker.partner_id)
        for words in (self.worker.name, self.successor.name, "Zmiana stanowiska"):
            self.assertIn(words, entry.text)

    def test_the_coordinator_of_the_gmina_hands_over_for_who_is_away(self):
        handover = self.hand_over(self.successor, user=self.coordinator)
        self.assertEqual(handover.from_partner_id, self.worker.partner_id)
        self.assertEqual(handover.done_by_id, self.coordinator.partner_id)
        self.assert_sees_nothing("worker_a")

    def test_somebody_of_another_institution_coordinates_with_the_role(self):
        user = self.users["past_member"]
        self.delegate(user)
        with self.refused("role of a worker"):
            self.dialog(user).action_hand_over()
        user.group_ids += self.env.ref(f"{MODULE}.group_worker")
        self.hand_over(user)
        self.assertEqual(self.case.sudo().coordinator_id, user)
        self.assert_sees("past_member")

    def test_all_cases_of_one_who_leaves_are_handed_over_at_once(self):
        other = self.new_case()
        dialog = self.dialog(self.successor, cases=self.case | other)
        self.assertIn(other.number, dialog.moves)
        dialog.action_hand_over()
        self.assertEqual((self.case | other).sudo().coordinator_id, self.successor)

    def test_a_new_coordinator_typed_in_is_on_record_too(self):
        self.case.coordinator_id = self.successor
        handover = self.env["kooperacja.handover"].search([], limit=1)
        self.assertRecordValues(
            handover,
            [
                {
                    "case_id": self.case.id,
                    "from_partner_id": self.worker.partner_id.id,
                    "to_partner_id": self.successor.partner_id.id,
                    "coordination": True,
                }
            ],
        )

    def test_after_it_the_user_is_shown_what_is_left(self):
        action = self.dialog(self.successor).action_hand_over()
        self.assertFalse(action.get("res_id"))
        self.assertEqual(action["res_model"], "kooperacja.case")
        action = self.dialog(
            self.teacher,
            self.member,
            user=self.successor,
            exception_reason="Od jutra",
        ).action_hand_over()
        self.assertEqual(action["res_id"], self.case.id)


@tagged("post_install", "-at_install")
class TestStandIn(HandoverCase):
    def test_a_substitute_sees_the_case_on_the_days_of_the_absence_only(self):
        with freeze_time("2027-01-14 12:00:00"):
            self.dialog(
                self.users["past_member"],
                self.member,
                kind="absence",
                date_from=date(2027, 1, 15),
                date_to=date(2027, 1, 16),
                exception_reason="Choroba",
            ).action_hand_over()
        for moment, open_ in (
            ("2027-01-14 22:59:59", False),
            ("2027-01-14 23:00:00", True),
            ("2027-01-16 22:59:59", True),
            ("2027-01-16 23:00:00", False),
        ):
            with self.subTest(moment), freeze_time(moment):
                check = self.assert_sees if open_ else self.assert_sees_nothing
                check("past_member")
                self.assert_sees("member_a")

    def test_a_substitute_for_one_meeting_sees_the_case_on_its_day_only(self):
        self.hand_over(
            self.users["past_member"],
            self.worker,
            kind="meeting",
            meeting_id=self.meeting.id,
            exception_reason="Choroba",
        )
        self.assert_sees_nothing("past_member")
        day = self.meeting.start
        with freeze_time(day):
            self.assert_sees("past_member")
        with freeze_time(day + timedelta(days=1)):
            self.assert_sees_nothing("past_member")
        lines = self.meeting.attendance_ids
        self.assertIn(self.users["past_member"].partner_id, lines.partner_id)
        self.assertEqual(
            lines.filtered(
                lambda line: line.partner_id == self.worker.partner_id
            ).reply,
            "substitute",
        )

    def test_a_substitute_finds_the_tasks_of_the_absent_person_while_standing_in(self):
        self.to_monitoring()
        task = self.content["a"]["kooperacja.plan.task"]
        self.hand_over(
            self.teacher,
            self.member,
            kind="absence",
            date_from=self.today,
            date_to=self.tomorrow,
            exception_reason="Choroba",
        )
        tasks = task.with_user(self.teacher)
        self.assertIn(task, tasks.search([("mine", "=", True)]))
        self.assertEqual(task.member_id.partner_id, self.member.partner_id)
        with freeze_time(self.today + timedelta(days=5)):
            self.env.invalidate_all()
            self.assertFalse(tasks.search([("mine", "=", True)]))

    def test_a_substitute_becomes_the_successor(self):
        self.hand_over(
            self.teacher,
            self.member,
            kind="absence",
            date_from=self.tomorrow,
            date_to=self.tomorrow,
            exception_reason="Choroba",
        )
        self.hand_over(self.teacher, self.member, exception_reason="Odchodzi")
        row = self.case.member_ids.filtered(
            lambda m: m.partner_id == self.teacher.partner_id
        )
        self.assertRecordValues(
            row,
            [{"date_from": self.today, "date_to": False, "stands_in_for_id": False}],
        )

    def test_the_substitute_named_by_the_director_stands_on_the_row(self):
        delegation = self.delegate(self.teacher)
        row = self.case.member_ids.create(
            {
                "case_id": self.case.id,
                "institution_id": self.institutions["school_1"].id,
                "partner_id": self.teacher.partner_id.id,
                "delegation_id": delegation.id,
            }
        )
        self.assertEqual(row.substitute_id, delegation.substitute_id)

    def test_a_named_substitute_sees_nothing_before_standing_in(self):
        self.member_row.substitute_id = self.teacher.partner_id
        self.env.flush_all()
        self.env.invalidate_all()
        cases = self.env["kooperacja.case"].with_user(self.teacher)
        self.assertFalse(cases.search([]))
        with self.assertRaises(AccessError):
            cases.browse(self.case.id).read(["number"])


@tagged("post_install", "-at_install")
class TestBadHandover(HandoverCase):
    def refuse(self, words, taker, giver=None, **values):
        dialog = self.dialog(taker, giver, **values)
        with self.refused(*words):
            dialog.action_hand_over()
        self.assert_sees("worker_a")

    def test_without_a_delegation_only_with_a_reason(self):
        self.refuse(["no delegation", "director"], self.teacher, self.member)
        dialog = self.dialog(self.teacher, self.member)
        self.assertIn("director", dialog.warning)
        self.delegate(self.teacher)
        self.hand_over(self.teacher, self.member)
        row = self.case.member_ids.filtered(
            lambda m: m.partner_id == self.teacher.partner_id
        )
        self.assertTrue(row.delegation_id)

    def test_to_a_stranger_to_the_partnership(self):
        self.refuse(["no institution of the partnership"], self.users["worker_c"])

    def test_to_the_same_person(self):
        self.refuse(["somebody else"], self.worker)

    def test_by_one_who_has_nothing_to_hand_over(self):
        self.refuse(["nothing to hand over"], self.successor, self.users["member_b"])

    def test_days_that_are_over_or_turned_round(self):
        values = {"kind": "absence", "exception_reason": "X"}
        self.refuse(
            ["last day", "before"],
            self.teacher,
            self.member,
            date_from=self.tomorrow,
            date_to=self.today,
            **values,
        )
        self.refuse(
            ["over"],
            self.teacher,
            self.member,
            date_from=self.long_ago,
            date_to=self.yesterday,
            **values,
        )

    def test_of_a_closed_case(self):
        self.close_case(self.case)
        dialog = self.dialog(self.successor)
        with self.refused("was closed"):
            dialog.action_hand_over()

    def test_by_who_does_not_keep_the_case(self):
        with self.assertRaises(AccessError):
            self.dialog(self.successor, user=self.users["worker_b"])
        with self.assertRaises(AccessError):
            self.dialog(self.successor, user=self.member)

    def test_by_a_worker_who_is_only_on_the_team(self):
        self.join(self.case_b, self.worker, self.long_ago)
        dialog = self.dialog(
            self.teacher,
            self.users["member_b"],
            cases=self.case_b,
            exception_reason="X",
        )
        with self.assertRaises(AccessError):
            dialog.action_hand_over()

    def test_the_second_of_two_who_hand_over_at_once_is_told(self):
        first = self.dialog(self.successor)
        second = self.dialog(self.users["coordinator_1"], user=self.coordinator)
        first.action_hand_over()
        with self.refused("nothing to hand over"):
            second.action_hand_over()
        self.assertEqual(self.case.sudo().coordinator_id, self.successor)

    def test_nobody_notes_or_changes_a_handover_by_hand(self):
        handover = self.hand_over(self.successor)
        for user in (self.successor, self.coordinator):
            mine = handover.with_user(user)
            with self.refused("stays"):
                mine.reason = "x"
            with self.assertRaises(AccessError):
                mine.create(
                    {
                        "case_id": self.case.id,
                        "from_partner_id": user.partner_id.id,
                        "to_partner_id": user.partner_id.id,
                        "done_by_id": user.partner_id.id,
                        "done_at": "2026-01-01 10:00:00",
                    }
                )


@tagged("post_install", "-at_install")
class TestBriefing(HandoverCase):
    def test_the_successor_confirms_the_reading_and_nobody_else(self):
        handover = self.hand_over(self.successor)
        case = self.case.with_user(self.successor)
        self.assertEqual(case.handover_to_read_id, handover)
        with self.refused("only the person who takes over"):
            handover.with_user(self.coordinator).action_confirm()
        with self.assertRaises(AccessError):
            handover.with_user(self.worker).action_confirm()
        handover.with_user(self.successor).action_confirm()
        self.assertTrue(handover.confirmed_at)
        self.assertFalse(case.handover_to_read_id)
        with self.refused("only once"):
            handover.with_user(self.successor).action_confirm()

    def test_it_says_who_what_was_agreed_what_is_due(self):
        self.to_monitoring()
        handover = self.hand_over(self.successor)
        text = handover.with_user(self.successor).briefing
        for words in (
            "Abramowicz",
            self.case.sudo().plan_id.main_goal,
            self.content["a"]["kooperacja.plan.task"].name,
            "Rozmowa o rzeczya",
            self.content["a"]["kooperacja.case.need"].name,
        ):
            self.assertIn(words, text)

    def test_who_handed_over_reads_it_no_more(self):
        handover = self.hand_over(self.successor)
        with self.assertRaises(AccessError):
            handover.with_user(self.worker).read(["briefing"])
        with self.assertRaises(AccessError):
            self.env["ir.actions.report"].with_user(self.worker)._render_qweb_html(
                f"{MODULE}.report_briefing", self.case.ids
            )

    def test_it_is_printed(self):
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.worker)
            ._render_qweb_html(f"{MODULE}.report_briefing", self.case.ids)
        )
        self.assertIn("Abramowicz", content.decode())
        self.assert_tells_nothing(self.case._get_briefing_name())
