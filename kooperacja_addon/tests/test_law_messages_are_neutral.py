"""Names, refusals and logs name a family by its number only."""

import logging
from contextlib import contextmanager, suppress
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import REFUSALS, KooperacjaCase, make_pesel


@tagged("post_install", "-at_install")
class TestMessagesAreNeutral(KooperacjaCase):
    def setUp(self):
        super().setUp()
        self.a = self.content["a"]
        self.family = self.families["a"]

    @contextmanager
    def told(self):
        """Check that the refusal of what happens inside tells nothing of a family."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                yield
                self.env.flush_all()
        except UserError as error:
            self.assert_tells_nothing(error, "a", "b")
            self.assertNotRegex(str(error), r"\d{11}")
        except IntegrityError as error:
            message = self.env["kooperacja.person"]._sql_error_to_message(error)
            self.assert_tells_nothing(message, "a", "b")
        else:
            self.fail("Nothing was refused.")
        self.env.invalidate_all()

    @contextmanager
    def logged_nothing(self):
        """Check that what is logged inside, at any level that is kept, is neutral."""
        with self.assertLogs("odoo", logging.INFO) as log:
            logging.getLogger("odoo").info("begin")
            yield
        self.assert_tells_nothing(log.output, "a", "b")

    # --- names -----------------------------------------------------------------

    def test_names_of_all_records_of_a_family_are_neutral(self):
        for letter in "abc":
            for model, record in self.content[letter].items():
                with self.subTest(model=model):
                    self.assert_tells_nothing(record.display_name, letter)

    def test_names_are_neutral_for_the_people_on_the_case_too(self):
        """Odoo puts the name as its user sees it into mails, links and activities."""
        for name in ("worker_a", "member_a", "coordinator_1"):
            for model, record in self.a.items():
                with self.subTest(user=name, model=model):
                    self.assert_tells_nothing(self.as_user(name, record).display_name)

    def test_names_of_files_are_neutral(self):
        for record in (
            self.sign_plan(self.a["kooperacja.plan"]),
            self.a["kooperacja.monitoring"],
        ):
            self.assert_tells_nothing(record._get_document_name())

    def test_the_view_that_asks_for_names_gets_them(self):
        household = self.as_user("worker_a", self.family.household)
        named = household.with_context(show_family_names=True)
        self.assertTrue(self.secrets_in(named.display_name))

    # --- refusals --------------------------------------------------------------

    def test_refused_access_tells_no_name(self):
        for name in ("employee", "member_b", "worker_b", "system"):
            for model, record in self.a.items():
                for right in ("read", "write", "create", "unlink"):
                    with self.subTest(user=name, model=model, right=right):
                        with self.assertRaises(AccessError) as refusal:
                            self.as_user(name, record).with_context(
                                show_family_names=True
                            ).check_access(right)
                        self.assert_tells_nothing(refusal.exception)

    def test_refused_access_tells_no_name_in_debug_mode(self):
        has_group = type(self.env["res.users"]).has_group

        def debugging(user, group):
            return group == "base.group_no_one" or has_group(user, group)

        for name in ("member_b", "worker_b"):
            for model, record in self.a.items():
                hidden = self.as_user(name, record)
                with (
                    self.subTest(user=name, model=model),
                    patch.object(type(self.env["res.users"]), "has_group", debugging),
                ):
                    with self.assertRaises(AccessError) as refusal:
                        hidden.with_context(show_family_names=True).check_access("read")
                    self.assert_tells_nothing(refusal.exception)

    def test_refused_identifiers_are_not_repeated(self):
        adult = self.family.adult.with_user(self.users["worker_a"])
        wrong = self.family.pesel[:-1] + str((int(self.family.pesel[-1]) + 1) % 10)
        with self.told():
            adult.pesel = wrong
        with self.told():
            adult.birth_date = "1999-01-01"
        with self.told():
            adult.copy({"first_name": "Druga"})
        for number in (wrong, self.family.pesel):
            with self.told():
                adult.create(
                    {
                        "household_id": self.family.household.id,
                        "first_name": "Druga",
                        "pesel": number,
                    }
                )

    def test_refused_strangers_are_not_named(self):
        coordinator = self.users["coordinator_1"]
        stranger = self.families["b"].adult
        need, task, signature, attendance = (
            self.a[f"kooperacja.{model}"].with_user(coordinator)
            for model in (
                "case.need",
                "plan.task",
                "plan.signature",
                "meeting.attendance",
            )
        )
        for attack in (
            lambda: need.write({"person_id": stranger.id}),
            lambda: task.write({"member_id": False, "person_id": stranger.id}),
            lambda: signature.write({"member_id": False, "person_id": stranger.id}),
            lambda: attendance.write({"person_id": stranger.id}),
            lambda: attendance.copy(),
            lambda: self.a["kooperacja.evaluation.goal"].write(
                {"goal_id": self.content["b"]["kooperacja.plan.goal"].id}
            ),
            lambda: self.a["kooperacja.evaluation.need"].write(
                {"need_id": self.content["b"]["kooperacja.case.need"].id}
            ),
        ):
            with self.told():
                attack()

    def test_refused_steps_tell_no_words_of_the_plan(self):
        """Refusals are logged by the server, so they must not quote the record."""
        plan, report = self.a["kooperacja.plan"], self.a["kooperacja.report"]
        plan.write({"signed_on": self.today})
        plan.goal_ids = [Command.create({"name": "Cel rzeczya"})]
        with self.told():
            plan.action_sign()
        report.line_ids.write({"status": "obstacle", "obstacle": False})
        with self.told():
            report.action_submit()
        with self.told():
            self.a["kooperacja.evaluation"].action_approve()
        with self.told():
            self.case_a.write({"stage": "closed"})

    def test_records_in_use_are_refused_without_a_name(self):
        for record in (
            self.family.adult,
            self.family.household,
            self.a["kooperacja.case.need"],
            self.a["kooperacja.plan.goal"],
            self.a["kooperacja.plan.task"],
            self.a["kooperacja.case.member"],
        ):
            with self.subTest(model=record._name), self.told():
                record.unlink()

    # --- logs ------------------------------------------------------------------

    def import_person(self, first_name, number):
        return (
            self.env["kooperacja.person"]
            .with_user(self.users["worker_a"])
            .load(
                ["household_id/.id", "first_name", "last_name", "pesel"],
                [[str(self.family.household.id), first_name, "Abramowicz", number]],
            )
        )

    def test_a_failed_import_of_a_wrong_pesel_logs_nothing_of_it(self):
        wrong = self.family.pesel[:-1] + str((int(self.family.pesel[-1]) + 1) % 10)
        with self.assertLogs("odoo", logging.INFO) as log:
            logging.getLogger("odoo").info("begin")
            result = self.import_person("Żanetaa", wrong)
        self.assert_tells_nothing(log.output)
        self.assertFalse(result["ids"])
        self.assertNotIn(wrong, str(log.output))
        self.assertNotIn(wrong, str(result["messages"]))

    def test_a_failed_import_of_a_pesel_on_record_logs_nothing_of_it(self):
        with self.logged_nothing():
            result = self.import_person("Żanetaa", self.family.pesel)
        self.assertFalse(result["ids"])
        self.assert_tells_nothing(result["messages"])

    def test_a_failed_import_of_a_person_without_a_name_logs_nothing_of_it(self):
        number = make_pesel(self.family.adult.birth_date, 4321)
        with self.assertLogs("odoo", logging.INFO) as log:
            logging.getLogger("odoo").info("begin")
            result = self.import_person("", number)
        self.assertFalse(result["ids"])
        self.assertNotIn(number, str(log.output))
        self.assert_tells_nothing(log.output)

    def test_a_refused_save_logs_nothing_of_the_record(self):
        for model, values in (
            ("kooperacja.plan.task", {"person_id": False, "member_id": False}),
            ("kooperacja.case.need", {"name": False}),
            ("kooperacja.household", {"name": False, "street": "Wrzosowaa 8"}),
            ("kooperacja.person", {"first_name": False, "last_name": "Abramowicz"}),
            ("kooperacja.meeting", {"minutes": 0, "dissent": "rzeczya"}),
        ):
            with self.subTest(model=model), self.logged_nothing():
                saved = False
                with suppress(*REFUSALS), self.env.cr.savepoint():
                    self.a[model].write(values)
                    self.env.flush_all()
                    saved = True
                self.assertFalse(saved)

    def test_refused_access_logs_ids_only(self):
        for model, record in self.a.items():
            with self.subTest(model=model), self.logged_nothing():
                with self.assertRaises(AccessError):
                    self.as_user("member_b", record).check_access("read")
