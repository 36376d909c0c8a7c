"""What cannot be is refused with a sentence that a Polish clerk understands."""

from datetime import timedelta

from odoo.tests import tagged

from .steps import POLISH, PolishCase


@tagged("post_install", "-at_install")
class TestRefusalsInPolish(PolishCase):
    @classmethod
    def as_worker(cls, record):
        return super().as_worker(record).with_context(lang=POLISH)

    def ends_too_early(self, record):
        """Expect the table to refuse an end before the start, and say so."""
        return self.refused_by_database(record._name, "zanim się")

    def test_a_membership_does_not_end_before_it_begins(self):
        with self.ends_too_early(self.member_row):
            self.member_row.date_to = self.member_row.date_from - timedelta(days=1)

    def test_a_plan_does_not_end_before_it_begins(self):
        with self.ends_too_early(self.plan):
            self.plan.write({"date_from": self.today, "date_to": self.yesterday})

    def test_a_task_does_not_end_before_it_begins(self):
        task = self.plan.task_ids[0]
        with self.ends_too_early(task):
            task.date_from = task.date_to + timedelta(days=1)

    def test_a_monitoring_card_does_not_end_before_it_begins(self):
        with self.ends_too_early(self.card):
            self.card.date_to = self.card.date_from - timedelta(days=1)

    def test_a_meeting_does_not_end_before_it_begins(self):
        with self.refused("czas trwania spotkania"):
            self.meeting.stop = self.meeting.start - timedelta(hours=1)

    def test_a_plan_without_goals_is_not_signed(self):
        plan = self.plan.create({"case_id": self.new_case().id})
        with self.refused("jeden cel szczegółowy"):
            plan.action_sign()

    def test_a_plan_is_signed_once(self):
        self.sign_plan(self.plan)
        with self.refused("nie można podpisać jej drugi raz"):
            self.plan.action_sign()

    def test_an_agreement_is_signed_once(self):
        agreement = self.agreement_1.with_env(self.env(user=self.coordinator))
        agreement.with_context(lang=POLISH).action_sign()
        with self.refused("nie można podpisać go drugi raz"):
            agreement.with_context(lang=POLISH).action_sign()

    def test_who_left_the_team_gets_no_new_task(self):
        self.member_row.date_to = self.yesterday
        with self.refused("nie jest już w zespole"):
            self.add_task(self.plan)


@tagged("post_install", "-at_install")
class TestMeetingsInPolish(PolishCase):
    """What may go wrong with a meeting, each with its sentence."""

    @classmethod
    def as_worker(cls, record):
        return super().as_worker(record).with_context(lang=POLISH)

    def search_dates(self, **values):
        searches = self.as_worker(self.env["kooperacja.meeting.slots"])
        return searches.create({"meeting_id": self.meeting.id, **values})

    def trouble(self, line):
        self.env.flush_all()
        line.invalidate_recordset()
        return self.as_worker(line).trouble

    def test_what_cannot_be_planned_is_refused(self):
        meeting, line = self.meeting, self.meeting.attendance_ids[0]
        event = self.as_worker(meeting.sudo().event_id)
        for words, do in (
            (
                "już minął",
                lambda: self.search_dates(earliest=self.yesterday).action_search(),
            ),
            (
                "wcześniej",
                lambda: self.search_dates(
                    earliest=self.tomorrow, until=self.today
                ).action_search(),
            ),
            (
                "przyszłe",
                lambda: meeting.date_ids.create(
                    {"meeting_id": meeting.id, "start": self.at(self.yesterday, 9)}
                ),
            ),
            (
                "czas trwania spotkania",
                lambda: meeting.write({"stop": meeting.start - timedelta(hours=1)}),
            ),
            (
                # The calendar's own sentence.
                "nie mogą być wcześniej",
                lambda: event.write({"stop": event.start - timedelta(hours=1)}),
            ),
            ("kto przyszedł", meeting.action_hold),
            ("przyszłości", lambda: line.write({"told_on": self.tomorrow})),
        ):
            with (
                self.subTest(words),
                self.refused(words),
                self.env.cr.savepoint(),
            ):
                do()

    def test_nobody_to_call_is_said(self):
        self.meeting.attendance_ids.unlink()
        with self.refused("nikt jeszcze nie jest zaproszony", "obecność"):
            self.search_dates(earliest=self.tomorrow).action_search()

    def test_a_date_that_is_none_and_a_day_that_is_none_are_refused(self):
        for moment in ("2027-02-29 09:00:00", "2027-13-01 09:00:00", "jutro"):
            with self.subTest(moment), self.assertRaises(ValueError):
                self.meeting.start = moment

    def test_whom_no_news_reaches_stands_beside_the_name(self):
        partner = self.member.partner_id
        line = self.meeting.attendance_ids.filtered(
            lambda line: line.partner_id == partner
        )
        event = self.meeting.sudo().event_id
        message = event.message_notify(body="x", partner_ids=partner.ids)
        notification = self.env["mail.notification"].search(
            [("mail_message_id", "=", message.id), ("res_partner_id", "=", partner.id)]
        )
        notification.write(
            {"notification_type": "email", "notification_status": "bounce"}
        )
        self.assertEqual(self.trouble(line), "E-mail wrócił: zadzwoń albo wyślij list.")
        partner.email = False
        notification.notification_status = "sent"
        self.assertEqual(
            self.trouble(line), "Brak adresu e-mail: wydrukuj list albo zadzwoń."
        )
        self.member.active = False
        partner.active = False
        self.assertIn("Już tam nie pracuje", self.trouble(line))

    def test_an_event_that_was_deleted_leaves_a_sentence_and_the_minutes(self):
        self.meeting.minutes_text = "<p>Ustalono</p>"
        self.meeting.sudo().event_id.unlink()
        self.assertEqual(self.meeting.state, "cancelled")
        self.assertIn("Ustalono", self.meeting.minutes_text)
        form = " ".join(self.meeting.get_view(view_type="form")["arch"].split())
        self.assertIn("odwołano albo usunięto z kalendarza", form)
        with self.refused("tylko", "zaplanowan"):
            self.meeting.action_cancel()
