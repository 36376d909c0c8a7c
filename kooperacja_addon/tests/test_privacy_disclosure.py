"""What was passed on a family is noted as it happens, and stays."""

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.modules.migration import load_script
from odoo.tests import Form, tagged
from odoo.tools import file_path, mute_logger

from .common import MODULE
from .steps import PathCase


class DisclosureCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school = cls.institutions["school_1"]
        cls.school.institution_type_id = cls.env.ref(
            f"{MODULE}.institution_type_school"
        )
        cls.rows = cls.of("worker_a", "kooperacja.disclosure")

    def of_case(self, **wanted):
        return self.rows.search([("case_id", "=", self.case.id)]).filtered(
            lambda row: all(row[name] == value for name, value in wanted.items())
        )

    def access_of(self, member):
        return self.rows.search(
            [("member_id", "=", member.id), ("is_valid", "=", True)]
        )

    def add(self, **vals):
        return self.rows.create(
            {
                "case_id": self.case.id,
                "institution_id": self.school.id,
                "scope": "Terminy spotkań",
                **vals,
            }
        )


@tagged("post_install", "-at_install")
class TestDisclosure(DisclosureCase):
    # --- what happens is noted ------------------------------------------------

    def test_an_older_database_notes_who_has_cases_open(self):
        """Memberships of before the register get their row, and get it once."""
        member = self.member_row
        self.env.cr.execute(
            "SELECT set_config('kooperacja.erase', 'kooperacja_disclosure', true)"
        )
        self.env.cr.execute(
            "DELETE FROM kooperacja_disclosure WHERE member_id = %s", [member.id]
        )
        self.env.cr.execute("SELECT set_config('kooperacja.erase', '', true)")
        self.env.invalidate_all()
        self.assertFalse(self.access_of(member))
        script = load_script(
            file_path(f"{MODULE}/migrations/19.0.1.2.0/post-disclosures.py"),
            "post-disclosures",
        )
        for _time in range(2):
            script.migrate(self.env.cr, "19.0.1.1.0")
            self.env.invalidate_all()
            (row,) = self.access_of(member)
        self.assertEqual((row.date, row.way), (member.date_from, "access"))

    def test_who_joins_the_team_has_the_case_opened_from_the_first_to_the_last_day(
        self,
    ):
        (row,) = self.access_of(self.member_row)
        self.assertEqual(row.way, "access")
        self.assertEqual(row.date, self.long_ago)
        self.assertFalse(row.date_to)
        self.assertIn(self.member.name, row.recipient)
        self.assertIn(self.school.name, row.recipient)
        self.member_row.action_end()
        self.assertEqual(row.date_to, self.today)

    def test_a_person_named_later_gets_access_then(self):
        police = self.institutions["police_1"]
        row = self.case.env["kooperacja.case.member"].create(
            {"case_id": self.case.id, "institution_id": police.id}
        )
        self.assertFalse(self.access_of(row))
        row.partner_id = self.users["member_b"].partner_id
        self.assertEqual(self.access_of(row).institution_id, police)

    def test_another_person_in_the_row_leaves_the_first_on_record(self):
        first = self.access_of(self.member_row)
        other = self.env["res.partner"].create(
            {"name": "Nowa Pedagog", "parent_id": self.school.id}
        )
        self.member_row.partner_id = other
        self.assertTrue(first.is_valid)
        self.assertEqual(first.date_to, self.today)
        self.assertIn("Nowa Pedagog", self.access_of(self.member_row).recipient)

    def test_a_membership_taken_away_leaves_what_was_open_until_now(self):
        begun = self.join(self.case, self.users["member_b"], self.long_ago)
        coming = self.join(self.case, self.users["worker_b"], self.tomorrow)
        noted, announced = self.access_of(begun), self.access_of(coming)
        (begun | coming).with_env(self.case.env).unlink()
        self.assertTrue(noted.is_valid)
        self.assertEqual(noted.date_to, self.today)
        self.assertFalse(announced.is_valid)  # it never came to it
        self.assertFalse(announced.correction_ids.took_place)

    def test_a_meeting_a_plan_a_briefing_and_a_named_case_are_noted_once_each(self):
        meeting = self.hold_meeting(self.meeting)
        heard = self.of_case(way="meeting", res_id=meeting.id)
        professionals = meeting.attendance_ids.partner_id
        self.assertEqual(heard.partner_id, professionals)
        self.assertEqual(len(heard), len(professionals))
        plan = self.sign_plan(self.plan)
        signed = self.of_case(way="document", res_id=plan.id)
        self.assertEqual(signed.partner_id, plan.signature_ids.member_id.partner_id)
        handover = self.of("member_a", "kooperacja.handover").search([], limit=1)
        waiting = (
            handover.sudo()
            ._append_by_action(
                [
                    {
                        "case_id": self.case.id,
                        "from_partner_id": self.worker.partner_id.id,
                        "to_partner_id": self.member.partner_id.id,
                        "done_by_id": self.worker.partner_id.id,
                        "done_at": "2026-01-01 08:00:00",
                    }
                ]
            )
            .with_user(self.member)
        )
        waiting.action_confirm()
        self.assertEqual(
            self.of_case(way="briefing").partner_id, self.member.partner_id
        )
        delegation = self.case.env["kooperacja.delegation"].create(
            {
                "partnership_id": self.partnership_1.id,
                "institution_id": self.institutions["pcpr"].id,
                "case_id": self.case.id,
            }
        )
        delegation.action_ask()
        (letter,) = self.of_case(way="letter")
        self.assertEqual(letter.institution_id, self.institutions["pcpr"])

    def test_a_matter_is_noted_only_when_it_tells_of_the_case(self):
        matter = self.case.env["kooperacja.escalation"].create(
            {
                "name": "Dojazd",
                "partnership_id": self.partnership_1.id,
                "partner_id": self.institutions["pcpr"].id,
                "text": "Nie ma jak dojechać.",
                "matter_ids": [(0, 0, {"case_id": self.case.id})],
            }
        )
        named = matter.copy(
            {
                "family_allowed": True,
                "legal_basis": "Zgoda z 1 marca",
                "matter_ids": [(0, 0, {"case_id": self.case.id})],
            }
        )
        matter.action_send()
        self.assertFalse(self.of_case(way="letter"))
        named.action_send()
        (row,) = self.of_case(way="letter")
        self.assertEqual(row.basis, "Zgoda z 1 marca")

    # --- on what basis ----------------------------------------------------------

    def test_the_basis_is_kept_as_it_read_on_that_day(self):
        row = self.add()
        shipped = self.env.ref(f"{MODULE}.legal_basis_school")
        self.assertEqual(row.basis_id, shipped)
        self.assertIn("RODO", row.basis)
        before = row.basis
        own = self.of("coordinator_1", "kooperacja.legal.basis").browse(shipped.id)
        own = own.browse(own.action_take_over()["res_id"])
        own.write({"provision": "Prawo oświatowe", "confirmed_on": self.today})
        self.assertEqual(self.add().basis_id, own)
        self.assertIn("Prawo oświatowe", self.add().basis)
        self.assertEqual(row.basis, before)
        own.active = False  # and the shipped one is not used either
        self.assertNotIn(self.add().basis_id, own | shipped)
        self.assertEqual(own.browse(shipped.id).action_take_over()["res_id"], own.id)

    def test_shipped_bases_are_changed_by_nobody(self):
        shipped = self.env.ref(f"{MODULE}.legal_basis_school")
        for name in ("coordinator_1", "administrator"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.as_user(name, shipped).write({"provision": "Inny"})

    # --- by hand, and for good ----------------------------------------------------

    def test_what_was_told_is_added_by_hand_and_signed_by_its_author(self):
        row = self.add(author_id=self.member.partner_id.id, date=self.yesterday)
        self.assertEqual(row.author_id, self.worker.partner_id)
        self.assertEqual(row.household_id, self.case.household_id)
        with self.refused("today or earlier", error=ValidationError):
            self.add(date=self.tomorrow)
        with self.refused("to whom", error=ValidationError):
            self.add(institution_id=False)
        with self.refused("noted by itself"):
            self.add(way="access")
        with self.assertRaises(AccessError):
            self.add(person_id=self.families["b"].adult.id)

    def test_a_copy_of_a_signed_plan_given_to_somebody_is_noted_from_the_plan(self):
        plan = self.sign_plan(self.plan)
        action = plan.action_note_handing()
        new = self.rows.with_context(**action["context"])
        form = Form(new, view=self.env["ir.ui.view"].browse(action["view_id"]))
        form.institution_id = self.school
        row = form.save()
        self.assertEqual(row.case_id, self.case)
        self.assertEqual(row.way, "document")
        self.assertIn(str(plan.version), row.scope)

    def test_nothing_is_changed_or_deleted_but_corrected_by_a_new_row(self):
        row = self.add()
        with self.refused("neither changed nor deleted"):
            row.sudo().write({"scope": "Inny"})
        with self.refused("neither changed nor deleted"):
            row.sudo().unlink()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE kooperacja_disclosure SET scope = 'Inny' WHERE id = %s",
                [row.id],
            )
        context = row.action_correct()["context"]
        new = self.rows.with_context(**context).create(
            {"note": "Pomyłka", "took_place": False}
        )
        self.assertEqual(new.corrects_id, row)
        self.assertEqual(new.recipient, row.recipient)
        self.assertFalse((row | new).filtered("is_valid"))

    def test_what_is_passed_after_the_end_is_noted_too(self):
        self.close_case(self.case)
        self.assertTrue(self.add(way="letter"))

    # --- who sees it --------------------------------------------------------------

    def test_the_team_reads_the_officer_reads_and_others_do_not(self):
        row = self.add(person_id=self.adult.id)
        for name in ("member_a", "worker_a", "coordinator_1", "officer"):
            with self.subTest(name):
                self.assertTrue(self.as_user(name, row).read())
        for name in ("member_b", "past_member", "future_member", "coordinator_2"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.as_user(name, row).read(["scope"])
        for name in ("member_a", "officer"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.as_user(name, row).create(
                    {"case_id": self.case.id, "recipient": "Ktoś"}
                )

    def test_the_officer_sees_numbers_and_no_names(self):
        row = self.add(person_id=self.adult.id)
        seen = self.as_user("officer", row).with_context(show_family_names=True)
        fields = {
            name: {"fields": {"display_name": {}}} if field.type == "many2one" else {}
            for name, field in seen._fields.items()
            if name in seen.fields_get()
        }
        told = [seen.read(), seen.web_read(fields)]
        self.assert_tells_nothing(told)
        self.assertIn(self.case.number, str(told))

    # --- on paper -------------------------------------------------------------------

    def paper(self, **vals):
        dialog = self.of("worker_a", "kooperacja.disclosure.list").create(
            {"household_id": self.case.household_id.id, **vals}
        )
        self.assertEqual(dialog.action_print()["type"], "ir.actions.report")
        self.assertNotIn(self.case.household_id.name, dialog._get_document_name())
        return dialog.env["ir.qweb"]._render(
            f"{MODULE}.report_disclosure_document",
            {"docs": dialog, "o": dialog, "env": dialog.env},
        )

    def test_the_list_of_a_person_tells_institutions_and_nothing_from_within(self):
        self.add(person_id=self.child.id, scope="Opinia o dziecku")
        corrected = self.add(scope="Pomyłka")
        self.add(corrects_id=corrected.id, took_place=False, scope="Brak")
        self.add(scope="Dawno", date=self.long_ago)
        whole = str(self.paper())
        for words in (self.school.name, "Opinia o dziecku", "Dawno", "RODO"):
            self.assertIn(words, whole)
        self.assertNotIn("Pomyłka", whole)
        for words in ("Rozmowa o rzeczya", "Brak rzeczya", "Borkow"):
            self.assertNotIn(words, whole)
        of_adult = str(self.paper(person_id=self.adult.id))
        self.assertNotIn("Opinia o dziecku", of_adult)
        late = str(self.paper(date_from=self.yesterday))
        self.assertNotIn("Dawno", late)
        self.assertIn(self.member.name, late)  # access goes on

    def test_the_dialog_refuses_a_foreign_person_and_a_period_back_to_front(self):
        with self.refused("before it begins", error=ValidationError):
            self.paper(date_from=self.today, date_to=self.yesterday)
        with self.refused("does not belong", error=ValidationError):
            self.paper(person_id=self.families["b"].adult.id)

    # --- how much it costs ----------------------------------------------------------

    def test_twenty_passings_cost_as_many_queries_as_two(self):
        def count(rows):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.rows._note(
                [
                    {
                        "case_id": self.case.id,
                        "way": "meeting",
                        "institution_id": self.school.id,
                        "date": self.today - timedelta(days=day),
                    }
                    for day in range(rows)
                ]
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(1)
        self.assertEqual(count(20), count(2))
