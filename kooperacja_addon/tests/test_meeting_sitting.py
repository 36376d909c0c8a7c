"""Several families at one sitting: one time and place, and each with its own team."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .steps import PathCase


@tagged("post_install", "-at_install")
class TestSitting(PathCase):
    """The coordinator of the gmina calls A and B to one sitting."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        meeting = cls.content["a"]["kooperacja.meeting"].with_user(cls.coordinator)
        dialog = cls.of("coordinator_1", "kooperacja.meeting.add.case").create(
            {"meeting_id": meeting.id, "case_ids": cls.case_b.ids}
        )
        dialog.action_add()
        cls.meeting_a = meeting.with_user(cls.env.user)
        cls.meeting_b = meeting.sitting_meeting_ids.with_user(cls.env.user)
        cls.meeting_b.minutes_text = "<p>Mówiono o rzeczyb</p>"
        cls.env.flush_all()

    def test_the_meetings_have_one_time_and_place_and_each_its_own_team(self):
        one, other = self.meeting_a, self.meeting_b
        self.assertEqual(other.case_id, self.case_b)
        for name in ("kind", "start", "minutes", "place_id", "sitting"):
            self.assertEqual(one[name], other[name], name)
        member_a, member_b = (
            self.users[name].partner_id for name in ("member_a", "member_b")
        )
        self.assertIn(member_b, other.attendance_ids.partner_id)
        self.assertNotIn(member_a, other.attendance_ids.partner_id)
        self.assertNotIn(member_b, one.attendance_ids.partner_id)

    def test_the_calendar_has_a_neutral_event_of_each(self):
        one, other = self.meeting_a.event_id, self.meeting_b.event_id
        self.assertNotEqual(one, other)
        self.assertEqual(one.start, other.start)
        self.assertIn(self.case_b.number, other.name)
        self.assertNotIn(self.case_b.number, one.name)
        for event in one | other:
            self.assert_tells_nothing(event.read(), "a", "b")

    def test_neither_team_learns_of_the_other_through_the_sitting(self):
        for name, own, foreign in (
            ("member_a", self.meeting_a, self.meeting_b),
            ("worker_a", self.meeting_a, self.meeting_b),
            ("member_b", self.meeting_b, self.meeting_a),
            ("worker_b", self.meeting_b, self.meeting_a),
        ):
            with self.subTest(name):
                seen = self.as_user(name, own)
                self.assertFalse(seen.sitting_meeting_ids)
                found = seen.search(seen.action_open_sitting()["domain"])
                self.assertEqual(found, seen)
                counted = seen._read_group(
                    [("sitting", "=", seen.sitting)], [], ["__count"]
                )
                self.assertEqual(counted, [(1,)])
                letter = "b" if own == self.meeting_a else "a"
                self.assert_tells_nothing(seen.read(), letter)
                with self.assertRaises(AccessError):
                    self.as_user(name, foreign).read(["minutes_text"])

    def test_moving_one_moves_all(self):
        start = self.meeting_a.start + timedelta(days=3)
        place = self.institutions["police_1"]
        seen = self.as_user("worker_a", self.meeting_a)
        seen.write({"start": start, "minutes": 45, "place_id": place.id})
        other = self.meeting_b
        self.assertEqual(
            (other.start, other.minutes, other.place_id), (start, 45, place)
        )
        self.assertEqual(other.event_id.start, start)
        self.assertEqual(other.event_id.stop, start + timedelta(minutes=45))

    def test_moving_the_event_of_one_moves_all(self):
        start = self.meeting_a.start + timedelta(days=3)
        event = self.meeting_a.event_id.with_user(self.worker)
        event.write({"start": start, "stop": start + timedelta(minutes=90)})
        self.assertEqual(self.meeting_b.start, start)
        self.assertEqual(self.meeting_b.event_id.start, start)

    def test_what_was_held_is_not_moved(self):
        self.hold_meeting(self.meeting_b)
        before = self.meeting_b.start
        self.meeting_a.start += timedelta(days=3)
        self.assertEqual(self.meeting_b.start, before)

    def test_attendance_and_minutes_are_each_its_own(self):
        self.hold_meeting(self.meeting_a)
        self.assertEqual(self.meeting_b.state, "planned")
        self.assertEqual(
            set(self.meeting_b.attendance_ids.mapped("status")), {"invited"}
        )
        self.meeting_b.action_cancel()
        self.assertEqual(self.meeting_a.state, "held")

    def test_one_leaves_the_sitting(self):
        self.as_user("worker_b", self.meeting_b).action_leave_sitting()
        before = self.meeting_b.start
        self.meeting_a.start += timedelta(days=3)
        self.assertEqual(self.meeting_b.start, before)
        self.assertFalse(
            self.as_user("coordinator_1", self.meeting_a).sitting_meeting_ids
        )

    def test_a_worker_adds_no_case_of_somebody_else(self):
        dialogs = self.of("worker_a", "kooperacja.meeting.add.case")
        with self.assertRaises(AccessError):
            dialogs.create(
                {"meeting_id": self.meeting_a.id, "case_ids": self.case_b.ids}
            )
        with self.assertRaises(AccessError):
            dialogs.create({"meeting_id": self.meeting_b.id})

    def test_a_case_is_added_once_and_a_choice_is_needed(self):
        dialogs = self.of("coordinator_1", "kooperacja.meeting.add.case")
        with self.refused("at least one"):
            dialogs.create({"meeting_id": self.meeting_a.id}).action_add()
        dialogs.create(
            {
                "meeting_id": self.meeting_a.id,
                "case_ids": (self.case_a | self.case_b).ids,
            }
        ).action_add()
        self.assertEqual(
            self.env["kooperacja.meeting"].search_count(
                [("sitting", "=", self.meeting_a.sitting)]
            ),
            2,
        )

    def test_a_meeting_of_the_partnership_takes_no_case(self):
        meeting = self.of("coordinator_1", "kooperacja.meeting").create(
            {
                "kind": "partnership",
                "partnership_id": self.partnership_1.id,
                "start": self.at(self.tomorrow, 10),
            }
        )
        with self.refused("planned meeting of a case"):
            meeting._add_cases_to_sitting(self.case_a)
