"""The monthly report takes a minute on a phone, and needs no finger and no mouse."""

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import MODULE
from .portal_browser import LOADED, PhoneCase

TASKS = 5
MOST_TAPS = 12  # as many as the report in the office takes
HINDRANCE = "Autobus nie jeździ"
# Nobody is so fast as to leave a page before its scripts have begun.
STARTED = "document.querySelector('.o_kooperacja_portal[data-started]')"


@tagged("post_install", "-at_install")
class TestPortalReportTaps(PhoneCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = new_test_user(
            cls.env,
            login="test_partner_taps",
            name="Pani Pedagog",
            email="partner_taps@example.com",
            groups=f"{MODULE}.group_partner",
            company_id=cls.gmina_1.id,
            tz="Europe/Warsaw",
            parent_id=cls.institutions["police_1"].id,
        )
        cls.partner.lang = "en_US"
        row = cls.join(cls.case_a, cls.partner, cls.long_ago)
        plan = cls.content["a"]["kooperacja.plan"]
        task = plan.task_ids[0]
        tasks = cls.env["kooperacja.plan.task"].union(
            *(
                task.copy({"name": f"Zadanie {number}", "member_id": row.id})
                for number in range(1, TASKS + 1)
            )
        )
        cls.sign_plan(plan.with_user(cls.users["worker_a"]))
        cls.env["kooperacja.report"].create(
            {
                "case_id": cls.case_a.id,
                "member_id": row.id,
                "month": cls.last_month,
                "line_ids": [
                    Command.create({"task_id": one.id, "status": "in_progress"})
                    for one in tasks
                ],
            }
        ).action_submit()
        cls.report = cls.env["kooperacja.report"].create(
            {"case_id": cls.case_a.id, "member_id": row.id, "month": cls.today}
        )
        cls.lines = cls.report.line_ids.sorted(lambda line: line.task_id.name)
        cls.path = f"/my/sprawozdania/{cls.report.id}"

    def mark(self, number, status):
        """Return the id of the choice of a task, counted from 1."""
        return f"status-{self.lines[number - 1].id}-{status}"

    def check_report(self):
        self.env.invalidate_all()
        self.assertEqual(
            self.lines.mapped("status"),
            ["done", "done", "in_progress", "in_progress", "obstacle"],
        )
        self.assertEqual(self.lines[4].obstacle, HINDRANCE)
        self.assertEqual(self.report.state, "submitted")
        self.assertEqual(self.report.entered_by_id, self.partner.partner_id)

    def test_five_tasks_take_few_taps_and_few_letters(self):
        """Two tasks are done, two go on as last month, one is stuck."""
        self.assertEqual(set(self.lines.mapped("status")), {"in_progress"})
        with self.phone(self.partner.login) as phone:
            taps, typed = [], []

            def tap(selector):
                phone.wait(f"document.querySelector('{selector}') && {LOADED}")
                x, y = phone.ask(
                    f"""(() => {{
                        const el = document.querySelector('{selector}');
                        el.scrollIntoView({{block: "center", behavior: "instant"}});
                        const box = el.getBoundingClientRect();
                        return [box.x + box.width / 2, box.y + box.height / 2];
                    }})()"""
                )
                for kind in ("mousePressed", "mouseReleased"):
                    phone.tell(
                        "Input.dispatchMouseEvent",
                        type=kind,
                        x=x,
                        y=y,
                        button="left",
                        clickCount=1,
                    )
                taps.append(selector)

            phone.go("/my/kooperacja", ready=STARTED)
            tap(f'a[href="{self.path}"]')
            phone.wait(f"location.pathname === '{self.path}' && {LOADED}")
            self.assertFalse(
                phone.ask("document.documentElement.scrollWidth > innerWidth")
            )
            for number, status in ((1, "done"), (2, "done"), (5, "obstacle")):
                tap(f'label[for="{self.mark(number, status)}"]')
            tap(f"#obstacle-{self.lines[4].id}")
            phone.type(HINDRANCE)
            typed += HINDRANCE
            tap('button[name="submit"]')
            phone.wait("location.search === '?wyslano=1'")
            self.assertLessEqual(len(taps), 6)
            self.assertLess(len(taps), MOST_TAPS)
            self.assertEqual(len(typed), len(HINDRANCE))
        self.check_report()

    def test_the_keyboard_alone_is_enough(self):
        with self.phone(self.partner.login) as phone:

            def tab_to(selector):
                """Press Tab until something is reached, which then shows that it is."""
                for _press in range(60):
                    phone.press("Tab")
                    if phone.ask(f"document.activeElement.matches('{selector}')"):
                        return
                self.fail(f"Tab does not lead to {selector}")

            phone.go("/my/kooperacja", ready=STARTED)
            tab_to(f'a[href="{self.path}"]')
            phone.press("Enter", text="\r")
            phone.wait(f"location.pathname === '{self.path}' && {LOADED}")
            for number, presses in ((1, 2), (2, 2), (5, 1)):
                # Tab comes to the choice of last month; the arrows move on from it.
                tab_to(f'[name="status-{self.lines[number - 1].id}"]')
                for _press in range(presses):
                    phone.press("ArrowRight")
                ring = phone.ask(
                    "getComputedStyle(document.activeElement.labels[0]).boxShadow"
                )
                self.assertNotEqual(ring, "none")
            tab_to(f"#obstacle-{self.lines[4].id}")
            phone.type(HINDRANCE)
            tab_to('button[name="submit"]')
            phone.press(" ", code="Space", text=" ")
            phone.wait("location.search === '?wyslano=1'")
        self.check_report()
