def post_init_hook(env):
    """Give every gmina that is already in the database its variant and registers."""
    gminas = env["res.company"].search([("id", ">", 0)])
    gminas._create_kooperacja_sequences()
    gminas.filtered(lambda gmina: not gmina.kooperacja_variant_id).write(
        {"kooperacja_variant_id": env.ref("kooperacja_addon.variant_urban_rural").id}
    )


def uninstall_hook(env):
    """Take away the registers, which companies created without an external id."""
    env["ir.sequence"].with_context(active_test=False).search(
        [("code", "=like", "kooperacja.%")]
    ).unlink()
