# Fed to `odoo shell`: the example database speaks Polish to everybody.
users = env["res.users"].with_context(active_test=False).search([])  # noqa: F821
users.write({"lang": "pl_PL", "tz": "Europe/Warsaw"})
if (
    "odoobot_state" in users._fields
):  # Odoo's talking robot would cover a telephone's screen
    users.write({"odoobot_state": "disabled"})
env["ir.default"].set("res.partner", "lang", "pl_PL")  # noqa: F821
env["ir.default"].set("res.partner", "tz", "Europe/Warsaw")  # noqa: F821
env.cr.commit()  # noqa: F821
