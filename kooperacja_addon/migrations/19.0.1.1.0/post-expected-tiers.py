from odoo import SUPERUSER_ID, api

# Kinds of institutions by the tier on which the handbook (2.2 and 3.3) looks for them.
TIERS = {
    "gmina": (
        "ops",
        "school",
        "kindergarten",
        "police",
        "gkrpa",
        "zi",
        "health",
        "culture",
        "parish",
        "ngo",
        "housing",
    ),
    "powiat": (
        "pcpr",
        "pup",
        "ppp",
        "court",
        "probation",
        "oik",
        "addiction",
        "wtz",
        "cis",
    ),
}


def migrate(cr, version):
    """Say of the kinds of institutions on which tier they are looked for.

    The dictionary belongs to the gmina once it is there, so an update leaves its
    records alone, also in a field that is new. Where any kind has a tier, somebody has
    seen to it.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    kinds = env["kooperacja.institution.type"].with_context(active_test=False)
    if kinds.search_count([("expected_tier", "!=", False)], limit=1):
        return
    for tier, names in TIERS.items():
        for name in names:
            kind = env.ref(
                f"kooperacja_addon.institution_type_{name}", raise_if_not_found=False
            )
            if kind:
                kind.expected_tier = tier
