"""The dates proposed for a meeting: who can come, when, and what is told of others."""

from datetime import datetime, time, timedelta

import holidays

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..rules.polish_time import to_polish, to_utc
from .test_meeting import MeetingCase


class SlotsCase(MeetingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # A Wednesday far from any holiday.
        cls.day = cls.today + timedelta(days=21)
        while cls.day.weekday() != 2 or cls.is_holiday(cls.day):
            cls.day += timedelta(days=1)

    @classmethod
    def is_holiday(cls, day):
        polish = holidays.country_holidays("PL", years=[day.year, day.year + 1])
        return any(day + timedelta(days=n) in polish for n in range(-1, 3))

    def search_dates(self, **values):
        meeting = self.plan_meeting()
        return self.of("worker_a", "kooperacja.meeting.slots").create(
            {
                "meeting_id": meeting.id,
                "earliest": self.day,
                "until": self.day + timedelta(days=2),
                "minutes": 60,
                **values,
            }
        )

    def put(self, user, begin, end, day=None, **values):
        """Put a private event into the calendar of ``user``, in Polish time."""
        day = day or self.day
        begin, end = (
            to_utc(datetime.combine(day, time(hour))) for hour in (begin, end)
        )
        return (
            self.env["calendar.event"]
            .with_user(self.users[user])
            .create(
                {
                    "name": "Tajna wizyta",
                    "location": "Tajne miejsce",
                    "privacy": "private",
                    "start": begin,
                    "stop": end,
                    "partner_ids": self.users[user].partner_id.ids,
                    **values,
                }
            )
        )

    def local(self, moment):
        return to_polish(moment)

    def begins(self, search):
        search.action_search()
        return [self.local(slot.start) for slot in search.slot_ids]

    def on(self, hour, days=0):
        return datetime.combine(self.day + timedelta(days=days), time(hour))


@tagged("post_install", "-at_install")
class TestSlots(SlotsCase):
    def test_the_first_hour_at_which_all_are_free(self):
        self.put("worker_a", 8, 10)
        self.put("member_a", 10, 12)
        self.assertEqual(self.begins(self.search_dates())[0], self.on(12))

    def test_another_day_where_nobody_is_free_together(self):
        self.put("worker_a", 8, 12)
        self.put("member_a", 12, 16)
        self.assertEqual(self.begins(self.search_dates())[0], self.on(8, 1))

    def test_who_is_missing_is_named_where_nobody_is_free(self):
        self.put("member_a", 7, 17)
        search = self.search_dates(until=self.day)
        self.begins(search)
        self.assertIn(
            f"{self.member.partner_id.name} (busy)", search.slot_ids[0].reasons
        )
        self.assertFalse(search.slot_ids[0].all_free)

    def test_what_was_declined_or_counts_as_free_keeps_nobody_away(self):
        self.put("worker_a", 8, 10, show_as="free")
        event = self.put("member_a", 8, 10)
        event.sudo().attendee_ids.state = "declined"
        self.assertEqual(self.begins(self.search_dates())[0], self.on(8))

    def test_a_whole_day_away_is_a_whole_day(self):
        self.put(
            "member_a",
            8,
            10,
            allday=True,
            start_date=self.day,
            stop_date=self.day,
        )
        self.assertEqual(self.begins(self.search_dates())[0], self.on(8, 1))

    def test_the_meeting_itself_keeps_nobody_away(self):
        search = self.search_dates()
        search.meeting_id.start = self.at(self.day, 9)
        self.assertIn(self.on(8), self.begins(search))

    def test_an_institution_has_its_hours(self):
        self.member.partner_id.commercial_partner_id.institution_hours = "śr.-pt. 12-15"
        self.assertEqual(self.begins(self.search_dates())[0], self.on(12))

    def test_hours_that_cannot_be_read_are_said(self):
        institution = self.member.partner_id.commercial_partner_id
        institution.institution_hours = "jak się uda"
        self.assertIn(institution.name, self.search_dates().note)

    def test_who_comes_from_another_town_has_time_for_the_way(self):
        self.institutions["school_1"].city = "Kolno"
        self.institutions["ops_1"].city = "Brusy"
        self.put("worker_a", 8, 9)
        search = self.search_dates(way_minutes=60)
        self.assertEqual(self.begins(search)[0], self.on(10))

    def test_the_notice_of_the_model_is_kept_to_begin_with(self):
        form = Form(
            self.of("worker_a", "kooperacja.meeting.slots").with_context(
                default_meeting_id=self.plan_meeting().id
            )
        )
        days = self.gmina_1._get_kooperacja_number("team_notice_days")
        self.assertEqual(form.earliest, self.today + timedelta(days=days))
        self.assertEqual(form.minutes, 90)

    def test_a_meeting_longer_than_the_model_advises_is_said_to_be(self):
        search = self.of("coordinator_1", "kooperacja.meeting.slots").create(
            {"meeting_id": self.plan_directors().id, "minutes": 120}
        )
        self.assertNotIn("120 minutes", search.note or "")
        search.minutes = 135
        self.assertIn("at most 120 minutes", search.note)

    def test_directors_meet_around_noon(self):
        meeting = self.plan_directors()
        meeting.attendance_ids = [
            (0, 0, {"partner_id": self.member.partner_id.id}),
        ]
        search = self.of("coordinator_1", "kooperacja.meeting.slots").create(
            {"meeting_id": meeting.id, "earliest": self.day, "minutes": 60}
        )
        self.assertEqual(search.preferred, "noon")
        self.assertEqual(self.begins(search)[0], self.on(11))

    def test_the_chosen_date_is_that_of_the_meeting_and_of_the_calendar(self):
        search = self.search_dates()
        self.begins(search)
        search.slot_ids[1].action_take()
        meeting = search.meeting_id
        self.assertEqual(self.local(meeting.start), self.on(8, 1))
        self.assertEqual(meeting.minutes, 60)
        self.assertEqual(meeting.event_id.sudo().start, meeting.start)

    def test_the_search_costs_the_same_for_five_and_for_fifty_appointments(self):
        counts = []
        self.put("member_a", 8, 9, self.day)
        for _number in range(2):
            search = self.search_dates()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            search._get_busy()
            counts.append(self.cr.sql_log_count - before)
            for hour in range(8, 16):
                for days in range(3):
                    self.put(
                        "member_a", hour, hour + 1, self.day + timedelta(days=days)
                    )
        self.assertLessEqual(counts[1], counts[0])


@tagged("post_install", "-at_install")
class TestBadSearch(SlotsCase):
    def test_each_is_answered(self):
        for words, values in (
            ("past", {"earliest": self.today - timedelta(days=1)}),
            ("before the first", {"until": self.day - timedelta(days=1)}),
            ("length", {"minutes": 0}),
            ("end after", {"opens": 16, "closes": 8}),
            ("one year", {"until": self.day + timedelta(days=500)}),
            ("way", {"way_minutes": -1}),
            ("shorter", {"minutes": 600}),
        ):
            with self.subTest(words), self.refused(words):
                self.search_dates(**values).action_search()

    def test_nobody_is_called(self):
        search = self.search_dates()
        search.meeting_id.attendance_ids.unlink()
        search.invalidate_recordset()
        fresh = search.copy({"meeting_id": search.meeting_id.id})
        fresh.invited_ids = False
        with self.refused("called"):
            fresh.action_search()

    def test_a_meeting_that_was_held_does_not_move(self):
        search = self.search_dates()
        self.begins(search)
        self.hold_meeting(search.meeting_id)
        with self.refused("planned"):
            search.slot_ids[0].action_take()


@tagged("post_install", "-at_install")
class TestClosed(SlotsCase):
    def test_nothing_of_a_private_event_is_told_but_that_one_is_busy(self):
        self.put("member_a", 7, 17)
        search = self.search_dates(until=self.day)
        self.begins(search)
        told = str(search.slot_ids.read()) + str(search.read())
        self.assertNotIn("Tajn", told)

    def test_nobody_searches_for_a_meeting_that_is_not_his_or_hers(self):
        meeting = self.content["b"]["kooperacja.meeting"]
        with self.assertRaises(AccessError):
            self.of("worker_a", "kooperacja.meeting.slots").create(
                {"meeting_id": meeting.id}
            ).action_search()

    def test_a_member_moves_no_meeting_by_a_date(self):
        search = self.search_dates()
        self.begins(search)
        with self.assertRaises(UserError):
            search.slot_ids[0].with_user(self.member).action_take()

    def test_buttons_are_shown_to_who_may_change_the_meeting(self):
        meeting = self.plan_meeting()
        self.assertTrue(meeting.may_change)
        self.assertFalse(meeting.with_user(self.member).may_change)
        directors = self.plan_directors()
        self.assertTrue(directors.may_change)
        self.assertFalse(directors.with_user(self.worker).may_change)
