"""What comes after the signing: accessions, annexes, copies, leaving, the end."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .steps import PathCase


class SignedAgreementCase(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls.agreement_1.with_env(cls.env(user=cls.coordinator))
        cls.agreement.action_sign()
        cls.clinic = cls.env["res.partner"].create(
            {"name": "Przychodnia", "is_company": True, "is_institution": True}
        )
        cls.doctor = cls.env["res.partner"].create(
            {"name": "Ewa Gęś", "function": "kierowniczka", "parent_id": cls.clinic.id}
        )
        cls.school = cls.institutions["school_1"]
        cls.partnership = cls.agreement.partnership_id
        cls.letters = cls.agreement.env["kooperacja.letter"]

    def accede(self, institution=None, day=None, **values):
        institution = institution or self.clinic
        self.agreement.env["kooperacja.agreement.accession"].create(
            {
                "agreement_id": self.agreement.id,
                "institution_id": institution.id,
                "representative": "Ewa Gęś",
                "signed_on": day or self.today,
                **values,
            }
        ).action_accede()
        return self.agreement.signatory_ids.filtered(
            lambda s: s.institution_id == institution and s.kind == "accession"
        )

    def end(self, day=None, **values):
        self.agreement.env["kooperacja.agreement.end"].create(
            {
                "agreement_id": self.agreement.id,
                "day": day or self.today,
                "reason": "Nowe zasady",
                **values,
            }
        ).action_end()

    def leave(self, institution, day=None):
        party = self.agreement.signatory_ids.filtered(
            lambda s: s.institution_id == institution and not s.left_on
        )
        self.end(day, signatory_id=party.id)
        return party

    def fill(self, annex):
        """Put a clause where the template leaves gaps."""
        annex.text = "<p>Punkt nr 3 otrzymuje brzmienie: „Spotkania co miesiąc”.</p>"

    def member_rows(self, institution):
        return self.partnership.member_ids.filtered(
            lambda m: m.institution_id == institution
        )


@tagged("post_install", "-at_install")
class TestAccession(SignedAgreementCase):
    def test_who_accedes_is_added_and_joins_on_that_day(self):
        row = self.accede(day=self.yesterday, method="scan")
        self.assertEqual(
            (row.state, row.signed_on, row.method, row.representative),
            ("signed", self.yesterday, "scan", "Ewa Gęś"),
        )
        member = self.member_rows(self.clinic)
        self.assertEqual((member.state, member.date_from), ("joined", self.yesterday))
        self.assertEqual(self.agreement.accession_count, 1)

    def test_what_was_signed_does_not_change(self):
        fields = ("name", "text", "signed_on", "place", "signed_document", "state")
        before = self.agreement.read(fields)
        parties = self.agreement.signatory_ids
        rows = parties.read(["institution_id", "representative", "signed_on", "state"])
        self.accede()
        self.agreement.invalidate_recordset()
        self.assertEqual(self.agreement.read(fields), before)
        self.assertEqual(
            parties.read(["institution_id", "representative", "signed_on", "state"]),
            rows,
        )

    def test_all_the_other_members_are_told_each_by_a_letter(self):
        self.accede()
        letters = self.letters.search([("kind", "=", "accession")])
        self.assertEqual(
            letters.partner_id,
            self.partnership.institution_ids
            - self.clinic
            - self.partnership.coordinator_id.partner_id.commercial_partner_id,
        )
        self.assertEqual(len(letters), 3)
        self.assertEqual(letters.agreement_id, self.agreement)
        self.assertEqual(set(letters.mapped("state")), {"draft"})
        for letter in letters:
            self.assertIn("Przychodnia", letter.body)

    def test_the_news_stands_in_the_list_of_deadlines(self):
        self.accede()
        letters = self.letters.search([("kind", "=", "accession")])
        deadlines = self.letters.env["kooperacja.deadline"].search(
            [("kind", "=", "send")]
        )
        self.assertEqual(set(deadlines.mapped("res_id")), set(letters.ids))
        signed_on = letters.agreement_id.signatory_ids.filtered(
            lambda signatory: signatory.kind == "accession"
        ).signed_on
        self.assertEqual(set(deadlines.mapped("date")), {signed_on + timedelta(days=7)})
        self.assertEqual(deadlines.user_id, self.partnership.coordinator_id)

    def test_who_left_is_not_told(self):
        self.leave(self.school)
        self.accede()
        letters = self.letters.search([("kind", "=", "accession")])
        self.assertNotIn(self.school, letters.partner_id)

    def test_who_refused_at_first_may_accede_later(self):
        agreement = self.agreement.create(
            {"partnership_id": self.partnership.id, "signed_on": self.yesterday}
        )
        agreement.signatory_ids = self.lines(
            {
                "institution_id": self.school.id,
                "state": "signed",
                "representative": "Dyrektor",
                "signed_on": self.yesterday,
            },
            {
                "institution_id": self.clinic.id,
                "state": "refused",
                "reason": "Brak ludzi",
            },
        )
        agreement.action_sign()
        self.agreement = agreement
        self.assertEqual(self.accede().state, "signed")
        self.assertIn(self.clinic, self.partnership.institution_ids)
        refused = agreement.signatory_ids.filtered(lambda s: s.state == "refused")
        self.assertEqual(refused.reason, "Brak ludzi")

    def test_the_dialog_proposes_the_contact_person_of_the_member(self):
        self.partnership.member_ids = self.lines(
            {"institution_id": self.clinic.id, "representative_id": self.doctor.id}
        )
        with Form(
            self.agreement.env["kooperacja.agreement.accession"].with_context(
                default_agreement_id=self.agreement.id
            )
        ) as form:
            form.institution_id = self.clinic
            self.assertEqual(form.representative, "Ewa Gęś")
            self.assertEqual(form.representative_function, "kierowniczka")
        self.assertEqual(form.record.signed_on, self.today)

    def test_the_dialog_proposes_the_only_person_of_the_institution(self):
        dialogs = self.agreement.env["kooperacja.agreement.accession"].with_context(
            default_agreement_id=self.agreement.id
        )
        with Form(dialogs) as form:
            form.institution_id = self.clinic
            self.assertEqual(form.representative_id, self.doctor)
            self.assertEqual(form.representative, "Ewa Gęś")
        self.doctor.copy({"name": "Jan Sowa", "parent_id": self.clinic.id})
        form = Form(dialogs)
        form.institution_id = self.clinic
        self.assertFalse(form.representative_id)

    def test_who_signed_the_accession_represents_the_institution(self):
        self.accede(day=self.yesterday, representative_id=self.doctor.id)
        member = self.member_rows(self.clinic)
        self.assertEqual(member.representative_id, self.doctor)
        self.assertEqual(member.representative_ids.date_from, self.yesterday)

    def test_who_is_only_written_in_becomes_a_contact_and_represents_it(self):
        self.accede(representative="Jan Sowa", representative_function="dyrektor")
        person = self.member_rows(self.clinic).representative_id
        self.assertEqual(
            (person.name, person.function, person.parent_id),
            ("Jan Sowa", "dyrektor", self.clinic),
        )

    def test_a_director_stays_one_when_somebody_else_signs(self):
        self.partnership.member_ids = self.lines(
            {"institution_id": self.clinic.id, "representative_id": self.doctor.id}
        )
        self.accede(representative="Jan Sowa")
        self.assertEqual(self.member_rows(self.clinic).representative_id, self.doctor)

    def test_nobody_accedes_to_a_draft(self):
        self.agreement = self.agreement.create({"partnership_id": self.partnership.id})
        with self.refused("signatories"):
            self.accede()

    def test_nobody_accedes_to_an_agreement_that_ended(self):
        self.end()
        with self.refused("ended", "new agreement"):
            self.accede()
        self.assertFalse(self.member_rows(self.clinic))

    def test_nobody_accedes_to_an_annex(self):
        annex = self.agreement.browse(self.agreement.action_new_annex()["res_id"])
        self.set_signed(*annex.signatory_ids)
        self.fill(annex)
        annex.signed_on = self.today
        annex.action_sign()
        agreement, self.agreement = self.agreement, annex
        with self.refused("annexes", agreement.name):
            self.accede()

    def test_an_institution_does_not_accede_twice(self):
        with self.refused("already", self.school.name):
            self.accede(self.school)
        self.accede()
        with self.refused("already", "Przychodnia"):
            self.accede()
        self.assertEqual(self.agreement.accession_count, 1)

    def test_an_accession_is_not_older_than_the_agreement(self):
        with self.refused("Correct the day"):
            self.accede(day=self.agreement.signed_on - timedelta(days=1))

    def test_an_accession_does_not_lie_in_the_future(self):
        with self.refused("future"):
            self.accede(day=self.tomorrow)

    def test_only_institutions_accede(self):
        with self.refused("not on the list of institutions"):
            self.accede(self.doctor)

    def test_an_accession_is_neither_changed_nor_deleted_nor_made_by_hand(self):
        row = self.accede()
        with self.refused("stays as it was signed"):
            row.representative = "Ktoś inny"
        with self.refused("stays as it was signed"):
            row.sudo().unlink()
        draft = self.agreement.create({"partnership_id": self.partnership.id})
        with self.refused("buttons"):
            draft.signatory_ids = self.lines(
                {"institution_id": self.clinic.id, "kind": "accession"}
            )

    def test_a_worker_notes_no_accession(self):
        with self.assertRaises(AccessError):
            self.as_worker(self.agreement)._accede(
                self.clinic, self.today, {"representative": "X"}
            )

    def test_the_coordinator_of_another_gmina_learns_and_notes_nothing(self):
        dialogs = self.of("coordinator_2", "kooperacja.agreement.accession")
        with self.assertRaises(AccessError):
            dialogs.create(
                {
                    "agreement_id": self.agreement.id,
                    "institution_id": self.clinic.id,
                    "representative": "X",
                }
            ).action_accede()


@tagged("post_install", "-at_install")
class TestAnnex(SignedAgreementCase):
    def annex(self):
        return self.agreement.browse(self.agreement.action_new_annex()["res_id"])

    def sign(self, annex, day=None):
        self.set_signed(*annex.signatory_ids)
        self.fill(annex)
        annex.signed_on = day or self.today
        annex.action_sign()

    def test_annexes_are_numbered_one_after_another(self):
        annexes = self.annex() | self.annex()
        self.assertEqual(annexes.mapped("annex_number"), [1, 2])
        self.assertEqual(self.agreement.annex_ids.sorted("annex_number"), annexes)
        self.assertEqual(annexes[1].display_name, f"Annex no. 2: {self.agreement.name}")

    def test_an_archived_annex_keeps_its_number(self):
        self.annex().active = False
        self.assertEqual(self.annex().annex_number, 2)

    def test_an_annex_begins_with_the_parties_and_its_own_words(self):
        self.leave(self.school)
        self.accede()
        annex = self.annex()
        self.assertNotIn(self.school, annex.signatory_ids.institution_id)
        self.assertIn(self.clinic, annex.signatory_ids.institution_id)
        self.assertIn("Clause no.", annex.text)

    def test_a_number_is_nobodys_choice(self):
        with self.refused("buttons"):
            self.annex().annex_number = 7

    def test_only_the_last_annex_is_deleted(self):
        first, second = self.annex(), self.annex()
        with self.refused("last annex"):
            first.unlink()
        second.unlink()
        first.unlink()

    def test_an_annex_belongs_to_an_agreement_of_its_partnership(self):
        with self.refused("New annex"):
            self.agreement.create(
                {"partnership_id": self.partnership.id, "kind": "annex"}
            )
        with self.refused("another annex"):
            self.agreement.create(
                {
                    "partnership_id": self.partnership.id,
                    "kind": "annex",
                    "parent_id": self.annex().id,
                }
            )

    def test_signing_an_annex_changes_no_membership(self):
        annex = self.annex()
        self.fill(annex)
        self.set_signed(*annex.signatory_ids)
        row = annex.signatory_ids.filtered(lambda s: s.institution_id == self.school)
        row.write({"state": "refused", "reason": "Nie"})
        annex.signed_on = self.today
        annex.action_sign()
        self.assertEqual(self.member_rows(self.school).state, "joined")

    def test_an_annex_is_not_older_than_its_agreement(self):
        annex = self.annex()
        with self.refused("older"):
            self.sign(annex, self.agreement.signed_on - timedelta(days=1))

    def test_an_agreement_that_ended_takes_no_annex(self):
        annex = self.annex()
        self.end()
        with self.refused("not in force"):
            self.annex()
        with self.refused("not in force"):
            self.sign(annex)

    def test_an_annex_with_gaps_is_not_signed_and_keeps_all_that_was_noted(self):
        annex = self.annex()
        self.assertIn("Clause no. …", annex.sign_warning)
        self.set_signed(*annex.signatory_ids)
        annex.signed_on = self.today
        with self.refused("gaps", "Clause no. … shall read: “…”"):
            annex.action_sign()
        self.assertEqual(annex.state, "draft")
        self.assertEqual(set(annex.signatory_ids.mapped("state")), {"signed"})
        self.fill(annex)
        annex.action_sign()
        self.assertEqual(annex.state, "signed")

    def test_an_annex_ends_with_its_agreement(self):
        annex, draft = self.annex(), self.annex()
        self.sign(annex)
        with self.refused("Correct the day"):
            self.end(self.yesterday)
        self.end()
        self.assertEqual((annex.state, annex.ended_on), ("ended", self.today))
        self.assertEqual(draft.state, "draft")

    def test_a_signed_annex_alone_is_no_agreement_in_the_overview(self):
        self.sign(self.annex())
        self.assertEqual(self.partnership.agreement_state, "signed")
        self.end()
        self.assertEqual(self.partnership.agreement_state, "ended")

    def test_an_annex_alone_is_no_agreement_of_the_partnership(self):
        self.sign(self.annex())
        self.end()
        self.assertEqual(self.partnership.stage, "preparing")


@tagged("post_install", "-at_install")
class TestLeavingAndEnd(SignedAgreementCase):
    def test_who_leaves_is_noted_beside_the_signature(self):
        row = self.leave(self.school)
        self.assertEqual((row.left_on, row.left_reason), (self.today, "Nowe zasady"))
        self.assertEqual(row.state, "signed")
        member = self.member_rows(self.school)
        self.assertEqual((member.state, member.date_to), ("left", self.today))

    def test_leaving_the_partnership_is_noted_beside_the_signature_too(self):
        self.member_rows(self.school).with_user(self.coordinator).write(
            {"state": "left", "date_to": self.today, "reason": "Zamknięta"}
        )
        row = self.agreement.signatory_ids.filtered(
            lambda s: s.institution_id == self.school
        )
        self.assertEqual((row.left_on, row.left_reason), (self.today, "Zamknięta"))

    def test_the_button_asks_what_becomes_of_the_people_on_teams(self):
        row = self.agreement.signatory_ids.filtered(
            lambda s: s.institution_id == self.school
        )
        action = row.action_leave()
        self.assertEqual(action["res_model"], "kooperacja.partnership.leave")
        self.assertEqual(
            action["context"]["default_member_id"], self.member_rows(self.school).id
        )

    def test_who_left_may_accede_again_the_day_after(self):
        self.leave(self.school, self.yesterday)
        with self.refused("Correct the day"):
            self.accede(self.school, self.yesterday)
        self.assertEqual(self.accede(self.school, self.today).signed_on, self.today)
        self.assertIn(self.school, self.partnership.institution_ids)

    def test_nobody_leaves_twice(self):
        row = self.leave(self.school)
        with self.refused("nothing to leave"):
            self.end(signatory_id=row.id)

    def test_nobody_leaves_before_signing_or_in_the_future(self):
        with self.refused("before it began"):
            self.leave(self.school, self.agreement.signed_on - timedelta(days=1))
        with self.refused("future"):
            self.leave(self.school, self.tomorrow)

    def test_the_end_has_a_day_and_a_reason_and_the_stage_follows(self):
        self.assertEqual(self.partnership.stage, "agreed")
        self.end()
        self.assertEqual(self.agreement.state, "ended")
        self.assertEqual(self.agreement.ended_on, self.today)
        self.assertEqual(self.agreement.end_reason, "Nowe zasady")
        self.assertIn(": Nowe zasady. What", self.agreement.end_notice)
        self.assertEqual(self.partnership.stage, "preparing")

    def test_a_declaration_beside_it_does_not_outlive_it(self):
        declaration = self.agreement.create(
            {
                "partnership_id": self.partnership.id,
                "kind": "declaration",
                "signed_on": self.today,
                "signatory_ids": [
                    Command.create(
                        {
                            "institution_id": self.school.id,
                            "representative": "Ewa Gęś",
                            "state": "signed",
                            "signed_on": self.today,
                        }
                    )
                ],
            }
        )
        self.sign_agreement(declaration)
        self.assertEqual(self.partnership.stage, "agreed")
        self.end()
        self.assertEqual(declaration.state, "signed")
        self.assertEqual(self.partnership.stage, "preparing")

    def test_what_ended_stays_as_it_was_signed(self):
        self.end()
        with self.refused("stays as it was signed"):
            self.agreement.text = "<p>Inny</p>"
        with self.refused("in force"):
            self.end()

    def test_a_draft_does_not_end(self):
        self.agreement = self.agreement.create({"partnership_id": self.partnership.id})
        with self.refused("signed"):
            self.end()

    def test_it_does_not_end_before_it_was_signed_or_in_the_future(self):
        with self.refused("before it began"):
            self.end(self.agreement.signed_on - timedelta(days=1))
        with self.refused("future"):
            self.end(self.tomorrow)

    def test_the_fields_of_the_end_are_not_written_by_hand(self):
        draft = self.agreement.create({"partnership_id": self.partnership.id})
        draft.action_fill_signatories()
        for record, values in (
            (draft, {"ended_on": self.today}),
            (draft, {"end_reason": "X"}),
            (draft.signatory_ids[0], {"left_on": self.today}),
            (draft.signatory_ids[0], {"copy_given_on": self.today}),
        ):
            with self.subTest(values), self.refused("buttons"):
                record.write(values)

    def test_a_worker_ends_nothing(self):
        with self.assertRaises(AccessError):
            self.as_worker(self.agreement)._end(self.today, "X")
        with self.assertRaises(AccessError):
            self.as_worker(self.agreement.signatory_ids[0])._leave(self.today, "X")


@tagged("post_install", "-at_install")
class TestCopies(SignedAgreementCase):
    def note(self, **values):
        dialog = self.agreement.env["kooperacja.agreement.copies"].create(
            {"agreement_id": self.agreement.id, **values}
        )
        dialog.action_note()
        return dialog

    def test_the_original_lies_in_the_gmina(self):
        self.assertEqual(
            self.agreement.original_place,
            self.gmina_1.kooperacja_variant_id.office_label,
        )

    def test_a_copy_is_noted_for_each_who_has_none(self):
        first = self.agreement.signatory_ids[0]
        self.note(signatory_ids=first.ids, given_on=self.yesterday)
        self.assertEqual(first.copy_given_on, self.yesterday)
        self.note()
        self.assertEqual(first.copy_given_on, self.yesterday)
        self.assertEqual(
            set((self.agreement.signatory_ids - first).mapped("copy_given_on")),
            {self.today},
        )

    def test_the_place_of_the_original_is_noted_later_too(self):
        self.note(original_place="Sekretariat, szafa 3")
        self.assertEqual(self.agreement.original_place, "Sekretariat, szafa 3")

    def test_a_copy_is_given_after_the_signing_and_not_in_the_future(self):
        for day in (self.agreement.signed_on - timedelta(days=1), self.tomorrow):
            with self.refused("Correct the day"):
                self.note(given_on=day)

    def test_copies_are_given_of_what_was_signed(self):
        self.agreement = self.agreement.create({"partnership_id": self.partnership.id})
        with self.refused("Sign it first"):
            self.note()


@tagged("post_install", "-at_install")
class TestLateDeclaration(SignedAgreementCase):
    def declare(self, institution):
        declaration = self.agreement.create(
            {
                "partnership_id": self.partnership.id,
                "kind": "declaration",
                "signed_on": self.today,
                "signatory_ids": [
                    Command.create(
                        {
                            "institution_id": institution.id,
                            "representative": "Ewa Gęś",
                            "state": "signed",
                            "signed_on": self.today,
                        }
                    )
                ],
            }
        )
        declaration.action_sign()
        return self.letters.search([("agreement_id", "=", declaration.id)])

    def test_all_the_others_are_told_of_who_declares_later(self):
        letters = self.declare(self.clinic)
        self.assertEqual(
            letters.partner_id,
            self.partnership.institution_ids - self.clinic - self.institutions["ops_1"],
        )
        self.assertEqual(set(letters.mapped("kind")), {"accession"})
        self.assertIn("Przychodnia", letters[0].body)
        self.assertEqual(
            set(letters.mapped("send_due")), {self.today + timedelta(days=7)}
        )

    def test_nobody_is_told_of_who_was_a_member_already(self):
        self.assertFalse(self.declare(self.school))
