from datetime import date

from rules.family_view import concerns, fingerprint


def test_what_names_nobody_is_about_all():
    assert concerns("mother", ())


def test_what_names_others_alone_is_theirs():
    assert concerns("mother", ["father", "mother"])
    assert not concerns("mother", ["father"])


def test_the_mark_changes_with_any_word_and_day():
    shown = {"goals": [{"name": "Praca"}], "until": date(2027, 1, 1)}
    assert fingerprint(shown) == fingerprint(dict(reversed(shown.items())))
    assert fingerprint(shown) != fingerprint({**shown, "until": date(2027, 1, 2)})
    assert fingerprint(shown) != fingerprint({**shown, "goals": [{"name": "Prac"}]})
