"""A sweep of the whole database for the words of families, table by table.

Imports nothing of Odoo: it may sweep inside the transaction of a test, or a database
with example data from outside.
"""

import re

# What lies behind the login of the team: tables with a path to a case or a family.
CLOSED = (
    "case_id",
    "household_id",
    "evaluation_id",
    "intake_id",
    "meeting_id",
    "plan_id",
    "report_id",
    "view_id",
)
CLOSED_TABLES = (
    "kooperacja_case",
    "kooperacja_case_intake",
    "kooperacja_household",
    "kooperacja_person",
)
# Tables that have such a path and are read by more people than the team.
OPEN_TABLES = (
    "kooperacja_access_log",
    "kooperacja_disclosure",
    "kooperacja_reminder",
)
# Rows beside a record of Kooperacja open with that record alone.
BESIDE = {
    "ir_attachment": "res_model",
    "mail_activity": "res_model",
    "mail_message": "model",
}
COLUMNS = """
    SELECT c.table_name, c.column_name
      FROM information_schema.columns c
      JOIN information_schema.tables t
        ON t.table_schema = c.table_schema AND t.table_name = c.table_name
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
     ORDER BY c.table_name, c.ordinal_position
"""


def tables(query):
    """Return table → columns of all tables that are not the families' own.

    :param query: callable that runs a statement with parameters and returns its rows
    """
    columns = {}
    for table, column in query(COLUMNS):
        columns.setdefault(table, []).append(column)
    return {
        table: names
        for table, names in columns.items()
        if table in OPEN_TABLES
        or not (
            table in CLOSED_TABLES
            or (table.startswith("kooperacja_") and set(CLOSED) & set(names))
        )
    }


def sweep(query, words):
    """Return (table, row) of every row that holds one of the words, as [name, text]."""
    pattern = "|".join(re.escape(word) for word in sorted(words))
    parts = []
    for table, names in tables(query).items():
        row = "ROW({})::text".format(", ".join(f'"{name}"' for name in names))
        parts.append(
            f"SELECT '{table}', {row} FROM \"{table}\""
            f" WHERE {row} ~* (SELECT text FROM pattern)"
            + (
                f" AND COALESCE({BESIDE[table]}, '') NOT LIKE 'kooperacja.%%'"
                if table in BESIDE
                else ""
            )
        )
    return query(
        "WITH pattern AS (SELECT %s::text AS text) " + " UNION ALL ".join(parts),
        pattern,
    )
