# Fed to `odoo shell`: the example database speaks Polish to everybody.
users = env["res.users"].with_context(active_test=False).search([])  # noqa: F821
users.write({"lang": "pl_PL", "tz": "Europe/Warsaw"})
env["ir.default"].set("res.partner", "lang", "pl_PL")  # noqa: F821
env["ir.default"].set("res.partner", "tz", "Europe/Warsaw")  # noqa: F821
env.cr.commit()  # noqa: F821
