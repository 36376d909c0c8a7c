"""More records take no more questions to the database."""

from datetime import timedelta

from lxml import etree

from odoo.fields import Command
from odoo.tests import tagged

from .common import MODULE
from .steps import PathCase

FEW, MANY = 2, 12


class SpeedCase(PathCase):
    """Many cases of one family, each with a team, a signed plan and reports."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report.sudo().unlink()
        cls.cases = cls.case.browse()
        for _ in range(MANY):
            cls.cases |= cls.make_case()
        cls.env.flush_all()

    @classmethod
    def make_case(cls, tasks=2):
        """Make a case of worker A and member A that is worked on."""
        case = cls.case.create(
            {
                "household_id": cls.families["a"].household.id,
                "opened_on": cls.long_ago,
                "second_case_reason": "Inna sprawa",
                "need_ids": [Command.create({"name": "Czynsz"})],
            }
        )
        member = cls.join(case, cls.member, cls.long_ago).with_env(case.env)
        plan = cls.plan.create(
            {
                "case_id": case.id,
                "main_goal": "Spokój",
                "goal_ids": [
                    Command.create(
                        {
                            "name": "Cel",
                            "task_ids": [
                                Command.create(
                                    {
                                        "name": f"Zadanie {n}",
                                        "date_to": cls.tomorrow,
                                        **(
                                            {"person_id": cls.adult.id}
                                            if n % 2
                                            else {"member_id": member.id}
                                        ),
                                    }
                                )
                                for n in range(tasks)
                            ],
                        }
                    )
                ],
            }
        )
        plan.action_fill_signatures()
        cls.sign_plan(plan)
        for stage in ("goals", "plan", "work"):
            case.stage = stage
        return case

    def count(self, do, records):
        """Return how many queries ``do(records)`` takes with nothing read before."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        do(records)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def assert_does_not_grow(self, do, few, many):
        """Check that ``do`` asks no more about many records than about few."""
        do(few)  # what is read once and kept: views, rules, translations
        asked = [self.count(do, records) for records in (few, many)]
        self.assertGreater(asked[0], 0)
        self.assertLessEqual(asked[1], asked[0], f"{asked} queries")

    def list_of(self, user, model, action):
        """Return a function that reads records as the list of ``action`` shows them."""
        action = self.env.ref(f"{MODULE}.{action}")
        views = {view.view_mode: view.view_id.id for view in action.view_ids}
        records = self.of(user, model)
        arch = etree.fromstring(records.get_view(views.get("list"), "list")["arch"])
        specification = {}
        for node in arch.xpath("//field[not(ancestor::field)]"):
            field = records._fields[node.get("name")]
            specification[field.name] = (
                {"fields": {"display_name": {}}} if field.relational else {}
            )

        def read(chosen):
            answer = records.with_context(show_family_names=True).web_search_read(
                [("id", "in", chosen.ids)], specification, limit=80
            )
            self.assertEqual(len(answer["records"]), len(chosen))

        return read


@tagged("post_install", "-at_install")
class TestLists(SpeedCase):
    def test_the_list_of_cases(self):
        read = self.list_of("worker_a", "kooperacja.case", "case_action")
        self.assert_does_not_grow(read, self.cases[:FEW], self.cases)

    def test_the_list_of_ones_tasks(self):
        read = self.list_of("member_a", "kooperacja.plan.task", "plan_task_action")
        tasks = self.cases.plan_id.task_ids.filtered("member_id")
        self.assert_does_not_grow(read, tasks[:FEW], tasks)

    def test_the_list_of_monthly_reports(self):
        reports = self.of("worker_a", "kooperacja.report")
        reports = reports._open_month(self.cases, self.today)
        read = self.list_of("worker_a", "kooperacja.report", "report_action")
        self.assert_does_not_grow(read, reports[:FEW], reports)

    def test_the_list_of_institutions(self):
        kinds = self.env["kooperacja.institution.type"].search([], limit=MANY)
        institutions = self.env["res.partner"].create(
            [
                {
                    "name": kind.name,
                    "is_company": True,
                    "is_institution": True,
                    "institution_type_id": kind.id,
                }
                for kind in kinds
            ]
        )
        read = self.list_of("coordinator_1", "res.partner", "institution_action")
        self.assert_does_not_grow(read, institutions[:FEW], institutions)


@tagged("post_install", "-at_install")
class TestMonth(SpeedCase):
    def test_opening_the_reports_of_the_month_takes_all_cases_at_once(self):
        month = self.today.replace(day=1)
        self.cases.sudo().member_ids.date_from = month - timedelta(days=800)

        def open_month(cases):
            nonlocal month
            month = (month - timedelta(days=1)).replace(day=1)
            reports = self.env["kooperacja.report"]._open_month(
                cases.with_env(self.env), month
            )
            self.assertEqual(len(reports), 2 * len(cases))

        self.assert_does_not_grow(open_month, self.cases[:FEW], self.cases)

    def test_a_monitoring_card_collects_many_reports_at_once(self):
        def new_card(case):
            card = self.card.create({"case_id": case.id})
            card.read(["line_ids", "silent_member_ids", "progress"])

        few, many = self.make_case(), self.make_case(tasks=20)
        reports = self.report.with_env(self.case.env)._open_month(
            few | many, self.today
        )
        reports.action_submit()
        self.assert_does_not_grow(new_card, few, many)


@tagged("post_install", "-at_install")
class TestPrints(SpeedCase):
    def assert_prints(self, report, few, many):
        """Check that printing asks no more about a long document than a short one."""
        reports = self.env["ir.actions.report"]

        def do(record):
            reports._render_qweb_html(f"{MODULE}.{report}", record.ids)

        self.assert_does_not_grow(do, few, many)

    def test_a_plan_of_many_tasks(self):
        few, many = self.make_case(), self.make_case(tasks=40)
        self.assert_prints("report_plan", few.plan_id, many.plan_id)

    def test_an_agreement_of_many_signatories(self):
        institutions = self.env["res.partner"].create(
            [{"name": f"Instytucja {n}", "is_institution": True} for n in range(30)]
        )
        few, many = (
            self.agreement_1.create(
                {
                    "partnership_id": self.partnership_1.id,
                    "signatory_ids": self.lines(
                        *({"institution_id": one.id} for one in chosen)
                    ),
                }
            )
            for chosen in (institutions[:FEW], institutions)
        )
        self.assert_prints("report_agreement", few, many)
