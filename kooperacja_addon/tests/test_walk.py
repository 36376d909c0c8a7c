"""A hundred random lives of a case end in no traceback and break no promise."""

import logging
import os
import random
from collections import Counter

from odoo.tests import tagged

from .steps import PathCase
from .walk import Walker

WALKS, STEPS = 100, 25

_logger = logging.getLogger(__name__)


@tagged("post_install", "-at_install")
class TestWalks(PathCase):
    def test_a_hundred_random_walks(self):
        """KOOPERACJA_WALK=1234 walks the one walk of that seed."""
        again = os.environ.get("KOOPERACJA_WALK")
        seeds = [int(again)] if again else range(WALKS)
        taken = Counter()
        for seed in seeds:
            with self.subTest(seed=seed), self.env.cr.savepoint() as walk:
                walker = Walker(self, random.Random(seed))
                walker.walk(STEPS)
                taken.update(step.split()[0] for step in walker.path if "(" not in step)
                walk.rollback()
            self.env.invalidate_all()
        _logger.info("Steps taken: %s", taken.most_common())
        if not again:
            # Walks that are refused everywhere would prove nothing.
            for name in (
                "sign_a_plan",
                "close",
                "look_back",
                "add_an_entry",
                "take_a_report",
                "hand_over",
                "answer_a_matter",
                "note_a_gap",
            ):
                self.assertGreater(taken[f"step_{name}"], 0, taken)
