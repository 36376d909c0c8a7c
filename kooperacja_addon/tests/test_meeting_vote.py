"""Dates put to the vote: who answers, who chooses, what is refused."""

from datetime import timedelta

from lxml import etree

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .test_meeting_slots import SlotsCase


@tagged("post_install", "-at_install")
class TestVote(SlotsCase):
    def setUp(self):
        super().setUp()
        self.meeting_1 = self.plan_meeting(
            date_ids=[
                Command.create({"start": self.at(self.day + timedelta(days=n), 9)})
                for n in range(2)
            ]
        )
        self.first, self.second = self.meeting_1.date_ids

    def by(self, user, records):
        return records.with_user(self.users[user])

    def due(self, user):
        Deadline = self.by(user, self.env["kooperacja.deadline"])
        return Deadline.search([("kind", "=", "vote")]).filtered(
            lambda line: line.partner_id == self.users[user].partner_id
        )

    def test_who_has_not_answered_finds_it_among_the_deadlines(self):
        self.meeting_1.vote_by = self.tomorrow
        (line,) = self.due("member_a")
        self.assertEqual((line.date, line.name), (self.tomorrow, self.case_a.number))
        self.assertEqual(line.action_open()["res_id"], self.meeting_1.id)
        self.assertFalse(self.due("member_b"))
        self.by("member_a", self.first).action_no()
        self.assertFalse(self.due("member_a"))

    def test_a_settled_date_is_asked_about_no_more(self):
        self.meeting_1.vote_by = self.tomorrow
        self.second.action_take()
        self.assertFalse(self.due("member_a"))

    def test_a_director_finds_the_dates_of_the_partnership(self):
        meeting = self.plan_directors(
            vote_by=self.tomorrow,
            date_ids=[Command.create({"start": self.at(self.day, 11)})],
            attendance_ids=[Command.create({"partner_id": self.member.partner_id.id})],
        )
        (line,) = self.due("member_a")
        self.assertEqual(line.res_id, meeting.id)
        self.by("member_a", meeting.date_ids).action_yes()
        self.assertFalse(self.due("member_a"))
        self.assertFalse(self.due("member_b"))

    def test_found_dates_are_put_to_the_vote_once(self):
        search = self.search_dates()
        search.action_search()
        search.action_put_to_vote()
        search.action_put_to_vote()
        meeting = search.meeting_id
        self.assertEqual(
            meeting.date_ids.mapped("start"), search.slot_ids.mapped("start")
        )
        self.assertTrue(meeting.vote_open)
        self.assertEqual(meeting.minutes, 60)
        self.assertTrue(self.due("member_a"))
        first = min(meeting.date_ids.mapped("start")).date()
        self.assertLess(meeting.vote_by, first)

    def test_one_called_answers_for_oneself_and_may_change_ones_mind(self):
        mine = self.by("member_a", self.first)
        self.assertTrue(mine.open_to_my_vote)
        mine.action_no()
        mine.action_maybe()
        self.assertEqual(mine.my_answer, "maybe")
        self.assertEqual(
            (self.first.yes_count, self.first.maybe_count, self.first.no_count),
            (0, 1, 0),
        )
        self.assertEqual(self.first.vote_ids.partner_id, self.member.partner_id)
        self.assertFalse(self.second.vote_ids)

    def test_who_is_called_is_asked_for_the_dates_and_only_then_whether_to_come(self):
        meeting = self.by("member_a", self.meeting_1)
        self.assertEqual(meeting.ballot_ids, meeting.date_ids)
        self.assertFalse(self.by("coordinator_1", self.meeting_1).ballot_ids)
        view = etree.fromstring(meeting.get_view(view_type="form")["arch"])
        ballot = view.xpath("//div[.//field[@name='ballot_ids']]")[0]
        (come,) = view.xpath("//div[./button[@name='action_come']]")
        self.assertFalse(ballot.xpath(".//button[@name='action_come']"))
        self.assertIn("vote_open", come.get("invisible"))
        self.meeting_1.start = self.at(self.tomorrow, 9)
        today = self.by("member_a", self.env["kooperacja.today"])
        self.assertIn("which dates suit you", str(today._get_meeting_rows()))
        self.by("member_a", self.meeting_1.date_ids).action_yes()
        self.assertNotIn("which dates suit you", str(today._get_meeting_rows()))
        self.second.action_take()
        self.assertFalse(meeting.ballot_ids)
        self.assertFalse(meeting.vote_open)

    def test_who_is_not_called_does_not_answer(self):
        called = self.meeting_1.attendance_ids.filtered(
            lambda line: line.partner_id == self.member.partner_id
        )
        called.unlink()
        with self.assertRaisesRegex(UserError, "Only those who are called"):
            self.by("member_a", self.first).action_yes()

    def test_a_stranger_to_the_case_neither_sees_nor_answers(self):
        date = self.by("member_b", self.first)
        with self.assertRaises(AccessError):
            date.read(["start"])
        with self.assertRaises(AccessError):
            date.action_yes()
        self.by("member_a", self.first).action_yes()
        Vote = self.by("member_b", self.env["kooperacja.meeting.vote"])
        self.assertFalse(Vote.search([("date_id", "=", self.first.id)]))

    def test_one_called_writes_no_answer_of_another(self):
        Vote = self.by("member_a", self.env["kooperacja.meeting.vote"])
        with self.assertRaises(AccessError):
            Vote.create(
                {
                    "date_id": self.first.id,
                    "partner_id": self.worker.partner_id.id,
                    "answer": "no",
                }
            )

    def test_the_answers_choose_and_the_meeting_moves(self):
        self.by("member_a", self.first).action_no()
        self.by("member_a", self.second).action_yes()
        self.meeting_1.action_take_best_date()
        self.assertEqual(self.meeting_1.start, self.second.start)
        self.assertEqual(
            self.env["calendar.event"]
            .sudo()
            .search_count(
                [
                    ("id", "=", self.meeting_1.sudo().event_id.id),
                    ("start", "=", self.second.start),
                ]
            ),
            1,
        )
        self.assertEqual(self.second.chosen, True)
        with self.assertRaisesRegex(UserError, "is settled"):
            self.by("member_a", self.first).action_yes()
        self.meeting_1.action_ask_again()
        self.by("member_a", self.first).action_yes()
        self.assertEqual(self.first.yes_count, 1)

    def test_without_answers_nothing_is_chosen(self):
        with self.assertRaisesRegex(UserError, "Nobody has answered"):
            self.meeting_1.action_take_best_date()

    def test_a_date_that_has_passed_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "lies ahead"):
            self.meeting_1.date_ids = [
                Command.create({"start": self.at(self.today - timedelta(days=1), 9)})
            ]

    def test_that_a_date_is_chosen_is_not_typed(self):
        with self.assertRaisesRegex(UserError, "changes by its buttons"):
            self.first.chosen = True

    def test_a_date_and_an_answer_stand_once(self):
        self.by("member_a", self.first).action_yes()
        for rows, values in (
            (
                self.meeting_1.date_ids,
                {"meeting_id": self.meeting_1.id, "start": self.first.start},
            ),
            (
                self.first.vote_ids,
                {"date_id": self.first.id, "partner_id": self.member.partner_id.id},
            ),
        ):
            with self.subTest(rows._name), self.refused_by_database(rows._name):
                with self.cr.savepoint():
                    rows.create(values)

    def test_a_room_that_is_booked_as_called_is_kept_free(self):
        """A room of an institution is called like a person; its calendar counts."""
        room = self.env["res.partner"].create(
            {"name": "Sala 12", "parent_id": self.institutions["school_1"].id}
        )
        search = self.search_dates()
        search.meeting_id.attendance_ids = [Command.create({"partner_id": room.id})]
        self.env["calendar.event"].create(
            {
                "name": "Zajęta",
                "start": self.at(self.day, 6),
                "stop": self.at(self.day, 17),
                "partner_ids": room.ids,
            }
        )
        search = self.of("worker_a", "kooperacja.meeting.slots").create(
            {
                "meeting_id": search.meeting_id.id,
                "earliest": self.day,
                "until": self.day + timedelta(days=1),
                "minutes": 60,
            }
        )
        search.action_search()
        self.assertTrue(search.slot_ids)
        best = search.slot_ids[0]
        self.assertNotEqual(best.start.date(), self.day)
        self.assertTrue(best.all_free)
