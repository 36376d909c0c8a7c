"""States change by their actions, on facts; no right to write skips a step."""

from contextlib import suppress
from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import get_public_method
from odoo.tests import tagged

from .common import KooperacjaCase

# The state that each record may reach only by its action, and values to reach it by.
# Whether one can come on a date is for each who is called to say.
OWN_ANSWERS = {
    ("kooperacja.meeting.date", f"action_{answer}") for answer in ("yes", "maybe", "no")
}
GUARDED = {
    "kooperacja.meeting": ("state", "approved", ("held", "cancelled")),
    "kooperacja.plan": ("state", "signed", ()),
    "kooperacja.report": ("state", "submitted", ()),
    "kooperacja.monitoring": ("state", "approved", ()),
    "kooperacja.evaluation": ("state", "approved", ()),
    "kooperacja.case": ("stage", "closed", ("work", "monitoring")),
}
VALUES = {
    "kooperacja.meeting": {"start": datetime(2027, 1, 15, 9)},
}


@tagged("post_install", "-at_install")
class TestNoStepIsSkipped(KooperacjaCase):
    def attackers(self):
        yield "worker", self.env(user=self.users["worker_a"])
        yield "coordinator", self.env(user=self.users["coordinator_1"])
        yield "sudo", self.env(user=self.users["worker_a"], su=True)
        yield "superuser", self.env

    def states(self):
        for model, (field, last, others) in GUARDED.items():
            for state in (last, *others):
                yield model, field, state

    def prepare(self, model):
        """Return the values of a new record of ``model`` for case A."""
        if model == "kooperacja.case":
            household = (
                self.env["kooperacja.household"]
                .with_user(self.users["worker_a"])
                .create({"name": "Nowakowie"})
            )
            return {
                "household_id": household.id,
                "partnership_id": self.partnership_1.id,
                "company_id": self.gmina_1.id,
                "coordinator_id": self.users["worker_a"].id,
            }
        values = {"case_id": self.case_a.id, **VALUES.get(model, {})}
        if model == "kooperacja.report":
            values["member_id"] = self.content["a"]["kooperacja.case.member"].id
            values["month"] = self.last_month
        if model == "kooperacja.plan":
            self.content["a"]["kooperacja.plan"]._write_by_action({"state": "signed"})
        return values

    def test_no_state_can_be_written(self):
        for who, env in self.attackers():
            for model, field, state in self.states():
                with self.subTest(who=who, model=model, state=state):
                    record = self.content["a"][model]
                    before = record[field]
                    self.assertNotEqual(before, state)
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        record.with_env(env).write({field: state})
                    self.env.invalidate_all()
                    self.assertEqual(record[field], before)

    def test_no_state_can_be_imported(self):
        for who, env in self.attackers():
            for model, field, state in self.states():
                with self.subTest(who=who, model=model, state=state):
                    record = self.content["a"][model]
                    before = record[field]
                    result = env[model].load([".id", field], [[str(record.id), state]])
                    self.assertFalse(result["ids"])
                    self.env.invalidate_all()
                    self.assertEqual(record[field], before)

    def test_no_record_is_born_in_a_later_state(self):
        for who, env in self.attackers():
            for model, field, state in self.states():
                with self.subTest(who=who, model=model, state=state):
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        env[model].create({**self.prepare(model), field: state})

    def test_a_case_is_born_in_diagnosis(self):
        for stage in ("goals", "plan", "evaluation"):
            for who, env in self.attackers():
                with self.subTest(who=who, stage=stage):
                    values = self.prepare("kooperacja.case")
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        env["kooperacja.case"].create({**values, "stage": stage})
                    born = (
                        env["kooperacja.case"]
                        .with_context(default_stage=stage)
                        .create(values)
                    )
                    self.assertEqual(born.stage, "diagnosis")

    def test_no_default_in_the_context_or_of_the_user_stands_in_for_an_action(self):
        for model, field, state in self.states():
            with self.subTest(model=model, state=state):
                records = self.env[model].with_user(self.users["worker_a"])
                first = records.default_get([field])[field]
                values = self.prepare(model)
                kept = self.env["ir.default"].sudo()
                kept.set(model, field, state)
                made = records.with_context(**{f"default_{field}": state}).create(
                    values
                )
                self.assertEqual(made.sudo()[field], first)
                kept.search([("field_id.model", "=", model)]).unlink()

    def test_dates_and_papers_of_an_action_cannot_be_written(self):
        for model, values in (
            ("kooperacja.meeting", {"approved_on": self.today}),
            ("kooperacja.meeting", {"event_id": False}),
            ("kooperacja.plan", {"signed_document": b"eA=="}),
            ("kooperacja.plan", {"signed_document_name": "x.pdf"}),
            ("kooperacja.plan", {"version": 7}),
            ("kooperacja.report", {"submitted_on": datetime(2026, 1, 1)}),
            ("kooperacja.monitoring", {"approved_on": self.today}),
            ("kooperacja.monitoring", {"signed_document": b"eA=="}),
            ("kooperacja.monitoring", {"report_ids": [Command.clear()]}),
            ("kooperacja.case", {"closed_on": self.today}),
            ("kooperacja.case", {"closing_reason": "reached"}),
            ("kooperacja.case", {"number": "2000/0001"}),
            ("kooperacja.household", {"number": "R/2000/0001"}),
        ):
            for who, env in self.attackers():
                with self.subTest(who=who, model=model, values=values):
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        self.content["a"][model].with_env(env).write(values)

    def test_what_follows_from_other_fields_cannot_be_written(self):
        """Stored fields that the model derives hold what rights and steps rest on."""
        partnership = self.partnership_1
        tried = 0
        for record in (*self.content["a"].values(), partnership):
            for name in record._get_derived_fields():
                field = record._fields[name]
                if field.type == "many2one":
                    value = self.content["b"].get(field.comodel_name)
                    value = value.id if value else self.gmina_2.id
                elif field.type == "selection":
                    value = next(
                        v for v in field.get_values(self.env) if v != record[name]
                    )
                else:
                    value = 77 if field.type in ("integer", "float") else self.long_ago
                tried += 1
                for who, env in self.attackers():
                    with self.subTest(who=who, model=record._name, field=name):
                        before = record[name]
                        with self.assertRaises(UserError):
                            record.with_env(env).write({name: value})
                        self.env.invalidate_all()
                        self.assertEqual(record[name], before)
        self.assertGreater(tried, 20)

    def test_no_record_is_born_with_a_lie_in_what_follows_from_other_fields(self):
        env = self.env(user=self.users["coordinator_1"])
        other = self.content["b"]["kooperacja.case"]
        goal = self.content["a"]["kooperacja.plan.goal"].with_env(env)
        for vals, context in (
            ({"case_id": other.id}, {}),
            ({}, {"default_case_id": other.id}),
        ):
            with self.subTest(vals=vals, context=context):
                made = goal.with_context(**context).create(
                    {"plan_id": goal.plan_id.id, "name": "Cel", **vals}
                )
                self.assertEqual(made.case_id, self.case_a.with_env(env))

    def test_a_partnership_is_not_agreed_before_it_has_signed(self):
        coordinator = self.users["coordinator_1"]
        partnership = self.partnership_1.with_user(coordinator)
        self.assertEqual(partnership.stage, "preparing")
        with self.assertRaises(UserError):
            partnership.stage = "agreed"
        self.env.invalidate_all()
        self.assertEqual(partnership.stage, "preparing")

    def test_an_entry_that_tells_of_a_step_is_written_by_the_step_alone(self):
        for name in ("member_a", "worker_a", "coordinator_1"):
            entries = self.as_user(name, self.env["kooperacja.case.entry"])
            values = {"case_id": self.case_a.id, "text": "Etap: praca"}
            for kind in ("stage", "reopening"):
                with self.subTest(user=name, kind=kind):
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        entries.create({**values, "kind": kind})
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        entries.with_context(default_kind=kind).create(values)
        self.case_a.with_user(self.users["worker_a"]).stage = "goals"
        self.assertIn("stage", self.case_a.entry_ids.mapped("kind"))

    def test_a_case_does_not_reach_the_work_by_naming_a_plan_that_is_not_signed(self):
        case = self.case_a.with_user(self.users["worker_a"])
        plan = self.content["a"]["kooperacja.plan"]
        with self.assertRaises(UserError):
            case.write({"plan_id": plan.id, "stage": "work"})
        with self.assertRaises(UserError):
            plan.with_user(self.users["worker_a"]).write(
                {"current_case_ids": [Command.link(case.id)]}
            )
        self.env.invalidate_all()
        self.assertEqual(self.case_a.stage, "diagnosis")
        self.assertFalse(self.case_a.plan_id)

    def test_a_line_does_not_count_before_its_report_is_submitted(self):
        line = self.content["a"]["kooperacja.report.line"]
        task = self.content["a"]["kooperacja.plan.task"]
        with self.assertRaises(UserError):
            line.with_user(self.users["member_a"]).write(
                {"state": "submitted", "status": "done"}
            )
        self.env.invalidate_all()
        self.assertEqual(line.report_id.state, "draft")
        self.assertEqual(task.status, "not_started")

    def test_an_agreement_is_signed_only_by_its_action(self):
        env = self.env(user=self.users["coordinator_1"])
        for who, attacker in (("coordinator", env), ("superuser", self.env)):
            with self.subTest(who=who):
                agreement = self.agreement_1.with_env(attacker)
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    agreement.write({"state": "signed"})
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    agreement.create(
                        {"partnership_id": self.partnership_1.id, "state": "signed"}
                    )
                born = agreement.with_context(default_state="signed").create(
                    {"partnership_id": self.partnership_1.id}
                )
                self.assertEqual(born.state, "draft")

    def test_actions_ask_for_what_the_step_needs(self):
        worker = self.users["worker_a"]
        meeting, card, evaluation, plan = (
            self.content["a"][f"kooperacja.{model}"].with_user(worker)
            for model in ("meeting", "monitoring", "evaluation", "plan")
        )
        for action in (
            meeting.action_approve,  # not held
            meeting.action_hold,  # nobody marked
            card.action_approve,  # no report
            evaluation.action_approve,  # no decision
            evaluation.action_close_case,  # not approved
            plan.action_sign,  # nobody signed
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                action()

    def facts(self):
        """Return how many records of case A there are, and where they stand."""
        self.env.flush_all()
        self.env.invalidate_all()
        found = {}
        for model, record in self.content["a"].items():
            case = "case_id" if "case_id" in record._fields else "id"
            if case == "id":
                domain = [("id", "=", record.id)]
            else:
                domain = [("case_id", "=", self.case_a.id)]
            records = record.search(domain, order="id")
            state = GUARDED[model][0] if model in GUARDED else "write_uid"
            found[model] = [(each.id, each[state]) for each in records]
        return found

    def test_a_member_who_only_reads_takes_no_step_by_any_button(self):
        tried = 0
        for model, record in self.content["a"].items():
            if model.startswith(("kooperacja.report", "kooperacja.diagnosis")):
                continue  # the member's own
            for name in dir(type(record)):
                if not name.startswith("action_"):
                    continue
                if name.endswith("archive") and not record._active_name:
                    continue
                if (model, name) in OWN_ANSWERS:
                    continue
                with self.subTest(model=model, action=name):
                    before = self.facts()
                    tried += 1
                    with suppress(UserError), self.env.cr.savepoint():
                        getattr(self.as_user("member_a", record), name)()
                    self.assertEqual(self.facts(), before)
        self.assertGreater(tried, 15)

    def test_no_remote_call_reaches_the_way_past_the_guards(self):
        for model, record in self.content["a"].items():
            for name in ("_write_by_action", "_reopen", "_refuse_frozen"):
                if not hasattr(record, name):
                    continue
                with self.subTest(model=model, method=name):
                    with self.assertRaises(AccessError):
                        get_public_method(record, name)
