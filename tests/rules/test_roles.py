"""What a change of roles opens."""

from rules.roles import changes_between, highest


def rights(*roles, gminas=(1,)):
    return frozenset(roles), frozenset(gminas)


def told(before, after):
    return [
        (change.kind, change.role or change.company, change.opens_families)
        for change in changes_between(before, after)
    ]


def test_of_the_roles_in_families_the_highest_counts():
    assert highest({"member", "worker", "system"}) == {"worker", "system"}
    assert highest(set()) == frozenset()


def test_a_first_role_and_a_higher_role_open_families():
    assert told({}, {7: rights("member")}) == [("given", "member", True)]
    assert told({7: rights("member")}, {7: rights("coordinator")}) == [
        ("taken", "member", False),
        ("given", "coordinator", True),
    ]


def test_a_lower_role_opens_nothing():
    assert told({7: rights("coordinator")}, {7: rights("member")}) == [
        ("given", "member", False),
        ("taken", "coordinator", False),
    ]


def test_administrators_of_all_kinds_open_no_family_but_officers_watch():
    assert told({}, {7: rights("system", "administrator", "regional")}) == [
        ("given", "regional", False),
        ("given", "administrator", False),
        ("given", "system", False),
    ]
    assert told({}, {7: rights("protection_officer")}) == [
        ("given", "protection_officer", True)
    ]


def test_another_gmina_opens_its_families_to_who_sees_families():
    before, after = rights("worker"), rights("worker", gminas=(1, 2))
    assert told({7: before}, {7: after}) == [("gmina", 2, True)]
    before, after = rights("system"), rights("system", gminas=(1, 2))
    assert told({7: before}, {7: after}) == []


def test_nothing_changed_is_no_change():
    assert told({7: rights("worker")}, {7: rights("worker")}) == []
