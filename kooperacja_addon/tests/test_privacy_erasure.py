"""Erasing a family: two persons decide, no trace stays, and no number changes."""

import base64
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL, mute_logger

from ..models.privacy_map import MAP
from .common import MODULE, KooperacjaCase


class ErasureCase(KooperacjaCase):
    """Family A has a case that was closed eleven years ago."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["coordinator_1b"] = new_test_user(
            cls.env,
            login="test_coordinator_1b",
            groups=f"{MODULE}.group_coordinator",
            company_id=cls.gmina_1.id,
        )
        cls.household = cls.families["a"].household
        cls.put_words_everywhere()

    @classmethod
    def put_words_everywhere(cls):
        """Write of the family wherever Odoo lets people write."""
        family = cls.families["a"]
        case = cls.case_a
        whole = f"{family.adult.first_name} {family.adult.last_name}"
        cls.file = cls.env["ir.attachment"].create(
            {
                "name": "opinia.txt",
                "raw": f"Opinia o {whole}, {family.pesel}".encode(),
                "res_model": case._name,
                "res_id": case.id,
            }
        )
        case.message_post(body=f"Rozmawiałam z {whole}", attachment_ids=cls.file.ids)
        cls.activity = cls.env["mail.activity"].create(
            {
                "res_model_id": cls.env["ir.model"]._get_id(case._name),
                "res_id": case.id,
                "summary": f"Zadzwonić: {family.household.phone}",
                "user_id": cls.users["worker_a"].id,
            }
        )
        cls.filter = cls.env["ir.filters"].create(
            {
                "name": whole,
                "model_id": "kooperacja.household",
                "domain": "[]",
                "user_ids": cls.users["worker_a"].ids,
            }
        )
        cls.log = cls.env["ir.logging"].create(
            {
                "name": "x",
                "type": "server",
                "message": f"PESEL {family.pesel}",
                "path": "x",
                "func": "x",
                "line": "1",
            }
        )
        cls.env["kooperacja.case.entry"].with_user(cls.users["member_a"]).create(
            {
                "case_id": case.id,
                "level": "coordinator",
                "text": "Poufnie o rzeczya",
            }
        )
        cls.intake = cls.env["kooperacja.case.intake"].create(
            {
                "company_id": cls.gmina_1.id,
                "first_name": family.adult.first_name,
                "last_name": family.adult.last_name,
                "pesel": family.pesel,
                "need": "Brak rzeczya",
                "reporter": "Sąsiad rzeczya",
            }
        )

    @classmethod
    def close_long_ago(cls, years=11):
        """Close case A, and let years pass."""
        cls.close_case(cls.case_a)
        cls.case_a._note_by_action(
            {"closed_on": cls.today - relativedelta(years=years)}
        )
        cls.env.flush_all()

    def due(self, user="coordinator_1"):
        lines = self.as_user(user, self.env["kooperacja.retention.due"])
        return lines.search([("number", "=", self.household.number)])

    def propose(self):
        action = self.due().action_propose()
        erasure = self.env["kooperacja.privacy.erasure"].browse(action["res_id"])
        self.as_user("coordinator_1", erasure).action_propose()
        return erasure

    def decide(self, erasure, user="officer"):
        self.as_user(user, erasure).action_approve()
        return erasure

    def erase(self, user="officer"):
        erasure = self.decide(self.propose())
        self.as_user(user, erasure).action_erase()
        self.env.flush_all()
        self.env.invalidate_all()
        return erasure


@tagged("post_install", "-at_install")
class TestErasure(ErasureCase):
    def find_in_database(self, words):
        """Return (table, words) of every column of words in the database."""
        eraser = self.env["kooperacja.privacy.eraser"]
        return {(table, word) for word in words for table in eraser._sweep([word])}

    def test_no_trace_stays_in_the_database(self):
        family = self.families["a"]
        mails = ("family@example.com", "prywatny.a@example.com")
        words = [*filter(None, family.secrets), *mails]
        self.close_long_ago()
        self.assertTrue(self.find_in_database(words))
        erasure = self.erase()
        self.assertEqual(erasure.state, "done")
        self.assertEqual(self.find_in_database(words), set())
        for gone in (self.file, self.activity, self.filter, self.log):
            self.assertFalse(gone.exists())
        self.assertEqual(family.adult.birth_date.strftime("%m-%d"), "01-01")
        self.assertFalse(family.adult.pesel)
        self.assertTrue(self.household.erased_on)
        self.assertFalse(self.intake.pesel)

    def test_files_of_the_family_leave_the_store(self):
        self.close_long_ago()
        kept = self.env["ir.attachment"].search(
            [("res_model", "like", "kooperacja."), ("res_field", "!=", False)]
        )
        named = self.file.store_fname
        self.assertTrue(kept)
        self.erase()
        left = (
            self.env["ir.attachment"]
            .sudo()
            .search([("store_fname", "=", named), ("res_field", "in", [False, "x"])])
        )
        self.assertFalse(left)
        self.assertFalse(self.case_a.evaluation_ids[:1].signed_document)

    def test_numbers_stay_as_they_were(self):
        self.close_long_ago()
        count = self.env["kooperacja.privacy.statistics"]._count
        before = count(self.gmina_1)
        authors = self.case_a.entry_ids.mapped("author_id")
        erasure = self.erase()
        self.assertEqual(count(self.gmina_1), before)
        self.assertEqual(erasure.number_count, len(before))
        self.assertGreater(len(before), 50)
        self.assertEqual(self.case_a.entry_ids.mapped("author_id"), authors)

    def test_other_families_lose_nothing(self):
        self.close_long_ago()

        def read():
            self.env.invalidate_all()
            return [
                record.sudo().read(load=None)
                for letter in "bc"
                for record in self.content[letter].values()
            ]

        before = read()
        self.erase()
        self.assertEqual(read(), before)

    def test_what_would_be_removed_is_shown_before(self):
        self.close_long_ago()
        erasure = self.propose()
        lines = {
            (line.res_model, line.res_field): line.count
            for line in erasure.line_ids
            if line.effect not in ("kept", "elsewhere")
        }
        self.assertEqual(lines["kooperacja.person", "pesel"], 1)
        self.assertEqual(lines["kooperacja.case.entry.text", "text"], 1)
        self.assertTrue(lines["ir.attachment", False])
        self.assertTrue(self.families["a"].adult.pesel, "nothing is removed yet")
        self.decide(erasure)
        self.as_user("officer", erasure).action_erase()
        done = {
            (line.res_model, line.res_field): line.count
            for line in erasure.line_ids
            if line.effect not in ("kept", "elsewhere")
        }
        self.assertEqual(done, lines)

    def test_the_protocol_names_nobody_of_the_family(self):
        self.close_long_ago()
        erasure = self.erase()
        self.assertTrue(erasure.signed_document)
        page = self.env["ir.actions.report"]._render_qweb_html(
            f"{MODULE}.report_privacy_erasure", erasure.ids
        )[0]
        self.assert_tells_nothing(page, "a")
        self.assertIn(self.household.number, page.decode())
        self.assertIn("Pan officer", page.decode())

    def test_two_different_persons_decide(self):
        self.close_long_ago()
        erasure = self.propose()
        with self.assertRaises(UserError):
            self.as_user("coordinator_1", erasure).action_approve()
        with self.assertRaises(UserError):
            self.as_user("coordinator_1", erasure).action_erase()
        with self.assertRaises(UserError):
            self.as_user("coordinator_1", erasure).write({"state": "approved"})
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            with self.env.cr.savepoint():
                self.env.cr.execute(
                    SQL(
                        "UPDATE kooperacja_privacy_erasure"
                        " SET decided_by_id = proposed_by_id WHERE id = %s",
                        erasure.id,
                    )
                )
        self.decide(erasure, "coordinator_1b")
        self.assertEqual(erasure.state, "approved")

    def test_who_may_not_does_not(self):
        self.close_long_ago()
        values = {"household_id": self.household.id}
        for name in ("member_a", "worker_a", "administrator", "system", "officer"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.as_user(name, self.env["kooperacja.privacy.erasure"]).create(
                    values
                )
        erasure = self.propose()
        for name in ("member_a", "worker_a", "administrator", "regional", "employee"):
            for action in ("action_approve", "action_erase", "action_withdraw"):
                with self.subTest(name, action=action), self.assertRaises(AccessError):
                    getattr(self.as_user(name, erasure), action)()
        with self.assertRaises(AccessError):
            self.as_user("coordinator_2", erasure).action_approve()

    def test_the_officer_decides_without_seeing_the_family(self):
        self.close_long_ago()
        erasure = self.as_user("officer", self.propose())
        self.assertEqual(erasure.subject, self.household.number)
        with self.assertRaises(AccessError):
            erasure.read(["household_id"])
        self.assert_tells_nothing(erasure.read(), "a")
        self.assert_tells_nothing(erasure.line_ids.read(), "a")

    def test_a_family_with_a_case_in_work_is_refused(self):
        self.assertFalse(self.due())
        erasure = self.as_user(
            "coordinator_1", self.env["kooperacja.privacy.erasure"]
        ).create({"household_id": self.household.id})
        with self.assertRaises(UserError) as caught:
            erasure.action_propose()
        self.assertIn(self.case_a.number, str(caught.exception))

    def test_a_case_opened_again_stops_what_was_approved(self):
        self.close_long_ago()
        erasure = self.decide(self.propose())
        self.case_a._reopen("Rodzina wróciła")
        with self.assertRaises(UserError):
            self.as_user("officer", erasure).action_erase()
        self.assertTrue(self.families["a"].adult.pesel)

    def test_the_period_of_retention_is_waited_for(self):
        self.close_long_ago(years=9)
        line = self.due()
        self.assertEqual(line.date, self.case_a.closed_on + relativedelta(years=10))
        self.assertFalse(line.is_due)
        with self.assertRaises(UserError):
            line.action_propose()
        self.env["kooperacja.retention.rule"].create(
            {"kind": "family", "gmina_id": self.gmina_1.id, "years": 9}
        )
        self.env.flush_all()
        self.assertTrue(self.due().is_due, "the gmina's own period goes first")

    def test_a_granted_request_is_a_ground_before_the_time(self):
        self.close_long_ago(years=1)
        request = self.as_user(
            "coordinator_1", self.env["kooperacja.privacy.request"]
        ).create(
            {
                "kind": "erasure",
                "person_ids": self.families["a"].adult.ids,
                "identity_checked": True,
                "answer": "Uznano",
            }
        )
        request.action_grant()
        request.action_propose_erasure()
        erasure = self.env["kooperacja.privacy.erasure"].search(
            [("request_id", "=", request.id)]
        )
        self.as_user("coordinator_1", erasure).action_propose()
        self.decide(erasure)
        self.as_user("officer", erasure).action_erase()
        self.env.invalidate_all()
        self.assertEqual(erasure.state, "done")
        self.assertFalse(self.find_in_database(self.families["a"].secrets))
        other = self.env["kooperacja.privacy.erasure"].create(
            {
                "household_id": self.families["b"].household.id,
                "company_id": self.gmina_1.id,
                "ground": "request",
                "request_id": request.id,
            }
        )
        with self.assertRaises(UserError):
            other.action_propose()

    def test_what_was_erased_stays_as_it_is(self):
        self.close_long_ago()
        self.erase()
        coordinator = self.users["coordinator_1"]
        with self.assertRaises(UserError):
            self.case_a.with_user(coordinator)._reopen("Jeszcze raz")
        with self.assertRaises(UserError):
            self.families["a"].adult.with_user(coordinator).first_name = "Anna"
        with self.assertRaises(UserError):
            self.household.with_user(coordinator).street = "Polna 1"
        self.assertFalse(self.due())

    def test_the_same_person_in_another_family_is_left_there(self):
        twin = self.env["kooperacja.person"].create(
            {
                "household_id": self.families["b"].household.id,
                "first_name": self.families["a"].adult.first_name,
                "last_name": self.families["a"].adult.last_name,
                "lives_elsewhere": True,
            }
        )
        self.close_long_ago()
        erasure = self.erase()
        self.assertTrue(twin.last_name)
        elsewhere = erasure.line_ids.filtered(lambda line: line.effect == "elsewhere")
        self.assertEqual(elsewhere.mapped("res_model"), ["kooperacja_person"])

    def test_nobody_opens_the_seal_from_outside(self):
        """The setting ends with the statement; no model offers it by name."""
        self.close_long_ago()
        self.erase()
        entry = self.content["b"]["kooperacja.case.entry"]
        self.env.cr.execute("SELECT current_setting('kooperacja.erase', true)")
        self.assertFalse(self.env.cr.fetchone()[0])
        with self.assertRaises(UserError):
            entry.with_context(kooperacja_erase=True).sudo().write({"text": "Inaczej"})
        for model in ("eraser", "statistics", "extract"):
            public = {
                name
                for name in dir(type(self.env[f"kooperacja.privacy.{model}"]))
                if not name.startswith("_") and not name.isupper()
            } - set(dir(type(self.env["base"])))
            self.assertEqual(public, set(), "nothing that a remote call reaches")

    def test_a_report_that_became_no_case_is_erased_too(self):
        intake = self.env["kooperacja.case.intake"].create(
            {
                "company_id": self.gmina_1.id,
                "first_name": "Bożydar",
                "last_name": "Mrozowicki",
                "need": "Węgiel",
                "reported_on": self.today - timedelta(days=6 * 366),
            }
        )
        self.env.flush_all()
        line = self.as_user(
            "coordinator_1", self.env["kooperacja.retention.due"]
        ).search([("number", "=", intake.number)])
        erasure = self.env["kooperacja.privacy.erasure"].browse(
            line.action_propose()["res_id"]
        )
        self.as_user("coordinator_1", erasure).action_propose()
        self.decide(erasure)
        self.as_user("coordinator_1", erasure).action_erase()
        self.env.invalidate_all()
        self.assertEqual(self.find_in_database(["Mrozowicki", "Węgiel"]), set())
        self.assertTrue(intake.erased_on)

    def test_every_word_of_the_map_is_emptied(self):
        """Also of registers that the fixture leaves half empty."""
        self.close_long_ago()
        eraser = self.env["kooperacja.privacy.eraser"]
        found = eraser._find(self.household, self.env["kooperacja.case.intake"])
        # Of the models of a case, a record of each was found.
        missing = set(self.content["a"]) - set(found)
        self.assertEqual(missing, set())
        self.erase()
        for name, records in found.items():
            for field, datum in MAP[name].fields.items():
                if datum.erase not in ("empty", "file"):
                    continue
                left = {
                    value
                    for value in records.exists().mapped(field)
                    if value and "(erased)" not in str(value)
                }
                with self.subTest(f"{name}.{field}"):
                    self.assertEqual(left, set())


@tagged("post_install", "-at_install")
class TestStore(ErasureCase):
    def test_a_kept_document_cannot_be_deleted_but_by_erasing(self):
        document = self.env["ir.attachment"].create(
            {
                "name": "x",
                "res_model": "kooperacja.plan",
                "res_id": self.content["a"]["kooperacja.plan"].id,
                "res_field": "signed_document",
                "datas": base64.b64encode(b"x"),
            }
        )
        with self.assertRaises(UserError):
            document.unlink()
