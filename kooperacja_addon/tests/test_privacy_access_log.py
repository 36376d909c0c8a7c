"""Who looked at which family is noted, by nobody's good will, and stays noted."""

from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import MODULE, KooperacjaCase

LOG = "kooperacja.access.log"
NAMED = {"household_id": {"fields": {"display_name": {}}}, "qualification": {}}


class AccessLogCase(KooperacjaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.log = cls.env[LOG]

    def setUp(self):
        super().setUp()
        self.last = self.log.search([], order="id desc", limit=1).id or 0

    def noted(self):
        """Return the rows since the beginning of the test or the last call."""
        self.env.invalidate_all()
        rows = self.log.search([("id", ">", self.last)], order="id")
        self.last = max(rows.ids, default=self.last)
        return rows

    def of(self, name, letter, model="kooperacja.case"):
        return self.as_user(name, self.content[letter][model])


@tagged("post_install", "-at_install")
class TestWhatIsNoted(AccessLogCase):
    def test_opening_a_case_notes_who_when_as_whom_and_which(self):
        self.of("worker_a", "a").web_read(NAMED)
        row = self.noted()
        self.assertEqual(row.user_id, self.users["worker_a"])
        self.assertEqual(row.user_name, "Pan worker_a")
        self.assertEqual((row.role, row.action), ("worker", "open"))
        self.assertEqual(row.case_id, self.case_a)
        self.assertEqual(row.household_id, self.families["a"].household)
        self.assertEqual(row.number, self.case_a.number)
        self.assertEqual(row.company_id, self.gmina_1)
        self.assertLess(fields.Datetime.now() - row.date, timedelta(minutes=1))

    def test_every_content_of_a_case_leads_to_its_family(self):
        for model, record in self.content["a"].items():
            with self.subTest(model=model):
                names = [
                    name
                    for name, field in record._fields.items()
                    if field.store and not field.groups
                ]
                self.as_user("coordinator_1", record).read(names)
                row = self.noted()
                self.assertEqual(len(row), 1)
                self.assertEqual(row.household_id, self.families["a"].household)

    def test_twice_within_ten_minutes_is_once(self):
        case = self.of("worker_a", "a")
        case.web_read(NAMED)
        case.web_read(NAMED)
        case.read(["qualification"])
        self.assertEqual(len(self.noted()), 1)
        self.of("member_a", "a").web_read(NAMED)
        self.assertEqual(self.noted().user_id, self.users["member_a"])

    def test_after_ten_minutes_it_is_noted_again(self):
        start = fields.Datetime.now()
        for minutes, rows in ((0, 1), (9, 0), (11, 1)):
            self.set_clock(start + timedelta(minutes=minutes))
            self.of("worker_a", "a").web_read(NAMED)
            self.assertEqual(len(self.noted()), rows, minutes)

    def set_clock(self, moment):
        self.startPatcher(patch.object(fields.Datetime, "now", lambda *args: moment))

    def test_a_list_is_one_row_for_each_family(self):
        tasks = self.env["kooperacja.plan.task"].with_user(self.users["coordinator_1"])
        tasks.web_search_read([], {"name": {}})
        rows = self.noted()
        self.assertEqual(set(rows.mapped("action")), {"list"})
        self.assertEqual(rows.case_id, self.case_a | self.case_b)
        self.assertEqual(len(rows), 2)

    def test_every_door_is_noted(self):
        self.users["worker_a"].group_ids += self.env.ref("base.group_allow_export")
        cases = self.env["kooperacja.case"].with_user(self.users["worker_a"])
        case = self.of("worker_a", "a")
        mine = [("id", "=", case.id)]
        file = self.env["ir.attachment"].create(
            {
                "name": "x.txt",
                "raw": b"x",
                "res_model": case._name,
                "res_id": case.id,
            }
        )
        file = self.as_user("worker_a", file)
        for action, door in (
            ("list", lambda: cases.search_read(mine, ["qualification"])),
            ("list", lambda: cases.web_search_read(mine, NAMED)),
            (
                "list",
                lambda: cases.web_read_group(
                    mine, ["stage"], auto_unfold=True, unfold_read_specification=NAMED
                ),
            ),
            ("open", lambda: case.read(["qualification"])),
            ("open", lambda: case.web_read(NAMED)),
            ("open", lambda: case.web_save({"qualification": "X"}, NAMED)),
            ("export", lambda: case.export_data(["qualification"])),
            (
                "list",
                lambda: (
                    cases.env["kooperacja.case.need"].formatted_read_group(
                        [("case_id", "=", case.id)], ["name"]
                    )
                ),
            ),
            ("download", lambda: file.read(["datas"])),
            ("download", lambda: file.search_read([("id", "=", file.id)], ["raw"])),
            (
                "list",
                lambda: (
                    cases.env["kooperacja.person"]
                    .with_context(show_family_names=True)
                    .name_search("Żaneta")
                ),
            ),
            (
                "list",
                lambda: (
                    cases.env["kooperacja.person"]
                    .with_context(show_family_names=True)
                    .web_name_search("Żaneta", {"display_name": {}})
                ),
            ),
        ):
            with self.env.cr.savepoint() as undone:
                door()
                rows = self.noted()
                self.assertEqual(rows.mapped("action"), [action])
                self.assertEqual(rows.household_id, self.families["a"].household)
                undone.rollback()

    def test_numbers_alone_are_not_noted(self):
        self.of("worker_a", "a").read(["display_name", "number"])
        self.of("worker_a", "a").web_read({"display_name": {}})
        self.assertFalse(self.noted())

    def test_what_the_addon_reads_by_itself_is_not_noted(self):
        self.of("worker_a", "a").sudo().read(["qualification"])
        self.assertEqual(self.of("worker_a", "a").household_id.name[:3], "Abr")
        self.assertFalse(self.noted())

    def test_what_concerns_no_family_is_not_noted(self):
        self.as_user("coordinator_1", self.partnership_1).read(["name"])
        self.assertFalse(self.noted())

    def test_a_reason_is_kept_and_a_search_that_found_nothing_too(self):
        log = self.log.with_user(self.users["worker_a"])
        log._note("search", self.env["kooperacja.household"], "Nowe zgłoszenie")
        row = self.noted()
        self.assertEqual((row.reason, row.number), ("Nowe zgłoszenie", False))
        self.assertEqual(row.company_id, self.gmina_1)

    def test_a_reading_on_a_replica_is_noted_in_a_transaction_of_its_own(self):
        """The cursor may only read, as the web client's where a replica serves."""
        self.env.flush_all()
        self.registry_enter_test_mode()
        with self.registry.cursor(readonly=True) as cr:
            self.assertTrue(cr.readonly)
            env = self.env(cr=cr, user=self.users["worker_a"].id)
            env["kooperacja.case"].browse(self.case_a.id).web_read(NAMED)
        self.assertEqual(self.noted().case_id, self.case_a)


@tagged("post_install", "-at_install")
class TestItStays(AccessLogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.log.with_user(cls.users["worker_a"])._note("open", cls.case_a)
        cls.row = cls.log.search([], order="id desc", limit=1)

    def refused_by_table(self, statement, *args):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(SQL(statement, *args))

    def test_postgresql_refuses_to_change_any_column(self):
        for name, field in self.log._fields.items():
            if not (field.store and field.column_type):
                continue
            value = {
                "integer": 7,
                "many2one": self.users["worker_b"].id,
                "datetime": "2020-01-01",
                "boolean": True,
            }.get(field.type, "print")
            with self.subTest(column=name):
                self.refused_by_table(
                    "UPDATE kooperacja_access_log SET %s = %s WHERE id = %s",
                    SQL.identifier(name),
                    value,
                    self.row.id,
                )

    def test_postgresql_refuses_to_empty_a_reference_by_hand(self):
        for name in ("user_id", "case_id", "household_id", "company_id"):
            with self.subTest(column=name):
                self.refused_by_table(
                    "UPDATE kooperacja_access_log SET %s = NULL WHERE id = %s",
                    SQL.identifier(name),
                    self.row.id,
                )

    def test_postgresql_refuses_to_delete_and_to_empty_the_table(self):
        self.refused_by_table(
            "DELETE FROM kooperacja_access_log WHERE id = %s", self.row.id
        )
        self.refused_by_table("TRUNCATE kooperacja_access_log")

    def test_odoo_refuses_everybody_the_superuser_too(self):
        for name in ("worker_a", "coordinator_1", "officer", "administrator", "system"):
            row = self.as_user(name, self.row)
            for way in (
                lambda r: r.write({"number": "X"}),
                lambda r: r.unlink(),
                lambda r: r.create({"action": "open", "date": "2020-01-01"}),
            ):
                with self.subTest(user=name), self.assertRaises(UserError):
                    way(row)
        for way in (lambda r: r.write({"number": "X"}), lambda r: r.unlink()):
            with self.assertRaises(UserError):
                way(self.row.sudo())

    def test_a_deleted_family_and_user_leave_row_number_and_name(self):
        household = self.env["kooperacja.household"].create(
            {"name": "Zbędni", "company_id": self.gmina_1.id}
        )
        user = self.users["worker_b"].copy({"login": "soon_gone", "name": "Pan Były"})
        self.log.with_user(user)._note("open", household)
        row = self.log.search([], order="id desc", limit=1)
        number = household.number
        household.unlink()
        user.unlink()
        self.env.invalidate_all()
        self.assertFalse(row.household_id or row.user_id)
        self.assertEqual((row.number, row.user_name), (number, "Pan Były"))

    def test_the_one_door_for_erasing_opens(self):
        with self.env.cr.savepoint() as undone:
            self.env.cr.execute(
                SQL("SELECT set_config('kooperacja.erase', %s, true)", self.log._table)
            )
            self.env.cr.execute(
                SQL("DELETE FROM kooperacja_access_log WHERE id = %s", self.row.id)
            )
            self.assertEqual(self.env.cr.rowcount, 1)
            undone.rollback()


@tagged("post_install", "-at_install")
class TestWhoSeesTheLog(AccessLogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, case in (
            ("member_a", cls.case_a),
            ("member_b", cls.case_b),
            ("member_c", cls.case_c),
        ):
            cls.log.with_user(cls.users[name])._note("open", case)

    def numbers(self, name):
        log = self.log.with_user(self.users[name])
        return set(log.search([]).mapped("number"))

    def test_the_officer_and_the_coordinator_see_their_gmina(self):
        for name in ("officer", "coordinator_1"):
            self.assertEqual(
                self.numbers(name), {self.case_a.number, self.case_b.number}
            )

    def test_who_coordinates_a_case_sees_who_opened_it(self):
        self.assertEqual(self.numbers("worker_a"), {self.case_a.number})

    def test_nobody_else_sees_anything(self):
        for name in ("member_a", "employee", "administrator", "system", "regional"):
            with self.subTest(user=name), self.assertRaises(AccessError):
                self.numbers(name)

    def test_the_officer_reads_rows_and_no_family(self):
        log = self.log.with_user(self.users["officer"])
        rows = log.search([])
        rows.web_read({"number": {}, "user_name": {}, "what": {}, "action": {}})
        with self.assertRaises(AccessError):
            rows.read(["case_id"])
        with self.assertRaises(AccessError):
            log.search([("household_id.name", "ilike", "Abr")])
        menus = self.env["ir.ui.menu"].with_user(self.users["officer"]).search([])
        self.assertIn(self.env.ref(f"{MODULE}.access_log_menu"), menus)
