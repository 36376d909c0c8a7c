"""From monthly reports to the state of a task and of a plan."""

from datetime import date, timedelta
from itertools import permutations, product

import pytest

from rules.progress import STATUSES, is_late, latest_status, share_done

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))
TODAY = date(2026, 3, 11)
TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)


class TestLatestStatus:
    def test_the_newest_month_counts_in_whatever_order_they_come(self):
        reported = [
            ("visit", JANUARY, "not_started"),
            ("visit", FEBRUARY, "obstacle"),
            ("visit", MARCH, "done"),
        ]
        for order in permutations(reported):
            assert latest_status(order) == {"visit": "done"}

    def test_of_one_month_the_later_word_counts(self):
        reported = [("visit", MARCH, "done"), ("visit", MARCH, "in_progress")]
        assert latest_status(reported) == {"visit": "in_progress"}

    def test_every_task_has_its_own(self):
        reported = [
            ("visit", FEBRUARY, "done"),
            ("flat", MARCH, "obstacle"),
            ("visit", JANUARY, "in_progress"),
        ]
        assert latest_status(reported) == {"visit": "done", "flat": "obstacle"}

    def test_without_reports_there_is_no_status(self):
        assert latest_status([]) == {}


class TestShareDone:
    def test_half_of_the_tasks(self):
        assert share_done(["done", "in_progress"]) == 0.5

    def test_dropped_tasks_do_not_count(self):
        assert share_done(["done", "dropped", "dropped"]) == 1.0
        assert share_done(["dropped", "not_started"]) == 0.0

    @pytest.mark.parametrize("statuses", [[], ["dropped"]])
    def test_nothing_to_count_is_nothing_done(self, statuses):
        assert share_done(statuses) == 0.0

    def test_the_share_lies_between_nothing_and_everything(self):
        for statuses in product(STATUSES, repeat=4):
            share = share_done(statuses)
            assert 0.0 <= share <= 1.0
            assert (share == 1.0) == (set(statuses) - {"dropped"} == {"done"})

    def test_the_order_of_tasks_does_not_matter(self):
        assert {
            share_done(order)
            for order in permutations(["done", "dropped", "obstacle", "done"])
        } == {2 / 3}


class TestLate:
    def test_a_task_is_late_from_the_day_after_its_date(self):
        assert not is_late(TOMORROW, "in_progress", TODAY)
        assert not is_late(TODAY, "in_progress", TODAY)
        assert is_late(YESTERDAY, "in_progress", TODAY)

    @pytest.mark.parametrize("status", STATUSES)
    def test_what_is_done_or_given_up_is_never_late(self, status):
        assert is_late(YESTERDAY, status, TODAY) == (status not in ("done", "dropped"))

    def test_a_task_without_a_date_is_never_late(self):
        assert is_late(None, "not_started", TODAY) is False
