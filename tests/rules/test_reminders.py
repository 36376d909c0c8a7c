"""Whom a deadline is told to, when, and on which days mail goes out."""

from datetime import date, timedelta

import pytest

from rules.reminders import is_working_day, mail_goes_out, plural, who_is_told

DAY = date(2026, 3, 11)
CHAIN = (["doer"], ["seer"], ["boss"])


def told(days, chain=CHAIN, lead=3, patience=7):
    """Whom the deadline is told to, so many days after its day."""
    return who_is_told(DAY, DAY + timedelta(days=days), chain, lead, patience)


class TestTold:
    def test_nobody_is_told_too_early(self):
        assert told(-4) == {}
        assert told(-3) == {"doer": "due"}

    def test_on_the_day_itself_nothing_is_late_yet(self):
        assert told(0) == {"doer": "due"}
        assert told(1) == {"doer": "late"}

    def test_who_sees_to_it_hears_of_it_after_a_week_and_the_gmina_after_two(self):
        assert told(6) == {"doer": "late"}
        assert told(7) == {"doer": "late", "seer": "escalated"}
        assert told(13) == {"doer": "late", "seer": "escalated"}
        assert told(14) == {"doer": "late", "seer": "escalated", "boss": "escalated"}

    def test_where_nobody_does_it_who_sees_to_it_is_first(self):
        assert told(0, chain=([], ["seer"], ["boss"])) == {"seer": "due"}
        assert told(7, chain=([], ["seer"], ["boss"]))["boss"] == "escalated"

    def test_nobody_hears_of_it_twice(self):
        assert told(30, chain=(["one"], ["one"], ["one"])) == {"one": "late"}

    def test_where_nobody_is_left_nobody_is_told(self):
        assert told(30, chain=([], [], [])) == {}

    def test_reminders_on_the_day_itself(self):
        assert told(-1, lead=0) == {}
        assert told(0, lead=0) == {"doer": "due"}

    def test_the_29th_of_february_is_a_day_as_any_other(self):
        leap = date(2028, 2, 29)
        assert who_is_told(leap, date(2028, 2, 26), CHAIN, 3, 7) == {"doer": "due"}
        assert who_is_told(leap, date(2028, 3, 1), CHAIN, 3, 7) == {"doer": "late"}
        assert "seer" in who_is_told(leap, date(2028, 3, 7), CHAIN, 3, 7)

    def test_the_days_on_which_clocks_change_are_days_as_any_other(self):
        for change in (date(2026, 3, 29), date(2026, 10, 25)):
            early, late = change - timedelta(days=3), change + timedelta(days=7)
            assert who_is_told(change, early, CHAIN, 3, 7) == {"doer": "due"}
            assert "seer" in who_is_told(change, late, CHAIN, 3, 7)

    @pytest.mark.parametrize(("lead", "patience"), [(-1, 7), (3, 0)])
    def test_senseless_numbers_are_refused(self, lead, patience):
        with pytest.raises(ValueError, match="days"):
            told(0, lead=lead, patience=patience)

    def test_once_told_a_person_stays_told(self):
        for days in range(-5, 40):
            assert told(days).keys() <= told(days + 1).keys()


class TestMail:
    MONDAY = date(2026, 3, 9)

    def day(self, number):
        return self.MONDAY + timedelta(days=number)

    def test_weekends_and_holidays_are_no_working_days(self):
        assert is_working_day(self.MONDAY)
        assert not is_working_day(self.day(5))
        assert not is_working_day(self.day(6))
        for holiday in (date(2026, 4, 6), date(2026, 5, 1), date(2026, 11, 11)):
            assert not is_working_day(holiday)

    def test_daily_is_each_working_day(self):
        days = [day for day in range(7) if mail_goes_out("daily", self.day(day))]
        assert days == [0, 1, 2, 3, 4]

    def test_weekly_is_monday(self):
        ran = [self.day(number) for number in range(-7, 7)]
        days = [
            number
            for number in range(7)
            if mail_goes_out("weekly", self.day(number), ran[: 7 + number])
        ]
        assert days == [0]

    def test_weekly_is_tuesday_where_monday_is_a_holiday(self):
        easter_monday = date(2026, 4, 6)
        tuesday = easter_monday + timedelta(days=1)
        assert not mail_goes_out("weekly", easter_monday)
        assert mail_goes_out("weekly", tuesday, [easter_monday])

    def test_weekly_is_not_lost_when_nothing_ran_on_monday(self):
        assert mail_goes_out("weekly", self.day(1), [self.day(-3)])
        assert not mail_goes_out("weekly", self.day(2), [self.day(1)])

    def test_none_is_never(self):
        assert not any(mail_goes_out("none", self.day(day)) for day in range(7))


class TestPlural:
    FORMS = "sprawa|sprawy|spraw"

    @pytest.mark.parametrize(
        ("form", "counts"),
        [
            ("sprawa", [1]),
            ("sprawy", [2, 3, 4, 22, 24, 102, 1003]),
            ("spraw", [0, 5, 11, 12, 13, 14, 21, 25, 101, 112, 113, 1014]),
        ],
    )
    def test_polish(self, form, counts):
        assert {plural(self.FORMS, count) for count in counts} == {form}

    def test_english(self):
        assert [plural("case|cases", n) for n in (0, 1, 2, 5)] == [
            "cases",
            "case",
            "cases",
            "cases",
        ]

    def test_another_number_of_forms_is_refused(self):
        with pytest.raises(ValueError, match="forms"):
            plural("sprawa", 1)
