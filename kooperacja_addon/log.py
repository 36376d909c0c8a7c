"""Values of families stay out of the server's log.

When the database refuses a row, Odoo logs the query with every value in it.
"""

import logging
import re

# What of a line of the log opens an account, or says to whom.
KEYS = re.compile(r"(/zaproszenie/)[\w-]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LOGGERS = (
    "werkzeug",
    "odoo.http",
    "odoo.addons.auth_signup.models.res_users",
    "odoo.addons.auth_signup.controllers.main",
    "odoo.addons.auth_totp.models.res_users",
    "odoo.addons.auth_totp_mail.models.res_users",
)


class FamilyFilter(logging.Filter):
    """Leaves of a query on tables of the addon only which constraint refused it."""

    def filter(self, record):
        if "kooperacja_" in record.getMessage():
            error = record.args[-1] if isinstance(record.args, tuple) else None
            diagnosis = getattr(error, "diag", None)
            named = [
                type(error).__name__,
                getattr(diagnosis, "table_name", None),
                getattr(diagnosis, "column_name", None),
                getattr(diagnosis, "constraint_name", None),
            ]
            record.msg = "query on tables of Kooperacja, kept out of the log: %s"
            record.args = (" ".join(filter(None, named)),)
        return True


class KeyFilter(logging.Filter):
    """Leaves out what opens an account: the link of an invitation, and addresses to
    which links and codes are mailed."""

    def filter(self, record):
        message = record.getMessage()
        kept = KEYS.sub(lambda found: f"{found[1] or ''}…", message)
        if kept != message:
            record.msg, record.args = kept, ()
        return True


def keep_families_out():
    """Install the filters, once for the server."""
    for name, filter_ in (
        ("odoo.sql_db", FamilyFilter),
        *((name, KeyFilter) for name in LOGGERS),
    ):
        logger = logging.getLogger(name)
        if not any(isinstance(each, filter_) for each in logger.filters):
            logger.addFilter(filter_())


keep_families_out()
