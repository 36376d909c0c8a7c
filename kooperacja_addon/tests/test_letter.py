"""Letters: drafted from what is known, sent once, answered by a day."""

import re
from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import MODULE, KooperacjaCase


@tagged("post_install", "-at_install")
class LetterCase(KooperacjaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rops = cls.env["res.partner"].create(
            {
                "name": "ROPS w Toruniu",
                "is_company": True,
                "is_institution": True,
                "institution_type_id": cls.env.ref(
                    f"{MODULE}.institution_type_rops"
                ).id,
            }
        )
        cls.partnership = cls.partnership_1.with_user(cls.users["coordinator_1"])
        cls.agreement = cls.agreement_1.with_user(cls.users["coordinator_1"])

    def draft(self, kind="other", partner=None, **values):
        return self.partnership.env["kooperacja.letter"]._draft(
            kind, self.partnership, partner or self.rops, **values
        )

    def opened(self, action):
        return self.partnership.env["kooperacja.letter"].browse(action["res_id"])

    def fill_in(self, letter):
        letter.body = re.sub("…+", "wpisane", str(letter.body))

    def send(self, letter, **values):
        self.fill_in(letter)
        letter.write({"channel": "hand", "sent_on": self.today, **values})
        letter.action_send()
        return letter


@tagged("post_install", "-at_install")
class TestDrafting(LetterCase):
    def test_the_application_names_the_gmina_and_its_institutions(self):
        letter = self.opened(self.partnership.action_apply_to_rops())
        self.assertEqual(letter.partner_id, self.rops)
        self.assertIn("Gmina Sosnowo", letter.body)
        self.assertIn("Posterunek Policji w Sosnowie", letter.body)
        self.assertEqual(len(letter.annexes.splitlines()), 3)

    def test_an_application_is_drafted_once(self):
        first = self.partnership.action_apply_to_rops()
        self.assertEqual(self.partnership.action_apply_to_rops(), first)

    def test_rops_that_declined_can_be_asked_anew(self):
        first = self.send(self.opened(self.partnership.action_apply_to_rops()))
        first.write({"answer": "no", "answered_on": self.today})
        second = self.opened(self.partnership.action_apply_to_rops())
        self.assertEqual((first.state, second.state), ("sent", "draft"))

    def test_without_rops_the_coordinator_is_told_to_add_it(self):
        self.rops.active = False
        with self.assertRaisesRegex(UserError, "Add it there"):
            self.partnership.action_apply_to_rops()

    def test_the_answer_to_an_application_is_due_in_the_days_of_the_variant(self):
        self.partnership.variant_id.sudo().rops_answer_days = 9
        letter = self.opened(self.partnership.action_apply_to_rops())
        self.send(letter, sent_on=self.yesterday)
        self.assertEqual(letter.answer_due, self.yesterday + timedelta(days=9))

    def test_rops_is_told_within_the_days_of_the_variant(self):
        self.agreement.action_sign()
        letter = self.opened(self.partnership.action_notify_rops())
        self.assertEqual(letter.send_due, self.long_ago + timedelta(days=7))
        self.assertTrue(letter.is_late)
        self.assertIn("Szkoła Podstawowa w Sosnowie", letter.body)

    def test_rops_is_told_of_a_signed_agreement_only(self):
        with self.assertRaisesRegex(UserError, "Sign the agreement first"):
            self.partnership.action_notify_rops()

    def test_rops_is_told_of_declarations_too(self):
        self.agreement.kind = "declaration"
        self.agreement.action_sign()
        letter = self.opened(self.partnership.action_notify_rops())
        self.assertEqual(letter.agreement_id, self.agreement)

    def test_the_name_of_an_institution_is_no_markup(self):
        self.institutions["pcpr"].name = "<script>alert(1)</script>"
        letter = self.opened(self.partnership.action_apply_to_rops())
        self.assertNotIn("<script", letter.body)

    def test_a_letter_is_addressed_to_who_represents_the_institution(self):
        director = self.env["res.partner"].create(
            {
                "name": "Jan Kos",
                "function": "dyrektor",
                "parent_id": self.institutions["pcpr"].id,
            }
        )
        self.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == self.institutions["pcpr"]
        ).representative_id = director
        letter = self.draft(partner=self.institutions["pcpr"])
        self.assertEqual(letter.attention, "Jan Kos, dyrektor")

    def test_a_draft_follows_the_change_of_director(self):
        school = self.institutions["school_1"]
        row = self.partnership.member_ids.filtered(
            lambda row: row.institution_id == school
        )
        former, later = self.env["res.partner"].create(
            [{"name": name, "parent_id": school.id} for name in ("Jan Kos", "Ewa Sum")]
        )
        row.representative_id = former
        row.representative_ids.sudo().date_from = self.long_ago
        draft, sent, own = (self.draft(partner=school) for _number in range(3))
        self.send(sent)
        own.attention = "Sekretariat"
        self.partnership.env["kooperacja.partnership.director.change"].create(
            {"member_id": row.id, "partner_id": later.id}
        ).action_change()
        self.assertEqual(draft.attention, "Ewa Sum")
        self.assertEqual(sent.attention, "Jan Kos")
        self.assertEqual(own.attention, "Sekretariat")

    def test_a_letter_speaks_of_a_meeting_of_its_own_partnership(self):
        with self.assertRaises(ValidationError):
            self.draft().sudo().meeting_id = self.content["a"]["kooperacja.meeting"]


@tagged("post_install", "-at_install")
class TestSending(LetterCase):
    def test_it_notes_who_sent_it_and_when(self):
        letter = self.send(self.draft())
        self.assertEqual(letter.sent_by_id, self.users["coordinator_1"])
        self.assertEqual(letter.sent_on, self.today)

    def test_what_was_sent_stays(self):
        letter = self.send(self.draft())
        with self.assertRaisesRegex(UserError, "stays as it was sent"):
            letter.body = "Inna treść"
        with self.assertRaises(UserError):
            letter.unlink()

    def test_a_letter_is_sent_once(self):
        letter = self.send(self.draft())
        with self.assertRaisesRegex(UserError, "already sent"):
            letter.action_send()

    def test_no_state_is_written_by_hand(self):
        with self.assertRaises(UserError):
            self.draft().state = "sent"

    def test_nothing_is_sent_with_places_that_are_still_dotted(self):
        letter = self.opened(self.partnership.action_apply_to_rops())
        letter.channel = "hand"
        with self.assertRaisesRegex(
            UserError, "The problem that we want to solve together"
        ):
            letter.action_send()
        self.assertEqual(letter.state, "draft")
        self.fill_in(letter)
        letter.action_send()
        self.assertEqual(letter.state, "sent")

    def test_what_is_missing_is_named_before_the_sending(self):
        letter = self.draft("delegation")
        for word in ("the person to whom", "street and town", "town of the gmina"):
            self.assertIn(word, letter.gaps)
        self.rops.write({"street": "Słowackiego 114", "city": "Toruń"})
        self.gmina_1.city = "Sosnowo"
        letter.attention = "Maria Lis, dyrektorka"
        self.fill_in(letter)
        self.assertFalse(letter.gaps)

    def test_the_notice_to_rops_carries_the_signed_agreement(self):
        self.agreement.action_sign()
        letter = self.opened(self.partnership.action_notify_rops())
        self.assertEqual(
            letter.attachment_ids.datas, self.agreement.sudo().signed_document
        )
        letter.attachment_ids = [(5,)]
        with self.assertRaisesRegex(UserError, "no file is attached"):
            self.send(letter, channel="edelivery")
        self.partnership.action_notify_rops()
        self.send(letter, channel="edelivery")

    def test_an_electronic_application_carries_its_enclosures(self):
        letter = self.opened(self.partnership.action_apply_to_rops())
        with self.assertRaisesRegex(UserError, "no file is attached"):
            self.send(letter, channel="edelivery")
        letter.attachment_ids = [(0, 0, {"name": "diagnoza.pdf", "raw": b"x"})]
        self.send(letter, channel="edelivery")

    def test_several_letters_are_sent_at_once_or_none(self):
        letters = self.draft() | self.draft() | self.draft()
        for letter in letters:
            self.fill_in(letter)
        dialog = (
            self.partnership.env["kooperacja.letter.sending"]
            .with_context(active_ids=letters.ids)
            .create({"sent_on": self.yesterday})
        )
        self.assertEqual(dialog.letter_ids, letters)
        letters[0].body = "<p>Miejsce: ……</p>"
        dialog.channel = "hand"
        with self.assertRaisesRegex(UserError, "Miejsce"), self.env.cr.savepoint():
            dialog.action_send()
        self.assertEqual(set(letters.mapped("state")), {"draft"})
        self.fill_in(letters[0])
        dialog.action_send()
        self.assertEqual(set(letters.mapped("state")), {"sent"})
        self.assertEqual(set(letters.mapped("sent_on")), {self.yesterday})

    def test_the_way_of_sending_is_known(self):
        with self.assertRaisesRegex(UserError, "how the letter"):
            self.draft().action_send()

    def test_nothing_goes_by_post_without_an_address(self):
        with self.assertRaisesRegex(UserError, "no postal address"):
            self.send(self.draft(), channel="post")

    def test_nothing_goes_by_email_without_an_address(self):
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            self.send(self.draft(), channel="email")

    def test_nothing_was_sent_tomorrow(self):
        with self.assertRaisesRegex(UserError, "future"):
            self.send(self.draft(), sent_on=self.tomorrow)

    def test_its_name_as_a_file_tells_nobody(self):
        letter = self.send(self.draft())
        self.assertRegex(letter.signed_document_name, r"^pismo-\d+\.")


@tagged("post_install", "-at_install")
class TestAnswering(LetterCase):
    def late(self):
        return self.partnership.env["kooperacja.letter"].search(
            [("is_late", "=", True)]
        )

    def test_an_answer_ends_the_waiting(self):
        letter = self.draft(answer_days=1)
        self.send(letter, sent_on=self.long_ago)
        self.assertIn(letter, self.late())
        letter.write({"answer": "yes", "answered_on": self.today})
        self.assertNotIn(letter, self.late())
        self.assertFalse(letter.is_late)

    def test_no_answer_comes_before_the_letter(self):
        letter = self.send(self.draft())
        with self.assertRaisesRegex(ValidationError, "before"):
            letter.write({"answer": "yes", "answered_on": self.yesterday})

    def test_no_answer_comes_tomorrow(self):
        letter = self.send(self.draft())
        with self.assertRaisesRegex(ValidationError, "future"):
            letter.write({"answer": "yes", "answered_on": self.tomorrow})

    def test_a_draft_has_no_answer(self):
        with self.assertRaisesRegex(ValidationError, "not been sent"):
            self.draft().write({"answer": "no", "answered_on": self.today})

    def test_an_answer_is_written_by_who_may_write_letters(self):
        letter = self.send(self.draft())
        with self.assertRaises(AccessError):
            self.as_user("worker_a", letter).write(
                {"answer": "no", "answered_on": self.today}
            )


@tagged("post_install", "-at_install")
class TestPrinting(LetterCase):
    print_documents = True

    def test_the_page_carries_address_subject_and_enclosures(self):
        letter = self.opened(self.partnership.action_apply_to_rops())
        self.partnership.coordinator_id.partner_id.function = "kierowniczka OPS"
        page, _ending = self.env["ir.actions.report"]._render_qweb_html(
            f"{MODULE}.report_letter", letter.ids
        )
        page = page.decode()
        for word in ("ROPS w Toruniu", letter.name, letter.annexes.splitlines()[0]):
            self.assertIn(word, page)
        self.assertIn("kierowniczka OPS, Gmina Sosnowo", page)

    def test_a_member_of_a_team_prints_no_letter(self):
        letter = self.draft()
        renderer = self.as_user("member_a", self.env["ir.actions.report"])
        with self.assertRaises(AccessError):
            renderer._render_qweb_html(f"{MODULE}.report_letter", letter.ids)
