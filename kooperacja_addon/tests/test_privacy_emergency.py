"""The administrator opens no family but by the emergency door, with an alarm."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MODULE, KooperacjaCase

REASON = "Zły rok urodzenia, zgłosił zespół; sprawdzam zapis."
ADMINISTRATORS = ("administrator", "system")


@tagged("post_install", "-at_install")
class TestEmergency(KooperacjaCase):
    def open(self, name="administrator", number=None, reason=REASON):
        request = self.as_user(name, self.env["kooperacja.emergency.request"]).create(
            {"case_number": number or self.case_a.number, "reason": reason}
        )
        action = request.action_open()
        self.env.invalidate_all()
        return self.as_user(
            name, self.env[action["res_model"]].browse(action["res_id"])
        )

    def sees(self, name, record):
        """Return whether the user finds the record and may read it."""
        self.env.invalidate_all()
        seen = self.as_user(name, record)
        try:
            found = bool(seen.search([("id", "=", record.id)]))
        except AccessError:
            found = False
        self.assertEqual(found, seen.has_access("read"))
        return found

    # --- what it opens -----------------------------------------------------------

    def test_an_administrator_reads_the_one_case_and_what_the_team_sees_of_it(self):
        for name in ADMINISTRATORS:
            with self.subTest(user=name):
                self.assertFalse(self.sees(name, self.case_a))
                door = self.open(name)
                self.assertEqual(door.state, "open")
                for model in (
                    "kooperacja.case",
                    "kooperacja.case.need",
                    "kooperacja.case.entry",
                    "kooperacja.plan",
                    "kooperacja.plan.task",
                ):
                    self.assertTrue(self.sees(name, self.content["a"][model]), model)
                    self.assertFalse(self.sees(name, self.content["b"][model]), model)
                    self.assertFalse(self.sees(name, self.content["c"][model]), model)
                self.assertTrue(self.sees(name, self.families["a"].household))
                self.assertFalse(self.sees(name, self.families["b"].household))
                case = self.as_user(name, self.case_a)
                self.assertTrue(case.web_read({"number": {}, "household_id": {}}))

    def test_nothing_is_changed_through_the_door(self):
        self.open()
        for model, record in self.content["a"].items():
            seen = self.as_user("administrator", record)
            with self.subTest(model=model):
                for right in ("write", "create", "unlink"):
                    self.assertFalse(seen.has_access(right))
                with self.assertRaises(UserError):
                    seen.write({"write_date": False})
                with self.assertRaises(UserError):
                    seen.unlink()
        self.open("system")
        case = self.as_user("administrator", self.case_a)
        for attempt in (
            lambda: self.as_user(
                "administrator", self.env["kooperacja.case.entry"]
            ).create({"case_id": case.id, "text": "Dopisane"}),
            lambda: case.message_post(body="Dopisane"),
            lambda: self.as_user("system", self.case_a).export_data(["number"]),
            lambda: self.as_user("administrator", self.env["ir.attachment"]).create(
                {"name": "x", "raw": b"x", "res_model": case._name, "res_id": case.id}
            ),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_looking_leaves_no_mark_of_having_read_for_the_team(self):
        self.open()
        readings = self.env["kooperacja.case.reading"]
        before = readings.search_count([])
        self.as_user("administrator", readings)._mark(
            self.as_user("administrator", self.case_a)
        )
        self.assertEqual(readings.search_count([]), before)

    # --- how it ends -------------------------------------------------------------

    def test_it_ends_by_itself_the_very_minute(self):
        door = self.open()
        self.assertEqual(door.until - door.begun_at, timedelta(minutes=60))
        with freeze_time(door.until + timedelta(seconds=1)):
            self.assertFalse(self.sees("administrator", self.case_a))
            self.assertFalse(
                self.sees("administrator", self.content["a"]["kooperacja.plan"])
            )
            self.env["kooperacja.emergency.access"]._cron_end()
            self.assertFalse(
                self.users["administrator"].has_group(f"{MODULE}.group_member")
            )
            self.assertEqual(door.ended_at, door.until)

    def test_the_gmina_sets_how_long(self):
        self.env["kooperacja.number"].search(
            [
                ("code", "=", "emergency_minutes"),
                ("company_id", "=", self.gmina_1.id),
            ]
        ).own_value = "10"
        door = self.open()
        self.assertEqual(door.until - door.begun_at, timedelta(minutes=10))

    def test_coordinator_officer_and_the_administrator_end_it_at_once(self):
        for name in ("coordinator_1", "officer", "administrator"):
            door = self.open()
            with self.subTest(user=name):
                self.as_user(name, door).action_end()
                self.assertFalse(self.sees("administrator", self.case_a))
                self.assertEqual(door.ended_by_id, self.users[name])
                self.assertFalse(
                    self.users["administrator"].has_group(f"{MODULE}.group_member")
                )

    def test_nobody_else_ends_it_or_sees_it(self):
        door = self.open()
        for name in ("employee", "member_a", "worker_a", "coordinator_2", "system"):
            with self.subTest(user=name), self.assertRaises(AccessError):
                self.as_user(name, door).action_end()

    # --- the alarm ---------------------------------------------------------------

    def test_coordinator_and_officer_of_the_gmina_are_told_at_once(self):
        kind = self.env.ref(f"{MODULE}.activity_type_alarm")
        mails = self.env["mail.mail"].search([])
        self.open()
        activities = self.env["mail.activity"].search(
            [("activity_type_id", "=", kind.id)]
        )
        told = self.users["coordinator_1"] | self.users["officer"]
        self.assertEqual(activities.user_id, told)
        mails = self.env["mail.mail"].search([]) - mails
        self.assertEqual(set(mails.mapped("email_to")), {user.email for user in told})
        for mail in mails:
            self.assertIn(self.case_a.number, mail.subject)
            self.assertIn("wyjscie-awaryjne", mail.body_html)
            self.assert_tells_nothing(mail.body_html + mail.subject)
            self.assertNotIn(REASON, mail.body_html)
        self.assert_tells_nothing(activities.mapped("summary"))

    def test_it_is_in_the_access_log(self):
        log = self.env["kooperacja.access.log"]
        self.open()
        row = log.search([("action", "=", "emergency")])
        self.assertEqual(row.case_id, self.case_a)
        self.assertEqual(row.user_id, self.users["administrator"])
        before = log.search_count([])
        doors = self.as_user("officer", self.env["kooperacja.emergency.access"])
        self.assertTrue(doors.web_search_read([], {"reason": {}})["records"])
        self.assertEqual(log.search_count([]), before)

    def test_the_register_of_doors_is_kept_as_it_was(self):
        door = self.open().sudo()
        for attempt in (lambda: door.write({"reason": "Inny"}), door.unlink):
            with self.assertRaises(UserError):
                attempt()
        for statement in (
            "UPDATE kooperacja_emergency_access SET reason = 'x' WHERE id = %s",
            "DELETE FROM kooperacja_emergency_access WHERE id = %s",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(Exception, "neither changed nor deleted"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement, [door.id])

    # --- who may not, and bad input ----------------------------------------------

    def test_who_is_no_administrator_opens_no_door(self):
        for name in ("employee", "member_b", "worker_b", "coordinator_1", "officer"):
            doors = self.as_user(name, self.env["kooperacja.emergency.access"])
            with self.subTest(user=name), self.assertRaises(AccessError):
                doors._open(self.case_a.number, REASON)

    def test_a_door_needs_a_reason_and_a_number_of_the_own_gmina(self):
        for number, reason, words in (
            (self.case_a.number, "bo tak", "Write in a sentence why"),
            (self.case_a.number, "  ", "Write in a sentence why"),
            ("2031/9999", REASON, "There is no case"),
            ("%", REASON, "There is no case"),
        ):
            with self.subTest(number, reason=reason):
                with self.assertRaisesRegex(UserError, words):
                    self.open(number=number, reason=reason)

    def test_a_number_that_two_of_the_chosen_gminas_have_is_asked_about(self):
        self.assertEqual(self.case_c.number, self.case_a.number)
        self.users["administrator"].company_ids += self.gmina_2
        doors = self.as_user("administrator", self.env["kooperacja.emergency.access"])
        both = doors.with_context(
            allowed_company_ids=[self.gmina_1.id, self.gmina_2.id]
        )
        with self.assertRaisesRegex(UserError, "Several of the chosen gminas"):
            both._open(self.case_a.number, REASON)
        door = doors.with_context(allowed_company_ids=self.gmina_2.ids)._open(
            self.case_c.number, REASON
        )
        self.assertEqual(door.sudo().case_id, self.case_c)

    def test_one_door_at_a_time(self):
        self.open()
        with self.assertRaisesRegex(UserError, "one case at a time"):
            self.open(number=self.case_b.number)

    def test_who_has_a_role_with_families_needs_no_door(self):
        self.users["administrator"].group_ids += self.env.ref(f"{MODULE}.group_member")
        with self.assertRaisesRegex(UserError, "role that sees families"):
            self.open()

    def test_the_lent_group_given_by_hand_opens_nothing(self):
        lent = self.env.ref(f"{MODULE}.group_emergency")
        self.users["employee"].with_user(self.users["system"]).write(
            {"group_ids": [Command.link(lent.id)]}
        )
        self.assertFalse(self.sees("employee", self.case_a))
        self.users["system"].with_user(self.users["system"]).write(
            {"group_ids": [Command.link(lent.id)]}
        )
        self.assert_sees_nothing("system")


@tagged("post_install", "-at_install")
class TestRolesAreWatched(KooperacjaCase):
    def by(self, name, records):
        return records.with_user(self.users[name])

    def changes(self, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env["kooperacja.security.change"].search(domain)

    def group(self, name):
        return self.env.ref(f"{MODULE}.group_{name}")

    def test_an_administrator_gives_no_role_with_families_to_him_or_herself(self):
        system = self.users["system"]
        for name in ("member", "worker", "coordinator", "protection_officer"):
            group = self.group(name)
            link = [Command.link(group.id)]
            for way, records, vals in (
                ("own account", system, {"group_ids": link}),
                ("users of the group", group, {"user_ids": [Command.link(system.id)]}),
                ("all users of it", group, {"all_user_ids": [Command.link(system.id)]}),
                ("implied", self.env.ref("base.group_system"), {"implied_ids": link}),
                (
                    "implied by all",
                    group,
                    {"implied_by_ids": [Command.link(self.ref("base.group_user"))]},
                ),
            ):
                with (
                    self.subTest(group=name, way=way),
                    self.assertRaises(AccessError),
                    self.env.cr.savepoint(),
                ):
                    self.by("system", records).write(vals)
                self.env.invalidate_all()
        self.assert_sees_nothing("system")

    def test_another_gmina_is_given_by_another_administrator_too(self):
        boss = self.users["coordinator_1"]
        boss.group_ids += self.env.ref("base.group_system")
        give = {"company_ids": [Command.link(self.gmina_2.id)]}
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.by("coordinator_1", boss).write(give)
        self.by("system", boss).write(give)
        row = self.changes(kind="gmina", user_id=boss.id)
        self.assertEqual(row.company_id, self.gmina_2)
        self.assertEqual(row.by_name, self.users["system"].name)

    def test_a_role_given_by_another_is_on_record_and_told_to_the_officer(self):
        mails = self.env["mail.mail"].search([])
        self.by("system", self.users["employee"]).write(
            {"group_ids": [Command.link(self.group("worker").id)]}
        )
        row = self.changes(user_id=self.users["employee"].id, kind="given")
        self.assertEqual(row.role, "worker")
        self.assertEqual(row.by_login, "test_system")
        self.assertEqual(row.company_id, self.gmina_1)
        mail = self.env["mail.mail"].search([]) - mails
        self.assertEqual(mail.email_to, self.users["officer"].email)
        self.assertNotIn(self.users["employee"].name, mail.body_html + mail.subject)
        self.by("system", self.users["employee"]).write(
            {"group_ids": [Command.unlink(self.group("worker").id)]}
        )
        self.assertTrue(
            self.changes(user_id=self.users["employee"].id, kind="taken", role="worker")
        )

    def test_a_new_account_with_a_role_is_on_record(self):
        user = self.by("system", self.env["res.users"]).create(
            {
                "name": "Nowy",
                "login": "nowy",
                "company_id": self.gmina_1.id,
                "company_ids": [Command.set(self.gmina_1.ids)],
                "group_ids": [Command.set(self.group("coordinator").ids)],
            }
        )
        self.assertEqual(self.changes(user_id=user.id).role, "coordinator")

    def test_a_password_or_address_set_by_another_is_on_record(self):
        worker = self.users["worker_a"]
        self.by("system", worker).write({"password": "inne-haslo-123"})
        self.by("system", worker.partner_id).write({"email": "x@example.com"})
        self.assertEqual(
            set(self.changes(user_id=worker.id).mapped("kind")) - {"given"},
            {"password", "login"},
        )
        before = self.changes()
        self.by("worker_a", worker).sudo().write({"password": "moje-haslo-123"})
        self.by("system", self.users["employee"]).write({"password": "inne-haslo-1"})
        self.assertEqual(self.changes(), before)

    def test_changed_rules_rights_and_code_are_on_record_in_every_gmina(self):
        system = self.users["system"]
        rule = self.env.ref(f"{MODULE}.case_rule_member").with_user(system)
        rule.write({"name": "Zmieniona"})
        access = self.env.ref(f"{MODULE}.access_case_member").with_user(system)
        access.write({"perm_write": True})
        self.env["ir.actions.server"].with_user(system).create(
            {
                "name": "Podejrzane",
                "model_id": self.ref("base.model_res_partner"),
                "state": "code",
                "code": "pass",
            }
        )
        for kind in ("rule", "access", "code"):
            with self.subTest(kind):
                self.assertIn(self.gmina_1, self.changes(kind=kind).company_id)
                self.assertIn(self.gmina_2, self.changes(kind=kind).company_id)
        self.assertIn("case_rule_member", self.changes(kind="rule")[0].what)

    def test_updates_of_the_programme_tell_nobody(self):
        mails = self.env["mail.mail"].search([])
        self.users["employee"].group_ids += self.group("member")
        self.env.ref(f"{MODULE}.case_rule_member").write({"name": "Nowa nazwa"})
        self.assertEqual(self.env["mail.mail"].search([]), mails)
        self.assertFalse(self.changes(kind="rule"))
        self.assertTrue(self.changes(user_id=self.users["employee"].id))

    def test_a_row_outlives_its_user(self):
        user = self.users["employee"]
        user.group_ids += self.group("member")
        row = self.changes(user_id=user.id)
        user.unlink()
        self.assertFalse(row.user_id)
        self.assertEqual(row.user_name, "Pan employee")
        with self.assertRaises(UserError):
            row.write({"user_name": "Inny"})
