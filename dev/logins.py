"""Prints who can log in to a database, read from it: login, password, role, gmina.

Those are the users whom the addon's example data made, and whose password is the login.
"""

import sys

import psycopg2
from passlib.context import CryptContext

STATEMENT = """
    SELECT u.login, u.password, c.name,
           (SELECT string_agg(coalesce(g.name ->> 'pl_PL', g.name ->> 'en_US'), ', ')
              FROM res_groups_users_rel r
              JOIN res_groups g ON g.id = r.gid
              JOIN ir_model_data x ON x.model = 'res.groups' AND x.res_id = g.id
             WHERE r.uid = u.id
               AND (x.module = 'kooperacja_addon'
                    OR (x.module, x.name) IN (('base', 'group_portal'),
                                              ('base', 'group_system'))))
      FROM res_users u
      JOIN res_company c ON c.id = u.company_id
     WHERE u.active
       AND EXISTS (SELECT 1 FROM ir_model_data x
                    WHERE x.model = 'res.users' AND x.res_id = u.id
                      AND (x.module = 'kooperacja_addon'
                           OR (x.module, x.name) = ('base', 'user_admin')))
     ORDER BY c.name, u.id
"""


def main(database):
    cursor = psycopg2.connect(dbname=database).cursor()
    cursor.execute(STATEMENT)
    passwords = CryptContext(["pbkdf2_sha512", "plaintext"])
    rows = [("login", "hasło", "rola", "gmina")]
    for login, password, company, role in cursor:
        known = password and passwords.verify(login, password)
        rows.append((login, login if known else "(inne)", role or "", company))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, tuple("─" * width for width in widths))
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        print("  " + "  ".join(cells).rstrip())


if __name__ == "__main__":
    main(sys.argv[1])
