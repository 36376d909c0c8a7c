"""Values of families stay out of the server's log.

When the database refuses a row, Odoo logs the query with every value in it.
"""

import logging


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


def keep_families_out():
    """Install the filter, once for the server."""
    logger = logging.getLogger("odoo.sql_db")
    if not any(isinstance(each, FamilyFilter) for each in logger.filters):
        logger.addFilter(FamilyFilter())


keep_families_out()
