"""A case: its road through the stages, its end, its coordinator."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .steps import PathCase


@tagged("post_install", "-at_install")
class TestOpening(PathCase):
    def test_a_case_begins_with_the_diagnosis(self):
        self.assertEqual(self.new_case().stage, "diagnosis")
        with self.refused("begins with the diagnosis"):
            self.new_case(stage="work")

    def test_a_case_is_opened_in_the_partnership_of_its_gmina(self):
        self.assertEqual(self.new_case().partnership_id, self.partnership_1)

    def test_a_case_keeps_its_family_and_its_gmina(self):
        with self.refused("stays"):
            self.case.sudo().household_id = self.families["b"].household
        with self.refused("stays"):
            self.case.sudo().company_id = self.gmina_2

    def test_a_case_and_its_family_are_of_one_gmina(self):
        with self.refused():
            self.env["kooperacja.case"].create(
                {
                    "household_id": self.families["c"].household.id,
                    "company_id": self.gmina_1.id,
                    "partnership_id": self.partnership_1.id,
                }
            )

    def test_a_family_has_a_second_case_with_a_reason_only(self):
        with self.refused(self.case.number, "open case already"):
            self.new_case(second_case_reason=" ")
        self.new_case()
        self.assertEqual(len(self.families["a"].household.case_ids), 2)

    def test_a_member_opens_no_case(self):
        with self.assertRaises(AccessError):
            self.case.with_user(self.member).create(
                {"household_id": self.families["a"].household.id}
            )


@tagged("post_install", "-at_install")
class TestStages(PathCase):
    def bare_case(self):
        """Return a case with neither needs nor team."""
        case = self.new_case()
        case.member_ids.write({"date_to": self.yesterday})
        return case

    def test_the_whole_road(self):
        self.to_closed()
        self.assertEqual(
            self.case.entry_ids.filtered(lambda e: e.kind == "stage")
            .sorted("id")
            .mapped("text"),
            [
                f"Stage: {label}"
                for label in ("Goals", "Plan", "Work", "Monitoring", "Evaluation")
            ],
        )
        self.assertEqual(self.case.stage, "closed")

    def test_the_button_leads_from_stage_to_stage(self):
        self.case.action_next_stage()
        self.assertEqual(self.case.stage, "goals")
        self.case.action_next_stage()
        self.assertEqual(self.case.stage, "plan")
        with self.refused("not been signed"):
            self.case.action_next_stage()
        self.assertEqual(self.case.stage, "plan")

    def test_goals_need_a_need(self):
        case = self.bare_case()
        with self.refused(case.number, "Goals", "need of the family"):
            case.stage = "goals"

    def test_a_plan_needs_needs_team_main_goal_and_goals(self):
        case = self.bare_case()
        with self.refused("need of the family", "team", "main goal", "specific goal"):
            case.stage = "plan"

    def test_only_what_is_missing_is_named(self):
        case = self.new_case()
        case.need_ids = self.lines({"name": "Brak opału"})
        with self.assertRaises(UserError) as caught:
            case.stage = "plan"
        self.assertIn("main goal", str(caught.exception))
        self.assertNotIn("need of the family", str(caught.exception))

    def test_somebody_who_has_left_is_no_team(self):
        self.case.member_ids.filtered("in_force").date_to = self.yesterday
        with self.refused("team"):
            self.case.stage = "plan"

    def test_work_needs_a_signed_plan(self):
        with self.refused("not been signed"):
            self.case.stage = "work"
        self.sign_plan(self.plan)
        self.case.stage = "work"
        self.assertEqual(self.case.stage, "work")

    def test_monitoring_needs_a_signed_plan_and_a_submitted_report(self):
        with self.refused("not been signed", "monthly report"):
            self.case.stage = "monitoring"
        self.sign_plan(self.plan)
        with self.refused("monthly report"):
            self.case.stage = "monitoring"
        self.submit_report(self.report)
        self.case.stage = "monitoring"
        self.assertEqual(self.case.stage, "monitoring")

    def test_evaluation_needs_an_evaluation_begun(self):
        self.evaluation.unlink()
        with self.refused("begin the evaluation"):
            self.case.stage = "evaluation"

    def test_a_case_may_skip_when_the_facts_are_there(self):
        self.sign_plan(self.plan)
        self.case.stage = "work"
        self.assertEqual(self.case.stage, "work")

    def test_a_case_may_go_back(self):
        self.sign_plan(self.plan)
        self.case.stage = "work"
        self.case.stage = "goals"
        self.assertEqual(self.case.stage, "goals")

    def test_every_change_of_stage_leaves_an_entry_with_its_author(self):
        self.case.stage = "goals"
        entry = self.case.entry_ids.filtered(lambda e: e.kind == "stage")
        self.assertEqual(entry.text, "Stage: Goals")
        self.assertEqual(entry.author_id, self.worker.partner_id)
        self.assertEqual(entry.institution, "OPS Sosnowo")

    def test_a_refused_step_leaves_no_entry(self):
        before = self.case.entry_ids
        with self.refused():
            self.case.stage = "work"
        self.case.invalidate_recordset()
        self.assertEqual(self.case.entry_ids, before)

    def test_of_two_cases_one_that_is_not_ready_holds_both_back(self):
        case = self.bare_case()
        with self.refused(case.number):
            (self.case | case).stage = "goals"
        self.assertEqual(self.case.stage, "diagnosis")

    def test_the_next_step_says_what_to_do(self):
        case = self.bare_case()
        self.assertIn("need", case.next_step)
        case.need_ids = self.lines({"name": "Brak opału"})
        self.assertIn("Everything is ready", case.next_step)
        self.assertIn("Goals", case.next_step)
        case.stage = "goals"
        self.assertIn("team", case.next_step)

    def test_the_next_step_follows_the_plan_and_the_reports(self):
        self.case.stage = "goals"
        self.case.stage = "plan"
        self.assertIn("not been signed", self.case.next_step)
        self.sign_plan(self.plan)
        self.assertIn("Work", self.case.next_step)
        self.case.stage = "work"
        self.assertIn("report", self.case.next_step)
        self.submit_report(self.report)
        self.assertIn("Monitoring", self.case.next_step)

    def test_a_closed_case_has_no_next_step(self):
        self.to_closed()
        self.assertFalse(self.case.next_step)

    def test_a_member_does_not_change_the_stage(self):
        with self.assertRaises(AccessError):
            self.case.with_user(self.member).stage = "goals"
        with self.assertRaises(AccessError):
            self.case.with_user(self.member).action_next_stage()


@tagged("post_install", "-at_install")
class TestClosing(PathCase):
    def test_a_case_is_not_closed_without_an_evaluation(self):
        self.evaluation.unlink()
        with self.refused("approved evaluation", "reasons"):
            self.case.stage = "closed"

    def test_a_draft_of_the_evaluation_is_not_enough(self):
        self.evaluation.write({"decision": "close", "closing_reason": "resigned"})
        with self.refused("approved evaluation"):
            self.evaluation.action_close_case()

    def test_an_evaluation_that_decided_to_go_on_does_not_close(self):
        self.approve_evaluation(self.evaluation, "continue")
        with self.refused("approved evaluation"):
            self.evaluation.action_close_case()

    def test_the_newest_evaluation_decides(self):
        self.evaluation.date = self.yesterday
        self.approve_evaluation(self.evaluation, "close", "resigned")
        newer = self.evaluation.create({"case_id": self.case.id})
        newer.goal_line_ids.level = "2"
        self.approve_evaluation(newer, "continue")
        with self.refused("approved evaluation"):
            self.case.stage = "closed"

    def test_of_two_evaluations_of_one_day_the_later_decides(self):
        self.approve_evaluation(self.evaluation, "continue")
        later = self.evaluation.create({"case_id": self.case.id})
        self.approve_evaluation(later, "close", "resigned")
        self.case.stage = "closed"
        self.assertEqual(self.case.closing_reason, "resigned")

    def test_each_of_the_three_reasons_closes(self):
        for reason in ("reached", "no_cooperation", "resigned"):
            with self.subTest(reason), self.env.cr.savepoint() as savepoint:
                self.to_closed(reason)
                self.assertEqual(self.case.closing_reason, reason)
                self.assertEqual(self.case.closed_on, self.today)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_family_may_resign_before_there_is_a_plan(self):
        case = self.new_case()
        evaluation = self.evaluation.create({"case_id": case.id})
        self.approve_evaluation(evaluation, "close", "resigned")
        evaluation.action_close_case()
        self.assertEqual(case.stage, "closed")

    def test_the_end_cannot_be_written_by_hand(self):
        for values in (
            {"closed_on": self.today},
            {"closing_reason": "reached"},
        ):
            with self.subTest(values), self.refused("buttons"):
                self.case.write(values)

    def test_a_closed_case_is_not_closed_again(self):
        self.to_closed()
        with self.refused("read-only"):
            self.case.stage = "closed"


@tagged("post_install", "-at_install")
class TestClosed(PathCase):
    """Everything but the evaluation is still a draft when the family resigns."""

    CHANGES = {
        "kooperacja.case": {"qualification": "Inna"},
        "kooperacja.case.member": {"date_to": "2030-01-01"},
        "kooperacja.case.need": {"name": "Inna"},
        "kooperacja.case.attempt": {"result": "Inny"},
        "kooperacja.case.strength": {"name": "Inna"},
        "kooperacja.diagnosis.view": {"offer": "Inna"},
        "kooperacja.diagnosis.rating": {"note": "Inna"},
        "kooperacja.meeting": {"minutes_text": "<p>Inny</p>"},
        "kooperacja.meeting.preparation": {"name": "Inny"},
        "kooperacja.meeting.agenda": {"name": "Inny"},
        "kooperacja.meeting.attendance": {"status": "present"},
        "kooperacja.meeting.decision": {"name": "Inna"},
        "kooperacja.meeting.date": {"reasons": "Inne"},
        "kooperacja.meeting.vote": {"answer": "no"},
        "kooperacja.plan": {"main_goal": "Inny"},
        "kooperacja.plan.goal": {"name": "Inny"},
        "kooperacja.plan.service": {"name": "Inna"},
        "kooperacja.plan.task": {"name": "Inne"},
        "kooperacja.plan.signature": {"signed": True},
        "kooperacja.report": {"remark": "Inna"},
        "kooperacja.report.line": {"done": "Inne"},
        "kooperacja.handover": {"reason": "Inny"},
        "kooperacja.monitoring": {"situation": "Inna"},
        "kooperacja.case.matter": {"note": "Inna"},
        "kooperacja.consent": {"purpose": "Inny"},
        "kooperacja.family.login": {"email": "inny@example.com"},
    }
    FROZEN_WITH_THE_EVALUATION = {
        "kooperacja.evaluation": {"conclusions": "Inne"},
        "kooperacja.evaluation.goal": {"level": "4"},
        "kooperacja.evaluation.need": {"after": "1"},
        "kooperacja.evaluation.voice": {"comment": "Inne"},
        "kooperacja.evaluation.after": {"comment": "Inne"},
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.close_case(cls.case)

    def test_every_record_of_a_case_is_tried(self):
        belonging_to_a_case = {
            name
            for name, model in self.env.registry.items()
            if model._auto
            and not model._transient
            and name.startswith("kooperacja.")
            and any(
                model._fields[field].store
                for field in ("case_id", "meeting_id")
                if field in model._fields
            )
        }
        self.assertEqual(
            belonging_to_a_case | {"kooperacja.case"},
            {
                *self.CHANGES,
                *self.FROZEN_WITH_THE_EVALUATION,
                "kooperacja.case.entry",
                "kooperacja.case.entry.text",
                "kooperacja.case.reading",
                "kooperacja.family.voice",
                # What is passed or told after the end is noted too.
                "kooperacja.disclosure",
                "kooperacja.clause.handing",
                # A report that became a case stays as it was decided.
                "kooperacja.case.intake",
                # Letters speak of meetings of the partnership only.
                "kooperacja.letter",
                # Mail that comes after the end is sorted like any other.
                "kooperacja.stray.mail",
                # Reminders of a closed case end with it.
                "kooperacja.reminder",
                # Who looks at a closed case is noted too.
                "kooperacja.access.log",
                # Sealed: what was asked for and read stays as it was.
                "kooperacja.emergency.access",
            },
        )

    def test_nothing_of_it_is_changed(self):
        for model, values in self.CHANGES.items():
            with self.subTest(model), self.refused("was closed", "read-only"):
                self.as_worker(self.content["a"][model]).write(values)

    def test_not_even_by_the_superuser(self):
        for model, values in self.CHANGES.items():
            with self.subTest(model), self.refused("was closed", "read-only"):
                self.content["a"][model].sudo().write(values)

    def test_nothing_of_its_evaluation_is_changed(self):
        for model, values in self.FROZEN_WITH_THE_EVALUATION.items():
            with self.subTest(model), self.refused("approved", "stays"):
                self.as_worker(self.content["a"][model]).write(values)

    def test_nothing_of_it_is_deleted(self):
        for model in {**self.CHANGES, **self.FROZEN_WITH_THE_EVALUATION}:
            why = "was closed" if model in self.CHANGES else "approved"
            with self.subTest(model), self.refused(why):
                self.content["a"][model].sudo().unlink()

    def test_nothing_is_added_to_it(self):
        plan_values = {"plan_id": self.plan.id, "name": "Nowy"}
        meeting_values = {"meeting_id": self.meeting.id, "name": "Nowy"}
        case_values = {"case_id": self.case.id}
        new = {
            "kooperacja.case.member": {
                **case_values,
                "institution_id": self.institutions["police_1"].id,
            },
            "kooperacja.case.need": {**case_values, "name": "Nowa"},
            "kooperacja.case.entry": {**case_values, "text": "Nowy"},
            "kooperacja.meeting": {**case_values, "start": "2030-01-02 09:00:00"},
            "kooperacja.meeting.agenda": meeting_values,
            "kooperacja.meeting.decision": meeting_values,
            "kooperacja.meeting.attendance": {
                "meeting_id": self.meeting.id,
                "person_id": self.child.id,
            },
            "kooperacja.plan.goal": plan_values,
            "kooperacja.plan.task": {
                "goal_id": self.plan.goal_ids.id,
                "name": "Nowe",
                "member_id": self.member_row.id,
                "date_to": self.today,
            },
            "kooperacja.plan.signature": {
                "plan_id": self.plan.id,
                "person_id": self.child.id,
            },
            "kooperacja.report": {
                **case_values,
                "member_id": self.member_row.id,
                "month": self.last_month,
            },
            "kooperacja.monitoring": case_values,
            "kooperacja.evaluation": case_values,
        }
        for model, values in new.items():
            with self.subTest(model), self.refused("was closed", "read-only"):
                self.case.env[model].create(values)

    def test_no_button_leads_on(self):
        self.plan.env.cr.execute(
            "UPDATE kooperacja_plan SET signed_on = now() WHERE id = %s",
            [self.plan.id],
        )
        self.plan.env.cr.execute(
            "UPDATE kooperacja_plan_signature SET signed = true WHERE plan_id = %s",
            [self.plan.id],
        )
        self.plan.env.cr.execute(
            "UPDATE kooperacja_meeting_attendance SET status = 'present'"
            " WHERE meeting_id = %s",
            [self.meeting.id],
        )
        self.env.invalidate_all()
        for button in (
            self.plan.action_sign,
            self.plan.action_fill_signatures,
            self.meeting.action_plan_again,
            self.report.action_submit,
            self.member_row.action_end,
            self.case.action_new_monitoring,
            self.case.action_new_evaluation,
        ):
            with self.subTest(button.__name__), self.refused("was closed"):
                button()

    def test_a_card_is_not_approved_any_more(self):
        self.env.cr.execute(
            "UPDATE kooperacja_report SET state = 'submitted' WHERE id = %s",
            [self.report.id],
        )
        self.env.invalidate_all()
        with self.refused("was closed"):
            self.card.action_approve()

    def test_its_planned_meetings_are_cancelled_and_leave_the_calendar(self):
        self.assertEqual(self.meeting.state, "cancelled")
        self.assertFalse(self.meeting.sudo().event_id)

    def test_it_can_still_be_read_by_its_team(self):
        case = self.case.with_user(self.member)
        self.assertEqual(case.need_ids.name, "Brak rzeczya")
        self.assertEqual(case.closing_reason, "reached")


@tagged("post_install", "-at_install")
class TestReopening(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.close_case(cls.case)

    def reopen(self, reason="Rodzina wróciła"):
        action = self.case.action_reopen()
        with Form(
            self.env(user=self.worker)[action["res_model"]].with_context(
                **action["context"]
            )
        ) as form:
            if reason:
                form.reason = reason
        return form.save().action_reopen()

    def test_a_case_is_reopened_with_a_reason_that_stays_in_its_file(self):
        self.reopen()
        self.assertEqual(self.case.stage, "evaluation")
        self.assertFalse(self.case.closed_on)
        self.assertFalse(self.case.closing_reason)
        entry = self.case.entry_ids.filtered(lambda e: e.kind == "reopening")
        self.assertEqual(entry.text, "Rodzina wróciła")
        self.assertEqual(entry.author_id, self.worker.partner_id)

    def test_without_a_reason_it_stays_closed(self):
        with self.assertRaisesRegex(AssertionError, "reason"):
            self.reopen(reason=False)
        self.assertEqual(self.case.stage, "closed")

    def test_the_reason_is_more_than_blanks(self):
        wizard = self.case.env["kooperacja.case.reopen"].create(
            {"case_id": self.case.id, "reason": "  \n "}
        )
        with self.refused("reason"):
            wizard.action_reopen()

    def test_a_reopened_case_goes_on(self):
        self.reopen()
        self.need.name = "Inna potrzeba"
        self.case.stage = "goals"
        self.assertEqual(self.case.stage, "goals")

    def test_the_old_evaluation_stays_as_it_was(self):
        self.reopen()
        with self.refused("approved", "stays"):
            self.evaluation.conclusions = "Inne"

    def test_an_open_case_is_not_reopened(self):
        case = self.new_case()
        wizard = self.case.env["kooperacja.case.reopen"].create(
            {"case_id": case.id, "reason": "Pomyłka"}
        )
        with self.refused("only a closed case"):
            wizard.action_reopen()

    def test_a_stage_is_no_way_to_reopen(self):
        with self.refused("read-only"):
            self.case.stage = "work"

    def test_a_member_does_not_reopen(self):
        with self.assertRaises(AccessError):
            self.env(user=self.member)["kooperacja.case.reopen"].create(
                {"case_id": self.case.id, "reason": "Bo tak"}
            )

    def test_another_worker_does_not_reopen(self):
        with self.assertRaises(AccessError):
            self.of("worker_b", "kooperacja.case.reopen").create(
                {"case_id": self.case.id, "reason": "Bo tak"}
            ).action_reopen()
        self.assertEqual(self.case.stage, "closed")


@tagged("post_install", "-at_install")
class TestCoordinator(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker_b = cls.users["worker_b"]

    def on_team(self, case, user):
        return case.member_ids.filtered(
            lambda m: m.partner_id == user.partner_id and m.in_force
        )

    def test_who_opens_a_case_coordinates_it_and_is_on_its_team(self):
        case = self.new_case()
        self.assertEqual(case.coordinator_id, self.worker)
        row = self.on_team(case, self.worker)
        self.assertEqual(row.institution_id, self.institutions["ops_1"])
        self.assertEqual(row.date_from, case.opened_on)

    def test_a_coordinator_from_outside_the_partnership_is_not_on_the_team(self):
        stranger = new_test_user(
            self.env,
            login="test_stranger",
            groups="kooperacja_addon.group_worker",
            company_id=self.gmina_1.id,
        )
        case = self.case.with_user(self.coordinator).create(
            {
                "household_id": self.families["a"].household.id,
                "coordinator_id": stranger.id,
                "second_case_reason": "Inna sprawa",
            }
        )
        self.assertFalse(case.member_ids)

    def test_the_case_is_handed_to_another_coordinator_who_joins_the_team(self):
        self.case.coordinator_id = self.worker_b
        case = self.case.with_user(self.worker_b)
        self.assertTrue(self.on_team(case.sudo(), self.worker_b))
        case.stage = "goals"
        self.assertEqual(case.stage, "goals")

    def test_who_handed_the_case_over_does_not_run_it_any_more(self):
        self.case.coordinator_id = self.worker_b
        with self.assertRaises(AccessError):
            self.case.stage = "goals"

    def test_a_coordinator_who_is_on_the_team_already_is_not_added_twice(self):
        self.case.coordinator_id = self.worker_b
        self.case.with_user(self.coordinator).coordinator_id = self.worker
        self.assertEqual(len(self.on_team(self.case.sudo(), self.worker)), 1)

    def test_the_choice_of_coordinators_holds_workers_and_nobody_else(self):
        domain = self.case.fields_get(["coordinator_id"])["coordinator_id"]["domain"]
        choice = self.env["res.users"].search(domain)
        self.assertIn(self.worker, choice)
        self.assertIn(self.coordinator, choice)
        for name in ("member_a", "employee", "portal", "administrator", "system"):
            self.assertNotIn(self.users[name], choice)

    def test_nobody_becomes_coordinator_who_is_no_worker(self):
        for name in ("member_a", "employee", "administrator", "system", "portal"):
            with self.subTest(name), self.refused("coordinate", "role"):
                self.case.coordinator_id = self.users[name]

    def test_nobody_of_another_gmina_becomes_coordinator(self):
        with self.refused():
            self.case.coordinator_id = self.users["worker_c"]

    def test_the_coordinator_of_the_gmina_runs_every_case(self):
        case = self.case.with_user(self.coordinator)
        case.stage = "goals"
        self.assertEqual(case.stage, "goals")
        self.assertTrue(case.coordinated_by_me)
        self.assertFalse(self.case.with_user(self.member).coordinated_by_me)


@tagged("post_install", "-at_install")
class TestNeeds(PathCase):
    def test_a_need_names_who_noted_it_and_when(self):
        self.assertEqual(self.need.noted_by_id, self.worker.partner_id)
        self.assertEqual(self.need.noted_on, self.today)

    def test_a_need_is_of_a_person_of_the_same_family(self):
        with self.refused("family of the case"):
            self.need.sudo().person_id = self.families["b"].child

    def test_a_need_does_not_move_to_another_case(self):
        with self.refused("stays"):
            self.need.case_id = self.new_case()

    def test_everything_but_the_words_is_optional(self):
        need = self.need.create({"case_id": self.case.id, "name": "Samotność"})
        self.assertFalse(need.severity or need.person_id or need.problem_id)


@tagged("post_install", "-at_install")
class TestEntries(PathCase):
    def note(self, user=None, **values):
        return self.env(user=user or self.member)["kooperacja.case.entry"].create(
            {"case_id": self.case.id, "text": "Wizyta", **values}
        )

    def test_an_entry_has_its_author_institution_and_day(self):
        entry = self.note()
        self.assertEqual(entry.author_id, self.member.partner_id)
        self.assertEqual(entry.institution, self.institutions["school_1"].name)
        self.assertEqual(entry.happened_on, self.today)

    def test_nobody_writes_in_the_name_of_somebody_else(self):
        entry = self.note(
            author_id=self.worker.partner_id.id,
            institution="OPS",
            date="2001-01-01 00:00:00",
        )
        self.assertEqual(entry.author_id, self.member.partner_id)
        self.assertEqual(entry.institution, self.institutions["school_1"].name)
        self.assertGreater(entry.date.year, 2001)

    def test_an_entry_is_neither_changed_nor_deleted(self):
        entry = self.note().sudo()
        with self.refused("not changed"):
            entry.text = "Inaczej"
        with self.refused("not deleted"):
            entry.unlink()

    def test_a_correction_points_to_what_it_corrects(self):
        entry = self.note()
        correction = self.note(kind="correction", corrects_id=entry.id)
        self.assertEqual(correction.corrects_id, entry)

    def test_a_correction_stays_in_its_case(self):
        other = self.content["b"]["kooperacja.case.entry"]
        with self.refused():
            self.note(self.coordinator, kind="correction", corrects_id=other.id)

    def test_the_institution_stays_when_the_author_changes_work(self):
        entry = self.note()
        self.member.partner_id.sudo().parent_id = self.institutions["police_1"]
        self.assertEqual(entry.institution, self.institutions["school_1"].name)


@tagged("post_install", "-at_install")
class TestFamily(PathCase):
    def household(self, **values):
        return self.of("worker_a", "kooperacja.household").create(
            {"name": "Nowakowie", **values}
        )

    def test_a_family_is_known_by_its_number(self):
        household = self.household()
        self.assertRegex(household.number, r"^R/\d{4}/\d{4}$")
        self.assertEqual(household.display_name, household.number)
        self.assertIn(
            "Nowakowie", household.with_context(show_family_names=True).display_name
        )

    def test_persons_are_noted_with_the_family(self):
        household = self.household(
            person_ids=[
                Command.create({"first_name": "Ewa", "role": "mother"}),
                Command.create({"first_name": "Jan", "role": "child"}),
            ]
        )
        self.assertEqual(household.person_count, 2)
        self.assertEqual(household.person_ids.mapped("is_adult"), [True, False])

    def test_somebody_is_adult_from_the_eighteenth_birthday(self):
        eighteen = self.today.replace(year=self.today.year - 18)
        for born, adult in (
            (eighteen, True),
            (eighteen + timedelta(days=1), False),
        ):
            self.child.birth_date = born
            self.assertEqual(self.child.is_adult, adult, born)

    def test_the_form_takes_the_date_of_birth_from_the_pesel(self):
        with Form(self.as_worker(self.families["a"].household)) as form:
            with form.person_ids.new() as person:
                person.first_name = "Zofia"
                person.pesel = "44051401359"
        person = self.families["a"].household.person_ids.filtered(
            lambda p: p.first_name == "Zofia"
        )
        self.assertEqual(str(person.birth_date), "1944-05-14")

    def test_a_wrong_pesel_is_refused_without_being_repeated(self):
        with self.assertRaises(Exception) as caught:
            self.child.pesel = "44051401358"
        self.assertIn("PESEL", str(caught.exception))
        self.assertNotIn("44051401358", str(caught.exception))

    def test_a_pesel_agrees_with_the_date_of_birth(self):
        with self.refused("agree", "PESEL"):
            self.child.write({"pesel": "44051401359", "birth_date": "1944-05-15"})

    def test_a_pesel_is_on_record_once_in_a_gmina(self):
        with self.refused("on record already", self.case.number):
            self.child.write(
                {"pesel": self.families["a"].pesel, "birth_date": "1985-03-14"}
            )

    def test_nobody_is_born_in_the_future(self):
        with self.refused("future"):
            self.child.birth_date = self.tomorrow

    def test_a_person_does_not_move_to_another_family(self):
        with self.refused("stays"):
            self.child.household_id = self.household()

    def test_a_person_with_work_on_record_is_not_deleted(self):
        with self.refused("on record", "archive"):
            self.adult.unlink()
