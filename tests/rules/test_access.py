"""What is unusual enough to ask about: hours, busy hours, teams that were left."""

import random
from datetime import date, datetime, timedelta

import pytest

from rules.access import busiest_hour, has_left, is_off_hours


@pytest.mark.parametrize(
    "moment, off",
    [
        (datetime(2026, 11, 24, 5, 59), True),
        (datetime(2026, 11, 24, 6, 0), False),
        (datetime(2026, 11, 24, 19, 59), False),
        (datetime(2026, 11, 24, 20, 0), True),
        (datetime(2026, 11, 24, 0, 0), True),
        (datetime(2026, 11, 22, 12, 0), True),  # Sunday
        (datetime(2026, 11, 11, 12, 0), True),  # Independence Day, a Wednesday
        (datetime(2028, 2, 29, 12, 0), False),
    ],
)
def test_night_and_days_off(moment, off):
    assert is_off_hours(moment, 20, 6) is off


def test_equal_hours_leave_no_night():
    assert not is_off_hours(datetime(2026, 11, 24, 3), 0, 0)


def test_a_night_that_does_not_pass_midnight():
    assert is_off_hours(datetime(2026, 11, 24, 3), 0, 6)
    assert not is_off_hours(datetime(2026, 11, 24, 23), 0, 6)


def test_busiest_hour_counts_different_families():
    noon = datetime(2026, 11, 24, 12)
    looks = [(noon + timedelta(minutes=n), "a") for n in range(50)]
    assert busiest_hour(looks) == 1
    assert busiest_hour([*looks, (noon, "b")]) == 2
    assert busiest_hour([(noon, "a"), (noon + timedelta(hours=1), "b")]) == 1
    assert busiest_hour([]) == 0


def test_busiest_hour_as_counted_the_slow_way():
    chance = random.Random(6)
    for _ in range(200):
        looks = [
            (
                datetime(2026, 11, 24) + timedelta(minutes=chance.randrange(300)),
                chance.randrange(12),
            )
            for _ in range(chance.randrange(40))
        ]
        slow = max(
            (
                len({f for m, f in looks if end - timedelta(hours=1) < m <= end})
                for end, _family in looks
            ),
            default=0,
        )
        assert busiest_hour(looks) == slow


def test_who_left_a_team_and_who_came_back():
    day, first = date(2026, 11, 24), date(2026, 1, 1)
    yesterday = day - timedelta(days=1)
    assert has_left(day, [(first, yesterday)])
    assert not has_left(day, [(first, day)])
    assert not has_left(day, [(first, None)])
    assert not has_left(day, [(first, yesterday), (day, None)])
    assert not has_left(day, [(day + timedelta(days=1), None)])
    assert not has_left(day, [])
