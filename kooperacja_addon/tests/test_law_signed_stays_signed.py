"""What was signed stays as it was signed, for everybody and through every door."""

import base64
from contextlib import contextmanager
from datetime import datetime, timedelta

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import REFUSALS, KooperacjaCase

MAGIC = {"id", "create_uid", "create_date", "write_uid", "write_date"}


TAKEN_BACK = "taken back by the test"


class SignedCase(KooperacjaCase):
    """Freezes one record; ``lines`` names its one2many fields that freeze with it."""

    frozen_model = None
    lines = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.frozen_model:
            cls.frozen = cls.freeze()
            cls.env.flush_all()
            cls.env.invalidate_all()

    @classmethod
    def freeze(cls):
        raise NotImplementedError

    def snapshot(self):
        """Return what the database holds of the frozen record and of its papers."""
        self.env.flush_all()
        rows = []
        record = self.frozen.sudo()
        for records in (record, *(record[name] for name in self.lines)):
            # A line may have been moved away or in: look from both ends.
            self.env.cr.execute(f'SELECT * FROM "{records._table}" ORDER BY id')
            columns = [column.name for column in self.env.cr.description]
            rows.append(
                [
                    {
                        key: value
                        for key, value in zip(columns, row, strict=True)
                        if key not in MAGIC - {"id"}
                    }
                    for row in self.env.cr.fetchall()
                    if row[columns.index("id")] in records.ids
                ]
            )
        papers = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", record._name),
                    ("res_id", "=", record.id),
                    ("res_field", "!=", False),
                ],
                order="id",
            )
        )
        rows.append([(paper.id, paper.raw, paper.res_field) for paper in papers])
        for name, field in record._fields.items():
            if field.type == "many2many" and field.store:
                rows.append((name, sorted(record[name].ids)))
        return rows

    @contextmanager
    def unchanged(self):
        """Check that what happens inside changes nothing of the frozen record."""
        before = self.snapshot()
        yield
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(self.frozen.exists())
        self.assertEqual(self.snapshot(), before)

    def attack(self, attack):
        """Check that ``attack``, refused or not, changes nothing; then take it back."""
        try:
            with (
                mute_logger("odoo.sql_db", "odoo.models.unlink"),
                self.env.cr.savepoint(),
                self.unchanged(),
            ):
                attack()
                self.env.flush_all()
        except REFUSALS as refusal:
            self.assertTrue(refusal)
        self.env.invalidate_all()

    def attackers(self):
        """Yield the environments that have every right but the one to change this."""
        yield "coordinator", self.env(user=self.users["coordinator_1"])
        yield "sudo", self.env(user=self.users["coordinator_1"], su=True)
        yield "superuser", self.env

    def other_value(self, record, field):
        """Return a value for ``field`` that it does not hold now."""
        if field.type in ("char", "text"):
            return "Zmienione"
        if field.type == "html":
            return "<p>Zmienione</p>"
        if field.type == "boolean":
            return not record[field.name]
        if field.type in ("integer", "float"):
            return record[field.name] + 1
        if field.type == "date":
            return (record[field.name] or self.today) + timedelta(days=1)
        if field.type == "datetime":
            return (record[field.name] or datetime(2026, 1, 1)) + timedelta(days=1)
        if field.type == "binary":
            return base64.b64encode(b"Zmienione")
        if field.type == "selection":
            return next(
                value
                for value in field.get_values(self.env)
                if value != record[field.name]
            )
        if field.type == "many2one":
            others = record.env[field.comodel_name].search(
                [("id", "!=", record[field.name].id)], limit=1
            )
            return others.id
        if field.type in ("one2many", "many2many"):
            return [Command.clear()]
        return None

    # What is noted beside that which was signed, months later.
    noted_later = ()

    def changeable(self, record):
        return [
            field
            for name, field in record._fields.items()
            if name not in {*MAGIC, *self.noted_later}
            and (field.store or field.inverse)
        ]


class SignedTests:
    """The promises, tried on each kind of signed record below."""

    allow_inherited_tests_method = True

    def test_no_field_can_be_written(self):
        for who, env in self.attackers():
            record = self.frozen.with_env(env)
            for field in self.changeable(self.frozen):
                with self.subTest(who=who, field=field.name):
                    value = self.other_value(self.frozen, field)
                    self.attack(lambda r=record, f=field, v=value: r.write({f.name: v}))

    def test_no_field_of_a_line_can_be_written(self):
        for who, env in self.attackers():
            for name in self.lines:
                line = self.frozen.with_env(env)[name][:1]
                self.assertTrue(line, name)
                for field in self.changeable(line):
                    with self.subTest(who=who, line=name, field=field.name):
                        value = self.other_value(line.sudo(), field)
                        self.attack(
                            lambda r=line, f=field, v=value: r.write({f.name: v})
                        )

    def test_no_line_can_be_deleted_added_or_copied(self):
        for who, env in self.attackers():
            for name in self.lines:
                with self.subTest(who=who, line=name):
                    record = self.frozen.with_env(env)
                    line = record[name][:1]
                    inverse = self.frozen._fields[name].inverse_name
                    self.attack(line.unlink)
                    self.attack(record[name].unlink)
                    self.attack(line.copy)
                    vals = {
                        key: value
                        for key, value in line.copy_data()[0].items()
                        if line._fields[key].type not in ("one2many", "many2many")
                    }
                    self.attack(
                        lambda n=line, v=vals, i=inverse: n.create(
                            {**v, i: self.frozen.id}
                        )
                    )

    def test_no_command_from_the_record_changes_its_lines(self):
        for who, env in self.attackers():
            for name in self.lines:
                line = self.frozen[name][:1]
                field = next(
                    field
                    for field in self.changeable(line)
                    if field.type in ("char", "text")
                )
                for command in (
                    Command.update(line.id, {field.name: "Zmienione"}),
                    Command.delete(line.id),
                    Command.unlink(line.id),
                    Command.clear(),
                    Command.set([]),
                ):
                    with self.subTest(who=who, line=name, command=command[0]):
                        self.attack(
                            lambda n=name, c=command, e=env: self.frozen.with_env(
                                e
                            ).write({n: [c]})
                        )

    def test_it_cannot_be_deleted(self):
        for who, env in self.attackers():
            with self.subTest(who=who):
                self.attack(self.frozen.with_env(env).unlink)

    def test_it_cannot_be_deleted_or_changed_from_its_parent(self):
        for who, env in self.attackers():
            for parent, name in self.parents():
                for command in (
                    Command.update(self.frozen.id, {"state": "draft"}),
                    Command.delete(self.frozen.id),
                    Command.unlink(self.frozen.id),
                    Command.clear(),
                    Command.set([]),
                ):
                    with self.subTest(who=who, parent=name, command=command[0]):
                        self.attack(
                            lambda p=parent, n=name, c=command, e=env: p.with_env(
                                e
                            ).write({n: [c]})
                        )

    def test_an_import_over_it_changes_nothing(self):
        texts = [
            field.name
            for field in self.changeable(self.frozen)
            if field.type in ("char", "text", "html")
        ]
        for who, env in self.attackers():
            with self.subTest(who=who):
                record = self.frozen.with_env(env)
                for name in texts:
                    self.attack(
                        lambda r=record, n=name: r.browse().load(
                            [".id", n], [[str(r.id), "Zmienione"]]
                        )
                    )
                if "state" in record._fields:
                    self.attack(
                        lambda r=record: r.browse().load(
                            [".id", "state"], [[str(r.id), "draft"]]
                        )
                    )

    def test_the_form_does_not_save_over_it(self):
        record = self.frozen.with_user(self.users["coordinator_1"])

        def type_into_form():
            with Form(record) as form:
                for field in self.changeable(self.frozen):
                    if field.type in ("char", "text"):
                        try:
                            form[field.name] = "Zmienione"
                        except AssertionError:
                            continue  # not in the form, or readonly there

        self.attack(type_into_form)

    def test_its_papers_cannot_be_replaced_or_deleted(self):
        for who in ("coordinator_1", "worker_a", "administrator", "system"):
            with self.subTest(who=who):
                attachments = self.env["ir.attachment"].with_user(self.users[who])
                papers = (
                    self.env["ir.attachment"]
                    .search(
                        [
                            ("res_model", "=", self.frozen._name),
                            ("res_id", "=", self.frozen.id),
                            ("res_field", "!=", False),
                        ]
                    )
                    .with_env(attachments.env)
                )
                other = base64.b64encode(b"Zmienione")
                self.attack(lambda p=papers, o=other: p.write({"datas": o}))
                self.attack(lambda p=papers: p.write({"raw": b"Zmienione"}))
                self.attack(lambda p=papers: p.write({"res_field": False}))
                self.attack(lambda p=papers: p.write({"res_id": 0}))
                self.attack(papers.unlink)
                for name, field in self.frozen._fields.items():
                    if field.type != "binary" or not field.store:
                        continue
                    self.attack(
                        lambda a=attachments, n=name, o=other: a.create(
                            {
                                "name": n,
                                "datas": o,
                                "res_model": self.frozen._name,
                                "res_id": self.frozen.id,
                                "res_field": n,
                            }
                        )
                    )

    def test_no_copy_is_born_signed(self):
        state = self.frozen.state
        for who, env in self.attackers():
            with self.subTest(who=who):
                before = self.frozen.search([("state", "=", state)])
                for default in ({}, {"state": state}):
                    try:
                        with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                            copied = self.frozen.with_env(env).copy(default)
                            self.assertNotEqual(copied.sudo().state, state)
                            raise UserError(TAKEN_BACK)
                    except REFUSALS as refusal:
                        self.assertTrue(refusal)
                self.assertEqual(self.frozen.search([("state", "=", state)]), before)


@tagged("post_install", "-at_install")
class TestSignedAgreement(SignedTests, SignedCase):
    frozen_model = "kooperacja.agreement"
    lines = ("signatory_ids",)

    @classmethod
    def freeze(cls):
        return cls.sign_agreement(cls.agreement_1)

    def parents(self):
        return [(self.partnership_1, "agreement_ids")]


@tagged("post_install", "-at_install")
class TestSignedPlan(SignedTests, SignedCase):
    frozen_model = "kooperacja.plan"
    lines = ("goal_ids", "task_ids", "signature_ids")

    @classmethod
    def freeze(cls):
        return cls.sign_plan(cls.content["a"]["kooperacja.plan"])

    def parents(self):
        return [(self.case_a, "plan_ids")]

    def test_tasks_of_the_next_version_cannot_be_moved_into_it(self):
        self.frozen.action_new_version()
        draft = self.case_a.draft_plan_id
        for who, env in self.attackers():
            with self.subTest(who=who):
                task = draft.task_ids[0].with_env(env)
                goal = draft.goal_ids[0].with_env(env)
                old_goal = self.frozen.goal_ids[0]
                self.attack(lambda t=task, g=old_goal: t.write({"goal_id": g.id}))
                self.attack(lambda t=task: t.write({"plan_id": self.frozen.id}))
                self.attack(lambda g=goal: g.write({"plan_id": self.frozen.id}))
                self.attack(
                    lambda g=old_goal, t=task, e=env: g.with_env(e).write(
                        {"task_ids": [Command.link(t.id)]}
                    )
                )
                self.attack(
                    lambda t=task, g=goal, e=env: self.frozen.with_env(e).write(
                        {
                            "task_ids": [Command.link(t.id)],
                            "goal_ids": [Command.link(g.id)],
                        }
                    )
                )

    def test_its_tasks_cannot_be_moved_out_of_it(self):
        self.frozen.action_new_version()
        draft = self.case_a.draft_plan_id
        for who, env in self.attackers():
            with self.subTest(who=who):
                self.attack(
                    lambda e=env: draft.with_env(e)
                    .goal_ids[0]
                    .write({"task_ids": [Command.link(self.frozen.task_ids[0].id)]})
                )
                self.attack(
                    lambda e=env: draft.with_env(e).write(
                        {"goal_ids": [Command.link(self.frozen.goal_ids[0].id)]}
                    )
                )

    def test_new_version_leaves_the_old_as_it_was(self):
        with self.unchanged():
            self.frozen.action_new_version()
        self.assertTrue(self.case_a.draft_plan_id)

    def test_signing_again_changes_nothing(self):
        self.attack(self.frozen.action_sign)
        self.attack(self.frozen.action_fill_signatures)


@tagged("post_install", "-at_install")
class TestApprovedMinutes(SignedTests, SignedCase):
    frozen_model = "kooperacja.meeting"
    lines = ("agenda_ids", "attendance_ids", "decision_ids")

    @classmethod
    def freeze(cls):
        return cls.approve_meeting(cls.content["a"]["kooperacja.meeting"])

    def parents(self):
        return [(self.case_a, "meeting_ids"), (self.partnership_1, "meeting_ids")]

    def test_actions_of_a_planned_meeting_change_nothing(self):
        for action in ("hold", "approve", "cancel", "plan_again"):
            with self.subTest(action=action):
                self.attack(getattr(self.frozen, f"action_{action}"))

    def test_moving_its_event_changes_nothing(self):
        event = self.frozen.event_id
        self.assertTrue(event)
        with self.unchanged():
            event.write(
                {
                    "start": event.start + timedelta(days=1),
                    "stop": event.stop + timedelta(days=1),
                }
            )

    def test_minutes_stay_when_the_event_is_deleted(self):
        texts = (self.frozen.minutes_text, self.frozen.state, self.frozen.start)
        lines = [self.frozen[name].read() for name in self.lines]
        event = self.frozen.event_id
        self.as_user("member_a", event).unlink()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(event.exists())
        self.assertFalse(self.frozen.event_id)
        self.assertEqual(
            (self.frozen.minutes_text, self.frozen.state, self.frozen.start), texts
        )
        self.assertEqual([self.frozen[name].read() for name in self.lines], lines)


@tagged("post_install", "-at_install")
class TestSubmittedReport(SignedTests, SignedCase):
    frozen_model = "kooperacja.report"
    lines = ("line_ids",)

    @classmethod
    def freeze(cls):
        return cls.submit_report(cls.content["a"]["kooperacja.report"])

    def attackers(self):
        yield "author", self.env(user=self.users["member_a"])
        yield from super().attackers()

    def parents(self):
        return [(self.case_a, "report_ids")]

    def test_lines_of_another_month_cannot_be_moved_into_it(self):
        task = self.content["a"]["kooperacja.plan.task"]
        other = self.frozen.create(
            {
                "case_id": self.case_a.id,
                "member_id": self.frozen.member_id.id,
                "month": self.last_month,
                "line_ids": [
                    Command.create({"task_id": own.id}) for own in task | task.copy()
                ],
            }
        )
        for who, env in self.attackers():
            with self.subTest(who=who):
                line = other.line_ids[1].with_env(env)
                self.attack(lambda n=line: n.write({"report_id": self.frozen.id}))
                self.attack(
                    lambda n=line, e=env: self.frozen.with_env(e).write(
                        {"line_ids": [Command.link(n.id)]}
                    )
                )

    def test_a_report_on_an_approved_card_cannot_be_taken_back(self):
        self.approve_monitoring(self.content["a"]["kooperacja.monitoring"])
        for who, env in self.attackers():
            with self.subTest(who=who):
                self.attack(self.frozen.with_env(env).action_take_back)

    def test_a_report_of_a_closed_case_cannot_be_taken_back(self):
        self.close_case(self.case_a)
        for who, env in self.attackers():
            with self.subTest(who=who):
                self.attack(self.frozen.with_env(env).action_take_back)


@tagged("post_install", "-at_install")
class TestApprovedMonitoringCard(SignedTests, SignedCase):
    frozen_model = "kooperacja.monitoring"

    @classmethod
    def freeze(cls):
        cls.submit_report(cls.content["a"]["kooperacja.report"])
        return cls.approve_monitoring(cls.content["a"]["kooperacja.monitoring"])

    def parents(self):
        return [(self.case_a, "monitoring_ids")]

    def test_reports_on_which_it_rests_stay_as_they_were(self):
        report = self.content["a"]["kooperacja.report"]
        self.assertIn(report, self.frozen.report_ids)
        for attack in (
            lambda: report.write({"remark": "x"}),
            lambda: report.line_ids.write({"done": "x"}),
            report.unlink,
            report.action_take_back,
        ):
            with self.assertRaises(UserError):
                attack()

    def test_a_later_report_of_the_period_does_not_slip_into_it(self):
        lines = self.frozen.line_ids
        self.assertTrue(lines)
        tasks = self.content["a"]["kooperacja.plan"].task_ids
        of_family = tasks.filtered("person_id")
        late = self.env["kooperacja.report"].create(
            {
                "case_id": self.case_a.id,
                "member_id": self.case_a.member_ids.filtered(
                    lambda m: m.partner_id == self.users["worker_a"].partner_id
                ).id,
                "remark": "x",
                "line_ids": [
                    Command.create({"task_id": of_family.id, "status": "done"})
                ],
            }
        )
        with self.unchanged():
            late.action_submit()
        self.assertEqual(late.state, "submitted")
        self.assertEqual(self.frozen.line_ids, lines)


@tagged("post_install", "-at_install")
class TestApprovedEvaluation(SignedTests, SignedCase):
    frozen_model = "kooperacja.evaluation"
    lines = ("goal_line_ids", "need_line_ids")
    noted_later = ("followup_note", "later")

    @classmethod
    def freeze(cls):
        return cls.approve_evaluation(cls.content["a"]["kooperacja.evaluation"])

    def parents(self):
        return [(self.case_a, "evaluation_ids")]

    def test_a_later_remark_on_a_need_does_not_change_its_before(self):
        need = self.content["a"]["kooperacja.case.need"]
        with self.unchanged():
            need.severity = "1"
        self.assertNotEqual(self.frozen.need_line_ids.before, "1")

    def test_a_need_that_it_speaks_of_cannot_be_deleted(self):
        self.attack(self.content["a"]["kooperacja.case.need"].unlink)


@tagged("post_install", "-at_install")
class TestEntry(SignedTests, SignedCase):
    """An entry is signed by being made."""

    frozen_model = "kooperacja.case.entry"

    @classmethod
    def freeze(cls):
        return cls.content["a"]["kooperacja.case.entry"]

    def attackers(self):
        yield "author", self.env(user=self.users["member_a"])
        yield from super().attackers()

    def parents(self):
        return [(self.case_a, "entry_ids")]

    # An entry has no form of its own to save.
    test_the_form_does_not_save_over_it = None

    def test_no_copy_is_born_signed(self):
        """A copy is a new entry of whoever makes it, dated now."""
        copied = self.frozen.with_user(self.users["worker_a"]).copy(
            {
                "author_id": self.users["member_b"].partner_id.id,
                "institution": "Inna",
                "date": datetime(2020, 1, 1),
            }
        )
        self.assertEqual(copied.author_id, self.users["worker_a"].partner_id)
        self.assertEqual(copied.institution, self.institutions["ops_1"].name)
        self.assertGreater(copied.date, datetime(2020, 1, 2))

    def test_nobody_signs_for_somebody_else(self):
        other = self.users["member_b"].partner_id
        for who, env in self.attackers():
            with self.subTest(who=who):
                entries = self.frozen.browse().with_env(env)
                entry = entries.with_context(
                    default_author_id=other.id, default_institution="Inna"
                ).create(
                    {
                        "case_id": self.case_a.id,
                        "text": "x",
                        "author_id": other.id,
                        "institution": "Inna",
                        "date": datetime(2020, 1, 1),
                    }
                )
                self.assertEqual(entry.author_id, env.user.partner_id)
                self.assertNotEqual(entry.institution, "Inna")
                self.assertGreater(entry.date, datetime(2020, 1, 2))


@tagged("post_install", "-at_install")
class TestClosedCase(SignedCase):
    """A closed case is read-only as a whole; reopening it leaves a trace."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.close_case(cls.case_a)
        cls.env.flush_all()
        cls.env.invalidate_all()

    def test_nothing_of_a_closed_case_changes(self):
        changes = {
            "kooperacja.case": {"qualification": "x"},
            "kooperacja.case.member": {"date_to": self.today},
            "kooperacja.case.need": {"name": "x"},
            "kooperacja.case.strength": {"name": "x"},
            "kooperacja.diagnosis.view": {"offer": "x"},
            "kooperacja.diagnosis.rating": {"note": "x"},
            "kooperacja.meeting": {"dissent": "x"},
            "kooperacja.meeting.decision": {"name": "x"},
            "kooperacja.meeting.attendance": {"note": "x"},
            "kooperacja.plan": {"main_goal": "x"},
            "kooperacja.plan.goal": {"name": "x"},
            "kooperacja.plan.task": {"name": "x"},
            "kooperacja.plan.signature": {"signed": True},
            "kooperacja.report": {"remark": "x"},
            "kooperacja.report.line": {"done": "x"},
            "kooperacja.monitoring": {"conclusions": "x"},
            "kooperacja.evaluation": {"conclusions": "x"},
            "kooperacja.evaluation.goal": {"comment": "x"},
            "kooperacja.evaluation.need": {"comment": "x"},
        }
        for who, env in self.attackers():
            for model, vals in changes.items():
                with self.subTest(who=who, model=model):
                    record = self.content["a"][model].with_env(env)
                    with self.assertRaises(UserError):
                        record.write(vals)
                    with self.assertRaises(UserError):
                        record.unlink()

    def test_nothing_is_added_to_a_closed_case(self):
        for model, vals in (
            ("kooperacja.case.need", {"name": "x"}),
            ("kooperacja.case.strength", {"name": "x"}),
            ("kooperacja.case.entry", {"text": "x"}),
            ("kooperacja.plan", {}),
            ("kooperacja.monitoring", {}),
            ("kooperacja.evaluation", {}),
            ("kooperacja.meeting", {"start": self.at(self.tomorrow, 9)}),
        ):
            for who, env in self.attackers():
                with self.subTest(who=who, model=model):
                    with self.assertRaises(UserError), mute_logger("odoo.sql_db"):
                        env[model].create({"case_id": self.case_a.id, **vals})

    def test_reopening_is_noted_with_its_reason_and_its_author(self):
        worker = self.users["worker_a"]
        self.env["kooperacja.case.reopen"].with_user(worker).create(
            {"case_id": self.case_a.id, "reason": "Rodzina prosi"}
        ).action_reopen()
        entry = self.case_a.entry_ids.filtered(lambda e: e.kind == "reopening")
        self.assertEqual(entry.text, "Rodzina prosi")
        self.assertEqual(entry.author_id, worker.partner_id)
        self.assertEqual(self.case_a.stage, "evaluation")
