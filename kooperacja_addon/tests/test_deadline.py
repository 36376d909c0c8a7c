"""One list of what is due in a partnership: there while it waits, gone when done."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_letter import LetterCase


@tagged("post_install", "-at_install")
class TestDeadlines(LetterCase):
    def due(self, user="coordinator_1", **wanted):
        deadlines = self.as_user(user, self.env["kooperacja.deadline"]).search([])
        return deadlines.filtered(
            lambda line: all(line[name] == value for name, value in wanted.items())
        )

    def plan(self, **values):
        return self.partnership.env["kooperacja.meeting"].create(
            {
                "kind": "partnership",
                "partnership_id": self.partnership.id,
                "start": self.at(self.today + timedelta(days=20), 11),
                "place_id": self.institutions["ops_1"].id,
                "attendance_ids": [
                    (0, 0, {"partner_id": self.institutions["pcpr"].id})
                ],
                **values,
            }
        )

    def test_the_notice_to_rops_is_due_seven_days_after_the_signing(self):
        self.agreement.action_sign()
        letter = self.opened(self.partnership.action_notify_rops())
        (line,) = self.due(kind="send")
        self.assertEqual(line.date, self.long_ago + timedelta(days=7))
        self.assertEqual(line.user_id, self.users["coordinator_1"])
        self.assertEqual(line.partner_id, self.rops)
        self.assertTrue(line.is_late)
        self.assertEqual(line.action_open()["res_id"], letter.id)
        self.send(letter)
        self.assertFalse(self.due(kind="send"))

    def test_the_answer_of_rops_is_due_seven_days_after_the_application(self):
        letter = self.send(self.opened(self.partnership.action_apply_to_rops()))
        (line,) = self.due(kind="answer")
        self.assertEqual(line.date, self.today + timedelta(days=7))
        self.assertFalse(line.is_late)
        letter.write({"answer": "yes", "answered_on": self.today})
        self.assertFalse(self.due(kind="answer"))

    def test_a_reply_is_awaited_from_each_who_was_invited(self):
        meeting = self.plan(reply_by=self.tomorrow)
        (line,) = self.due(kind="reply")
        self.assertEqual(line.partner_id, self.institutions["pcpr"])
        meeting.attendance_ids.reply = "no"
        self.assertFalse(self.due(kind="reply"))

    def test_the_centre_that_calls_awaits_no_reply_of_its_own_people(self):
        self.plan(
            reply_by=self.tomorrow,
            attendance_ids=[
                (0, 0, {"partner_id": self.institutions[name].id})
                for name in ("ops_1", "pcpr")
            ],
        )
        self.assertEqual(self.due(kind="reply").partner_id, self.institutions["pcpr"])

    def test_who_refused_is_awaited_no_more(self):
        meeting = self.plan(reply_by=self.tomorrow)
        pcpr = self.partnership.member_ids.filtered(
            lambda row: row.institution_id == self.institutions["pcpr"]
        )
        pcpr.write({"state": "refused", "reason": "Brak ludzi"})
        self.assertFalse(meeting.attendance_ids)
        meeting.attendance_ids = [(0, 0, {"partner_id": self.institutions["pcpr"].id})]
        self.assertFalse(self.due(kind="reply"))

    def test_replies_are_due_a_week_before_the_meeting(self):
        meeting = self.plan()
        (line,) = self.due(kind="reply")
        self.assertEqual(line.date, meeting._get_day() - timedelta(days=7))
        self.partnership_1.variant_id.sudo().invitation_reply_days = 3
        later = self.plan()
        self.assertEqual(later.reply_by, later._get_day() - timedelta(days=3))
        short = self.plan(start=self.at(self.today + timedelta(days=2), 11))
        self.assertEqual(short.reply_by, short._get_day() - timedelta(days=1))

    def test_an_invitation_that_is_drafted_waits_to_be_sent(self):
        meeting = self.plan()
        meeting.action_invite()
        (line,) = self.due(kind="send")
        self.assertEqual(line.date, meeting.reply_by - timedelta(days=7))

    def test_a_reply_to_a_letter_stands_on_the_list_once(self):
        meeting = self.plan(reply_by=self.tomorrow)
        meeting.action_invite()
        letter = self.partnership.letter_ids
        self.send(letter)
        (line,) = self.due(partner_id=self.institutions["pcpr"])
        self.assertEqual((line.kind, line.date), ("answer", self.tomorrow))

    def test_minutes_are_due_at_the_next_meeting(self):
        meeting = self.plan()
        self.hold_meeting(meeting)
        following = meeting.browse(meeting.action_plan_next()["res_id"])
        (line,) = self.due(kind="minutes")
        self.assertEqual(line.date, following.start.date())
        meeting.minutes_text = "<p>Ustalono</p>"
        self.move_to_today(following)
        meeting.action_approve()
        self.assertFalse(self.due(kind="minutes"))

    def test_an_agreement_that_is_made_for_a_time_is_renewed_or_ended_by_then(self):
        self.agreement.valid_until = self.tomorrow
        self.assertFalse(self.due(kind="agreement_end"))  # it binds nobody yet
        self.agreement.action_sign()
        (line,) = self.due(kind="agreement_end")
        self.assertEqual(line.date, self.tomorrow)
        self.assertEqual(line.action_open()["res_id"], self.agreement.id)
        self.agreement._end(self.today, "Nowe porozumienie")
        self.assertFalse(self.due(kind="agreement_end"))

    def test_the_list_is_counted_per_person_and_per_gmina(self):
        self.send(self.opened(self.partnership.action_apply_to_rops()))
        deadlines = self.as_user("coordinator_1", self.env["kooperacja.deadline"])
        for field in ("user_id", "company_id"):
            groups = deadlines.formatted_read_group(
                [("partnership_id", "=", self.partnership.id)],
                [field, "date:month"],
                ["__count"],
            )
            self.assertTrue(groups[0][field])

    def test_in_the_calendar_a_line_says_what_is_due_and_where(self):
        self.plan(reply_by=self.tomorrow)
        (line,) = self.due(kind="reply")
        self.assertEqual(line.display_name, f"Reply to an invitation · {line.name}")

    def test_another_gmina_finds_nothing(self):
        self.send(self.opened(self.partnership.action_apply_to_rops()))
        self.assertLessEqual(self.due("coordinator_2").company_id, self.gmina_2)

    def test_who_has_no_part_in_it_does_not_read_the_list(self):
        for name in ("employee", "administrator", "system", "portal"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.due(name)

    def test_a_member_finds_nothing_of_the_partnership(self):
        self.send(self.opened(self.partnership.action_apply_to_rops()))
        self.assertFalse(self.due("member_a").filtered(lambda line: not line.case_id))

    def test_the_list_is_not_written(self):
        self.send(self.opened(self.partnership.action_apply_to_rops()))
        with self.assertRaises(AccessError):
            self.due(kind="answer").date = self.tomorrow

    def test_ten_letters_cost_as_many_queries_as_one(self):
        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.partnership.env["kooperacja.deadline"].web_search_read(
                [],
                {
                    "name": {},
                    "kind": {},
                    "date": {},
                    "is_late": {},
                    "partner_id": {"fields": {"display_name": {}}},
                    "user_id": {"fields": {"display_name": {}}},
                },
            )
            return self.env.cr.sql_log_count - before

        self.send(self.draft(answer_days=7))
        cost()
        one = cost()
        for _number in range(10):
            self.send(self.draft(answer_days=7))
        self.assertEqual(cost(), one)
