"""A meeting: called, held, minuted, approved."""

from datetime import date, datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged

from .steps import PathCase


class MeetingCase(PathCase):
    def plan_meeting(self, **values):
        return self.meeting.create(
            {
                "case_id": self.case.id,
                "kind": "team",
                "start": self.at(self.today + timedelta(days=20), 9),
                **values,
            }
        )

    def plan_directors(self, **values):
        return self.of("coordinator_1", "kooperacja.meeting").create(
            {
                "kind": "partnership",
                "partnership_id": self.partnership_1.id,
                "start": self.at(self.today + timedelta(days=20), 11),
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestCalling(MeetingCase):
    def test_the_team_in_force_and_the_coordinator_are_called(self):
        meeting = self.plan_meeting()
        self.assertEqual(
            meeting.attendance_ids.partner_id,
            self.worker.partner_id
            | self.member.partner_id
            | self.users["portal"].partner_id,
        )
        self.assertEqual(set(meeting.attendance_ids.mapped("status")), {"invited"})

    def test_directors_are_called_by_who_represents_the_institution(self):
        rows = self.partnership_1.member_ids
        people = self.env["res.partner"].create(
            [
                {"name": f"Dyrektor {row.id}", "parent_id": row.institution_id.id}
                for row in rows
            ]
        )
        for row, person in zip(rows, people, strict=True):
            row.representative_id = person
        rows[0].write({"state": "left", "date_to": self.today})
        rows[1].write({"state": "refused", "reason": "Nie"})
        meeting = self.plan_directors()
        self.assertEqual(meeting.attendance_ids.partner_id, people[2:])

    def test_every_kind_begins_with_the_agenda_of_the_handbook(self):
        for kind, topic in (
            ("team", "Main goal"),
            ("monitoring", "Progress of tasks"),
            ("evaluation", "Joint decision"),
        ):
            with self.subTest(kind):
                agenda = self.plan_meeting(kind=kind).agenda_ids
                self.assertGreaterEqual(len(agenda), 4)
                self.assertIn("attendance", agenda[0].name)
                self.assertTrue(agenda.filtered(lambda a, t=topic: t in a.name))
                self.assertTrue(all(point.minutes > 0 for point in agenda))
        agenda = self.plan_directors().agenda_ids
        self.assertIn("agreement", " ".join(agenda.mapped("name")))

    def test_the_agenda_of_a_kind_fits_into_its_meeting(self):
        for kind in ("team", "monitoring", "evaluation"):
            with self.subTest(kind):
                meeting = self.plan_meeting(kind=kind)
                self.assertLessEqual(
                    sum(meeting.agenda_ids.mapped("minutes")), meeting.minutes
                )

    def test_an_agenda_of_ones_own_is_kept(self):
        meeting = self.plan_meeting(agenda_ids=self.lines({"name": "Tylko to"}))
        self.assertEqual(meeting.agenda_ids.mapped("name"), ["Tylko to"])

    def test_a_list_of_ones_own_is_kept(self):
        meeting = self.plan_meeting(
            attendance_ids=self.lines({"partner_id": self.member.partner_id.id})
        )
        self.assertEqual(meeting.attendance_ids.partner_id, self.member.partner_id)

    def test_a_meeting_belongs_to_the_partnership_of_its_case(self):
        self.assertEqual(self.plan_meeting().partnership_id, self.partnership_1)

    def test_a_meeting_of_directors_concerns_no_case(self):
        with self.refused("concerns no case"):
            self.plan_meeting(kind="partnership")

    def test_any_other_meeting_concerns_a_case(self):
        with self.refused("concerns no case"):
            self.plan_directors(kind="team")

    def test_a_meeting_has_a_length(self):
        with self.refused_by_database("kooperacja.meeting", "length"):
            self.plan_meeting(minutes=0)

    def test_an_end_before_the_start_is_refused(self):
        with self.refused("after it has begun"):
            self.meeting.stop = self.meeting.start - timedelta(minutes=30)

    def test_nobody_stands_twice_on_the_list(self):
        with self.refused("twice"):
            self.meeting.attendance_ids = self.lines(
                {"partner_id": self.member.partner_id.id}
            )
        with self.refused("twice"):
            self.meeting.attendance_ids = self.lines({"person_id": self.adult.id})

    def test_a_line_names_a_professional_or_one_of_the_family(self):
        for values in (
            {},
            {"person_id": self.child.id, "partner_id": self.coordinator.partner_id.id},
        ):
            with (
                self.subTest(values),
                self.refused_by_database("kooperacja.meeting.attendance", "one"),
            ):
                self.meeting.attendance_ids = self.lines(values)

    def test_a_stranger_to_the_family_is_not_called(self):
        with self.refused("family of the case"):
            self.meeting.sudo().attendance_ids = self.lines(
                {"person_id": self.families["b"].adult.id}
            )

    def test_a_member_calls_no_meeting(self):
        with self.assertRaises(AccessError):
            self.plan_meeting_as(self.member)

    def plan_meeting_as(self, user):
        return self.meeting.with_user(user).create(
            {"case_id": self.case.id, "start": self.at(self.tomorrow, 9)}
        )


@tagged("post_install", "-at_install")
class TestWarnings(MeetingCase):
    # A Wednesday that is no holiday, at noon in Poland.
    NOON = datetime(2026, 3, 11, 11)

    def warning(self, start=None, called_on=date(2026, 2, 1), **values):
        return self.plan_meeting(
            start=start or self.NOON, called_on=called_on, **values
        ).warning

    def test_a_good_date_warns_of_nothing(self):
        self.assertFalse(self.warning())

    def test_five_days_notice_are_advised(self):
        self.assertFalse(self.warning(called_on=date(2026, 3, 6)))
        sentence = self.warning(called_on=date(2026, 3, 7))
        self.assertIn("5 days", sentence)
        self.assertIn("4.2", sentence)

    def test_the_days_of_notice_are_those_of_the_variant(self):
        self.case.variant_id.sudo().team_notice_days = 9
        self.assertIn("9 days", self.warning(called_on=date(2026, 3, 6)))

    def test_a_holiday_and_a_weekend_are_named(self):
        self.assertIn("holiday", self.warning(datetime(2026, 5, 1, 10)))
        self.assertIn("working days", self.warning(datetime(2026, 3, 14, 10)))

    def test_the_day_is_the_day_in_poland(self):
        # 23:30 UTC of Thursday 30 April is 1:30 of 1 May in Poland.
        self.assertIn("holiday", self.warning(datetime(2026, 4, 30, 23, 30)))

    def test_directors_are_spared_mondays_fridays_and_long_meetings(self):
        monday = datetime(2026, 3, 9, 11)
        warning = self.plan_directors(
            start=monday, called_on=date(2026, 2, 1), minutes=150
        ).warning
        self.assertIn("Monday", warning)
        self.assertIn("120 minutes", warning)
        self.assertFalse(self.warning(monday, minutes=150))

    def test_directors_have_the_notice_of_an_invitation_and_not_of_a_team(self):
        tuesday = datetime(2026, 3, 10, 11)
        short = self.plan_directors(start=tuesday, called_on=date(2026, 3, 4)).warning
        self.assertIn("7 days to answer", short)
        self.assertNotIn("4.2", short)
        meeting = self.plan_directors(start=tuesday, called_on=date(2026, 3, 3))
        self.assertFalse(meeting.warning)

    def test_a_date_before_the_call_is_named(self):
        self.assertIn("before", self.warning(called_on=date(2026, 3, 12)))

    def test_a_warning_forbids_nothing_and_its_reason_is_kept(self):
        meeting = self.plan_meeting(
            start=self.NOON,
            called_on=date(2026, 3, 10),
            warning_reason="Rodzina jest w kryzysie",
        )
        self.assertTrue(meeting.warning)
        self.assertEqual(meeting.state, "planned")
        self.assertEqual(meeting.warning_reason, "Rodzina jest w kryzysie")

    def test_the_form_warns_before_it_is_saved(self):
        with freeze_time("2026-03-01"):
            form = Form(
                self.meeting.browse().with_context(default_case_id=self.case.id)
            )
            form.start = datetime(2026, 3, 14, 10)
            self.assertIn("working days", form.warning)

    def test_what_is_over_is_warned_of_no_more(self):
        meeting = self.plan_meeting(start=datetime(2026, 5, 1, 10))
        self.assertTrue(meeting.warning)
        self.hold_meeting(meeting)
        self.assertFalse(meeting.warning)


@tagged("post_install", "-at_install")
class TestHolding(MeetingCase):
    def test_who_came_is_marked_first(self):
        with self.refused("attendance list"):
            self.meeting.action_hold()
        self.assertEqual(self.meeting.state, "planned")

    def test_nothing_was_held_before_its_day(self):
        self.meeting.start = self.at(self.tomorrow, 9)
        self.meeting.attendance_ids[0].status = "present"
        with self.refused("planned for"):
            self.meeting.action_hold()
        self.assertEqual(self.meeting.state, "planned")
        self.meeting.start = self.at(self.today, 21)
        self.meeting.action_hold()
        self.assertEqual(self.meeting.state, "held")

    def test_one_mark_is_enough(self):
        self.move_to_today(self.meeting)
        self.meeting.attendance_ids[0].status = "present"
        self.meeting.action_hold()
        self.assertEqual(self.meeting.state, "held")

    def test_a_meeting_is_held_once(self):
        self.hold_meeting(self.meeting)
        with self.refused("only a planned meeting"):
            self.meeting.action_hold()

    def test_minutes_are_written_after_the_meeting(self):
        self.hold_meeting(self.meeting)
        self.meeting.minutes_text = "<p>Ustalono</p>"
        self.assertIn("Ustalono", self.meeting.minutes_text)

    def test_a_held_meeting_is_not_deleted(self):
        self.hold_meeting(self.meeting)
        with self.refused("stays on record"):
            self.meeting.unlink()

    def test_a_planned_meeting_is_deleted_with_its_event(self):
        event = self.meeting.sudo().event_id
        self.meeting.unlink()
        self.assertFalse(event.exists())

    def test_a_held_meeting_is_not_cancelled(self):
        self.hold_meeting(self.meeting)
        with self.refused("only a planned meeting"):
            self.meeting.action_cancel()

    def test_the_state_changes_by_its_buttons_only(self):
        for values in (
            {"state": "approved"},
            {"approved_on": self.today},
            {"event_id": False},
        ):
            with self.subTest(values), self.refused("buttons"):
                self.meeting.write(values)
        with self.refused("buttons"):
            self.plan_meeting(state="held")


@tagged("post_install", "-at_install")
class TestMinutes(MeetingCase):
    def test_minutes_are_approved_after_the_meeting(self):
        with self.refused("after the meeting"):
            self.meeting.action_approve()

    def test_minutes_are_approved_on_a_day(self):
        self.approve_meeting(self.meeting)
        self.assertEqual(self.meeting.state, "approved")
        self.assertEqual(self.meeting.approved_on, self.today)

    def test_minutes_are_approved_once(self):
        self.approve_meeting(self.meeting)
        with self.refused("once"):
            self.meeting.action_approve()

    def test_empty_minutes_are_not_approved(self):
        meeting = self.plan_meeting()
        self.hold_meeting(meeting)
        with self.refused("write the minutes"):
            meeting.action_approve()
        meeting.minutes_text = "<p><br></p>"
        with self.refused("write the minutes"):
            meeting.action_approve()

    def test_a_decision_is_minutes_enough(self):
        meeting = self.plan_meeting(decision_ids=self.lines({"name": "Zadzwonić"}))
        self.approve_meeting(meeting)
        self.assertEqual(meeting.state, "approved")

    def test_approved_minutes_stay_as_they_are(self):
        self.approve_meeting(self.meeting)
        for record, values in (
            (self.meeting, {"minutes_text": "<p>Inne</p>"}),
            (self.meeting, {"start": self.at(self.tomorrow, 9)}),
            (self.meeting.agenda_ids[0], {"name": "Inny"}),
            (self.meeting.attendance_ids[0], {"status": "absent"}),
            (self.meeting.decision_ids[0], {"name": "Inna"}),
        ):
            with self.subTest(record._name), self.refused("stay as they are"):
                record.write(values)
            with self.subTest(record._name), self.refused():
                record.unlink()
        with self.refused("stay as they are"):
            self.meeting.decision_ids.create(
                {"meeting_id": self.meeting.id, "name": "Jeszcze jedna"}
            )

    def test_a_decision_is_not_due_before_the_meeting(self):
        with self.refused("before the meeting"):
            self.meeting.decision_ids = self.lines(
                {
                    "name": "Wczoraj",
                    "date_due": self.meeting.start.date() - timedelta(days=1),
                }
            )

    def test_a_decision_is_not_due_before_the_meeting_that_was_moved(self):
        due = self.meeting.start.date()
        self.meeting.decision_ids = self.lines({"name": "Dziś", "date_due": due})
        self.assertIn(due, self.meeting.decision_ids.mapped("date_due"))

    def test_dissent_is_kept_with_the_minutes(self):
        self.meeting.dissent = "Szkoła jest przeciw"
        self.approve_meeting(self.meeting)
        self.assertEqual(self.meeting.dissent, "Szkoła jest przeciw")


@tagged("post_install", "-at_install")
class TestCancelling(MeetingCase):
    def test_a_cancelled_meeting_leaves_the_calendar(self):
        event = self.meeting.sudo().event_id
        self.meeting.action_cancel()
        self.assertEqual(self.meeting.state, "cancelled")
        self.assertFalse(event.exists())

    def test_a_cancelled_meeting_keeps_what_was_written(self):
        self.meeting.action_cancel()
        self.assertTrue(self.meeting.minutes_text and self.meeting.attendance_ids)

    def test_a_cancelled_meeting_is_planned_again(self):
        self.meeting.action_cancel()
        self.meeting.action_plan_again()
        self.assertEqual(self.meeting.state, "planned")
        event = self.meeting.sudo().event_id
        self.assertEqual(event.start, self.meeting.start)
        self.assertEqual(event.partner_ids, self.meeting.attendance_ids.partner_id)

    def test_only_a_cancelled_meeting_is_planned_again(self):
        self.hold_meeting(self.meeting)
        self.meeting.action_plan_again()
        self.assertEqual(self.meeting.state, "held")

    def test_a_meeting_is_cancelled_once(self):
        self.meeting.action_cancel()
        with self.refused("only a planned meeting"):
            self.meeting.action_cancel()
