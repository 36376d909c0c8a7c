"""Which of the dates put to the vote is the best, by the answers."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Ballot:
    """A date and what was answered to it: ``yes``, ``maybe`` or ``no`` by person."""

    key: Hashable
    start: datetime
    answers: Mapping[Hashable, str] = field(default_factory=dict)


def rank(
    ballots: Iterable[Ballot], needed: frozenset[Hashable] = frozenset()
) -> list[Hashable]:
    """Return the keys of the dates, the best first.

    A date that somebody needed refuses comes after all that nobody needed refuses; then
    counts how many can come at all, how many of them gladly, and how soon it is. Who
    has not answered counts neither for a date nor against it.
    """

    def key(ballot):
        answers = list(ballot.answers.values())
        refused = sum(ballot.answers.get(person) == "no" for person in needed)
        gladly = answers.count("yes")
        return (refused, -gladly - answers.count("maybe"), -gladly, ballot.start)

    return [ballot.key for ballot in sorted(ballots, key=key)]
