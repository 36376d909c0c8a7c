def post_init_hook(env):
    """Give every gmina that is already in the database its registers."""
    env["res.company"].search([("id", ">", 0)])._create_kooperacja_sequences()


def uninstall_hook(env):
    """Take away the registers, which companies created without an external id."""
    env["ir.sequence"].with_context(active_test=False).search(
        [("code", "=like", "kooperacja.%")]
    ).unlink()
