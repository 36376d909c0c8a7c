"""The plan in plain words for the family, and what the plan in print says anew."""

from datetime import timedelta

from odoo.tests import tagged

from .test_printed_documents import PrintCase


@tagged("post_install", "-at_install")
class TestFamilyCopy(PrintCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paper = cls.papers["report_plan"]
        cls.member.partner_id.phone = "+48 500 600 700"

    def family(self):
        return self.page("report_plan_family", self.paper)

    def test_it_names_own_tasks_and_whom_to_call(self):
        page = self.family()
        for words in (
            "Zadanie rodziny rzeczya",
            self.worker.name,
            self.member.name,
            "+48 500 600 700",
        ):
            self.assertIn(words, page)

    def test_the_work_of_institutions_stays_out(self):
        page = self.family()
        for task in self.paper.task_ids.filtered("member_id"):
            self.assertNotIn(task.name, page)
        self.assertNotIn("Brak rzeczya", page)

    def test_own_tasks_come_before_everything_else(self):
        page = self.family()
        self.assertLess(
            page.index("Zadanie rodziny rzeczya"), page.index("Pomoc rzeczya")
        )

    def test_the_next_meeting_is_told(self):
        self.assertIn("Szkoła Podstawowa w Sosnowie", self.family())

    def test_each_person_gets_a_sheet_with_own_tasks_only(self):
        other = self.families["a"].household.person_ids.create(
            {
                "household_id": self.families["a"].household.id,
                "first_name": "Ojciec",
                "role": "father",
            }
        )
        self.paper.goal_ids.task_ids = self.lines(
            {
                "name": "Naprawić piec",
                "person_id": other.id,
                "date_to": self.today + timedelta(days=9),
            }
        )
        pages = self.print_pdf("report_plan_person", self.paper)
        own = [page for page in pages if "Naprawić piec" in page]
        self.assertEqual(len(own), 1)
        self.assertNotIn("Zadanie rodziny rzeczya", own[0])

    def test_a_child_without_tasks_gets_no_sheet(self):
        self.assertEqual(self.paper._get_family_doers(), self.families["a"].adult)

    def test_an_adult_who_lives_elsewhere_gets_no_sheet_without_tasks(self):
        household = self.families["a"].household
        away = household.person_ids.create(
            {
                "household_id": household.id,
                "first_name": "Babcia",
                "role": "grandparent",
                "lives_elsewhere": True,
            }
        )
        self.assertNotIn(away, self.paper._get_family_doers())
        self.assertNotIn("Babcia", self.family())
        self.paper.goal_ids.task_ids = self.lines(
            {
                "name": "Odbierać wnuki",
                "person_id": away.id,
                "date_to": self.today + timedelta(days=9),
            }
        )
        self.assertIn(away, self.paper._get_family_doers())

    def test_the_file_is_named_by_the_case(self):
        for report in ("report_plan_family", "report_plan_person"):
            action = self.env.ref(f"kooperacja_addon.{report}")
            self.assertTrue(action.print_report_name)
            self.assert_tells_nothing(action.print_report_name)


@tagged("post_install", "-at_install")
class TestPlanInPrint(PrintCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paper = cls.papers["report_plan"]

    def printed_plan(self):
        return self.page("report_plan", self.paper)

    def test_share_barriers_services_and_contract_are_printed(self):
        self.case.write({"contract_kind": "contract", "contract_number": "KS/7"})
        task = self.paper.task_ids[0]
        task.write({"transport_state": "open", "result": "Antek ma miejsce"})
        page = self.printed_plan()
        for words in (
            "0 z 1",
            "KS/7",
            "Antek ma miejsce",
            "Pomoc rzeczya",
            *self.paper.with_context(lang="pl_PL")._get_open_barriers(),
        ):
            self.assertIn(words, page)

    def test_three_statements_are_printed_apart(self):
        line = self.paper.signature_ids.filtered("person_id")
        line.write(
            {
                "agreement": "refuses",
                "refusal_reason": "Nie chcę wizyt",
                "data_consent": "given",
                "duties_told_on": self.today,
            }
        )
        page = self.printed_plan()
        places = [page.index(number) for number in ("1. Zgoda", "2. Zgoda", "3. Ob")]
        self.assertEqual(places, sorted(places))
        self.assertIn("Nie chcę wizyt", page)

    def test_a_long_name_is_not_cut(self):
        name = "Rozmowa " + "bardzo " * 12 + "długa"
        self.paper.task_ids[0].name = name
        text = " ".join("\n".join(self.print_pdf("report_plan", self.paper)).split())
        self.assertNotIn("…", text.split("Harmonogram")[1].split("Oświadczenia")[0])
