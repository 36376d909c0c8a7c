"""A director is told of the cases of the own workers: number and load, no family."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import MODULE, KooperacjaCase


@tagged("post_install", "-at_install")
class TestCaseHeader(KooperacjaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["director"] = new_test_user(
            cls.env,
            login="test_director",
            groups=f"{MODULE}.group_member",
            company_id=cls.gmina_1.id,
            tz="Europe/Warsaw",
            parent_id=cls.institutions["school_1"].id,
        )
        cls.institution = cls.partnership_1.member_ids.filtered(
            lambda m: m.institution_id == cls.institutions["school_1"]
        )
        cls.institution.representative_ids = [
            Command.create(
                {
                    "partner_id": cls.users["director"].partner_id.id,
                    "function": "director",
                    "date_from": cls.long_ago,
                }
            )
        ]
        cls.term = cls.institution.representative_ids
        cls.sign_plan(cls.content["a"]["kooperacja.plan"])

    def rows(self, name="director"):
        return self.as_user(name, self.env["kooperacja.case.header"]).search([])

    def test_a_director_sees_number_worker_and_load(self):
        (row,) = self.rows()
        self.assertEqual(row.number, self.case_a.number)
        self.assertEqual(row.partner_id, self.users["member_a"].partner_id)
        self.assertEqual(row.since, self.long_ago)
        self.assertFalse(row.coordinates)
        self.assertEqual((row.task_count, row.late_count), (1, 0))

    def test_a_late_task_counts(self):
        self.env.cr.execute(
            "UPDATE kooperacja_plan_task SET date_to = %s",
            [self.today - timedelta(days=1)],
        )
        self.assertEqual(self.rows().late_count, 1)

    def test_a_task_reported_done_counts_no_more(self):
        report = self.content["a"]["kooperacja.report"]
        report.line_ids.status = "done"
        self.submit_report(report)
        self.assertEqual(self.rows().task_count, 0)

    def test_it_tells_nothing_of_the_family_and_opens_nothing(self):
        rows = self.rows()
        self.assert_tells_nothing(rows.read(), *"abc")
        self.assertFalse(
            {
                field.comodel_name
                for field in rows._fields.values()
                if (field.comodel_name or "").startswith("kooperacja.")
            }
        )
        self.assert_sees_nothing("director")
        with self.assertRaises(AccessError):
            self.as_user("director", self.case_a).read(["number"])

    def test_a_deputy_sees_it_and_a_colleague_does_not(self):
        self.term.function = "deputy"
        self.assertTrue(self.rows())
        self.term.function = "other"
        self.assertFalse(self.rows())
        self.assertFalse(self.rows("member_a"))
        self.assertFalse(self.rows("member_b"))

    def test_a_term_opens_from_its_first_to_its_last_day(self):
        self.term.write({"date_from": self.yesterday, "date_to": self.today})
        self.assertTrue(self.rows())
        self.term.date_to = self.yesterday
        self.assertFalse(self.rows())
        self.term.write({"date_from": self.tomorrow, "date_to": False})
        self.assertFalse(self.rows())

    def test_a_worker_who_left_the_team_and_a_closed_case_are_gone(self):
        self.team["a"][0].date_to = self.yesterday
        self.assertFalse(self.rows())
        self.team["a"][0].date_to = False
        self.assertTrue(self.rows())
        self.env.cr.execute(
            "UPDATE kooperacja_case SET stage = 'closed' WHERE id = %s",
            [self.case_a.id],
        )
        self.assertFalse(self.rows())

    def test_the_coordinator_sees_all_of_the_gmina(self):
        numbers = set(self.rows("coordinator_1").mapped("number"))
        self.assertEqual(numbers, {self.case_a.number, self.case_b.number})
        coordinated = self.rows("coordinator_1").filtered("coordinates")
        self.assertIn(self.users["worker_a"].partner_id, coordinated.partner_id)

    def test_nobody_changes_a_row(self):
        for name in ("director", "coordinator_1"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.rows(name)[:1].write({"task_count": 0})

    def test_the_screen_opens_and_searches(self):
        action = self.env.ref(f"{MODULE}.case_header_action")
        rows = self.as_user("director", self.env["kooperacja.case.header"])
        rows.get_views([(False, kind) for kind in action.view_mode.split(",")])
        mine = rows.search([("is_of_my_people", "=", True)])
        self.assertEqual(mine.mapped("is_of_my_people"), [True])
        groups = rows.web_read_group(
            [], ["partner_id"], ["task_count:sum", "late_count:sum"]
        )["groups"]
        self.assertEqual(groups[0]["task_count:sum"], 1)
