"""The plan: drafted, signed as a version, kept; a change is the next version."""

import base64
from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .steps import PathCase


class PlanCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.goal = cls.plan.goal_ids
        cls.task, cls.family_task = cls.goal.task_ids

    def ready(self, plan=None):
        """Give ``plan`` all that its signing asks for."""
        plan = plan or self.plan
        plan.signed_on = self.today
        plan.action_fill_signatures()
        plan.signature_ids.signed = True
        return plan

    def next_version(self):
        """Sign the plan and return the draft of its next version."""
        self.sign_plan(self.plan)
        action = self.plan.action_new_version()
        return self.plan.browse(action["res_id"])


@tagged("post_install", "-at_install")
class TestDrafting(PlanCase):
    def test_the_form_takes_goals_tasks_and_doers(self):
        case = self.new_case()
        view = "kooperacja_addon.plan_view_form"
        plans = self.plan.browse().with_context(default_case_id=case.id)
        with Form(plans, view=view) as form:
            form.main_goal = "Bezpieczny dom"
        plan = form.save()
        plan.goal_ids = self.lines({"name": "Ciepło"})
        self.add_task(plan, person_id=self.adult.id)
        self.assertEqual(plan.case_id, case)
        self.assertEqual(plan.goal_ids.task_ids.doer, "Żanetaa Abramowicz")

    def test_the_first_plan_is_version_one(self):
        self.assertEqual(self.plan.version, 1)
        self.assertFalse(self.plan.in_force)

    def test_a_case_has_one_draft_at_a_time(self):
        with self.refused("already has a draft", self.case.number):
            self.plan.create({"case_id": self.case.id})

    def test_asking_for_a_new_plan_opens_the_draft_that_is_there(self):
        action = self.case.action_new_plan()
        self.assertEqual(action["res_id"], self.plan.id)

    def test_a_draft_is_deleted_with_its_goals_and_tasks(self):
        lines = self.goal, self.task, self.plan.signature_ids
        self.evaluation.unlink()
        self.report.sudo().unlink()
        self.plan.unlink()
        for line in lines:
            self.assertFalse(line.exists())

    def test_a_plan_does_not_end_before_it_begins(self):
        with self.refused_by_database("kooperacja.plan", "before it begins"):
            self.plan.write({"date_from": self.today, "date_to": self.yesterday})

    def test_a_task_does_not_end_before_it_begins(self):
        with self.refused_by_database("kooperacja.plan.task", "before it begins"):
            self.task.date_from = self.task.date_to + timedelta(days=1)

    def test_a_plan_is_of_its_case_for_good(self):
        with self.refused("stays"):
            self.plan.case_id = self.new_case()

    def test_a_member_of_the_team_drafts_nothing(self):
        with self.assertRaises(AccessError):
            self.plan.with_user(self.member).main_goal = "Inny"

    def test_a_member_of_the_team_does_not_sign_for_all(self):
        self.ready()
        with self.assertRaises(AccessError):
            self.plan.with_user(self.member).action_sign()
        self.assertEqual(self.plan.state, "draft")

    def test_the_names_of_goals_and_tasks_are_shown_on_request_only(self):
        for record in (self.goal, self.task):
            self.assertIn(self.case.number, record.display_name)
            self.assertNotIn("rzeczy", record.display_name)
            self.assertIn(
                "rzeczy", record.with_context(show_family_names=True).display_name
            )


@tagged("post_install", "-at_install")
class TestDoer(PlanCase):
    def test_a_task_has_exactly_one_doer(self):
        for values in (
            {"member_id": False},
            {"member_id": self.member_row.id, "person_id": self.adult.id},
        ):
            with (
                self.subTest(values),
                self.refused_by_database("kooperacja.plan.task", "one doer"),
            ):
                self.add_task(self.plan, **values)

    def test_one_of_the_family_does_a_task(self):
        self.assertEqual(self.family_task.doer, "Żanetaa Abramowicz")

    def test_an_institutions_person_does_a_task(self):
        self.assertEqual(
            self.task.doer,
            f"{self.member.name} – {self.member_row.institution_id.name}",
        )

    def test_nobody_of_another_family_does_a_task(self):
        with self.refused("belongs to its family"):
            self.task.sudo().write(
                {"member_id": False, "person_id": self.families["b"].adult.id}
            )

    def test_nobody_of_another_team_does_a_task(self):
        with self.refused("on the team of this case"):
            self.task.sudo().member_id = self.team["b"][0]

    def test_who_left_the_team_gets_no_new_task(self):
        self.member_row.date_to = self.yesterday
        with self.refused("has left the team", self.member.name):
            self.add_task(self.plan)

    def test_whose_last_day_is_today_still_gets_a_task(self):
        self.member_row.date_to = self.today
        self.assertEqual(self.add_task(self.plan).member_id, self.member_row)

    def test_the_tasks_of_ones_own_are_found(self):
        tasks = self.of("member_a", "kooperacja.plan.task")
        self.sign_plan(self.plan)
        mine = tasks.search([("mine", "=", True), ("in_force", "=", True)])
        self.assertEqual(mine.ids, self.task.ids)
        self.assertTrue(mine.mine and mine.in_force)

    def test_a_task_is_late_when_its_day_has_passed(self):
        self.task.date_to = self.yesterday
        self.family_task.date_to = self.today
        self.assertTrue(self.task.is_late)
        self.assertFalse(self.family_task.is_late)
        self.sign_plan(self.plan)
        self.assertEqual(self.case.late_task_count, 1)


@tagged("post_install", "-at_install")
class TestSigning(PlanCase):
    def test_a_ready_plan_is_signed(self):
        self.ready().action_sign()
        self.assertEqual(self.plan.state, "signed")
        self.assertTrue(self.plan.in_force)
        self.assertEqual(self.case.plan_id, self.plan)
        self.assertFalse(self.case.draft_plan_id)

    def test_the_signing_leaves_an_entry(self):
        before = self.case.entry_ids
        self.ready().action_sign()
        self.assertIn("version 1", (self.case.entry_ids - before).text)

    def refused_to_sign(self, *words):
        with self.refused("cannot be signed yet", *words):
            self.plan.action_sign()
        self.assertEqual(self.plan.state, "draft")

    def test_without_a_main_goal_it_is_not_signed(self):
        self.ready().main_goal = False
        self.refused_to_sign("main goal")

    def test_without_a_specific_goal_it_is_not_signed(self):
        self.evaluation.unlink()
        self.report.sudo().unlink()
        self.ready().goal_ids.unlink()
        self.refused_to_sign("specific goal")

    def test_without_a_task_for_every_goal_it_is_not_signed(self):
        self.ready().goal_ids = self.lines({"name": "Cel bez zadań"})
        self.refused_to_sign("task to each goal", "number 2")

    def test_without_a_date_of_signing_it_is_not_signed(self):
        self.ready().signed_on = False
        self.refused_to_sign("date of signing")

    def test_it_is_not_signed_in_the_future(self):
        self.ready().signed_on = self.tomorrow
        self.refused_to_sign("future")

    def test_without_a_signature_it_is_not_signed(self):
        self.ready().signature_ids.signed = False
        self.refused_to_sign("who has signed")

    def test_one_signature_is_enough(self):
        self.ready().signature_ids[1:].signed = False
        self.plan.action_sign()
        self.assertEqual(self.plan.state, "signed")

    def test_with_a_task_of_somebody_who_left_it_is_not_signed(self):
        self.ready()
        self.member_row.date_to = self.yesterday
        self.refused_to_sign("left the team", self.member.name)

    def test_everything_that_is_missing_is_named_at_once(self):
        plan = self.plan.create({"case_id": self.new_case().id})
        with self.refused("main goal", "specific goal", "date of signing", "signed"):
            plan.action_sign()

    def test_a_version_is_signed_once(self):
        self.sign_plan(self.plan)
        with self.refused("already", "twice"):
            self.plan.action_sign()

    def test_everybody_on_the_team_and_every_adult_is_listed_to_sign_once(self):
        self.plan.action_fill_signatures()
        self.assertEqual(
            self.plan.signature_ids.member_id,
            self.case.member_ids.filtered("in_force"),
        )
        self.assertEqual(self.plan.signature_ids.person_id, self.adult)
        before = self.plan.signature_ids
        self.plan.action_fill_signatures()
        self.assertEqual(self.plan.signature_ids, before)

    def test_strangers_do_not_sign(self):
        with self.refused("own team"):
            self.plan.sudo().signature_ids = self.lines(
                {"member_id": self.team["b"][0].id}
            )
        with self.refused("own family"):
            self.plan.sudo().signature_ids = self.lines(
                {"person_id": self.families["b"].adult.id}
            )

    def test_the_state_is_not_written_by_hand(self):
        with self.refused("buttons"):
            self.plan.state = "signed"
        with self.refused("buttons"):
            self.plan.create({"case_id": self.new_case().id, "state": "signed"})

    def test_a_plan_of_forty_tasks_is_signed(self):
        self.plan.goal_ids = [
            Command.create(
                {
                    "name": f"Cel {number}",
                    "task_ids": [
                        Command.create(
                            {
                                "name": f"Zadanie {number}.{task}",
                                "member_id": self.member_row.id,
                                "date_to": self.today + timedelta(days=task),
                            }
                        )
                        for task in range(10)
                    ],
                }
            )
            for number in range(4)
        ]
        self.sign_plan(self.plan)
        self.assertEqual(len(self.case.plan_id.task_ids), 42)
        self.assertEqual(self.case.progress, 0)


@tagged("post_install", "-at_install")
class TestSigned(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sign_plan(cls.plan)

    def test_nothing_of_it_changes(self):
        for record, values in (
            (self.plan, {"main_goal": "Inny"}),
            (self.plan, {"date_to": self.tomorrow}),
            (self.plan, {"signed_on": self.yesterday}),
            (self.goal, {"name": "Inny"}),
            (self.goal, {"measure": "Inna"}),
            (self.task, {"name": "Inne"}),
            (self.task, {"date_to": self.tomorrow}),
            (self.task, {"person_id": self.adult.id, "member_id": False}),
            (self.plan.signature_ids[0], {"signed": False}),
            (self.plan.signature_ids[0], {"note": "Inna"}),
        ):
            with self.subTest(record=record._name, values=values):
                with self.refused("stays as it was signed"):
                    record.write(values)
                with self.refused("stays as it was signed"):
                    record.sudo().write(values)

    def test_nothing_is_taken_away(self):
        for record in (
            self.plan,
            self.goal,
            self.task,
            self.plan.signature_ids[0],
        ):
            with (
                self.subTest(record._name),
                self.refused("stays as it was signed"),
            ):
                record.unlink()

    def test_nothing_is_added(self):
        with self.refused("stays as it was signed"):
            self.add_task(self.plan)
        with self.refused("stays as it was signed"):
            self.goal.create({"plan_id": self.plan.id, "name": "Nowy"})
        with self.refused("stays as it was signed"):
            self.plan.signature_ids.create(
                {"plan_id": self.plan.id, "person_id": self.child.id}
            )

    def test_a_task_of_the_next_version_does_not_move_into_it(self):
        draft = self.plan.browse(self.plan.action_new_version()["res_id"])
        with self.refused("signed"):
            draft.task_ids[0].goal_id = self.goal

    def test_a_task_does_not_move_out_of_it(self):
        draft = self.plan.browse(self.plan.action_new_version()["res_id"])
        with self.refused("signed"):
            self.task.goal_id = draft.goal_ids

    def test_a_copy_of_it_is_an_unsigned_draft(self):
        copy = self.plan.copy()
        self.assertEqual((copy.version, copy.state), (2, "draft"))
        self.assertFalse(copy.signed_on or copy.signature_ids or copy.signed_document)


@tagged("post_install", "-at_install")
class TestKeptDocument(PlanCase):
    print_documents = True

    def test_printing_a_signed_plan_gives_the_paper_that_was_signed(self):
        paper = b"%PDF-1.4 as signed"
        kept = patch.object(
            self.env.registry["kooperacja.signed.document.mixin"],
            "_prepare_kept_document",
            lambda plan: {
                "signed_document": base64.b64encode(paper),
                "signed_document_name": "plan.pdf",
            },
        )
        with kept:
            self.ready().action_sign()
        printer = self.plan.env["ir.actions.report"]
        streams = printer._render_qweb_pdf_prepare_streams(
            "kooperacja_addon.report_plan", {}, self.plan.ids
        )
        self.assertEqual(streams[self.plan.id]["stream"].getvalue(), paper)

    def test_a_stranger_prints_no_signed_plan(self):
        self.ready().action_sign()
        printer = self.as_user("member_b", self.env["ir.actions.report"])
        with self.assertRaises(AccessError):
            printer._render_qweb_pdf("kooperacja_addon.report_plan", self.plan.ids)

    def test_the_document_is_kept_with_a_neutral_name(self):
        self.ready().action_sign()
        number = self.case.number.replace("/", "-")
        self.assertRegex(
            self.plan.signed_document_name, rf"^plan-{number}-v1\.(html|pdf)$"
        )
        page = base64.b64decode(self.plan.signed_document).decode()
        self.assertIn("Cel rzeczya", page)
        self.assertIn("Żanetaa Abramowicz", page)

    def test_it_stays_when_the_family_changes(self):
        self.ready().action_sign()
        page = self.plan.signed_document
        self.adult.last_name = "Nowacka"
        self.plan.invalidate_recordset()
        self.assertEqual(self.plan.signed_document, page)


@tagged("post_install", "-at_install")
class TestVersions(PlanCase):
    def report_on(self, task, status, month=None):
        report = self.report.create(
            {
                "case_id": self.case.id,
                "member_id": self.member_row.id,
                "month": month or self.today,
                "line_ids": self.lines({"task_id": task.id, "status": status}),
            }
        )
        report.action_submit()
        return report

    def test_the_next_version_begins_with_goals_and_tasks_of_the_last(self):
        draft = self.next_version()
        self.assertEqual((draft.version, draft.state), (2, "draft"))
        self.assertEqual(draft.main_goal, self.plan.main_goal)
        self.assertEqual(
            draft.goal_ids.mapped("name"), self.plan.goal_ids.mapped("name")
        )
        for name in ("name", "member_id", "person_id", "date_to"):
            self.assertEqual(
                draft.task_ids.mapped(name), self.plan.task_ids.mapped(name)
            )

    def test_the_first_version_stays_in_force_until_the_next_is_signed(self):
        draft = self.next_version()
        self.assertEqual(self.case.plan_id, self.plan)
        self.assertEqual(self.case.draft_plan_id, draft)
        draft.change_reason = "Nowa praca"
        self.ready(draft).action_sign()
        self.assertEqual(self.case.plan_id, draft)
        self.assertTrue(draft.in_force)
        self.assertFalse(self.plan.in_force)

    def test_the_next_version_says_why(self):
        draft = self.next_version()
        self.ready(draft)
        with self.refused("why the plan was changed"):
            draft.action_sign()

    def test_the_next_version_changes_nothing_in_the_last(self):
        draft = self.next_version()
        draft.goal_ids.name = "Nowy cel"
        draft.task_ids[0].unlink()
        self.assertEqual(self.goal.name, "Cel rzeczya")
        self.assertEqual(len(self.plan.task_ids), 2)

    def test_every_task_knows_its_first_version(self):
        second = self.next_version()
        self.assertEqual(second.task_ids.origin_id, self.plan.task_ids)
        second.change_reason = "Nowa praca"
        self.ready(second).action_sign()
        third = self.plan.browse(second.action_new_version()["res_id"])
        self.assertEqual(third.version, 3)
        self.assertEqual(third.task_ids.origin_id, self.plan.task_ids)

    def test_progress_is_carried_over(self):
        draft = self.next_version()
        task = draft.task_ids.filtered(lambda t: t.origin_id == self.task)
        self.report.sudo().unlink()
        self.report_on(self.task, "done")
        self.assertEqual(task.status, "done")
        draft.change_reason = "Nowa praca"
        self.ready(draft).action_sign()
        self.assertEqual(self.case.progress, 0.5)

    def test_a_report_on_the_next_version_counts_for_the_same_task(self):
        draft = self.next_version()
        self.report.sudo().unlink()
        self.report_on(self.task, "in_progress", self.long_ago)
        draft.change_reason = "Nowa praca"
        self.ready(draft).action_sign()
        task = draft.task_ids.filtered(lambda t: t.origin_id == self.task)
        self.report_on(task, "done")
        self.assertEqual(task.status, "done")
        self.assertEqual(self.case.progress, 0.5)

    def test_a_second_new_version_opens_the_draft_that_is_there(self):
        draft = self.next_version()
        self.assertEqual(self.plan.action_new_version()["res_id"], draft.id)
        self.assertEqual(self.case.action_new_plan()["res_id"], draft.id)
        self.assertEqual(len(self.case.plan_ids), 2)

    def test_a_new_plan_after_the_signing_is_the_next_version(self):
        self.ready().action_sign()
        plan = self.plan.browse(self.case.action_new_plan()["res_id"])
        self.assertEqual((plan.version, plan.state), (2, "draft"))
        self.assertEqual(len(plan.task_ids), 2)

    def test_the_task_of_somebody_who_left_is_carried_over_to_be_given_away(self):
        self.ready().action_sign()
        self.member_row.date_to = self.yesterday
        draft = self.plan.browse(self.plan.action_new_version()["res_id"])
        draft.change_reason = "Zmiana w zespole"
        self.ready(draft)
        with self.refused("left the team", self.member.name):
            draft.action_sign()
        draft.task_ids.filtered("member_id").member_id = self.case.member_ids.filtered(
            lambda m: m.partner_id == self.worker.partner_id
        )
        draft.action_sign()
        self.assertEqual(draft.state, "signed")

    def test_two_cases_count_their_versions_for_themselves(self):
        self.next_version()
        plan = self.plan.create({"case_id": self.new_case().id})
        self.assertEqual(plan.version, 1)

    def test_a_version_is_not_chosen(self):
        plan = self.plan.create({"case_id": self.new_case().id, "version": 7})
        self.assertEqual(plan.version, 1)
        with self.refused("stays"):
            plan.version = 7
