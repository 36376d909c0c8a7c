"""From monthly reports to the state of a task and of a plan."""

from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any

STATUSES = ("not_started", "in_progress", "obstacle", "done", "dropped")


def latest_status(
    reported: Iterable[tuple[Hashable, Any, str]],
) -> dict[Hashable, str]:
    """Return for each task the status of its newest report.

    :param reported: triples of task, when (the first day of the reported month, or that
        and the moment of saying it), status; of two words of the same time the later in
        the sequence counts
    """
    newest: dict[Hashable, tuple[Any, str]] = {}
    for task, when, status in reported:
        if task not in newest or newest[task][0] <= when:
            newest[task] = (when, status)
    return {task: status for task, (_when, status) in newest.items()}


def share_done(statuses: Iterable[str]) -> float:
    """Return which share of the tasks (0.0 to 1.0) is done; dropped ones do not count.

    0.0 when there is nothing to count.
    """
    counts = Counter(statuses)
    counted = sum(counts.values()) - counts["dropped"]
    return counts["done"] / counted if counted else 0.0


def is_late(due: date | None, status: str, today: date) -> bool:
    """Return whether a task is past its date and neither done nor dropped."""
    return bool(due) and due < today and status not in ("done", "dropped")
