"""The table of doors names, for each way to a record, the tests that try it."""

import csv
import importlib

from odoo.tests import BaseCase, tagged
from odoo.tools import file_open

from .common import MODULE


@tagged("post_install", "-at_install")
class TestDoors(BaseCase):
    def test_each_door_is_tried_by_tests_that_are_there(self):
        with file_open(f"{MODULE}/security/access_doors.csv") as table:
            rows = list(csv.DictReader(table))
        self.assertGreater(len(rows), 25)
        for row in rows:
            tests = row["tests"].split()
            self.assertTrue(tests, row["door"])
            for name in tests:
                module, case, method = name.split(".")
                with self.subTest(door=row["door"], test=name):
                    module = importlib.import_module(
                        f"odoo.addons.{MODULE}.tests.{module}"
                    )
                    self.assertTrue(callable(getattr(getattr(module, case), method)))
