"""A case lived through at random, with steps that may be taken and steps that may not.

To add a step, write a method ``step_…`` of ``Walker``: it acts as somebody on
``self.case``, with values that may be wrong. To add a promise, write a method
``holds_…`` of ``Promises``. Both are found by their names.
"""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from ..rules.stages import STAGES, missing_for
from .common import REFUSALS
from .walk_around import MODELS, StepsAround

# Fields that tell nothing of what was signed.
PASSING = frozenset({"write_date", "write_uid", "__last_update", "display_name"})
# What is noted later about a record that stays as it is otherwise.
NOTED_LATER = frozenset(
    {"followup_on", "followup_result", "followup_note", "confirmed_at"}
)


class NoStep(UserError):
    """The step could not be taken here, or was refused as it should be."""

    def __init__(self):
        super().__init__("There is nothing to take this step with.")


def _methods(instance, prefix):
    return [
        getattr(instance, name) for name in dir(instance) if name.startswith(prefix)
    ]


def snapshot(record, *names):
    """Return the stored values of a record, as they are in the database."""
    return record.sudo().read(
        list(names)
        or [
            field.name
            for field in record._fields.values()
            if field.store
            and field.column_type
            and field.name not in PASSING | NOTED_LATER
        ],
        load=None,
    )


class Promises:
    """What no step may break, whoever takes it; remembers what it has seen."""

    def __init__(self, walker):
        self.walker, self.test = walker, walker.test
        self.signed, self.appended, self.stage = {}, {}, walker.case.stage
        self.team, self.tried, self.sent = None, {}, {}

    def check(self, anew=False):
        """Check every promise; with ``anew`` also what was found to hold before and
        cannot have changed since."""
        if anew:
            self.team = None
        for holds in _methods(self, "holds_"):
            holds(self.walker.case.sudo())

    def holds_what_was_signed_stays(self, case):
        """Plans, cards, evaluations, reports under a card; their kept documents."""
        frozen = (
            *case.plan_ids.filtered(lambda r: r.state == "signed"),
            *case.monitoring_ids.filtered(lambda r: r.state == "approved"),
            *case.evaluation_ids.filtered(lambda r: r.state == "approved"),
            *case.meeting_ids.filtered(lambda r: r.state == "approved"),
        )
        for record in frozen:
            now = snapshot(record)
            if "signed_document" in record._fields:
                now.append(record.with_context(bin_size=False).signed_document)
                self.test.assertTrue(now[-1], "no kept document")
            if record._name == MODELS + "plan":
                now += snapshot(record.goal_ids) + snapshot(record.signature_ids)
                # How far a task has got follows the reports, beside what was signed.
                now += snapshot(record.task_ids, "name", "member_id", "person_id")
            self.test.assertEqual(self.signed.setdefault(record, now), now)
        for record in self.signed:
            self.test.assertIn(record, frozen, "what was signed went away")

    def holds_entries_and_handovers_only_grow(self, case):
        now = {
            (records._name, row["id"]): row
            for records in (case.entry_ids, case.handover_ids)
            if records
            for row in snapshot(records)
        }
        for key, row in self.appended.items():
            self.test.assertEqual(now.get(key), row)
        self.appended = now

    def holds_one_plan_is_in_force(self, case):
        signed = case.plan_ids.filtered(lambda plan: plan.state == "signed")
        self.test.assertEqual(case.plan_id, signed.sorted("version")[-1:])
        drafts = case.plan_ids.filtered(lambda plan: plan.state == "draft")
        self.test.assertLessEqual(len(drafts), 1)
        versions = case.plan_ids.mapped("version")
        self.test.assertEqual(len(versions), len(set(versions)))

    def holds_a_closed_case_says_why_and_waits_for_nothing(self, case):
        closed = case.stage == "closed"
        self.test.assertEqual(bool(case.closed_on), closed)
        self.test.assertEqual(bool(case.closing_reason), closed)
        if closed:
            self.test.assertEqual(case._get_deciding_evaluation().decision, "close")
            self.test.assertNotIn("planned", case.meeting_ids.mapped("state"))

    def holds_no_stage_without_its_facts(self, case):
        reopened = self.stage == "closed" and case.stage == "evaluation"
        if case.stage != self.stage and not reopened:
            self.test.assertEqual(missing_for(case.stage, case._get_facts()), [])
        self.stage = case.stage
        if case.stage in ("work", "monitoring"):
            self.test.assertTrue(case.plan_id)

    def holds_a_case_is_open_to_those_on_it_alone(self, case):
        """The case for everybody when its people changed; else what is new in it."""
        on_team = {m.partner_id for m in case.member_ids if m.in_force}
        team = (case.coordinator_id, on_team, case.stage)
        if team != self.team:
            self.team, self.tried = team, {}
        for name, user in self.walker.people.items():
            on_it = (
                user == case.coordinator_id
                or name == "coordinator_1"
                or user.partner_id in on_team
            )
            mine = case.with_user(user).sudo(False)
            if not self.tried:
                found = mine._filtered_access("read")
                self.test.assertEqual(bool(found), on_it and name != "employee", name)
            if on_it and name != "employee":
                continue
            for field in ("entry_ids", "plan_ids", "meeting_ids", "handover_ids"):
                fresh = case[field] - self.tried.get(field, case[field].browse())
                readable = fresh.with_user(user).sudo(False)._filtered_access("read")
                self.test.assertFalse(readable, name)
        self.tried = {
            field: case[field]
            for field in ("entry_ids", "plan_ids", "meeting_ids", "handover_ids")
        }

    def holds_a_matter_that_was_sent_stays_and_names_nobody(self, case):
        for matter in case.matter_ids.escalation_id:
            if matter.state == "draft":
                continue
            now = snapshot(matter, "name", "text", "wish", "case_number", "sent_on")
            self.test.assertEqual(self.sent.setdefault(matter, now), now)
            self.test.assertTrue(matter.letter_id)
            if not matter.family_allowed:
                self.test.assert_tells_nothing([now, matter.letter_id.body])

    def holds_a_report_is_decided_once_and_says_how(self, _case):
        for report in self.walker.reports():
            decided = report.state in ("taken", "declined")
            self.test.assertEqual(bool(report.decided_on), decided)
            self.test.assertEqual(bool(report.decided_by_id), decided)
            self.test.assertEqual(bool(report.case_id), report.state == "taken")
            self.test.assertEqual(
                report.case_id.company_id or report.company_id, report.company_id
            )
            if report.state == "declined":
                self.test.assertTrue(report.decision_reason.strip())

    def holds_numbers_are_of_one_case(self, case):
        same = case.with_context(active_test=False).search_count(
            [("number", "=", case.number), ("company_id", "=", case.company_id.id)]
        )
        self.test.assertEqual(same, 1)


class Walker(StepsAround):
    """Somebody who takes random steps; ``chance`` is a ``random.Random``."""

    NAMES = (
        "worker_a",
        "member_a",
        "member_b",
        "worker_b",
        "coordinator_1",
        "past_member",
        "employee",
    )

    def __init__(self, test, chance):
        self.test, self.chance = test, chance
        self.people = {name: test.users[name] for name in self.NAMES}
        self.case = test.new_case()
        test.join(self.case, test.member, test.long_ago)
        self.path = []
        self.newest_intake = max(
            test.env[MODELS + "case.intake"].search([], order="id desc", limit=1).ids,
            default=0,
        )
        self.promises = Promises(self)
        self.steps = _methods(self, "step_")

    def walk(self, count):
        """Take ``count`` steps; raise what is no refusal, with the path so far."""
        for _ in range(count):
            step = (
                self.sensible() if self.maybe(0.4) else self.chance.choice(self.steps)
            )
            self.path.append(step.__name__)
            try:
                with self.test.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                    step()
                    self.test.env.flush_all()
            except REFUSALS as refusal:
                # All of it was taken back, so there is nothing new to look at.
                self.path[-1] += " (refused)"
                self.test.assertTrue(self.sentence(refusal), self.path)
                self.test.env.invalidate_all()
                continue
            except Exception as error:
                raise AssertionError(f"{error!r} after {self.path}") from error
            self.check()
        self.check(anew=True)

    def check(self, anew=False):
        self.test.env.invalidate_all()
        try:
            self.promises.check(anew)
        except AssertionError as error:
            raise AssertionError(f"{error} after {self.path}") from error

    def sentence(self, refusal):
        """Return what the user is told."""
        if isinstance(refusal, UserError):
            return str(refusal).strip()
        return self.case._sql_error_to_message(refusal)

    def sensible(self):
        """Return the step that leads on from where the case stands."""
        case = self.case.sudo()
        plan = case.draft_plan_id
        if case.stage == "closed":
            return self.chance.choice([self.step_look_back, self.step_reopen])
        if case.evaluation_ids and not case._get_deciding_evaluation():
            return self.step_approve_an_evaluation
        if case._get_deciding_evaluation().decision == "close":
            return self.step_close
        if not case.need_ids:
            return self.step_note_a_need
        if plan and not plan.goal_ids:
            return self.step_add_a_goal
        if plan and self.maybe(0.7):
            return self.step_sign_a_plan
        if not case.plan_id:
            return self.step_begin_a_plan
        if self.maybe(0.3):
            return self.chance.choice(self.sensible_around())
        on_the_way = [
            self.step_add_an_entry,
            self.step_next_stage,
            self.step_open_reports,
            self.step_submit_a_report,
            self.step_begin_a_card,
            self.step_approve_a_card,
            self.step_begin_an_evaluation,
        ]
        return self.chance.choice(on_the_way)

    # --- chances -------------------------------------------------------------

    def maybe(self, chance=0.5):
        return self.chance.random() < chance

    def as_somebody(self, records, usual="worker_a"):
        """Return ``records`` in the hands of who usually acts, or of anybody."""
        name = usual if self.maybe(0.85) else self.chance.choice(self.NAMES)
        self.path[-1] += f" by {name}"
        return records.with_user(self.people[name]).sudo(False)

    def one_of(self, name, usual="worker_a"):
        """Return one record of a list of the case, or none, and who holds it."""
        return self.choose(self.case.sudo()[name], usual)

    def choose(self, records, usual):
        if not records:
            raise NoStep
        return self.as_somebody(records.browse(self.chance.choice(records.ids)), usual)

    def new(self, model, usual="worker_a"):
        return self.as_somebody(self.test.env[MODELS + model], usual)

    def some_day(self):
        return self.test.today + timedelta(days=self.chance.randint(-70, 40))

    def words(self):
        return self.chance.choice(["Rozmowa", "x" * 300, "", " ", "<b>&'\"%s", False])

    def someone(self):
        """Return a person of the family, or of another one."""
        letter = "a" if self.maybe(0.85) else "b"
        return self.chance.choice(self.test.families[letter].household.person_ids.ids)

    def member_id(self):
        case = self.case if self.maybe(0.9) else self.test.case_b
        return self.chance.choice(case.sudo().member_ids.ids or [False])

    # --- diagnosis and team ---------------------------------------------------

    def step_note_a_need(self):
        self.new("case.need").create(
            {
                "case_id": self.case.id,
                "name": self.words() or "Potrzeba",
                "person_id": self.someone() if self.maybe() else False,
            }
        )

    def step_delete_a_need(self):
        self.one_of("need_ids").unlink()

    def step_add_to_the_team(self):
        partner = self.chance.choice(list(self.people.values())).partner_id
        self.new("case.member").create(
            {
                "case_id": self.case.id,
                "partner_id": partner.id,
                "institution_id": partner.parent_id.id,
                "date_from": self.some_day(),
                "date_to": self.some_day() if self.maybe(0.3) else False,
            }
        )

    def step_end_a_membership(self):
        member = self.one_of("member_ids")
        if self.maybe():
            member.action_end()
        else:
            member.date_to = self.some_day()

    def step_remove_from_the_team(self):
        self.one_of("member_ids").unlink()

    def step_change_the_coordinator(self):
        user = self.chance.choice(list(self.people.values()))
        self.as_somebody(self.case, "coordinator_1").coordinator_id = user
        if self.maybe(0.8):  # else the usual hands would be empty from now on
            self.case.with_user(
                self.people["coordinator_1"]
            ).coordinator_id = self.people["worker_a"]

    # --- stages ----------------------------------------------------------------

    def step_next_stage(self):
        self.as_somebody(self.case).action_next_stage()

    step_next_stage_again = step_next_stage

    def step_jump_to_a_stage(self):
        self.as_somebody(self.case).stage = self.chance.choice(STAGES)

    def step_set_what_only_actions_set(self):
        model, values = self.chance.choice(
            [
                ("case", {"closed_on": self.test.today}),
                ("case", {"closing_reason": "reached"}),
                ("case", {"number": "2026/9999"}),
                ("case", {"plan_id": False}),
                ("plan", {"state": "draft"}),
                ("plan", {"state": "signed"}),
                ("report", {"state": "submitted"}),
                ("evaluation", {"state": "approved"}),
                ("monitoring", {"state": "approved"}),
                ("meeting", {"state": "approved"}),
            ]
        )
        record = self.case if model == "case" else self.one_of(f"{model}_ids")
        record = self.as_somebody(record)
        with self.test.assertRaises(UserError):
            record.write(values)
        raise NoStep

    def step_reopen(self):
        wizard = self.new("case.reopen").create(
            {"case_id": self.case.id, "reason": self.words() or " "}
        )
        wizard.action_reopen()

    # --- plan --------------------------------------------------------------------

    def step_begin_a_plan(self):
        self.as_somebody(self.case).action_new_plan()

    step_begin_a_plan_again = step_begin_a_plan

    def step_change_a_plan(self):
        self.one_of("plan_ids").write(
            {
                "main_goal": self.words(),
                "change_reason": self.words(),
                "date_from": self.some_day(),
                "date_to": self.some_day() if self.maybe(0.3) else False,
            }
        )

    def step_add_a_goal(self):
        plan = self.one_of("plan_ids")
        task = {
            "name": self.words() or "Zadanie",
            "date_to": self.some_day(),
            "member_id": self.member_id() if self.maybe(0.6) else False,
            "person_id": self.someone() if self.maybe(0.4) else False,
        }
        plan.goal_ids = [
            Command.create({"name": "Cel", "task_ids": [Command.create(task)]})
        ]

    step_add_a_goal_again = step_add_a_goal

    def step_delete_a_goal(self):
        plan = self.one_of("plan_ids")
        plan.goal_ids[:1].unlink()

    def step_sign_a_plan(self):
        plan = self.as_somebody(self.case.sudo().draft_plan_id or self.case.plan_ids)
        plan = plan[:1]
        plan.action_fill_signatures()
        plan.signed_on = self.test.today if self.maybe(0.9) else self.some_day()
        if self.maybe(0.9):
            plan.main_goal = "Rodzina mieszka sama"
            plan.change_reason = "Nowa praca"
            plan.signature_ids.signed = True
        plan.action_sign()

    step_sign_a_plan_again = step_sign_a_plan

    def step_delete_a_plan(self):
        if self.maybe(0.3):
            self.one_of("plan_ids").unlink()

    # --- reports, cards, evaluations ----------------------------------------------

    def step_open_reports(self):
        self.as_somebody(self.case).action_request_reports()

    def step_make_a_report(self):
        self.new("report", self.chance.choice(["member_a", "worker_a"])).create(
            {
                "case_id": self.case.id,
                "member_id": self.member_id(),
                "month": self.test.today
                + relativedelta(months=self.chance.randint(-3, 1)),
                "remark": self.words(),
            }
        )

    def step_fill_a_report(self):
        report = self.one_of("report_ids", self.chance.choice(["member_a", "worker_a"]))
        for line in report.line_ids:
            line.write(
                {
                    "status": self.chance.choice(
                        ["in_progress", "done", "obstacle", "dropped"]
                    ),
                    "done": self.words(),
                    "obstacle": self.words(),
                }
            )

    def step_submit_a_report(self):
        report = self.one_of("report_ids", self.chance.choice(["member_a", "worker_a"]))
        report.remark = report.remark or "Bez zmian"
        report.action_submit()

    step_submit_a_report_again = step_submit_a_report

    def step_take_a_report_back(self):
        self.one_of("report_ids", "member_a").action_take_back()

    def step_begin_a_card(self):
        self.as_somebody(self.case).action_new_monitoring()

    def step_approve_a_card(self):
        card = self.one_of("monitoring_ids")
        if self.maybe(0.8):
            card.family_presence = "present"
        card.action_approve()

    def step_begin_an_evaluation(self):
        self.as_somebody(self.case).action_new_evaluation()

    def step_approve_an_evaluation(self):
        evaluation = self.one_of("evaluation_ids")
        decision = self.chance.choice(["continue", "close", "close"])
        evaluation.write(
            {
                "decision": decision,
                "closing_reason": "reached" if self.maybe(0.8) else False,
                "participant_ids": [Command.set(self.case.sudo().member_ids[:1].ids)],
                "date": self.some_day() if self.maybe(0.2) else self.test.today,
            }
        )
        evaluation.goal_line_ids.level = "3"
        evaluation.action_approve()

    step_approve_an_evaluation_again = step_approve_an_evaluation

    def step_close(self):
        self.one_of("evaluation_ids").action_close_case()

    # --- meetings ------------------------------------------------------------------

    def step_plan_a_meeting(self):
        self.new("meeting").create(
            {
                "case_id": self.case.id,
                "kind": self.chance.choice(["team", "monitoring", "evaluation"]),
                "start": self.test.at(self.some_day(), self.chance.randint(0, 23)),
            }
        )

    def step_hold_a_meeting(self):
        meeting = self.one_of("meeting_ids")
        meeting.minutes_text = "<p>Mówiono</p>"
        self.test.hold_meeting(meeting)

    def step_approve_minutes(self):
        self.one_of("meeting_ids").action_approve()

    def step_cancel_a_meeting(self):
        self.one_of("meeting_ids").action_cancel()

    def step_move_the_event(self):
        event = self.one_of("meeting_ids").sudo().event_id
        event = self.as_somebody(event)
        start = self.test.at(self.some_day(), 9)
        event.write({"start": start, "stop": start + timedelta(hours=1)})

    def step_write_into_the_event(self):
        event = self.one_of("meeting_ids").sudo().event_id
        self.as_somebody(event).write({"description": "Pani Żaneta"})

    # --- the shared file --------------------------------------------------------------

    def step_add_an_entry(self):
        level = self.chance.choice(["team", "team", "coordinator", "fact"])
        told = "Rozmowa" if level != "fact" else False
        kinds = ["note", "contact", "joint_visit", "counselling", "feedback"]
        self.new("case.entry", "member_a").create(
            {
                "case_id": self.case.id,
                "text": told if self.maybe(0.8) else self.words(),
                "kind": self.chance.choice(kinds) if self.maybe(0.9) else "stage",
                "level": level,
                "happened_on": self.test.today if self.maybe(0.8) else self.some_day(),
                "person_id": self.someone() if self.maybe(0.2) else False,
                "minutes": self.chance.choice([0, 30, 30, 30, -1]),
                "has_read": self.maybe(),
            }
        )

    step_add_an_entry_again = step_add_an_entry

    def step_correct_an_entry(self):
        entry = self.one_of("entry_ids", "member_a")
        context = entry.action_correct()["context"]
        entry.browse().with_context(**context).create({"text": self.words()})

    def step_change_an_entry(self):
        self.one_of("entry_ids").sudo(self.maybe()).write({"text": "Inaczej"})

    def step_delete_an_entry(self):
        self.one_of("entry_ids").sudo(self.maybe()).unlink()

    def step_mark_as_read(self):
        self.as_somebody(self.case, "member_a").action_mark_read()

    def step_delete_the_case(self):
        self.as_somebody(self.case, "coordinator_1").unlink()
