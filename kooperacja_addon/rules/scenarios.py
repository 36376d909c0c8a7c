"""The course of each kind of meeting: its points with their minutes, what to prepare.

Sources: handbook 3.2 (authorities: five steps of 5-7, 20, 10, 3 and 10 minutes, at most
50), 3.3 (partnership: the diagnosis in 15 minutes, the Model in 10, at most two hours),
2 (a partnership that works together: it watches over the work and settles what teams
cannot) and 4.3-4.5 (teams). Codes only; the words for them are the model's.
"""

# Meetings of directors and authorities; they concern no family.
OF_PARTNERSHIP = ("authorities", "partnership")

AGENDA = {
    "authorities": (
        ("aim", 7),
        ("problem", 20),
        ("roles", 10),
        ("result", 3),
        ("steps", 10),
    ),
    "partnership": (
        ("opening", 5),
        ("diagnosis", 15),
        ("model", 10),
        ("discussion", 40),
        ("agreement", 30),
        ("protocol", 10),
        ("next", 10),
    ),
    "working": (
        ("opening", 5),
        ("done", 15),
        ("review", 30),
        ("matters", 25),
        ("institutions", 10),
        ("quarter", 15),
        ("protocol", 10),
        ("next", 10),
    ),
    "team": (
        ("opening", 5),
        ("situation", 15),
        ("views", 15),
        ("goals", 15),
        ("tasks", 20),
        ("next", 5),
    ),
    "monitoring": (
        ("opening", 5),
        ("progress", 25),
        ("barriers", 15),
        ("changes", 10),
        ("next", 5),
    ),
    "evaluation": (
        ("opening", 5),
        ("attainment", 20),
        ("change", 15),
        ("decision", 15),
    ),
}

PREPARATION = {
    "authorities": ("resources", "cooperation", "inaction", "drafts"),
    "partnership": ("moderator", "room", "equipment", "packets", "diagnosis_slides"),
    "working": ("moderator", "room", "overview", "waiting"),
}


def scenario_of(kind: str, agreed: bool) -> str:
    """Return the scenario of a meeting: after the agreement partners meet to work.

    :param kind: of the meeting, see ``AGENDA``
    :param agreed: whether the partnership has a signed agreement
    """
    return "working" if kind == "partnership" and agreed else kind


def minutes_of(scenario: str) -> int:
    """Return how long the points of a scenario take together."""
    return sum(minutes for _code, minutes in AGENDA[scenario])


def is_presentation(confirmed_deciders: int, awaited: int, needed: int) -> bool:
    """Return whether a first meeting can only present the Model (handbook 3.3).

    :param confirmed_deciders: how many of those who will come may decide for their
        institution
    :param awaited: how many more of these may still say that they come
    :param needed: how many must, for an agreement to be made
    """
    return confirmed_deciders + awaited < needed
