"""The road of a case, and what must be true before each step.

The stages are those of methodical social work and of handbook chapters 4.1-4.5:
diagnosis, goals, plan, work, monitoring, evaluation, closing. A case may go back, and
it may skip; what it may not is be in a stage whose facts are missing.
"""

from dataclasses import dataclass

STAGES = (
    "diagnosis",
    "goals",
    "plan",
    "work",
    "monitoring",
    "evaluation",
    "closed",
)


@dataclass(frozen=True)
class CaseFacts:
    """What is on record for one case.

    :param needs: number of needs noted
    :param team_members: number of members in force
    :param goals: number of specific goals in the newest plan
    :param main_goal: the newest plan has a main goal
    :param plan_signed: a version of the plan is signed
    :param reports: number of submitted monthly reports
    :param evaluation_begun: an evaluation is on record, approved or not
    :param decided_to_close: the newest approved evaluation decides to close
    """

    needs: int = 0
    team_members: int = 0
    goals: int = 0
    main_goal: bool = False
    plan_signed: bool = False
    reports: int = 0
    evaluation_begun: bool = False
    decided_to_close: bool = False


def missing_for(stage: str, facts: CaseFacts) -> list[str]:
    """Return the codes of the facts that ``stage`` still lacks; empty when it may be.

    Closing asks for the joint decision alone, because a family may resign before there
    is a plan (handbook 4.5 names three reasons, two of which need none).

    Raises KeyError for a stage that does not exist.
    """
    needed = {
        "diagnosis": (),
        "goals": ("needs",),
        "plan": ("needs", "team_members", "main_goal", "goals"),
        "work": ("plan_signed",),
        "monitoring": ("plan_signed", "reports"),
        "evaluation": ("evaluation_begun",),
        "closed": ("decided_to_close",),
    }[stage]
    return [fact for fact in needed if not getattr(facts, fact)]


def next_stage(stage: str) -> str | None:
    """Return the stage after ``stage``, ``None`` after the last."""
    position = STAGES.index(stage) + 1
    return STAGES[position] if position < len(STAGES) else None
