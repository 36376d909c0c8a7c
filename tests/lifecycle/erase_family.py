# ruff: noqa: F821
# Fed to `odoo shell` after note_family.py: a coordinator proposes, the data protection
# officer decides and erases.
import json

household = env.ref("kooperacja_addon.household_flat")
gmina = household.company_id
group = "kooperacja_addon.group_coordinator"
coordinator = env["res.users"].search(
    [("all_group_ids", "in", env.ref(group).ids), ("company_ids", "in", gmina.ids)],
    limit=1,
)
officer = env["res.users"].search(
    [
        (
            "all_group_ids",
            "in",
            env.ref("kooperacja_addon.group_protection_officer").ids,
        ),
        ("company_ids", "in", gmina.ids),
    ],
    limit=1,
)
statistics = env["kooperacja.privacy.statistics"]
before = {str(key): value for key, value in statistics._count(gmina).items()}
due = (
    env["kooperacja.retention.due"]
    .with_user(coordinator)
    .with_context(allowed_company_ids=gmina.ids)
    .search([("number", "=", household.number)])
)
erasure = env["kooperacja.privacy.erasure"].browse(due.action_propose()["res_id"])
erasure.with_user(coordinator).action_propose()
erasure.with_user(officer).action_approve()
erasure.with_user(officer).action_erase()
env.flush_all()
after = {str(key): value for key, value in statistics._count(gmina).items()}
env.cr.commit()
print(json.dumps({"state": erasure.state, "before": before, "after": after}))
