"""Over HTTP: prints, files and refusals are noted, on copies that only read as well."""

import base64

from odoo.tests import tagged
from odoo.tests.common import JsonRpcException

from .common import KooperacjaHttpCase

LOG = "kooperacja.access.log"


@tagged("post_install", "-at_install")
class TestOverHttp(KooperacjaHttpCase):
    def setUp(self):
        super().setUp()
        self.last = self.env[LOG].search([], order="id desc", limit=1).id or 0

    def noted(self):
        self.env.invalidate_all()
        return self.env[LOG].search([("id", ">", self.last)], order="id")

    def log_in(self, name):
        self.authenticate(f"test_{name}", f"test_{name}")

    def call(self, model, method, *args, **kwargs):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def test_a_print_is_noted(self):
        self.log_in("worker_a")
        plan = self.content["a"]["kooperacja.plan"]
        report = "kooperacja_addon.report_plan_document"
        self.url_open(f"/report/html/{report}/{plan.id}").raise_for_status()
        row = self.noted()
        self.assertEqual((row.action, row.case_id), ("print", self.case_a))

    def test_a_file_is_noted(self):
        file = self.env["ir.attachment"].create(
            {
                "name": "opinia.txt",
                "datas": base64.b64encode(b"opinia"),
                "res_model": "kooperacja.case",
                "res_id": self.case_a.id,
            }
        )
        self.log_in("worker_a")
        answer = self.url_open(f"/web/content/{file.id}")
        self.assertEqual(answer.content, b"opinia")
        row = self.noted()
        self.assertEqual((row.action, row.case_id), ("download", self.case_a))

    def test_a_reading_by_the_client_is_noted(self):
        self.log_in("worker_a")
        self.call(
            "kooperacja.case", "web_read", [self.case_a.id], {"qualification": {}}
        )
        self.assertEqual(self.noted().mapped("action"), ["open"])

    def test_an_attempt_after_leaving_is_noted_though_it_is_undone(self):
        self.log_in("past_member")
        # Not assertRaises, which takes back what was written meanwhile.
        with self.assertLogs("odoo.http", "WARNING"):
            try:
                self.call(
                    "kooperacja.case",
                    "web_read",
                    [self.case_a.id],
                    {"qualification": {}},
                )
            except JsonRpcException:
                refused = True
            else:
                refused = False
        self.assertTrue(refused)
        row = self.noted()
        self.assertEqual(
            (row.action, row.case_id, row.user_id),
            ("refused", self.case_a, self.users["past_member"]),
        )
