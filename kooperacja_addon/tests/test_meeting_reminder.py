"""Four days before a meeting the invited are reminded of it (handbook 3.3)."""

from datetime import timedelta
from urllib.parse import unquote

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_meeting_of_directors import DirectorsCase


@tagged("post_install", "-at_install")
class TestReminder(DirectorsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.directors[0].email = "dyrektor@example.com"
        cls.institutions["school_1"].phone = "22 600 00 00"
        cls.meeting.place_id = cls.institutions["school_1"]
        cls.meeting.place_note = "Sala 7"

    def due(self, user="coordinator_1"):
        deadlines = self.as_user(user, self.env["kooperacja.deadline"])
        return deadlines.search([("kind", "=", "reminder")])

    def dialog(self, meeting=None):
        return Form(
            self.meeting.env["kooperacja.meeting.reminder"].with_context(
                default_meeting_id=(meeting or self.meeting).id
            )
        )

    def own_number(self, value):
        self.gmina_1.kooperacja_number_ids.filtered(
            lambda number: number.code == "invitation_reminder_days"
        ).own_value = value

    def test_it_is_due_four_days_before_and_shows_the_coordinator(self):
        (line,) = self.due()
        self.assertEqual(line.date, self.today + timedelta(days=16))
        self.assertEqual(line.user_id, self.users["coordinator_1"])
        self.assertIn("Partnerstwo Sosnowo", line.name)
        self.assertEqual(line.action_open()["res_id"], self.meeting.id)
        self.assertFalse(self.due("coordinator_2"))

    def test_the_gmina_reminds_by_its_own_number(self):
        self.own_number("7")
        self.assertEqual(self.due().date, self.today + timedelta(days=13))
        self.own_number("0")
        self.assertFalse(self.due())

    def test_a_meeting_called_later_than_that_needs_no_reminder(self):
        self.meeting.start = self.at(self.today + timedelta(days=3), 11)
        self.assertFalse(self.due())

    def test_a_meeting_that_was_cancelled_or_held_needs_none(self):
        self.meeting.action_cancel()
        self.assertFalse(self.due())
        self.meeting.action_plan_again()
        self.assertTrue(self.due())
        self.hold(self.meeting)
        self.assertFalse(self.due())

    def test_talks_with_the_authorities_and_teams_are_not_on_the_list(self):
        self.meeting.action_cancel()
        self.plan("authorities", attendance_ids=[(0, 0, self._one())])
        self.assertFalse(self.due())

    def _one(self):
        return {"partner_id": self.directors[0].id}

    def test_it_is_done_when_everybody_was_reminded(self):
        with self.dialog() as form:
            self.assertEqual(len(form.attendance_ids), 4)
            form.attendance_ids.remove(id=self.meeting.attendance_ids[0].id)
            form.how = "phone"
        form.record.action_note()
        self.assertTrue(self.due())
        reminded = self.meeting.attendance_ids.filtered("reminded_on")
        self.assertEqual(len(reminded), 3)
        self.assertEqual(set(reminded.mapped("reminded_how")), {"phone"})
        self.assertEqual(set(reminded.mapped("reminded_on")), {self.today})
        last = self.dialog().save()
        self.assertEqual(last.attendance_ids, self.meeting.attendance_ids - reminded)
        last.action_note()
        self.assertFalse(self.due())

    def test_who_declined_is_not_reminded(self):
        self.meeting.attendance_ids.reply = "no"
        self.assertFalse(self.due())
        self.assertFalse(self.dialog().save().attendance_ids)

    def test_a_new_date_calls_for_a_new_reminder(self):
        self.dialog().save().action_note()
        self.assertFalse(self.due())
        self.meeting.start += timedelta(days=7)
        self.assertEqual(self.due().date, self.today + timedelta(days=23))

    def test_the_words_for_an_email_are_neutral_and_addressed(self):
        form = self.dialog()
        form.how = "email"
        self.assertIn(self.directors[1].name, form.without_email)
        dialog = form.save()
        url = unquote(dialog.action_write_email()["url"])
        self.assertTrue(url.startswith("mailto:?bcc=dyrektor@example.com&"), url)
        for word in (
            self.meeting._get_neutral_title(),
            "Szkoła Podstawowa w Sosnowie",
            "coordinator_1@example.com",
        ):
            self.assertIn(word, url)
        self.assertNotIn("Sala 7", url)
        self.assertFalse(self.meeting.attendance_ids.filtered("reminded_on"))

    def test_telephone_numbers_stand_beside_the_names(self):
        line = self.meeting.attendance_ids.filtered(
            lambda line: line.institution_id == self.institutions["school_1"]
        )
        self.assertEqual(line.phone, "22 600 00 00")

    def test_nobody_to_write_to_is_said(self):
        self.directors.email = False
        with self.assertRaisesRegex(UserError, "e-mail address"):
            self.dialog().save().action_write_email()

    def test_a_reminder_is_not_noted_for_tomorrow_nor_for_nobody(self):
        dialog = self.dialog().save()
        dialog.reminded_on = self.tomorrow
        with self.assertRaisesRegex(UserError, "in the future"):
            dialog.action_note()
        dialog.attendance_ids = False
        with self.assertRaisesRegex(UserError, "Choose who"):
            dialog.action_note()

    def test_of_a_meeting_that_was_held_nobody_is_reminded(self):
        dialog = self.dialog().save()
        self.hold(self.meeting)
        with self.assertRaisesRegex(UserError, "still planned"):
            dialog.action_note()

    def test_another_meeting_is_not_touched(self):
        dialog = self.dialog().save()
        dialog.attendance_ids = self.plan("partnership").attendance_ids
        with self.assertRaisesRegex(UserError, "list of this meeting"):
            dialog.action_note()

    def test_only_the_dialog_notes_it_and_only_the_coordinator_opens_it(self):
        with self.assertRaises(UserError):
            self.meeting.attendance_ids.reminded_on = self.today
        for name in ("worker_a", "member_a", "coordinator_2"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.env["kooperacja.meeting.reminder"].with_user(
                    self.users[name]
                ).create({"meeting_id": self.meeting.id}).action_note()
