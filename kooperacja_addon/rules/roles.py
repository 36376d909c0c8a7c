"""Roles of Kooperacja: which of them is highest, and what a change of them opens."""

from typing import NamedTuple

# From least: each includes those before it. A team alone is for the portal.
FAMILY_RANKS = ("team", "member", "worker", "coordinator")
# Roles of Odoo itself; the others are the addon's.
BASE = ("system", "allow_export")
WATCHED = (*FAMILY_RANKS, "protection_officer", "regional", "administrator", *BASE)
# Whoever watches over the data is not made by him- or herself either.
SEEING = (*FAMILY_RANKS, "protection_officer")

NOTHING = (frozenset(), frozenset())


class Change(NamedTuple):
    """One change of the rights of one user: a role, or a gmina."""

    user: int
    kind: str
    role: str | None
    company: int | None
    opens_families: bool


def highest(roles):
    """Return the roles without those that a higher one includes."""
    roles = frozenset(roles)
    family = [role for role in FAMILY_RANKS if role in roles]
    return roles - frozenset(family[:-1])


def _rank(roles):
    return max(
        (FAMILY_RANKS.index(role) for role in roles if role in FAMILY_RANKS),
        default=-1,
    )


def changes_between(before, after):
    """Return what changed, as a list of ``Change``.

    :param before, after: {user id: (roles, ids of gminas)}; whoever is not in it has
        no watched role, and his or her gminas do not matter
    """
    changes = []
    for user in sorted(before.keys() | after.keys()):
        roles_before, gminas_before = before.get(user, NOTHING)
        roles_after, gminas_after = after.get(user, NOTHING)
        for role in WATCHED:
            if role in roles_after - roles_before:
                opens = (
                    _rank(roles_after) > _rank(roles_before)
                    if role in FAMILY_RANKS
                    else role in SEEING
                )
                changes.append(Change(user, "given", role, None, opens))
            if role in roles_before - roles_after:
                changes.append(Change(user, "taken", role, None, False))
        if user in before and roles_after & set(SEEING):
            changes += [
                Change(user, "gmina", None, gmina, True)
                for gmina in sorted(gminas_after - gminas_before)
            ]
    return changes
