"""The shared file: who reads what, what is read first, and that nothing goes away."""

from datetime import date, datetime, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import SQL, mute_logger

from .common import MODULE, REFUSALS
from .steps import PathCase

SECRET = "Tajemnica Żanety"


class EntryCase(PathCase):
    """Case A with one more member of its team, who wrote nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.join(cls.case_a, cls.users["member_b"], cls.long_ago)
        cls.users["member_b"].group_ids += cls.env.ref("base.group_allow_export")

    def note(self, user="member_a", **values):
        return self.of(user, "kooperacja.case.entry").create(
            {"case_id": self.case.id, "text": "Wizyta", **values}
        )

    def guarded(self, **values):
        """Return an entry of member A that only A and the coordinator may read."""
        return self.note(level="coordinator", text=SECRET, **values)

    def seen(self, user, entry):
        self.env.flush_all()
        self.env.invalidate_all()
        return entry.with_env(self.env(user=self.users[user]))


@tagged("post_install", "-at_install")
class TestSealed(EntryCase):
    """Whoever comes past the ORM meets the table itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        entry = cls.case.entry_ids[:1]
        cls.env["kooperacja.case.entry"].with_user(cls.member).create(
            {"case_id": cls.case.id, "level": "coordinator", "text": SECRET}
        )
        cls.env["kooperacja.case.reading"].with_user(cls.worker)._mark(
            cls.case.with_user(cls.worker)
        )
        cls.sealed = [
            cls.env[model].search([("case_id", "=", cls.case.id)], limit=1)
            for model in (
                entry._name,
                "kooperacja.case.entry.text",
                "kooperacja.case.reading",
            )
        ]
        cls.registers = [
            cls.env[model].search([], limit=1)
            for model in (
                "kooperacja.disclosure",
                "kooperacja.clause.handing",
                "kooperacja.security.change",
                "kooperacja.family.voice",
            )
        ]
        cls.env.flush_all()

    def refused_by_table(self, statement):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(statement)

    def change(self, record):
        if "text" in record._fields:
            return {"text": "x"}
        return {"date": datetime(2020, 1, 1)}

    def is_refused(self, way, record):
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                way(record)
                self.env.flush_all()
        except REFUSALS:
            return True
        finally:
            self.env.invalidate_all()
        return False

    def test_every_sealed_model_is_tried(self):
        sealed = self.env.registry["kooperacja.sealed.mixin"]
        self.assertEqual(
            {record._name for record in (*self.sealed, *self.registers) if record},
            {
                name
                for name, model in self.env.registry.items()
                if issubclass(model, sealed) and not model._abstract
            }
            # Tried in test_privacy_access_log and test_privacy_emergency.
            - {"kooperacja.access.log", "kooperacja.emergency.access"},
        )

    def test_no_statement_changes_what_a_row_says(self):
        for record in (*self.sealed, *self.registers):
            table = SQL.identifier(record._table)
            for column in record._columns_sealed:
                name = SQL.identifier(column)
                with self.subTest(model=record._name, column=column):
                    self.refused_by_table(
                        SQL("UPDATE %s SET %s = %s", table, name, name)
                    )

    def test_every_column_but_derived_ones_is_sealed(self):
        for record in self.sealed:
            stored = {
                name
                for name, field in record._fields.items()
                if field.store and field.column_type
            }
            self.assertEqual(
                stored - set(record._columns_sealed) - {"id", "case_id"},
                {"company_id", "create_uid", "create_date", "write_uid", "write_date"},
            )

    def test_no_statement_deletes_a_row_or_empties_the_table(self):
        for record in self.sealed:
            table = SQL.identifier(record._table)
            for statement in (
                SQL("DELETE FROM %s WHERE id = %s", table, record.id),
                SQL("TRUNCATE %s CASCADE", table),
            ):
                with self.subTest(model=record._name):
                    self.refused_by_table(statement)

    def test_no_way_of_the_orm_changes_or_deletes_it(self):
        for record in self.sealed:
            for way in (
                lambda r: r.write({"case_id": r.case_id.id}),
                lambda r: r.unlink(),
                lambda r: r._write_by_action(self.change(r)),
                lambda r: r._note_by_action(self.change(r)),
                lambda r: r._write(self.change(r)),
            ):
                with self.subTest(model=record._name):
                    self.assertTrue(self.is_refused(way, record.sudo()))

    def test_the_door_for_erasing_opens_one_table_until_the_end_of_the_transaction(
        self,
    ):
        entry, text, _reading = self.sealed
        with self.env.cr.savepoint() as undone:
            self.env.cr.execute(
                SQL("SELECT set_config('kooperacja.erase', %s, true)", text._table)
            )
            self.env.cr.execute(
                SQL("DELETE FROM kooperacja_case_entry_text WHERE id = %s", text.id)
            )
            self.assertEqual(self.env.cr.rowcount, 1)
            self.refused_by_table(
                SQL("DELETE FROM kooperacja_case_entry WHERE id = %s", entry.id)
            )
            undone.rollback()
        self.env.invalidate_all()
        self.refused_by_table(
            SQL("DELETE FROM kooperacja_case_entry_text WHERE id = %s", text.id)
        )

    def test_an_update_of_the_module_makes_the_triggers_anew(self):
        for record in self.sealed:
            record.init()
            record.init()
        self.test_no_statement_deletes_a_row_or_empties_the_table()


@tagged("post_install", "-at_install")
class TestGuardedWords(EntryCase):
    """Tried from the side of a member of the same team who may not read them."""

    def test_author_and_coordinators_read_them(self):
        entry = self.guarded()
        for user in ("member_a", "worker_a", "coordinator_1"):
            with self.subTest(user=user):
                self.assertEqual(self.seen(user, entry).words, SECRET)
                self.assertFalse(self.seen(user, entry).text)

    def test_the_team_sees_that_it_happened(self):
        entry = self.seen("member_b", self.guarded(kind="contact", minutes=45))
        self.assertEqual((entry.kind, entry.minutes), ("contact", 45))
        self.assertEqual(entry.happened_on, self.today)
        self.assertFalse(entry.words)

    def test_the_author_reads_them_no_longer_than_the_case(self):
        entry = self.guarded()
        text = self.env["kooperacja.case.entry.text"].search(
            [("entry_id", "=", entry.id)]
        )
        self.team["a"][0].sudo().date_to = self.yesterday
        with self.assertRaises(AccessError):
            self.seen("member_a", text).read(["text"])

    def test_no_door_of_the_entry_gives_them_away(self):
        entry = self.seen("member_b", self.guarded())
        entries = entry.browse()
        everything = [
            entry.read(),
            entry.export_data(list(entry._fields)),
            entry.web_read(
                {
                    name: {"fields": {"display_name": {}}} if field.relational else {}
                    for name, field in entry._fields.items()
                }
            ),
            entries.name_search("Tajemnica"),
            entry.sudo().words,
            entry.sudo().with_context(bin_size=True).read(["words", "text"]),
            entries.formatted_read_group(
                [("id", "=", entry.id)], ["text"], ["__count", "id:array_agg"]
            ),
            entry.case_id.read(),
            entry.case_id.web_read(
                {"entry_ids": {"fields": {"words": {}, "text": {}}}, "next_step": {}}
            ),
            self.env["ir.actions.report"]
            .with_user(entry.env.user)
            ._render_qweb_html(f"{MODULE}.report_case_newest", entry.case_id.ids),
            self.env["ir.actions.report"]
            .with_user(entry.env.user)
            .sudo()
            ._render_qweb_html(f"{MODULE}.report_case_oldest", entry.case_id.ids),
            self.of("member_b", "kooperacja.deadline").search_read([])
            if self.of("member_b", "kooperacja.deadline").has_access("read")
            else "",
        ]
        self.assertIn(str(entry.id), str(everything))
        self.assertNotIn(SECRET, str(everything))
        self.assertNotIn("Tajemnica", str(everything))

    def test_no_search_tells_what_they_say_or_that_they_say_it(self):
        entry = self.guarded()
        for user, finds in (
            ("member_a", True),
            ("worker_a", True),
            ("member_b", False),
        ):
            entries = self.seen(user, entry).browse()
            mine = [("id", "=", entry.id)]
            for domain in (
                [("words", "ilike", "Tajemnica")],
                [("words", "=", SECRET)],
                [("words", "!=", False)],
            ):
                with self.subTest(user=user, domain=domain):
                    found = entries.search(mine + domain)
                    self.assertEqual(bool(found), finds)
            for domain in (
                [("text", "ilike", "Tajemnica")],
                [("text", "!=", False)],
                [("display_name", "ilike", "Tajemnica")],
            ):
                with self.subTest(user=user, domain=domain):
                    self.assertFalse(entries.search(mine + domain))
            cases = self.of(user, "kooperacja.case")
            found = cases.search([("entry_ids.words", "ilike", "Tajemnica")])
            self.assertEqual(bool(found), finds)

    def test_no_door_of_the_words_themselves_opens(self):
        entry = self.guarded()
        row = self.env["kooperacja.case.entry.text"].search(
            [("entry_id", "=", entry.id)]
        )
        self.assertEqual(row.text, SECRET)
        hidden = self.seen("member_b", row)
        self.assertFalse(hidden.search([("text", "ilike", "Tajemnica")]))
        self.assertFalse(hidden.search([("entry_id", "=", entry.id)]))
        self.assertFalse(hidden._read_group([("entry_id", "=", entry.id)], ["text"]))
        for door in (
            lambda: hidden.read(["text"]),
            lambda: hidden.text,
            lambda: hidden.export_data(["text"]),
            lambda: hidden.web_read({"text": {}}),
            lambda: hidden.display_name,
        ):
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                door()

    def test_nobody_puts_words_into_the_mouth_of_another(self):
        entry = self.note()
        with self.assertRaises(AccessError):
            self.of("member_a", "kooperacja.case.entry.text").create(
                {
                    "entry_id": entry.id,
                    "case_id": self.case.id,
                    "author_id": self.member.partner_id.id,
                    "text": "x",
                }
            )

    def test_a_copy_takes_no_words_along(self):
        entry = self.seen("member_b", self.guarded())
        with self.refused("what happened"):
            entry.copy()

    def test_what_the_reader_before_has_read_is_not_left_for_the_next(self):
        entry = self.guarded()
        self.assertEqual(entry.words, SECRET)
        self.assertFalse(entry.with_user(self.users["member_b"]).words)
        self.assertFalse(entry.with_user(self.users["member_b"]).sudo().words)

    def test_the_print_has_them_for_those_who_may_read(self):
        self.guarded()
        for user, printed in (("member_a", True), ("member_b", False)):
            html, _type = self.env(user=self.users[user])[
                "ir.actions.report"
            ]._render_qweb_html(f"{MODULE}.report_case_newest", self.case.ids)
            self.assertEqual(SECRET in html.decode(), printed)
            self.assertIn("for the coordinator and the author alone", html.decode())


@tagged("post_install", "-at_install")
class TestTypeAndDateOnly(EntryCase):
    def test_no_word_of_it_is_kept(self):
        entry = self.note(
            kind="counselling", level="fact", text=False, minutes=60, person_id=False
        )
        self.assertFalse(entry.words)
        with self.refused("clear the words"):
            self.note(kind="contact", level="fact", text=SECRET)

    def test_of_counselling_the_team_learns_kind_day_and_duration(self):
        entry = self.note(
            kind="counselling",
            advice="psychological",
            text=False,
            minutes=50,
            person_id=False,
        )
        self.assertEqual((entry.level, entry.advice), ("fact", "psychological"))
        for values in (
            {"text": SECRET},
            {"text": SECRET, "level": "team"},
            {"text": SECRET, "level": "coordinator"},
            {"text": SECRET, "level": "fact"},
        ):
            with self.subTest(values), self.refused("counsellor's secret"):
                self.note(kind="counselling", person_id=False, **values)

    def test_it_names_nobody(self):
        for values in (
            {"person_id": self.child.id},
            {"addressee_id": self.institutions["pcpr"].id},
        ):
            with self.refused("whole team"):
                self.note(level="fact", text=False, **values)
            with self.refused("whole team"):
                self.note(level="coordinator", **values)

    def test_counselling_begins_as_such(self):
        with Form(
            self.of("member_a", "kooperacja.case.entry").with_context(
                default_case_id=self.case.id
            )
        ) as form:
            form.kind = "counselling"
            form.advice = "legal"
            self.assertEqual(form.level, "fact")

    def test_the_table_itself_keeps_words_out(self):
        entry = self.guarded()
        with (
            self.refused_by_database("kooperacja.case.entry", "whole team"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                SQL("SELECT set_config('kooperacja.erase', %s, true)", entry._table)
            )
            self.env.cr.execute(
                SQL(
                    "UPDATE kooperacja_case_entry SET text = 'x' WHERE id = %s",
                    entry.id,
                )
            )


@tagged("post_install", "-at_install")
class TestBadEntries(EntryCase):
    def test_an_entry_says_something(self):
        for text in (False, "", "  \n"):
            with self.refused("what happened"):
                self.note(text=text)

    def test_an_entry_tells_of_no_day_to_come(self):
        with self.refused("has happened"):
            self.note(happened_on=self.tomorrow)

    def test_a_duration_is_not_negative(self):
        with self.refused_by_database("kooperacja.case.entry", "0 minutes or more"):
            self.note(minutes=-5)

    def test_an_entry_concerns_somebody_of_the_family(self):
        with self.refused("does not belong"):
            self.note("coordinator_1", person_id=self.families["b"].adult.id)

    def test_a_correction_says_what_it_corrects(self):
        with self.refused("corrects"):
            self.note(kind="correction")

    def test_a_correction_is_not_more_open_than_what_it_corrects(self):
        entry = self.guarded()
        with self.refused("more open"):
            self.note(kind="correction", corrects_id=entry.id, text="Jawne")
        action = entry.action_correct()
        correction = (
            entry.browse().with_context(**action["context"]).create({"text": "Nie tak"})
        )
        self.assertEqual(correction.level, "coordinator")
        self.assertFalse(self.seen("member_b", correction).words)


@tagged("post_install", "-at_install")
class TestCorrectionAndReferral(EntryCase):
    def test_the_old_entry_is_shown_as_corrected_with_its_correction(self):
        entry = self.note()
        self.assertFalse(entry.is_corrected)
        context = entry.action_correct()["context"]
        correction = (
            self.of("member_b", "kooperacja.case.entry")
            .with_context(**context)
            .create({"text": "To było wczoraj"})
        )
        self.assertTrue(entry.is_corrected)
        self.assertEqual(entry.correction_ids, correction.with_env(entry.env))
        self.assertEqual(entry.words, "Wizyta")

    def test_a_referral_waits_for_its_feedback(self):
        waiting = [("kind", "=", "referral"), ("answer_ids", "=", False)]
        referral = self.note(kind="referral", addressee_id=self.institutions["pcpr"].id)
        entries = referral.browse()
        self.assertIn(referral, entries.search(waiting))
        context = referral.action_give_feedback()["context"]
        answer = (
            self.of("member_b", "kooperacja.case.entry")
            .with_context(**context)
            .create({"text": "Przyjęto"})
        )
        self.assertEqual((answer.kind, answer.answers_id.id), ("feedback", referral.id))
        self.assertNotIn(referral, entries.search(waiting))


@tagged("post_install", "-at_install")
class TestReadingFirst(EntryCase):
    def unread(self, user):
        self.env.invalidate_all()
        return self.case.with_user(self.users[user]).unread_count

    def test_entries_of_others_are_new_until_read(self):
        before = self.unread("member_b")
        self.note()
        self.assertEqual(self.unread("member_b"), before + 1)
        case = self.case.with_user(self.users["member_b"])
        case.action_mark_read()
        self.assertEqual(self.unread("member_b"), 0)
        self.note()
        self.assertEqual(self.unread("member_b"), 1)

    def test_ones_own_entries_are_not_new(self):
        before = self.unread("member_a")
        self.note()
        self.assertEqual(self.unread("member_a"), before)

    def test_who_only_oversees_the_gmina_has_nothing_to_read(self):
        self.note()
        self.assertEqual(self.unread("coordinator_1"), 0)

    def test_what_came_while_one_was_reading_stays_new(self):
        case = self.case.with_user(self.users["member_b"])
        on_screen = case.newest_entry
        self.note()
        case.with_context(newest_entry=on_screen).action_mark_read()
        self.assertEqual(self.unread("member_b"), 1)

    def test_a_mark_says_who_read_up_to_where_and_when(self):
        entry = self.note()
        self.case.with_user(self.users["member_b"]).action_mark_read()
        mark = self.of("worker_a", "kooperacja.case.reading").search(
            [("case_id", "=", self.case.id)]
        )
        self.assertEqual(mark.partner_id, self.users["member_b"].partner_id)
        self.assertEqual(mark.entry_id.id, entry.id)
        self.assertTrue(mark.date)

    def test_nothing_new_leaves_no_mark(self):
        case = self.case.with_user(self.users["member_b"])
        case.action_mark_read()
        marks = self.env["kooperacja.case.reading"].search_count([])
        case.action_mark_read()
        self.assertEqual(self.env["kooperacja.case.reading"].search_count([]), marks)

    def test_a_stranger_marks_nothing(self):
        with self.assertRaises(AccessError):
            self.case.with_user(self.users["worker_b"]).action_mark_read()

    def test_a_closed_case_may_be_read_and_marked(self):
        self.note()
        self.close_case(self.case)
        self.case.with_user(self.users["member_b"]).action_mark_read()
        self.assertEqual(self.unread("member_b"), 0)

    def new_entry(self):
        return Form(
            self.of("member_b", "kooperacja.case.entry").with_context(
                default_case_id=self.case.id
            )
        )

    def test_the_dialog_shows_what_is_new_and_asks(self):
        entry = self.note(text="Dom sprzedany")
        with self.new_entry() as form:
            self.assertIn(entry.id, form.unread_ids.ids)
            form.text = "Rozmowa"
            form.has_read = True
        self.assertEqual(form.record.unread_before, 0)
        self.assertEqual(self.unread("member_b"), 0)

    def test_who_does_not_read_may_add_and_the_entry_says_so(self):
        before = self.unread("member_b")
        self.note()
        with self.new_entry() as form:
            form.text = "Pilne"
        self.assertEqual(form.record.unread_before, before + 1)
        self.assertEqual(self.unread("member_b"), before + 1)

    def test_nobody_claims_by_a_call_to_have_read_everything(self):
        self.note()
        entry = self.of("member_b", "kooperacja.case.entry").create(
            {"case_id": self.case.id, "text": "x", "unread_before": 0}
        )
        self.assertGreater(entry.unread_before, 0)


@tagged("post_install", "-at_install")
class TestManyVisitors(EntryCase):
    def visit(self, user, **values):
        return self.note(user, kind="contact", **values)

    def visit_by_all(self):
        for user in ("member_a", "member_b", "worker_a"):
            self.visit(user)

    def test_more_institutions_than_the_number_are_too_many(self):
        self.visit_by_all()
        self.assertFalse(self.case.contact_warning)
        self.gmina_1.sudo().kooperacja_number_ids.filtered(
            lambda number: number.code == "weekly_visitors"
        ).own_value = "2"
        self.env.invalidate_all()
        self.assertIn("joint visit", self.case.contact_warning)

    def test_who_is_about_to_add_one_is_told_before(self):
        self.gmina_1.kooperacja_variant_id.weekly_visitors = 2
        for user in ("member_a", "member_b"):
            self.visit(user)
        form = Form(
            self.of("worker_a", "kooperacja.case.entry").with_context(
                default_case_id=self.case.id
            )
        )
        self.assertFalse(form.contact_warning)
        form.kind = "contact"
        self.assertIn("joint visit", form.contact_warning)
        form.happened_on = self.today - timedelta(days=14)
        self.assertFalse(form.contact_warning)

    def test_joint_visits_and_other_weeks_do_not_count(self):
        self.gmina_1.kooperacja_variant_id.weekly_visitors = 1
        for user in ("member_a", "member_b", "worker_a"):
            self.note(user, kind="joint_visit")
            self.visit("member_a", happened_on=date(2026, 1, 5))
        self.env.invalidate_all()
        self.assertFalse(self.case.contact_warning)


@tagged("post_install", "-at_install")
class TestChronicle(EntryCase):
    def printed(self, report):
        html, _type = self.env(user=self.member)["ir.actions.report"]._render_qweb_html(
            f"{MODULE}.{report}", self.case.ids
        )
        return html.decode()

    def test_it_is_printed_in_either_order(self):
        for days, text in ((9, "Najpierw"), (3, "Potem")):
            self.note(text=text, happened_on=self.today - timedelta(days=days))
        for report, later_first in (
            ("report_case_newest", True),
            ("report_case_oldest", False),
        ):
            html = self.printed(report)
            self.assertEqual(html.index("Potem") < html.index("Najpierw"), later_first)

    def test_what_was_corrected_is_struck_and_points_to_its_correction(self):
        entry = self.note()
        correction = self.note(kind="correction", corrects_id=entry.id)
        html = self.printed("report_case_newest")
        self.assertIn("line-through", html)
        self.assertIn(str(correction.id), html)

    def test_its_file_is_named_by_the_number_alone(self):
        self.assertEqual(
            self.case._get_chronicle_name(),
            f"przebieg-{self.case.number.replace('/', '-')}",
        )

    def test_a_stranger_prints_nothing(self):
        with self.assertRaises(AccessError):
            self.env(user=self.users["worker_b"])[
                "ir.actions.report"
            ]._render_qweb_html(f"{MODULE}.report_case_newest", self.case.ids)
