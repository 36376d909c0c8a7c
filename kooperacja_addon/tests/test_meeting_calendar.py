"""A meeting and its trace in the shared calendar, bound both ways."""

from datetime import timedelta

from odoo.tests import tagged

from .steps import PathCase


@tagged("post_install", "-at_install")
class TestEvent(PathCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.event = cls.meeting.sudo().event_id.with_user(cls.worker)

    def entries(self):
        self.case.invalidate_recordset(["entry_ids"])
        return self.case.entry_ids

    # --- what it shows -------------------------------------------------------

    def test_a_planned_meeting_stands_in_the_calendar(self):
        self.assertEqual(self.event.start, self.meeting.start)
        self.assertEqual(self.event.stop, self.meeting.stop)
        self.assertEqual(self.event.user_id, self.worker)

    def test_its_title_is_kind_and_number(self):
        self.assertEqual(self.event.name, f"GGK · case {self.case.number}")

    def test_the_kind_of_the_meeting_is_told(self):
        self.meeting.kind = "monitoring"
        self.assertEqual(self.event.name, f"Monitoring · case {self.case.number}")

    def test_the_short_name_of_the_team_is_that_of_the_variant(self):
        self.gmina_1.kooperacja_variant_id = self.env.ref(
            "kooperacja_addon.variant_rural"
        )
        self.meeting.start += timedelta(hours=1)
        self.assertIn("PZK", self.event.name)

    def test_it_is_private(self):
        self.assertEqual(self.event.privacy, "private")

    def test_it_holds_no_word_of_the_family(self):
        shown = str(self.event.sudo().read(list(self.event._fields)))
        for secret in self.families["a"].secrets:
            self.assertNotIn(secret, shown)

    def test_the_members_are_its_attendees(self):
        self.assertEqual(self.event.partner_ids, self.meeting.attendance_ids.partner_id)
        self.assertIn(self.member.partner_id, self.event.partner_ids)

    def test_the_family_is_called_otherwise(self):
        self.assertIn(self.adult, self.meeting.attendance_ids.person_id)
        self.assertEqual(
            len(self.event.partner_ids),
            len(self.meeting.attendance_ids.filtered("partner_id")),
        )

    def test_the_institution_is_the_place_and_the_details_are_not(self):
        self.assertEqual(self.event.location, "Szkoła Podstawowa w Sosnowie")
        self.meeting.place_id = False
        self.assertFalse(self.event.location)
        self.meeting.place_note = "U Abramowiczów"
        self.assertFalse(self.event.location)

    # --- from the meeting to the event ---------------------------------------

    def test_moving_the_meeting_moves_the_event(self):
        start = self.meeting.start + timedelta(days=3, hours=2)
        self.meeting.start = start
        self.assertEqual(self.event.start, start)
        self.assertEqual(self.event.stop, start + timedelta(minutes=90))

    def test_a_longer_meeting_is_a_longer_event(self):
        self.meeting.minutes = 45
        self.assertEqual(self.event.duration, 0.75)

    def test_who_is_called_later_becomes_an_attendee(self):
        partner = self.users["worker_b"].partner_id
        self.meeting.attendance_ids = self.lines({"partner_id": partner.id})
        self.assertIn(partner, self.event.partner_ids)

    def test_who_is_called_in_a_line_of_its_own_becomes_an_attendee(self):
        partner = self.users["worker_b"].partner_id
        self.meeting.attendance_ids.create(
            {"meeting_id": self.meeting.id, "partner_id": partner.id}
        )
        self.assertIn(partner, self.event.partner_ids)

    def test_who_is_called_no_more_is_no_attendee(self):
        line = self.meeting.attendance_ids.filtered(
            lambda a: a.partner_id == self.member.partner_id
        )
        line.unlink()
        self.assertNotIn(self.member.partner_id, self.event.partner_ids)

    def test_a_person_of_the_family_never_becomes_an_attendee(self):
        before = self.event.partner_ids
        self.meeting.attendance_ids = self.lines({"person_id": self.child.id})
        self.assertEqual(self.event.partner_ids, before)

    # --- from the event to the meeting ---------------------------------------

    def test_moving_the_event_moves_the_meeting(self):
        start = self.event.start + timedelta(days=1)
        self.event.write({"start": start, "stop": start + timedelta(hours=1)})
        self.assertEqual(self.meeting.start, start)
        self.assertEqual(self.meeting.minutes, 60)

    def test_dragging_the_start_alone_keeps_the_length(self):
        start = self.event.start + timedelta(days=1)
        self.event.start = start
        self.assertEqual(self.meeting.start, start)
        self.assertEqual(self.meeting.stop, self.event.stop)

    def test_a_new_end_of_the_event_is_the_end_of_the_meeting(self):
        self.event.stop = self.event.start + timedelta(hours=3)
        self.assertEqual(self.meeting.minutes, 180)

    def test_a_new_duration_of_the_event_is_the_length_of_the_meeting(self):
        self.event.duration = 2.5
        self.assertEqual(self.meeting.minutes, 150)

    def test_an_attendee_without_a_right_to_the_meeting_moves_both(self):
        event = self.event.with_user(self.member)
        start = event.start + timedelta(days=2)
        event.write({"start": start, "stop": start + timedelta(hours=1)})
        self.assertEqual(self.meeting.start, start)

    def test_both_agree_whoever_moved_last(self):
        self.event.start += timedelta(days=1)
        self.meeting.start += timedelta(days=1)
        self.event.stop += timedelta(minutes=15)
        self.assertEqual(
            (self.meeting.start, self.meeting.stop),
            (self.event.start, self.event.stop),
        )

    def test_the_title_is_not_changed_in_the_calendar(self):
        title = self.event.name
        self.event.name = "Abramowiczowie u pedagoga"
        self.assertEqual(self.event.name, title)

    def test_the_event_does_not_become_public(self):
        self.event.privacy = "public"
        self.assertEqual(self.event.privacy, "private")

    def test_what_is_typed_into_the_event_becomes_an_entry(self):
        before = self.entries()
        self.event.write({"description": "<p>Ojciec pije</p>", "location": "Domowa 3"})
        self.assertFalse(self.event.description)
        self.assertEqual(self.event.location, "Szkoła Podstawowa w Sosnowie")
        entry = self.entries() - before
        self.assertIn("Ojciec pije", entry.text)
        self.assertIn("Domowa 3", entry.text)
        self.assertEqual(entry.author_id, self.worker.partner_id)

    def test_moving_the_event_leaves_no_entry(self):
        before = self.entries()
        self.event.start += timedelta(days=1)
        self.assertEqual(self.entries(), before)

    def test_the_event_of_directors_may_have_a_description(self):
        meeting = self.of("coordinator_1", "kooperacja.meeting").create(
            {
                "kind": "partnership",
                "partnership_id": self.partnership_1.id,
                "start": self.at(self.tomorrow, 11),
            }
        )
        meeting.event_id.description = "<p>Sala 3</p>"
        self.assertIn("Sala 3", meeting.event_id.description)
        self.assertIn("Partnerstwo Sosnowo", meeting.event_id.name)

    # --- deleting ------------------------------------------------------------

    def test_deleting_the_event_cancels_the_planned_meeting(self):
        self.event.unlink()
        self.assertEqual(self.meeting.state, "cancelled")
        self.assertTrue(self.meeting.exists().minutes_text)

    def test_archiving_the_event_cancels_the_planned_meeting(self):
        self.event.active = False
        self.assertEqual(self.meeting.state, "cancelled")
        self.assertFalse(self.meeting.sudo().event_id)

    def test_a_meeting_whose_event_was_deleted_can_be_planned_again(self):
        self.event.unlink()
        self.meeting.action_plan_again()
        self.assertEqual(self.meeting.sudo().event_id.start, self.meeting.start)

    def test_deleting_the_event_keeps_the_minutes_of_a_held_meeting(self):
        for approve in (False, True):
            with self.subTest(approve=approve):
                meeting = self.meeting.create(
                    {
                        "case_id": self.case.id,
                        "start": self.at(self.tomorrow, 9),
                        "minutes_text": "<p>Ustalono</p>",
                    }
                )
                self.hold_meeting(meeting)
                if approve:
                    meeting.action_approve()
                state = meeting.state
                meeting.sudo().event_id.unlink()
                meeting.invalidate_recordset()
                self.assertEqual(meeting.state, state)
                self.assertIn("Ustalono", meeting.minutes_text)
                self.assertTrue(meeting.attendance_ids)

    # --- held meetings -------------------------------------------------------

    def test_a_held_meeting_does_not_follow_its_event(self):
        self.hold_meeting(self.meeting)
        start = self.meeting.start
        self.event.write(
            {
                "start": start + timedelta(days=5),
                "stop": start + timedelta(days=5, hours=1),
            }
        )
        self.assertEqual(self.meeting.start, start)
        self.assertEqual(self.meeting.minutes, 90)

    def test_neither_does_an_approved_one(self):
        self.approve_meeting(self.meeting)
        start = self.meeting.start
        self.event.write(
            {
                "start": start + timedelta(days=5),
                "stop": start + timedelta(days=5, hours=1),
            }
        )
        self.assertEqual(self.meeting.start, start)

    def test_other_events_are_left_alone(self):
        event = self.of("worker_a", "calendar.event").create(
            {
                "name": "Urodziny",
                "start": self.at(self.tomorrow, 9),
                "stop": self.at(self.tomorrow, 10),
            }
        )
        event.write({"name": "Imieniny", "description": "<p>Tort</p>"})
        self.assertEqual(event.name, "Imieniny")
        self.assertIn("Tort", event.description)

    def test_a_write_on_both_kinds_of_events_keeps_them_apart(self):
        event = self.of("worker_a", "calendar.event").create(
            {
                "name": "Urodziny",
                "start": self.at(self.tomorrow, 9),
                "stop": self.at(self.tomorrow, 10),
            }
        )
        title = self.event.name
        (event | self.event).write({"name": "Razem", "show_as": "free"})
        self.assertEqual(event.name, "Razem")
        self.assertEqual(self.event.name, title)
        self.assertEqual(set((event | self.event).mapped("show_as")), {"free"})

    def test_two_meetings_have_two_events(self):
        other = self.meeting.create(
            {"case_id": self.case.id, "start": self.at(self.tomorrow, 9)}
        )
        self.assertNotEqual(other.sudo().event_id, self.meeting.sudo().event_id)
        self.event.start += timedelta(days=1)
        self.assertEqual(other.start, self.at(self.tomorrow, 9))

    def test_no_activity_of_the_event_names_the_family(self):
        self.meeting.place_note = "U Abramowiczów"
        self.assertFalse(
            self.event.sudo().search([("location", "ilike", "Abramowicz")])
        )
