"""Run in the shell of Odoo: a case and a list of 80, with the access log and without.

The form is read as the web client reads it, with every field of its view; so is the
list.
Both ways alternate in one process; each round is a look that is noted: the clock of the
log is moved on, so that nothing is left out as seen a moment ago.
"""

import statistics
import time
from datetime import timedelta
from unittest.mock import patch

from lxml import etree

from odoo import fields
from odoo.fields import Command
from odoo.tools import SQL

CASES, ROUNDS = 80, 30
env = env(  # noqa: F821
    context={**env.context, "tracking_disable": True, "lang": "en_US"}  # noqa: F821
)
gmina = env.company
institution = env["res.partner"].create(
    {"name": "OPS", "is_company": True, "is_institution": True}
)
coordinator = env["res.users"].create(
    {
        "name": "Koordynator",
        "login": "koordynator",
        "email": "k@example.com",
        "parent_id": institution.id,
        "group_ids": [Command.set(env.ref("kooperacja_addon.group_coordinator").ids)],
    }
)
today = env.company._get_kooperacja_today()
partnership = env["kooperacja.partnership"].create(
    {
        "name": "Partnerstwo",
        "company_id": gmina.id,
        "coordinator_id": coordinator.id,
        "date_start": today,
        "member_ids": [
            Command.create(
                {
                    "institution_id": institution.id,
                    "state": "joined",
                    "date_from": today,
                }
            )
        ],
    }
)
env = env(user=coordinator)
households = env["kooperacja.household"].create(
    [
        {
            "name": f"Rodzina {n}",
            "person_ids": [
                Command.create(
                    {"first_name": f"Osoba {p}", "last_name": f"Nazwisko {n}"}
                )
                for p in range(4)
            ],
        }
        for n in range(CASES)
    ]
)
cases = env["kooperacja.case"].create(
    [
        {
            "household_id": household.id,
            "partnership_id": partnership.id,
            "need_ids": [Command.create({"name": f"Potrzeba {n}"}) for n in range(3)],
        }
        for household in households
    ]
)
env.cr.commit()


def specification(view_type):
    """Return what the web client asks for to show the view."""
    views = env["kooperacja.case"].get_views([(False, view_type)])
    arch = etree.fromstring(views["views"][view_type]["arch"])
    asked = {}
    for node in arch.xpath("//field[not(ancestor::field)]"):
        field = env["kooperacja.case"]._fields.get(node.get("name"))
        if not field:
            continue
        inner = node.xpath("./list//field/@name")
        if inner:
            comodel = env[field.comodel_name]
            asked[field.name] = {
                "fields": {name: {} for name in inner if name in comodel._fields}
            }
        elif field.type == "many2one":
            asked[field.name] = {"fields": {"display_name": {}}}
        else:
            asked[field.name] = {}
    return asked


form, rows = specification("form"), specification("list")
log = type(env["kooperacja.access.log"])
noted, clock = log._note, [fields.Datetime.now()]


def measure(show):
    """Return (ms, queries) of one request, which ends with a commit."""
    env.invalidate_all()
    env.transaction.clear()
    queries, begin = env.cr.sql_log_count, time.perf_counter()
    show()
    env.cr.commit()
    return (time.perf_counter() - begin) * 1000, env.cr.sql_log_count - queries


def compare(title, show):
    found = {True: [], False: []}
    for round_ in range(ROUNDS + 3):
        for kept in (False, True) if round_ % 2 else (True, False):
            clock[0] += timedelta(hours=2)
            with (
                patch.object(log, "_note", noted if kept else lambda *a, **k: None),
                patch.object(fields.Datetime, "now", lambda *a: clock[0]),
            ):
                result = measure(show)
            if round_ >= 3:
                found[kept].append(result)
    for kept, label in ((False, "without the log"), (True, "with it")):
        times = [ms for ms, _queries in found[kept]]
        queries = statistics.median(count for _ms, count in found[kept])
        print(
            f"{title}, {label}: {statistics.median(times):.1f} ms"
            f" (fastest {min(times):.1f}), {queries:.0f} queries"
        )


compare(
    "a case opened",
    lambda: cases[0].with_context(show_family_names=True).web_read(form),
)
compare(
    "a list of 80 cases",
    lambda: env["kooperacja.case"].web_search_read([], rows, limit=80),
)
count, size = env.execute_query(
    SQL(
        "SELECT count(*), pg_total_relation_size('kooperacja_access_log')"
        " FROM kooperacja_access_log"
    )
)[0]
print(f"{count} rows of the log take {size / 1024:.0f} kB, {size / count:.0f} B each")

# A year of looks by one person who never rests: the question whether something was
# seen a moment ago is asked of an index.
env.cr.execute(
    """
    INSERT INTO kooperacja_access_log (
           date, user_id, user_name, role, company_id, action, res_model, res_id,
           case_id, household_id, number, record_count, off_hours)
    SELECT now() - n * interval '30 seconds', %s, 'Koordynator', 'coordinator', %s,
           'open', 'kooperacja.case', %s, %s, %s, 'x', 1, false
      FROM generate_series(1, 1000000) n
    """,
    (coordinator.id, gmina.id, cases[0].id, cases[0].id, households[0].id),
)
env.cr.commit()
env.cr.execute("ANALYZE kooperacja_access_log")
env.cr.commit()
print("with 1,000,000 older rows of the same user:")
compare(
    "a case opened",
    lambda: cases[0].with_context(show_family_names=True).web_read(form),
)
compare(
    "a list of 80 cases",
    lambda: env["kooperacja.case"].web_search_read([], rows, limit=80),
)
