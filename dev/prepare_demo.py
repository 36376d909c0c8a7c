# ruff: noqa: F821
# Fed to `odoo shell`: the example database speaks Polish to everybody, and Odoo's own
# examples (American firms, a talking robot) step aside for the gminas.
users = env["res.users"].with_context(active_test=False).search([])
users.write({"lang": "pl_PL", "tz": "Europe/Warsaw"})
env["ir.default"].set("res.partner", "lang", "pl_PL")
env["ir.default"].set("res.partner", "tz", "Europe/Warsaw")
if "odoobot_state" in users._fields:  # it would cover a telephone's screen
    users.write({"odoobot_state": "disabled"})
env["mail.message"].search([("model", "=", "discuss.channel")]).unlink()
env["res.users"].search([("login", "=", "demo")]).action_archive()
examples = env["ir.model.data"].search(
    [("module", "=", "base"), ("model", "=", "res.partner")]
)
env["res.partner"].search(
    [
        ("id", "in", examples.mapped("res_id")),
        ("id", "not in", env["res.company"].search([]).partner_id.ids),
        ("user_ids", "=", False),
    ]
).action_archive()
env.cr.commit()
