"""A worker cannot take over, open or change the family of somebody else."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MODULE, REFUSALS, KooperacjaCase

# Models whose records the worker of A may make, and the field by which they hang on A.
HINGES = {
    "kooperacja.person": "household_id",
    "kooperacja.kinship": "household_id",
    "kooperacja.supporter": "household_id",
    "kooperacja.case": "household_id",
    "kooperacja.case.member": "case_id",
    "kooperacja.case.need": "case_id",
    "kooperacja.case.attempt": "case_id",
    "kooperacja.case.strength": "case_id",
    "kooperacja.diagnosis.view": "case_id",
    "kooperacja.diagnosis.rating": "view_id",
    "kooperacja.case.entry": "case_id",
    "kooperacja.meeting": "case_id",
    "kooperacja.meeting.agenda": "meeting_id",
    "kooperacja.meeting.attendance": "meeting_id",
    "kooperacja.meeting.decision": "meeting_id",
    "kooperacja.meeting.date": "meeting_id",
    "kooperacja.plan": "case_id",
    "kooperacja.plan.goal": "plan_id",
    "kooperacja.plan.task": "goal_id",
    "kooperacja.plan.signature": "plan_id",
    "kooperacja.report": "case_id",
    "kooperacja.report.line": "report_id",
    "kooperacja.monitoring": "case_id",
    "kooperacja.evaluation": "case_id",
    "kooperacja.evaluation.goal": "evaluation_id",
    "kooperacja.evaluation.need": "evaluation_id",
}


TAKEN_BACK = "taken back by the test"


@tagged("post_install", "-at_install")
class TestNoForeignFamily(KooperacjaCase):
    def setUp(self):
        super().setUp()
        self.own, self.foreign = self.content["a"], self.content["b"]
        self.worker = self.users["worker_a"]

    def mine(self, model, **context):
        return self.env[model].with_user(self.worker).with_context(**context)

    def snapshot(self):
        """Return all that the database holds of B, and who may see it."""
        self.env.flush_all()
        self.env.invalidate_all()
        rows = {}
        for model, record in self.foreign.items():
            if model in ("kooperacja.household", "kooperacja.case"):
                domain = [("id", "=", record.id)]
            elif model in (
                "kooperacja.person",
                "kooperacja.kinship",
                "kooperacja.supporter",
            ):
                domain = [("household_id", "=", self.case_b.household_id.id)]
            elif model.startswith("kooperacja.meeting."):
                domain = [("meeting_id.case_id", "=", self.case_b.id)]
            else:
                domain = [("case_id", "=", self.case_b.id)]
            records = record.with_context(active_test=False).search(domain)
            stored = [
                name
                for name, field in record._fields.items()
                if field.store and field.type != "binary"
            ]
            rows[model] = records.read(stored, load=None)
        rows["team"] = self.case_b.member_ids.mapped("partner_id").ids
        return rows

    def attack(self, attack):
        """Check that the worker gains nothing of B by ``attack``; then take it back."""
        before = self.snapshot()
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                attack()
                self.assertEqual(self.snapshot(), before)
                self.assert_sees_nothing("worker_a", "b")
                raise UserError(TAKEN_BACK)
        except REFUSALS as refusal:
            self.assertTrue(refusal)
        self.env.invalidate_all()

    def new_values(self, content):
        """Return values of a further record of each model for the case of ``content``.

        What they have to point to besides is made here, past all rights.
        """
        case = content["kooperacja.case"]
        member = content["kooperacja.case.member"]
        plan = content["kooperacja.plan"]
        more_goals = plan.goal_ids.copy()
        more_tasks = content["kooperacja.plan.task"].copy()
        more_needs = content["kooperacja.case.need"].copy()
        household = case.household_id
        relative = {"household_id": household.id, "first_name": "x"}
        relatives = household.person_ids.create([relative, relative])
        newcomer = self.env["res.partner"].create(
            {"name": "Nowa", "parent_id": member.institution_id.id}
        )
        other_member = member.create(
            {
                "case_id": case.id,
                "institution_id": member.institution_id.id,
                "partner_id": newcomer.id,
            }
        )
        newest = self.env["res.partner"].create(
            {"name": "Nowsza", "parent_id": member.institution_id.id}
        )
        values = {
            "kooperacja.person": {"first_name": "x"},
            "kooperacja.kinship": {
                "person_id": relatives[0].id,
                "other_id": relatives[1].id,
            },
            "kooperacja.supporter": {"name": "x"},
            "kooperacja.case": {"second_case_reason": "x"},
            "kooperacja.case.member": {
                "institution_id": member.institution_id.id,
                "partner_id": newest.id,
            },
            "kooperacja.case.need": {"name": "x"},
            "kooperacja.case.strength": {"name": "x"},
            "kooperacja.diagnosis.view": {
                "institution_id": (
                    case.member_ids.institution_id
                    - case.diagnosis_view_ids.institution_id
                )[:1].id
            },
            "kooperacja.diagnosis.rating": {"name": "x"},
            "kooperacja.case.entry": {"text": "x"},
            "kooperacja.meeting": {"start": self.at(self.tomorrow, 9)},
            "kooperacja.meeting.agenda": {"name": "x"},
            "kooperacja.meeting.attendance": {"partner_id": newcomer.id},
            "kooperacja.meeting.decision": {"name": "x"},
            "kooperacja.meeting.date": {"start": self.at(self.tomorrow, 9)},
            "kooperacja.plan": {},
            "kooperacja.plan.goal": {"name": "x"},
            "kooperacja.plan.task": {
                "name": "x",
                "member_id": member.id,
                "date_to": self.tomorrow,
            },
            "kooperacja.case.attempt": {
                "institution_id": self.institutions["pcpr"].id,
                "what": "x",
            },
            "kooperacja.plan.signature": {"member_id": other_member.id},
            "kooperacja.report": {"member_id": other_member.id},
            "kooperacja.report.line": {"task_id": more_tasks.id},
            "kooperacja.monitoring": {},
            "kooperacja.evaluation": {},
            "kooperacja.evaluation.goal": {"goal_id": more_goals.id},
            "kooperacja.evaluation.need": {"need_id": more_needs.id},
        }
        return {
            model: {**values[model], hinge: content[model][hinge].id}
            for model, hinge in HINGES.items()
        }

    def test_fixture_is_worth_the_attack(self):
        self.assert_sees("worker_a", "a")
        self.assert_sees_nothing("worker_a", "b")
        self.assert_sees("worker_b", "b")

    def test_a_case_of_ones_own_does_not_open_a_foreign_family(self):
        self.attack(
            lambda: self.mine("kooperacja.case").create(
                {"household_id": self.case_b.household_id.id}
            )
        )

    def test_a_default_in_the_context_does_not_open_a_foreign_family(self):
        self.attack(
            lambda: self.mine(
                "kooperacja.case", default_household_id=self.case_b.household_id.id
            ).create({})
        )

    def test_a_default_kept_by_the_user_does_not_open_a_foreign_family(self):
        def attack():
            self.mine("ir.default").set(
                "kooperacja.case",
                "household_id",
                self.case_b.household_id.id,
                user_id=True,
            )
            self.mine("kooperacja.case").create({})

        self.attack(attack)

    def test_an_imported_case_does_not_open_a_foreign_family(self):
        number = str(self.case_b.household_id.id)
        self.attack(
            lambda: self.mine("kooperacja.case").load(["household_id/.id"], [[number]])
        )
        self.attack(
            lambda: self.mine("kooperacja.case").load(
                ["household_id"], [[self.case_b.household_id.number]]
            )
        )

    def test_a_copied_case_does_not_open_a_foreign_family(self):
        self.attack(
            lambda: self.case_a.with_user(self.worker).copy(
                {"household_id": self.case_b.household_id.id}
            )
        )
        self.attack(lambda: self.case_b.with_user(self.worker).copy())

    def test_an_own_case_cannot_be_moved_to_a_foreign_family(self):
        self.attack(
            lambda: self.case_a.with_user(self.worker).write(
                {"household_id": self.case_b.household_id.id}
            )
        )

    def test_no_command_on_an_own_family_draws_in_a_foreign_one(self):
        household = self.case_a.household_id.with_user(self.worker)
        person = self.foreign["kooperacja.person"]
        for values in (
            {"case_ids": [Command.link(self.case_b.id)]},
            {"case_ids": [Command.set([self.case_b.id])]},
            {"case_ids": [Command.update(self.case_b.id, {"qualification": "x"})]},
            {"case_ids": [Command.delete(self.case_b.id)]},
            {"person_ids": [Command.link(person.id)]},
            {"person_ids": [Command.set([person.id])]},
            {"person_ids": [Command.update(person.id, {"first_name": "x"})]},
            {"person_ids": [Command.delete(person.id)]},
        ):
            with self.subTest(values=values):
                self.attack(lambda v=values: household.write(v))
                self.attack(
                    lambda v=values: self.mine("kooperacja.household").create(
                        {"name": "x", **v}
                    )
                )

    def test_nobody_puts_himself_on_a_foreign_team(self):
        partner = self.worker.partner_id
        membership = {
            "institution_id": partner.parent_id.id,
            "partner_id": partner.id,
            "date_from": self.long_ago,
        }
        own_row = self.own["kooperacja.case.member"].with_user(self.worker)
        foreign_row = self.foreign["kooperacja.case.member"].with_user(self.worker)
        for attack in (
            lambda: own_row.create({"case_id": self.case_b.id, **membership}),
            lambda: own_row.with_context(default_case_id=self.case_b.id).create(
                membership
            ),
            lambda: self.case_b.with_user(self.worker).write(
                {"member_ids": [Command.create(membership)]}
            ),
            lambda: foreign_row.write(membership),
            lambda: own_row.write({"case_id": self.case_b.id}),
            lambda: own_row.copy({"case_id": self.case_b.id, **membership}),
            lambda: self.case_a.with_user(self.worker).write(
                {"member_ids": [Command.link(foreign_row.id)]}
            ),
            lambda: own_row.load(
                ["case_id/.id", "institution_id/.id", "partner_id/.id"],
                [[str(self.case_b.id), str(partner.parent_id.id), str(partner.id)]],
            ),
        ):
            self.attack(attack)

    def test_nobody_makes_himself_coordinator_of_a_foreign_case(self):
        case = self.case_b.with_user(self.worker)
        self.attack(lambda: case.write({"coordinator_id": self.worker.id}))
        self.attack(
            lambda: case.load(
                [".id", "coordinator_id/.id"], [[str(case.id), str(self.worker.id)]]
            )
        )
        self.attack(
            lambda: self.worker.with_user(self.worker).write(
                {"name": "x", "partner_id": self.users["worker_b"].partner_id.id}
            )
        )

    def test_no_own_record_can_be_moved_into_a_foreign_case(self):
        for model, hinge in HINGES.items():
            own = self.own[model].with_user(self.worker)
            target = self.foreign[model][hinge].id
            with self.subTest(model=model):
                self.attack(lambda o=own, h=hinge, t=target: o.write({h: t}))
                if "case_id" in own._fields and hinge != "case_id":
                    self.attack(lambda o=own: o.write({"case_id": self.case_b.id}))

    def test_the_values_of_the_next_tests_make_records(self):
        self.content["b"]["kooperacja.plan"]._write_by_action({"state": "signed"})
        plan = self.content["b"]["kooperacja.plan"].create({"case_id": self.case_b.id})
        plan.unlink()
        self.content["b"]["kooperacja.plan"]._write_by_action({"state": "draft"})
        for model, values in self.new_values(self.foreign).items():
            if model == "kooperacja.plan":
                continue  # a case has one draft
            with self.subTest(model=model):
                worker = self.users["worker_b"]
                made = self.env[model].with_user(worker).create(values)
                self.assertTrue(made.read(["display_name"]))

    def test_no_new_record_can_be_put_into_a_foreign_case(self):
        for model, values in self.new_values(self.foreign).items():
            own = self.own[model].with_user(self.worker)
            hinge = HINGES[model]
            with self.subTest(model=model):
                self.attack(lambda o=own, v=values: o.create(v))
                self.attack(
                    lambda o=own, v=values, h=hinge: o.with_context(
                        **{f"default_{h}": v[h]}
                    ).create({key: value for key, value in v.items() if key != h})
                )
                self.attack(lambda o=own, v=values, h=hinge: o.copy({h: v[h]}))
                if "case_id" in own._fields and hinge != "case_id":
                    # Said to be of an own case, and hung on a foreign record.
                    self.attack(
                        lambda o=own, v=values: o.create(
                            {**v, "case_id": self.case_a.id}
                        )
                    )

    def test_a_mere_member_of_a_team_adds_nothing_to_its_plan_and_reports(self):
        """A worker who is only a member of B says that the new record is of A."""
        self.join(self.case_b, self.worker, self.long_ago)
        for model, values in self.new_values(self.foreign).items():
            if model in ("kooperacja.case", "kooperacja.case.entry"):
                continue
            if model == "kooperacja.diagnosis.view":
                continue  # each institution of the team writes its own
            records = self.mine(model)
            for claim in ({}, {"case_id": self.case_a.id}):
                if claim and "case_id" not in records._fields:
                    continue
                if claim and HINGES[model] == "case_id":
                    continue
                with self.subTest(model=model, claim=claim):
                    before = self.snapshot()
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        records.create({**values, **claim})
                        self.assertNotEqual(self.snapshot(), before)

    def test_reopening_opens_no_foreign_case(self):
        self.close_case(self.case_b)
        wizards = self.mine("kooperacja.case.reopen")
        self.attack(
            lambda: wizards.create(
                {"case_id": self.case_b.id, "reason": "x"}
            ).action_reopen()
        )
        wizard = wizards.create({"case_id": self.case_a.id, "reason": "x"})
        self.attack(
            lambda: (wizard.write({"case_id": self.case_b.id}), wizard.action_reopen())
        )

    def test_reopening_tells_no_more_than_the_number_of_a_foreign_case(self):
        asked = {
            "case_id": {"fields": {"display_name": {}, "qualification": {}}},
            "reason": {},
        }
        wizards = self.mine(
            "kooperacja.case.reopen",
            default_case_id=self.case_b.id,
            show_family_names=True,
        )
        for specification in (asked, {"case_id": {"fields": {"display_name": {}}}}):
            try:
                answer = wizards.onchange({}, [], specification)
            except UserError as error:
                answer = error
            self.assert_tells_nothing(answer, "b")

    def test_no_action_works_on_a_foreign_record(self):
        for model, record in self.foreign.items():
            foreign = record.with_user(self.worker)
            for name in dir(type(record)):
                if not name.startswith("action_"):
                    continue
                if name.endswith("archive") and not record._active_name:
                    continue
                with self.subTest(model=model, action=name):
                    self.attack(getattr(foreign, name))

    def test_the_contact_of_a_member_cannot_be_merged_into_ones_own(self):
        """Who keeps contacts could merge a member without a login into himself."""
        stranger = self.env["res.partner"].create(
            {
                "name": "Pani bez konta",
                "parent_id": self.worker.partner_id.parent_id.id,
                "email": self.worker.email,
            }
        )
        self.env["kooperacja.case.member"].create(
            {
                "case_id": self.case_b.id,
                "institution_id": stranger.parent_id.id,
                "partner_id": stranger.id,
                "date_from": self.long_ago,
            }
        )
        self.worker.group_ids += self.env.ref("base.group_partner_manager")
        partners = stranger | self.worker.partner_id
        wizards = self.mine("base.partner.merge.automatic.wizard")
        for kept in partners:
            wizard = wizards.create(
                {"partner_ids": [Command.set(partners.ids)], "dst_partner_id": kept.id}
            )
            with self.subTest(kept=kept.name):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    wizard.action_merge()
                self.attack(wizard.action_merge)

    def test_contacts_that_stand_nowhere_are_merged_as_ever(self):
        self.worker.group_ids += self.env.ref("base.group_partner_manager")
        institution = self.institutions["school_1"]
        double = institution.create({"name": "SP Sosnowo", "is_company": True})
        partners = institution | double
        self.mine("base.partner.merge.automatic.wizard").create(
            {
                "partner_ids": [Command.set(partners.ids)],
                "dst_partner_id": institution.id,
            }
        ).action_merge()
        self.assertEqual(partners.exists(), institution)

    def test_a_member_of_a_team_does_not_stay_by_a_case_of_ones_own(self):
        """Who coordinates a case keeps its family, longer than the membership."""
        household = self.case_b.household_id
        self.join(self.case_b, self.worker, self.long_ago)
        for defaults in ({}, {"default_household_id": household.id}):
            values = {"second_case_reason": "Inna sprawa"}
            if not defaults:
                values["household_id"] = household.id
            with self.subTest(defaults=defaults):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self.mine("kooperacja.case", **defaults).create(values)
        self.assertEqual(household.case_ids, self.case_b)
        coordinator = self.users["coordinator_1"]
        more = self.case_b.with_user(coordinator).create(
            {"household_id": household.id, "second_case_reason": "Inna sprawa"}
        )
        self.assertEqual(more.coordinator_id, coordinator)

    def test_a_worker_who_is_a_contact_keeper_cannot_hand_families_out(self):
        """Changing a colleague's contact does not make him a member of a team."""
        self.worker.group_ids += self.env.ref("base.group_partner_manager")
        member = self.users["member_b"].partner_id.with_user(self.worker)
        for values in (
            {"user_ids": [Command.link(self.worker.id)]},
            {"user_ids": [Command.set([self.worker.id])]},
        ):
            self.attack(lambda v=values: member.write(v))

    def test_the_event_of_a_foreign_meeting_leads_to_nothing(self):
        event = self.foreign["kooperacja.meeting"].event_id.with_user(self.worker)
        meeting = self.foreign["kooperacja.meeting"]
        own_event = self.own["kooperacja.meeting"].event_id.with_user(self.worker)
        self.attack(lambda: event.kooperacja_meeting_ids.read(["minutes_text"]))
        self.attack(
            lambda: own_event.write(
                {"kooperacja_meeting_ids": [Command.link(meeting.id)]}
            )
        )
        self.attack(
            lambda: own_event.write(
                {
                    "kooperacja_meeting_ids": [
                        Command.update(meeting.id, {"minutes_text": "x"})
                    ]
                }
            )
        )

    def test_what_a_partnership_shares_are_its_papers_not_its_families(self):
        partnership = self.partnership_1.with_user(self.worker)
        meeting = self.foreign["kooperacja.meeting"]
        self.assertTrue(partnership.read(["name"]))
        self.assertFalse(partnership.meeting_ids)
        self.attack(
            lambda: partnership.write({"meeting_ids": [Command.link(meeting.id)]})
        )

    def test_a_coordinator_of_the_gmina_is_told_apart_from_its_workers(self):
        coordinator = self.users["coordinator_1"]
        self.assertTrue(coordinator.has_group(f"{MODULE}.group_coordinator"))
        self.assert_sees("coordinator_1", "b")
