"""What is to be considered before a meeting is called."""

from datetime import date, datetime, timedelta

import pytest

from rules.notice import meeting_warnings

EASTER_MONDAY_2026 = date(2026, 4, 6)
CORPUS_CHRISTI_2026 = date(2026, 6, 4)
# A Wednesday, no holiday.
WEDNESDAY = date(2026, 3, 11)


def warnings(day, kind="team", notice=None, minutes=60, notice_days=5, longest=None):
    """Return the warnings for a meeting on ``day``, called ``notice`` days before."""
    called_on = day - timedelta(days=30 if notice is None else notice)
    return meeting_warnings(
        kind,
        datetime(day.year, day.month, day.day, 12),
        minutes,
        called_on,
        notice_days,
        longest,
    )


class TestDay:
    def test_an_ordinary_working_day_warns_of_nothing(self):
        assert warnings(WEDNESDAY) == []

    @pytest.mark.parametrize(
        "day",
        [
            date(2026, 1, 1),
            date(2026, 1, 6),
            EASTER_MONDAY_2026,
            date(2026, 5, 1),
            CORPUS_CHRISTI_2026,
            date(2026, 11, 11),
            date(2026, 12, 25),
        ],
    )
    def test_a_public_holiday_is_named(self, day):
        assert warnings(day) == ["holiday"]

    def test_a_holiday_on_a_weekend_is_named_as_a_holiday(self):
        assert date(2026, 5, 3).weekday() == 6
        assert warnings(date(2026, 5, 3)) == ["holiday"]

    def test_christmas_eve_is_a_holiday_since_2025(self):
        assert warnings(date(2024, 12, 24)) == []
        assert warnings(date(2025, 12, 24)) == ["holiday"]
        assert warnings(date(2026, 12, 24)) == ["holiday"]

    def test_the_weekend_is_named(self):
        assert warnings(date(2026, 3, 14)) == ["weekend"]
        assert warnings(date(2026, 3, 15)) == ["weekend"]


class TestMondayAndFriday:
    MONDAY, FRIDAY = date(2026, 3, 9), date(2026, 3, 13)

    def test_directors_are_not_called_on_a_monday_or_a_friday(self):
        assert warnings(self.MONDAY, "partnership") == ["monday_or_friday"]
        assert warnings(self.FRIDAY, "partnership") == ["monday_or_friday"]

    @pytest.mark.parametrize("kind", ["team", "monitoring", "evaluation"])
    def test_practitioners_are(self, kind):
        assert warnings(self.MONDAY, kind) == []
        assert warnings(self.FRIDAY, kind) == []

    def test_directors_are_called_on_every_day_between(self):
        for day in range(10, 13):
            assert warnings(date(2026, 3, day), "partnership") == []


class TestNotice:
    def test_exactly_the_notice_is_enough(self):
        assert warnings(WEDNESDAY, notice=5) == []

    def test_a_day_less_is_short(self):
        assert warnings(WEDNESDAY, notice=4) == ["short_notice"]

    def test_a_meeting_on_the_day_of_calling_is_short_but_not_past(self):
        assert warnings(WEDNESDAY, notice=0) == ["short_notice"]

    def test_a_day_before_the_calling_is_past_and_nothing_else(self):
        assert warnings(WEDNESDAY, notice=-1) == ["past"]

    def test_a_gmina_may_ask_for_another_notice(self):
        assert warnings(WEDNESDAY, notice=6, notice_days=7) == ["short_notice"]
        assert warnings(WEDNESDAY, notice=7, notice_days=7) == []

    def test_no_notice_at_all_may_be_asked_for(self):
        assert warnings(WEDNESDAY, notice=0, notice_days=0) == []

    def test_the_notice_is_short_exactly_below_its_days(self):
        for notice in range(15):
            codes = warnings(WEDNESDAY, notice=notice)
            assert ("short_notice" in codes) == (notice < 5)


class TestLength:
    def test_a_meeting_of_exactly_the_longest_is_not_too_long(self):
        assert warnings(WEDNESDAY, minutes=120, longest=120) == []

    def test_a_minute_more_is(self):
        assert warnings(WEDNESDAY, minutes=121, longest=120) == ["too_long"]

    def test_without_a_limit_nothing_is_too_long(self):
        assert warnings(WEDNESDAY, minutes=600) == []


def test_the_gravest_comes_first():
    assert warnings(
        date(2026, 5, 1), "partnership", notice=1, minutes=200, longest=120
    ) == ["holiday", "short_notice", "monday_or_friday", "too_long"]
