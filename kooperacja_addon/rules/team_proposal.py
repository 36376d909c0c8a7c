"""Whom to call to a team: the needs of a family against what institutions do."""

from collections.abc import Hashable, Iterable


def propose_team(
    problems: Iterable[Hashable],
    resources: Iterable[tuple[Hashable, Hashable]],
) -> tuple[dict[Hashable, list[Hashable]], list[Hashable]]:
    """Return (institution -> its problems, problems that nobody acts on).

    ``resources`` are pairs of a problem and an institution that does something about
    it. Whoever answers most problems comes first, and each problem is named once.
    """
    wanted = list(dict.fromkeys(problems))
    offered = list(dict.fromkeys(resources))
    answers: dict[Hashable, list[Hashable]] = {}
    for problem in wanted:
        for what, institution in offered:
            if what == problem:
                answers.setdefault(institution, []).append(problem)
    met = {problem for own in answers.values() for problem in own}
    order = sorted(answers, key=lambda institution: -len(answers[institution]))
    return (
        {institution: answers[institution] for institution in order},
        [problem for problem in wanted if problem not in met],
    )
