"""Through the portal a partner's worker sees what a member sees, and no more."""

from datetime import timedelta

from lxml import html

from odoo.http import Request
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import MODULE, KooperacjaHttpCase


class PortalCase(KooperacjaHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.users["partner_a"] = new_test_user(
            cls.env,
            login="test_partner_a",
            password="test_partner_a",
            name="Pani partner_a",
            email="partner_a@example.com",
            groups=f"{MODULE}.group_partner",
            company_id=cls.gmina_1.id,
            tz="Europe/Warsaw",
            parent_id=cls.institutions["police_1"].id,
        )
        cls.row = cls.join(cls.case_a, cls.partner, cls.long_ago)
        cls.report = cls.env["kooperacja.report"].create(
            {
                "case_id": cls.case_a.id,
                "member_id": cls.row.id,
                "month": cls.today,
            }
        )

    def setUp(self):
        super().setUp()
        self.authenticate("test_partner_a", "test_partner_a")

    def get(self, path):
        return self.url_open(path, allow_redirects=False)

    def words(self, answer):
        """Return what a reader sees: links and scripts have tokens of their own."""
        return html.fromstring(answer.text).find("body").text_content()

    def post(self, path, **answers):
        return self.url_open(
            path,
            data={"csrf_token": Request.csrf_token(self), **answers},
            allow_redirects=False,
        )


@tagged("post_install", "-at_install")
class TestPortal(PortalCase):
    def test_a_partner_reads_the_own_case(self):
        home = self.get("/my/kooperacja").text
        self.assertIn(self.case_a.number, home)
        page = self.get(f"/my/sprawy/{self.case_a.id}").text
        self.assertIn(self.content["a"]["kooperacja.case.need"].name, page)

    def test_what_a_partner_opens_is_in_the_access_log(self):
        self.get(f"/my/sprawy/{self.case_a.id}")
        row = self.env["kooperacja.access.log"].search(
            [("user_id", "=", self.partner.id)]
        )
        self.assertEqual(
            (row.action, row.role, row.number),
            ("open", "member", self.case_a.number),
        )

    def test_what_is_not_open_answers_like_what_is_not_there(self):
        """Numbers changed in the address tell nothing, not even that there is more."""
        for path, model in (
            ("/my/sprawy", "kooperacja.case"),
            ("/my/sprawozdania", "kooperacja.report"),
            ("/my/spotkania", "kooperacja.meeting"),
        ):
            nowhere = self.get(f"{path}/{2**31 - 1}")
            for letter in "bc":
                with self.subTest(path=path, letter=letter):
                    record = self.content[letter][model]
                    answer = self.get(f"{path}/{record.id}")
                    self.assertEqual(answer.status_code, 404)
                    self.assertEqual(self.words(answer), self.words(nowhere))

    def test_the_end_of_membership_shuts_the_pages_at_once(self):
        self.assertEqual(self.get(f"/my/sprawy/{self.case_a.id}").status_code, 200)
        self.row.date_to = self.yesterday
        self.assertEqual(self.get(f"/my/sprawy/{self.case_a.id}").status_code, 404)

    def test_who_is_on_no_team_has_no_such_pages(self):
        for name in ("employee", "portal", "administrator"):
            self.users[name].password = f"test_{name}"
            self.authenticate(f"test_{name}", f"test_{name}")
            with self.subTest(user=name):
                self.assertEqual(self.get("/my/kooperacja").status_code, 404)

    def test_an_entry_is_read_by_the_team_as_it_was_typed(self):
        typed = "<script>alert('a')</script> Był w szkole & zjadł obiad."
        answer = self.post(f"/my/sprawy/{self.case_a.id}/wpis", text=typed)
        self.assertEqual(answer.status_code, 303)
        entry = self.env["kooperacja.case.entry"].search(
            [("case_id", "=", self.case_a.id)], order="id desc", limit=1
        )
        self.assertEqual(entry.author_id, self.partner.partner_id)
        self.assertEqual(entry.text, typed)
        page = self.get(f"/my/sprawy/{self.case_a.id}").text
        self.assertNotIn("<script>alert", page)
        self.assertIn("Był w szkole &amp; zjadł obiad.", page)

    def test_an_entry_in_a_foreign_case_is_not_made(self):
        before = self.env["kooperacja.case.entry"].search_count([])
        answer = self.post(f"/my/sprawy/{self.case_b.id}/wpis", text="Cześć")
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.env["kooperacja.case.entry"].search_count([]), before)


@tagged("post_install", "-at_install")
class TestPortalReport(PortalCase):
    def setUp(self):
        super().setUp()
        self.path = f"/my/sprawozdania/{self.report.id}"

    def test_a_report_is_submitted_from_a_phone(self):
        answer = self.post(self.path, remark="Tata znalazł pracę", submit="1")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.report.state, "submitted")
        self.assertEqual(self.report.entered_by_id, self.partner.partner_id)

    def test_what_was_saved_waits_to_be_submitted(self):
        self.post(self.path, remark="Tata szuka pracy")
        self.assertEqual(self.report.state, "draft")
        self.assertIn("Tata szuka pracy", self.get(self.path).text)

    def test_a_refusal_is_a_sentence_and_loses_nothing(self):
        answer = self.post(
            self.path, remark="Tata szuka pracy", asks_for="help", submit="1"
        )
        self.assertEqual(answer.status_code, 200)
        self.assertIn("what help you need", answer.text)
        self.assertIn("Tata szuka pracy", answer.text)
        self.assertEqual(self.report.state, "draft")

    def test_a_form_sent_twice_counts_once(self):
        self.post(self.path, remark="Raz", submit="1")
        answer = self.post(self.path, remark="Dwa", submit="1")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.report.remark, "Raz")

    def test_a_report_sent_twice_at_once_is_one(self):
        for _turn in range(2):
            self.post(self.path, remark="Raz", submit="1")
        month = [("member_id", "=", self.row.id), ("month", "=", self.report.month)]
        self.assertEqual(self.env["kooperacja.report"].search(month), self.report)
        self.assertEqual(self.report.state, "submitted")

    def test_a_task_taken_away_meanwhile_is_told_and_the_rest_is_kept(self):
        task = self.content["a"]["kooperacja.plan.task"]
        mine, taken = (
            self.env["kooperacja.report.line"].create(
                {
                    "report_id": self.report.id,
                    "task_id": task.copy({"member_id": self.row.id}).id,
                }
            )
            for _number in range(2)
        )
        taken_id = taken.id
        taken.unlink()
        answer = self.post(
            self.path,
            **{
                f"status-{mine.id}": "done",
                f"status-{taken_id}": "done",
                f"done-{taken_id}": "Rozmowa z wychowawcą",
            },
            submit="1",
        )
        self.assertEqual(answer.status_code, 200)
        self.assertIn("taken from this report", answer.text)
        self.assertIn("Rozmowa z wychowawcą", answer.text)
        self.assertEqual((mine.status, self.report.state), ("done", "draft"))

    def test_script_in_a_report_is_text(self):
        typed = '"><script>alert(1)</script>'
        self.post(self.path, remark=typed, asks_for="help", ask_note=typed)
        self.assertEqual(self.report.remark, typed)
        self.assertNotIn("<script>alert", self.get(self.path).text)

    def test_the_report_of_a_colleague_is_not_written(self):
        colleague = self.content["a"]["kooperacja.report"]
        before = colleague.remark
        self.post(f"/my/sprawozdania/{colleague.id}", remark="Nie moje")
        self.assertEqual(colleague.remark, before)

    def test_a_form_without_its_token_is_refused(self):
        with mute_logger("odoo.http"):
            answer = self.url_open(self.path, data={"remark": "Obcy", "submit": "1"})
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.report.state, "draft")


@tagged("post_install", "-at_install")
class TestPortalMeeting(PortalCase):
    def setUp(self):
        super().setUp()
        self.meeting = self.content["a"]["kooperacja.meeting"]
        self.meeting.attendance_ids = [
            (0, 0, {"partner_id": self.partner.partner_id.id})
        ]
        self.line = self.meeting.attendance_ids.filtered(
            lambda line: line.partner_id == self.partner.partner_id
        )
        self.path = f"/my/spotkania/{self.meeting.id}/odpowiedz"

    def test_a_call_is_answered_with_one_tap(self):
        self.post(self.path, reply="yes")
        self.assertEqual(self.line.reply, "yes")

    def test_not_to_come_needs_a_reason(self):
        answer = self.post(self.path, reply="no")
        self.assertIn("Write why", answer.text)
        self.assertFalse(self.line.reply)
        self.post(self.path, reply="no", reason="Matura")
        self.assertEqual((self.line.reply, self.line.reply_reason), ("no", "Matura"))

    def test_who_comes_instead_is_named_by_who_cannot_come(self):
        colleague = self.env["res.partner"].create(
            {
                "name": "Pani Zastępczyni",
                "parent_id": self.institutions["police_1"].id,
            }
        )
        self.post(self.path, reason="Matura", substitute=str(colleague.id))
        self.assertEqual(
            (self.line.reply, self.line.substitute_id), ("substitute", colleague)
        )
        self.assertIn(colleague, self.meeting.attendance_ids.partner_id)
        page = self.get(f"/my/spotkania/{self.meeting.id}").text
        self.assertIn("Pani Zastępczyni", page)

    def test_a_stranger_is_no_substitute(self):
        stranger = self.users["portal"].partner_id
        self.post(self.path, reason="Matura", substitute=str(stranger.id))
        self.assertEqual(self.line.reply, "no")
        self.assertFalse(self.line.substitute_id)

    def test_the_dates_put_to_the_vote_are_answered_at_once(self):
        first, second = self.env["kooperacja.meeting.date"].create(
            [
                {
                    "meeting_id": self.meeting.id,
                    "start": self.at(self.today + timedelta(days=days), 10),
                }
                for days in (20, 21)
            ]
        )
        foreign = self.content["b"]["kooperacja.meeting.date"]
        page = self.get(f"/my/spotkania/{self.meeting.id}").text
        for date in (first, second):
            self.assertIn(f'name="termin-{date.id}"', page)
        path = f"/my/spotkania/{self.meeting.id}/terminy"
        answers = {
            f"termin-{first.id}": "yes",
            f"termin-{second.id}": "no",
            f"termin-{foreign.id}": "no",
        }
        before = foreign.vote_ids.mapped("answer")
        self.assertEqual(self.post(path, **answers).status_code, 303)
        self.assertEqual(
            (first | second).vote_ids.mapped(lambda v: (v.partner_id, v.answer)),
            [(self.partner.partner_id, "yes"), (self.partner.partner_id, "no")],
        )
        self.assertEqual(foreign.vote_ids.mapped("answer"), before)
        first.with_user(self.users["worker_a"]).action_take()
        answer = self.post(path, **{f"termin-{first.id}": "no"})
        self.assertEqual(answer.status_code, 200)
        self.assertIn("alert-danger", answer.text)

    def test_what_was_decided_is_read_with_doer_and_day(self):
        decision = self.content["a"]["kooperacja.meeting.decision"]
        decision.write(
            {
                "partner_id": self.users["member_a"].partner_id.id,
                "date_due": self.today + timedelta(days=400),
            }
        )
        self.meeting._write_by_action({"state": "held"})
        for path in (
            f"/my/spotkania/{self.meeting.id}",
            f"/my/sprawy/{self.case_a.id}",
        ):
            page = self.get(path).text
            self.assertIn(decision.name, page)
            self.assertIn("Pan member_a", page)
        self.assertIn("rzeczya", self.get(f"/my/spotkania/{self.meeting.id}").text)
