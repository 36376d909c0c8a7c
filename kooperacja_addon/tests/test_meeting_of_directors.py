"""Meetings with the authorities and of the partnership, from invitation to minutes."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import format_datetime

from ..rules.polish_time import to_polish
from .common import MODULE, KooperacjaCase


@tagged("post_install", "-at_install")
class DirectorsCase(KooperacjaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.directors = cls.env["res.partner"].create(
            [
                {
                    "name": f"Dyrektor {row.institution_id.name}",
                    "function": "dyrektor",
                    "parent_id": row.institution_id.id,
                }
                for row in cls.partnership_1.member_ids
            ]
        )
        for row, person in zip(
            cls.partnership_1.member_ids, cls.directors, strict=True
        ):
            row.representative_id = person
        cls.meeting = cls.plan("partnership")

    @classmethod
    def plan(cls, kind, **values):
        meetings = cls.env["kooperacja.meeting"].with_user(cls.users["coordinator_1"])
        return meetings.create(
            {
                "kind": kind,
                "partnership_id": cls.partnership_1.id,
                "start": cls.at(cls.today + timedelta(days=20), 11),
                "place_id": cls.institutions["ops_1"].id,
                **values,
            }
        )

    def letters(self, meeting=None):
        (meeting or self.meeting).action_invite()
        return self.meeting.env["kooperacja.letter"].search(
            [("meeting_id", "=", (meeting or self.meeting).id)]
        )

    def answer(self, letter, answer):
        letter.write({"channel": "hand", "sent_on": self.today})
        letter.action_send()
        letter.write({"answer": answer, "answered_on": self.today})

    def hold(self, meeting):
        self.hold_meeting(meeting)
        meeting.minutes_text = "<p>Ustalono zasady</p>"
        return meeting


@tagged("post_install", "-at_install")
class TestAuthorities(DirectorsCase):
    def plan_talk(self):
        return self.plan(
            "authorities",
            minutes=50,
            attendance_ids=[
                (0, 0, {"partner_id": self.directors[-1].id, "can_decide": True})
            ],
        )

    def test_an_invitation_that_names_an_old_date_says_so(self):
        letters = self.letters()
        for letter in letters:
            self.assertNotIn("date of the meeting", letter.gaps or "")
        self.meeting.start += timedelta(days=7)
        for letter in letters:
            self.assertIn("the date of the meeting", letter.gaps)
            letter.body += format_datetime(
                self.env,
                self.meeting.start,
                tz="Europe/Warsaw",
                dt_format="d MMMM yyyy, HH:mm",
                lang_code=letter.company_id.partner_id.lang,
            )
            self.assertNotIn("date of the meeting", letter.gaps or "")

    def test_the_talk_has_five_steps_in_fifty_minutes(self):
        talk = self.plan_talk()
        self.assertEqual(talk.agenda_ids.mapped("minutes"), [7, 20, 10, 3, 10])
        self.assertNotIn("at most", talk.warning or "")

    def test_a_longer_talk_is_advised_against(self):
        talk = self.plan_talk()
        talk.minutes = 60
        self.assertIn("at most 50 minutes", talk.warning)

    def test_the_authorities_are_asked_for_a_talk_and_not_invited(self):
        letter = self.letters(self.plan_talk())
        self.assertEqual(letter.kind, "talk")
        for word in (
            self.gmina_1.kooperacja_variant_id.head_label,
            "50",
            "cost of inaction",
            "sign an agreement",
        ):
            self.assertIn(word, letter.body)
        self.assertFalse(letter.annexes)

    def test_what_to_bring_is_listed(self):
        self.assertEqual(len(self.plan_talk().preparation_ids), 4)

    def test_the_decision_of_the_head_of_the_gmina_is_recorded(self):
        talk = self.hold(self.plan_talk())
        with self.assertRaisesRegex(UserError, "head of the gmina"):
            talk.action_approve()
        talk.head_consent = "yes"
        talk.action_approve()
        with self.assertRaises(UserError):
            talk.head_consent = "no"


@tagged("post_install", "-at_install")
class TestInviting(DirectorsCase):
    def test_each_institution_gets_one_letter_for_its_director(self):
        letters = self.letters()
        self.assertEqual(
            letters.partner_id, self.partnership_1.member_ids.institution_id
        )
        self.assertEqual(
            set(letters.mapped("attention")),
            {f"{person.name}, dyrektor" for person in self.directors},
        )
        self.assertEqual(self.letters(), letters)

    def test_the_letter_says_when_where_what_and_until_when_to_reply(self):
        self.meeting.write(
            {
                "reply_by": self.today + timedelta(days=10),
                "place_id": self.institutions["ops_1"].id,
            }
        )
        letter = self.letters()[0]
        for word in ("OPS Sosnowo", self.meeting.agenda_ids[1].name, "120"):
            self.assertIn(word, letter.body)
        self.assertEqual(letter.answer_due, self.today + timedelta(days=10))

    def test_the_draft_of_the_agreement_is_enclosed_when_there_is_one(self):
        letters = self.letters()
        for letter in letters:
            self.assertEqual(len(letter.attachment_ids), 1)
            self.assertIn("Draft of the agreement", letter.annexes)
        self.agreement_1.sudo().active = False
        letters = self.letters(self.plan("partnership"))
        self.assertFalse(letters.attachment_ids)
        self.assertFalse(any(letters.mapped("annexes")))

    def test_nobody_is_invited_to_no_place(self):
        meeting = self.plan("partnership", place_id=False)
        with self.assertRaisesRegex(UserError, "where the meeting is held"):
            meeting.action_invite()
        meeting.place_note = "sala 12"
        self.assertIn("sala 12", self.letters(meeting)[0].body)

    def test_who_refused_gets_no_letter(self):
        pcpr = self.institutions["pcpr"]
        row = self.meeting.partnership_id.member_ids.filtered(
            lambda row: row.institution_id == pcpr
        )
        row.write({"state": "refused", "reason": "Brak ludzi"})
        self.meeting.attendance_ids = [(0, 0, {"partner_id": pcpr.id})]
        self.assertNotIn(pcpr, self.letters().partner_id)

    def test_without_anybody_on_the_list_nobody_is_invited(self):
        self.meeting.attendance_ids.unlink()
        with self.assertRaisesRegex(UserError, "attendance list"):
            self.meeting.action_invite()

    def test_a_team_gets_no_letters_that_would_name_it(self):
        meeting = self.content["a"]["kooperacja.meeting"]
        with self.assertRaisesRegex(UserError, "shared calendar"):
            meeting.with_user(self.users["coordinator_1"]).action_invite()

    def test_an_answer_stands_on_the_list_without_retyping(self):
        letter = self.letters()[0]
        self.answer(letter, "yes")
        line = self.meeting.attendance_ids.filtered(
            lambda line: line.institution_id == letter.partner_id
        )
        self.assertEqual(line.reply, "yes")
        self.assertEqual(self.meeting.confirmed_count, 1)

    def test_without_people_who_decide_it_is_a_presentation(self):
        self.assertFalse(self.meeting.is_presentation)
        letters = self.letters()
        for letter in letters[:2]:
            self.answer(letter, "yes")
        for letter in letters[2:]:
            self.answer(letter, "no")
        self.assertFalse(self.meeting.is_presentation)
        self.meeting.attendance_ids.can_decide = False
        self.assertTrue(self.meeting.is_presentation)

    def test_nobody_is_counted_out_before_the_replies_are_due(self):
        self.meeting.reply_by = self.today
        self.assertFalse(self.meeting.is_presentation)
        self.meeting.reply_by = self.yesterday
        self.assertTrue(self.meeting.is_presentation)

    def test_a_substitute_does_not_decide(self):
        for letter in self.letters():
            self.answer(letter, "other")
        self.assertEqual(self.meeting.confirmed_count, 4)
        self.assertEqual(self.meeting.decider_count, 0)
        self.assertTrue(self.meeting.is_presentation)

    def test_after_the_agreement_no_meeting_is_a_mere_presentation(self):
        self.agreement_1.action_sign()
        self.assertFalse(self.meeting.is_presentation)


@tagged("post_install", "-at_install")
class TestMinutes(DirectorsCase):
    def test_the_next_meeting_has_the_same_people_and_approves_the_minutes(self):
        self.hold(self.meeting)
        action = self.meeting.action_plan_next()
        following = self.meeting.browse(action["res_id"])
        self.assertEqual(
            following.attendance_ids.partner_id, self.meeting.attendance_ids.partner_id
        )
        with self.assertRaisesRegex(UserError, "next meeting"):
            following.action_approve_previous()
        with self.assertRaisesRegex(UserError, "next meeting"):
            self.meeting.action_approve()
        self.move_to_today(following)
        following.action_approve_previous()
        self.assertEqual(self.meeting.state, "approved")

    def test_the_next_meeting_keeps_hour_and_place_and_is_on_a_working_day(self):
        self.meeting.place_note = "sala 12"
        self.meeting.start = self.at(self.today - timedelta(days=3), 11)
        self.hold(self.meeting)
        following = self.meeting.browse(self.meeting.action_plan_next()["res_id"])
        self.assertEqual(following.place_note, "sala 12")
        hours = {to_polish(meeting.start).hour for meeting in (self.meeting, following)}
        self.assertEqual(len(hours), 1)
        self.assertFalse(following.warning)

    def test_the_next_meeting_is_planned_once_and_after_this_one(self):
        with self.assertRaisesRegex(UserError, "held"):
            self.meeting.action_plan_next()
        self.hold(self.meeting)
        first = self.meeting.action_plan_next()
        self.assertEqual(self.meeting.action_plan_next(), first)

    def test_only_who_keeps_the_meeting_plans_the_next(self):
        self.hold(self.meeting)
        with self.assertRaises(AccessError):
            self.as_user("member_a", self.meeting).action_plan_next()


@tagged("post_install", "-at_install")
class TestPrintedMinutes(DirectorsCase):
    print_documents = True

    def test_minutes_are_kept_as_they_were_approved(self):
        self.hold(self.meeting).action_approve()
        self.assertRegex(self.meeting.signed_document_name, r"^protokol-\d+\.")

    def test_they_name_those_present_the_programme_and_the_decisions(self):
        self.hold(self.meeting)
        self.meeting.decision_ids = [(0, 0, {"name": "Podpisać porozumienie"})]
        page, _ending = self.meeting.env["ir.actions.report"]._render_qweb_html(
            f"{MODULE}.report_meeting", self.meeting.ids
        )
        page = page.decode()
        for word in (
            self.directors[0].name,
            self.meeting.agenda_ids[0].name,
            "Ustalono zasady",
            "Podpisać porozumienie",
        ):
            self.assertIn(word, page)


@tagged("post_install", "-at_install")
class TestWhoStandsOnTheList(DirectorsCase):
    def line_of(self, meeting, institution="school_1"):
        return meeting.attendance_ids.filtered(
            lambda line: line.institution_id == self.institutions[institution]
        )

    def row_of(self, institution="school_1"):
        return self.meeting.partnership_id.member_ids.filtered(
            lambda row: row.institution_id == self.institutions[institution]
        )

    def change(self, person, day):
        self.meeting.env["kooperacja.partnership.director.change"].create(
            {
                "member_id": self.row_of().id,
                "partner_id": person.id,
                "date_from": day,
            }
        ).action_change()

    def new_director(self):
        return self.env["res.partner"].create(
            {"name": "Nowa Dyrektor", "parent_id": self.institutions["school_1"].id}
        )

    def test_a_new_director_stands_on_planned_meetings_instead_of_the_former(self):
        held = self.hold(self.plan("partnership"))
        earlier = self.plan("partnership", start=self.at(self.tomorrow, 9))
        former = self.line_of(held).partner_id
        self.line_of(self.meeting).reply = "yes"
        person = self.new_director()
        self.change(person, self.today + timedelta(days=5))
        line = self.line_of(self.meeting)
        self.assertEqual((line.partner_id, line.reply), (person, False))
        self.assertTrue(line.can_decide)
        attendees = self.meeting.sudo().event_id.partner_ids
        self.assertIn(person, attendees)
        self.assertNotIn(former, attendees)
        for meeting in (held, earlier):
            self.assertEqual(self.line_of(meeting).partner_id, former)

    def test_a_new_director_who_is_on_the_list_already_stands_there_once(self):
        person = self.new_director()
        self.meeting.attendance_ids = [(0, 0, {"partner_id": person.id})]
        self.change(person, self.today)
        self.assertEqual(self.line_of(self.meeting).partner_id, person)

    def test_a_name_mended_on_the_same_day_is_mended_on_the_lists_too(self):
        row = self.row_of("pcpr")
        row.representative_ids.sudo().date_from = self.today
        person = self.env["res.partner"].create(
            {"name": "Inna Osoba", "parent_id": self.institutions["pcpr"].id}
        )
        row.representative_id = person
        self.assertEqual(self.line_of(self.meeting, "pcpr").partner_id, person)

    def test_a_member_without_a_contact_person_is_named_and_added_by_a_button(self):
        self.row_of().representative_ids.sudo().unlink()
        meeting = self.plan("partnership")
        school = self.institutions["school_1"]
        self.assertEqual(meeting.uninvited_ids, school)
        meeting.action_add_uninvited()
        line = self.line_of(meeting)
        self.assertEqual((line.partner_id, line.can_decide), (school, False))
        self.assertFalse(meeting.uninvited_ids)
        letters = self.letters(meeting)
        self.assertIn(school, letters.partner_id)

    def test_who_joins_after_the_planning_is_added_by_the_same_button(self):
        clinic = self.env["res.partner"].create(
            {"name": "Przychodnia", "is_company": True, "is_institution": True}
        )
        doctor = self.env["res.partner"].create(
            {"name": "Ewa Gęś", "parent_id": clinic.id}
        )
        self.assertFalse(self.meeting.uninvited_ids)
        self.meeting.partnership_id.member_ids = [
            (0, 0, {"institution_id": clinic.id, "representative_id": doctor.id})
        ]
        self.assertEqual(self.meeting.uninvited_ids, clinic)
        self.meeting.action_add_uninvited()
        self.assertIn(doctor, self.meeting.attendance_ids.partner_id)

    def leave(self, institution, state="left"):
        row = self.row_of(institution)
        if state == "refused":
            row.write({"state": "refused", "reason": "Brak ludzi"})
            return
        self.meeting.env["kooperacja.partnership.leave"].create(
            {"member_id": row.id, "reason": "Likwidacja", "teams": "end"}
        ).action_leave()

    def test_who_left_or_refused_is_taken_off_the_meetings_ahead(self):
        held = self.hold(self.plan("partnership"))
        for institution, state in (("police_1", "left"), ("pcpr", "refused")):
            with self.subTest(state):
                event = self.meeting.sudo().event_id
                person = self.line_of(self.meeting, institution).partner_id
                self.assertIn(person, event.partner_ids)
                self.leave(institution, state)
                self.assertFalse(self.line_of(self.meeting, institution))
                self.assertNotIn(person, event.partner_ids)
                self.assertTrue(self.line_of(held, institution))

    def test_nobody_waits_for_letters_to_who_left_or_refused(self):
        letters = self.letters()
        letters.send_due = self.tomorrow
        left, *_others = self.partnership_1.member_ids.filtered(
            lambda m: m.institution_id in letters.partner_id
        )
        left.write({"state": "left", "date_to": self.today, "reason": "Likwidacja"})
        for letter in letters:
            with self.subTest(letter.partner_id.name):
                gone = letter.partner_id == left.institution_id
                self.assertEqual(bool(letter.send_due), not gone)
                self.assertEqual(letter.state, "draft")

    def test_who_left_or_refused_is_not_called_to_the_next_meeting(self):
        held = self.hold(self.plan("partnership"))
        self.leave("police_1")
        self.leave("pcpr", "refused")
        following = held.browse(held.action_plan_next()["res_id"])
        self.assertEqual(
            following.attendance_ids.institution_id,
            self.institutions["ops_1"] | self.institutions["school_1"],
        )

    def test_the_missing_ones_are_not_those_who_refused(self):
        kind = self.env.ref(f"{MODULE}.institution_type_pcpr")
        self.institutions["pcpr"].institution_type_id = kind
        self.leave("pcpr", "refused")
        partnership = self.partnership_1.with_user(self.users["coordinator_1"])
        self.assertIn(kind, partnership.missing_type_ids)
        found = self.env["res.partner"].search(
            partnership.action_invite_missing()["domain"]
        )
        self.assertNotIn(self.institutions["pcpr"], found)


@tagged("post_install", "-at_install")
class TestWorkingMeetings(DirectorsCase):
    def test_the_length_follows_the_agenda(self):
        for kind, minutes in (("partnership", 120), ("authorities", 50)):
            meeting = self.plan(kind)
            self.assertEqual(meeting.minutes, minutes)
            self.assertEqual(sum(meeting.agenda_ids.mapped("minutes")), minutes)

    def test_after_the_agreement_partners_meet_to_work(self):
        founding = self.hold(self.plan("partnership"))
        self.agreement_1.action_sign()
        following = founding.browse(founding.action_plan_next()["res_id"])
        names = following.agenda_ids.mapped("name")
        self.assertNotIn("Text and signing of the agreement", names)
        self.assertIn("Matters that the teams could not settle", names)
        weeks = (following.start - founding.start).days / 7
        self.assertGreaterEqual(round(weeks), 13)

    def test_the_invitation_to_work_does_not_speak_of_founding(self):
        self.agreement_1.action_sign()
        letter = self.letters()[0]
        self.assertIn("working meeting", letter.name)
        self.assertNotIn("to form a partnership", letter.body)
        self.assertNotIn("signing", letter.body)
        self.assertFalse(letter.annexes)

    def test_an_agenda_that_somebody_wrote_stays(self):
        own = self.plan("partnership", agenda_ids=[(0, 0, {"name": "Moja sprawa"})])
        self.agreement_1.action_sign()
        self.letters(own)
        self.assertEqual(own.agenda_ids.mapped("name"), ["Moja sprawa"])
