"""The access log costs two questions to the database at most, for a form and a list."""

from unittest.mock import patch

from odoo.tests import tagged

from .test_privacy_access_log import NAMED
from .test_speed import MANY, SpeedCase


@tagged("post_install", "-at_install")
class TestItIsCheap(SpeedCase):
    def cost(self, show):
        """Return how many queries the log adds to ``show``."""
        log = type(self.env["kooperacja.access.log"])

        def read():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            show()
            return self.env.cr.sql_log_count - before

        with patch.object(log, "_note", lambda *args, **kwargs: None):
            read()
            without = read()
        self.env["kooperacja.access.log"]._get_night(self.gmina_1.id)
        rows = self.env["kooperacja.access.log"].search_count([])
        cost = read() - without
        self.assertGreater(self.env["kooperacja.access.log"].search_count([]), rows)
        return cost

    def test_opening_a_case(self):
        case = self.as_user("coordinator_1", self.cases[0])
        self.assertLessEqual(self.cost(lambda: case.web_read(NAMED)), 2)

    def test_a_list_however_long(self):
        cases = self.of("coordinator_1", "kooperacja.case")
        for count in (2, MANY):
            domain = [("id", "in", self.cases[:count].ids)]
            cost = self.cost(lambda d=domain: cases.web_search_read(d, NAMED))
            self.assertLessEqual(cost, 2)

    def test_a_list_of_their_content(self):
        tasks = self.of("coordinator_1", "kooperacja.plan.task")
        domain = [("case_id", "in", self.cases.ids)]
        cost = self.cost(lambda: tasks.web_search_read(domain, {"name": {}}))
        self.assertLessEqual(cost, 2)
