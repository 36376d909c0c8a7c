"""What differs between two versions of a plan."""

from rules.versions import Change, difference

OLD = {1: {"name": "Szkoła", "date": "1.03"}, 2: {"name": "Lekarz", "date": ""}}


def test_the_same_differs_in_nothing():
    assert not difference(OLD, dict(OLD))


def test_what_came_and_what_went_is_told_by_origin():
    differs = difference(OLD, {3: {"name": "Praca"}, 1: OLD[1]})
    assert differs.added == [3]
    assert differs.removed == [2]
    assert not differs.changed


def test_a_change_tells_old_and_new():
    differs = difference(OLD, OLD | {1: {"name": "Szkoła", "date": "1.06"}})
    assert differs.changed == {1: [Change("date", "1.03", "1.06")]}
    assert bool(differs)


def test_another_order_is_no_difference():
    assert not difference(OLD, dict(reversed(OLD.items())))


def test_a_field_that_the_older_did_not_have_was_empty():
    differs = difference({1: {}}, {1: {"place": "w domu"}})
    assert differs.changed == {1: [Change("place", "", "w domu")]}
