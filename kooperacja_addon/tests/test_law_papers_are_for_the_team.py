"""A printed document opens no more than the record that it prints."""

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .common import MODULE, KooperacjaCase, KooperacjaHttpCase

PAPERS = {
    "report_briefing": "kooperacja.case",
    "report_diagnosis": "kooperacja.case",
    "report_disclosure": "kooperacja.disclosure.list",
    "report_plan": "kooperacja.plan",
    "report_plan_compare": "kooperacja.plan.compare",
    "report_plan_family": "kooperacja.plan",
    "report_plan_person": "kooperacja.plan",
    "report_evaluation": "kooperacja.evaluation",
    "report_family": "kooperacja.household",
    "report_monitoring": "kooperacja.monitoring",
    "report_meeting": "kooperacja.meeting",
    "report_meeting_call": "kooperacja.meeting.attendance",
    "report_case_newest": "kooperacja.case",
    "report_case_oldest": "kooperacja.case",
}
# Tried by the tests of clauses and of erasing.
ELSEWHERE = ("report_clause", "report_clause_print", "report_privacy_erasure")
OUTSIDERS = (
    "employee",
    "administrator",
    "system",
    "portal",
    "member_b",
    "worker_b",
    "coordinator_2",
    "past_member",
    "future_member",
)


def paper_of(case, letter, model, name):
    """Return what is printed: of the case, or a dialog that the user has filled."""
    plan = case.content[letter]["kooperacja.plan"]
    dialogs = {
        "kooperacja.disclosure.list": {
            "household_id": case.families[letter].household.id
        },
        "kooperacja.plan.compare": {
            "case_id": plan.case_id.id,
            "new_plan_id": plan.id,
        },
    }
    if model not in dialogs:
        return case.content[letter][model]
    return case.env[model].with_user(case.users[name]).create(dialogs[model])


@tagged("post_install", "-at_install")
class TestPapersAreForTheTeam(KooperacjaCase):
    def render(self, name, report, record):
        renderer = self.as_user(name, self.env["ir.actions.report"])
        content, _ending = renderer._render_qweb_html(f"{MODULE}.{report}", record.ids)
        return content

    def test_every_paper_about_a_family_is_tried_here(self):
        reports = self.env["ir.actions.report"].search(
            [("model", "=like", "kooperacja.%")]
        )
        about_families = reports.filtered(
            lambda report: report.model in self.content["a"]
            or any(
                field.store
                for name, field in self.env[report.model]._fields.items()
                if name in ("case_id", "household_id")
            )
        )
        names = {f"{MODULE}.{name}" for name in (*PAPERS, *ELSEWHERE)}
        self.assertEqual(set(about_families.get_external_id().values()), names)

    def test_members_print_the_papers_of_their_case(self):
        for report, model in PAPERS.items():
            for name in ("worker_a", "member_a", "coordinator_1"):
                if (report, name) == ("report_disclosure", "member_a"):
                    continue  # given out by who coordinates
                with self.subTest(report=report, user=name):
                    paper = paper_of(self, "a", model, name)
                    content = self.render(name, report, paper)
                    self.assertTrue(self.secrets_in(content))

    def test_the_file_of_a_paper_is_named_by_a_number(self):
        for report, model in PAPERS.items():
            with self.subTest(report=report):
                paper = paper_of(self, "a", model, "coordinator_1").with_context(
                    show_family_names=True
                )
                action = self.env.ref(f"{MODULE}.{report}")
                self.assertTrue(action.print_report_name)
                name = safe_eval(action.print_report_name, {"object": paper})
                self.assert_tells_nothing(name)

    def test_no_paper_tells_of_a_blue_card(self):
        """Who is accused of violence may hold any of these papers."""
        self.case_a.write({"blue_card": True, "blue_card_number": "NK-77-2026"})
        for report, model in PAPERS.items():
            with self.subTest(report=report):
                paper = paper_of(self, "a", model, "coordinator_1")
                content = str(self.render("coordinator_1", report, paper), "utf-8")
                self.assertNotIn("NK-77", content)
                # That every plan names the procedures of the law is something else.
                self.assertNotIn("Niebieska Karta", content)

    def test_nobody_else_prints_them(self):
        for report, model in PAPERS.items():
            for name in OUTSIDERS:
                with self.subTest(report=report, user=name):
                    with self.assertRaises(AccessError):
                        paper = paper_of(self, "a", model, "worker_a")
                        content = self.render(name, report, paper)
                        self.assert_tells_nothing(content)

    def test_nobody_prints_a_foreign_paper_along_with_an_own_one(self):
        for report, model in PAPERS.items():
            both = paper_of(self, "a", model, "worker_a").with_user(
                self.users["worker_b"]
            ) | paper_of(self, "b", model, "worker_b")
            with self.subTest(report=report), self.assertRaises(AccessError):
                self.assert_tells_nothing(self.render("worker_b", report, both))

    def test_agreements_are_for_the_partnership(self):
        content = self.render("member_a", "report_agreement", self.agreement_1)
        self.assertIn(self.gmina_1.name, str(content, "utf-8"))
        for name in ("employee", "portal", "member_c", "coordinator_2"):
            with self.subTest(user=name), self.assertRaises(AccessError):
                self.render(name, "report_agreement", self.agreement_1)


@tagged("post_install", "-at_install")
class TestWebOpensNoFamily(KooperacjaHttpCase):
    """The same doors as a browser tries them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.sign_plan(cls.content["a"]["kooperacja.plan"])
        cls.paper = cls.env["ir.attachment"].search(
            [
                ("res_model", "=", "kooperacja.plan"),
                ("res_field", "=", "signed_document"),
            ]
        )
        cls.photo = cls.env["ir.attachment"].create(
            {
                "name": "x.txt",
                "raw": b"Abramowicz rzeczya",
                "mimetype": "text/plain",
                "res_model": "kooperacja.case",
                "res_id": cls.case_a.id,
            }
        )
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        # Refusals are what is asked for here, and the server logs every one.
        muted = mute_logger("odoo.http")
        muted.__enter__()
        self.addCleanup(muted.__exit__)

    def log_in(self, name):
        login = self.users[name].login
        self.authenticate(login, login)

    def call(self, model, method, *args, **kwargs):
        """Return the text of the answer to a call of the web client."""
        return self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {
                    "model": model,
                    "method": method,
                    "args": args,
                    "kwargs": {"context": {"show_family_names": True}, **kwargs},
                },
            },
        ).text

    def test_documents_as_signed_are_served_to_the_team_only(self):
        addresses = (
            f"/web/content/kooperacja.plan/{self.plan.id}/signed_document",
            f"/web/content?model=kooperacja.plan&id={self.plan.id}"
            "&field=signed_document",
            f"/web/content/{self.paper.id}",
            f"/web/content/{self.photo.id}?download=true",
            f"/web/image/{self.photo.id}",
        )
        for name in (None, *OUTSIDERS):
            if name:
                self.log_in(name)
            else:
                self.authenticate(None, None)
            for address in addresses:
                with self.subTest(user=name, address=address):
                    response = self.url_open(address)
                    self.assertNotIn("as signed", response.text)
                    self.assert_tells_nothing(response.text)
        for name in ("member_a", "worker_a"):
            self.log_in(name)
            with self.subTest(user=name):
                self.assertIn("as signed", self.url_open(addresses[0]).text)
                self.assertIn("rzeczya", self.url_open(addresses[3]).text)

    def test_papers_are_printed_for_the_team_only(self):
        for report, model in PAPERS.items():
            number = paper_of(self, "a", model, "worker_a").id
            for kind in ("html", "pdf", "text"):
                address = f"/report/{kind}/{MODULE}.{report}/{number}"
                for name in ("employee", "system", "portal", "member_b", "past_member"):
                    self.log_in(name)
                    with self.subTest(user=name, address=address):
                        response = self.url_open(address)
                        self.assertNotEqual(response.status_code, 200)
                        self.assert_tells_nothing(response.text)
            self.log_in("worker_a")
            response = self.url_open(f"/report/html/{MODULE}.{report}/{number}")
            self.assertTrue(self.secrets_in(response.text))

    def test_calls_of_the_web_client_tell_outsiders_nothing(self):
        person = self.families["a"].adult
        asked = {"last_name": {}, "pesel": {}, "display_name": {}}
        for name in ("employee", "system", "portal", "member_b"):
            self.log_in(name)
            for method, args, kwargs in (
                ("read", ([person.id], ["last_name", "pesel"]), {}),
                ("web_read", ([person.id],), {"specification": asked}),
                ("search_read", ([], ["last_name", "pesel"]), {}),
                ("web_search_read", ([], asked), {}),
                ("name_search", ("Abramowicz",), {}),
                ("export_data", ([person.id], ["last_name", "pesel"]), {}),
                ("formatted_read_group", ([], ["last_name"], ["__count"]), {}),
                ("copy", ([person.id],), {}),
            ):
                with self.subTest(user=name, method=method):
                    # Members of B read their own family; A is what counts.
                    answer = self.call("kooperacja.person", method, *args, **kwargs)
                    self.assert_tells_nothing(answer)

    def test_calls_of_the_web_client_serve_the_team(self):
        self.log_in("worker_a")
        answer = self.call("kooperacja.person", "search_read", [], ["last_name"])
        self.assertIn("Abramowicz", answer)

    def test_methods_past_the_guards_cannot_be_called(self):
        self.log_in("worker_a")
        for model, method in (
            ("kooperacja.plan", "_write_by_action"),
            ("kooperacja.meeting", "_follow_event"),
            ("calendar.event", "_write_from_meeting"),
            ("kooperacja.case", "_reopen"),
        ):
            with self.subTest(model=model, method=method):
                answer = self.call(model, method, [1], {"state": "draft"})
                self.assertIn("error", answer)

    def test_the_export_of_the_web_client_is_for_the_team(self):
        self.users["member_b"].group_ids += self.env.ref("base.group_allow_export")
        self.users["system"].group_ids += self.env.ref("base.group_allow_export")
        for name in ("system", "member_b"):
            self.log_in(name)
            with self.subTest(user=name):
                response = self.url_open(
                    "/web/export/csv",
                    data={
                        "data": "{"
                        '"model": "kooperacja.person",'
                        '"fields": [{"name": "last_name", "label": "x"}],'
                        f'"ids": [{self.families["a"].adult.id}],'
                        '"domain": [], "groupby": [], "import_compat": false'
                        "}",
                    },
                )
                self.assert_tells_nothing(response.text)

    def test_threads_of_discuss_open_no_family(self):
        for name in ("employee", "member_b", "portal"):
            self.log_in(name)
            for model in ("kooperacja.case", "kooperacja.plan", "kooperacja.person"):
                for address in ("/mail/thread/messages", "/mail/data"):
                    params = {
                        "thread_model": model,
                        "thread_id": self.content["a"][model].id,
                        "fetch_params": [
                            [
                                "mail.thread",
                                {
                                    "thread_model": model,
                                    "thread_id": self.content["a"][model].id,
                                    "request_list": [
                                        "messages",
                                        "attachments",
                                        "followers",
                                    ],
                                },
                            ]
                        ],
                    }
                    with self.subTest(user=name, model=model, address=address):
                        response = self.url_open(
                            address,
                            json={"jsonrpc": "2.0", "method": "call", "params": params},
                        )
                        self.assert_tells_nothing(response.text)
                        self.assertNotIn("x.txt", response.text)

    def test_a_link_to_a_record_tells_outsiders_nothing(self):
        for name in ("employee", "member_b", "system"):
            self.log_in(name)
            for model in ("kooperacja.case", "kooperacja.household"):
                address = f"/mail/view?model={model}&res_id="
                response = self.url_open(
                    f"{address}{self.content['a'][model].id}", allow_redirects=True
                )
                self.assert_tells_nothing(response.text)
