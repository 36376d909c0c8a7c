"""The course of each kind of meeting: its points with their minutes, what to prepare.

Sources: handbook 3.2 (authorities: five steps of 5-7, 20, 10, 3 and 10 minutes, at most
50), 3.3 (partnership: the diagnosis in 15 minutes, the Model in 10, at most two hours)
and 4.3-4.5 (teams). Codes only; the words for them are the model's.
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
}


def is_presentation(confirmed_deciders: int, needed: int) -> bool:
    """Return whether a first meeting can only present the Model (handbook 3.3).

    :param confirmed_deciders: how many of those who will come may decide for their
        institution
    :param needed: how many must, for an agreement to be made
    """
    return confirmed_deciders < needed
