from odoo.tools import SQL


def post_init_hook(env):
    """Give every gmina that is already in the database its variant and registers."""
    gminas = env["res.company"].search([("id", ">", 0)])
    gminas._create_kooperacja_sequences()
    gminas.filtered(lambda gmina: not gmina.kooperacja_variant_id).write(
        {"kooperacja_variant_id": env.ref("kooperacja_addon.variant_urban_rural").id}
    )


def uninstall_hook(env):
    """Take away what Odoo would stumble over when it removes the models.

    That is the registers, which companies created without an external id, and all that
    was written in the gminas: their records hold on to one another, so that no order
    of deleting them one by one is the right one. Contacts, users, companies and events
    of the calendar stay, as they belong to Odoo.
    """
    env["ir.sequence"].with_context(active_test=False).search(
        [("code", "=like", "kooperacja.%")]
    ).unlink()
    # Activities of the addon hold on to their kinds, which go with it.
    env["mail.activity"].with_context(active_test=False).search(
        [
            (
                "activity_type_id",
                "in",
                [
                    env.ref(f"kooperacja_addon.activity_type_{kind}").id
                    for kind in ("deadline", "alarm")
                ],
            )
        ]
    ).unlink()
    own = {
        model._table: model
        for model in env.values()
        if model._name.startswith("kooperacja.") and model._auto and not model._abstract
    }
    pointing = [
        field
        for model in env.values()
        if model._auto and not model._abstract and model._table not in own
        for field in model._fields.values()
        if field.type == "many2one"
        and field.store
        and field.comodel_name.startswith("kooperacja.")
    ]
    for field in pointing:
        column, table = SQL.identifier(field.name), env[field.model_name]._table
        env.cr.execute(SQL("UPDATE %s SET %s = NULL", SQL.identifier(table), column))
    written = set(own) - {env[field.comodel_name]._table for field in pointing}
    written |= {
        field.relation
        for table in written
        for field in own[table]._fields.values()
        if field.type == "many2many" and field.store
    }
    # Sealed tables refuse to be emptied while their triggers stand.
    env.cr.execute(SQL("DROP FUNCTION IF EXISTS kooperacja_refuse_change() CASCADE"))
    tables = SQL(", ").join(SQL.identifier(table) for table in sorted(written))
    env.cr.execute(SQL("TRUNCATE %s", tables))
    env.invalidate_all(flush=False)
