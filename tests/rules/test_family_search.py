"""What is a question for a family, and what would be leafing through the register."""

import pytest

from rules.family_search import Question, means_somebody, parse


@pytest.mark.parametrize(
    "text, question",
    [
        ("2026/0012", Question(number="2026/0012")),
        ("2026/12", Question(number="2026/0012")),
        (" R/2026/3 ", Question(number="2026/0003")),
        ("85031412345", Question(pesel="85031412345")),
        ("600 100 200", Question(phone="600100200")),
        ("+48 600-100-200", Question(phone="600100200")),
        ("Kow", Question(words=("Kow",))),
        ("Lipowa 7", Question(words=("Lipowa", "7"))),
        ("Nowak,Anna", Question(words=("Nowak", "Anna"))),
        ("Żół", Question(words=("Żół",))),
    ],
)
def test_questions(text, question):
    assert parse(text) == question


@pytest.mark.parametrize(
    "text", ["", None, "  ", "Ko", "a b c", "7", "2026", "2026/", "%%%", "___", "K%_"]
)
def test_what_would_find_too_many(text):
    assert parse(text) is None


def test_only_words_mean_somebody():
    assert means_somebody("Kowalska")
    assert not means_somebody(77)
    assert not means_somebody(False)
