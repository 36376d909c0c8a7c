"""Months, quarters and terms."""

from datetime import date, timedelta

import pytest

from rules.periods import (
    add_months,
    in_force,
    monitoring_period,
    month_end,
    month_start,
    overlap,
)

# Every day of four years, a leap year and two turns of the year among them.
DAYS = [date(2023, 1, 1) + timedelta(days=n) for n in range(4 * 365 + 1)]


class TestMonth:
    def test_every_day_lies_between_the_ends_of_its_month(self):
        for day in DAYS:
            first, last = month_start(day), month_end(day)
            assert first <= day <= last
            assert first.day == 1
            assert (last + timedelta(days=1)).day == 1
            assert (first.year, first.month) == (last.year, last.month)

    def test_the_end_of_a_month_is_its_last_day(self):
        assert month_end(date(2024, 2, 10)) == date(2024, 2, 29)
        assert month_end(date(2025, 2, 10)) == date(2025, 2, 28)
        assert month_end(date(2025, 12, 31)) == date(2025, 12, 31)

    def test_months_are_added_over_the_turn_of_the_year(self):
        assert add_months(date(2025, 11, 1), 3) == date(2026, 2, 1)
        assert add_months(date(2026, 2, 1), -3) == date(2025, 11, 1)
        assert add_months(date(2026, 1, 1), -13) == date(2024, 12, 1)
        assert add_months(date(2025, 12, 1), 0) == date(2025, 12, 1)

    def test_adding_and_taking_away_months_comes_back(self):
        first = date(2025, 3, 1)
        for months in range(-40, 41):
            assert add_months(add_months(first, months), -months) == first

    def test_months_are_counted_from_a_first_only(self):
        with pytest.raises(ValueError, match="first day"):
            add_months(date(2025, 1, 31), 1)


class TestMonitoringPeriod:
    def test_a_quarter_ends_with_the_month_of_the_day(self):
        assert monitoring_period(date(2026, 2, 14), 3) == (
            date(2025, 12, 1),
            date(2026, 2, 28),
        )

    def test_a_period_of_one_month_is_the_month_itself(self):
        assert monitoring_period(date(2026, 2, 14), 1) == (
            date(2026, 2, 1),
            date(2026, 2, 28),
        )

    @pytest.mark.parametrize("months", [1, 2, 3, 6, 12])
    def test_a_period_has_the_number_of_months_that_was_asked_for(self, months):
        for day in DAYS:
            first, last = monitoring_period(day, months)
            assert first <= day <= last
            assert add_months(first, months) == last + timedelta(days=1)


class TestTerm:
    FIRST, LAST = date(2026, 3, 10), date(2026, 3, 20)
    DAY = timedelta(days=1)

    def test_the_first_and_the_last_day_belong_to_the_term(self):
        assert in_force(self.FIRST, self.LAST, self.FIRST)
        assert in_force(self.FIRST, self.LAST, self.LAST)

    def test_the_days_before_and_after_do_not(self):
        assert not in_force(self.FIRST, self.LAST, self.FIRST - self.DAY)
        assert not in_force(self.FIRST, self.LAST, self.LAST + self.DAY)

    def test_a_term_without_an_end_goes_on(self):
        assert in_force(self.FIRST, None, date(2126, 1, 1))
        assert not in_force(self.FIRST, None, self.FIRST - self.DAY)

    def test_terms_that_share_one_day_overlap(self):
        assert overlap(self.FIRST, self.LAST, self.LAST, None)
        assert overlap(self.LAST, None, self.FIRST, self.LAST)

    def test_terms_that_follow_each_other_do_not(self):
        assert not overlap(self.FIRST, self.LAST, self.LAST + self.DAY, None)
        assert not overlap(self.LAST + self.DAY, None, self.FIRST, self.LAST)

    def test_two_terms_without_an_end_overlap(self):
        assert overlap(self.FIRST, None, self.LAST, None)

    def test_terms_overlap_when_some_day_is_in_both(self):
        """The definition, tried on every pair of terms in a week."""
        week = [self.FIRST + timedelta(days=n) for n in range(7)]
        ends = [*week, None]
        terms = [
            (start, end)
            for start in week
            for end in ends
            if end is None or start <= end
        ]
        for one in terms:
            for other in terms:
                shared = any(
                    in_force(*one, day) and in_force(*other, day) for day in week
                )
                assert overlap(*one, *other) == shared, (one, other)
                assert overlap(*other, *one) == shared, (one, other)
