"""The pages of the portal once more, in an Odoo that has `website` too."""

from . import addon

FILES = ("test_portal_look.py", "test_portal_typed.py", "test_law_portal_routes.py")


def run(arguments, log, quick):
    files = [str(addon.TESTS / name) for name in FILES]
    return addon.in_fresh_odoo(
        "website", arguments or files, log, quick, beside=["website"]
    )
