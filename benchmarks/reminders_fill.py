"""Run in the shell of Odoo: fills the database with N cases, by SQL.

One case is made by the addon itself, with everything that the job looks at; it is then
copied row by row in the database. Twenty cases have a worker and a member of their own,
two thousand cases make a gmina. Of each twelve cases three have a report that is weeks
late, four a task that is two days late; plans were signed on days all over half a year,
so that half of the cases miss their quarterly meeting and card.
"""

import sys
from datetime import timedelta

from odoo.fields import Command

CASES = int(sys.argv[1])
PER_WORKER, PER_GMINA = 20, 2000
DISABLED = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "no_reset_password": True,
    "no_mail_to_attendees": True,
}
env = env(context={**env.context, **DISABLED})  # noqa: F821
gminas = -(-CASES // PER_GMINA)
workers = -(-CASES // PER_WORKER)
today = env.company._get_kooperacja_today()
this_month = today.replace(day=1)
last_month = (this_month - timedelta(days=1)).replace(day=1)


def user(name, group, gmina, institution):
    return env["res.users"].create(
        {
            "name": name,
            "login": name,
            "email": f"{name}@example.com",
            "company_id": gmina.id,
            "company_ids": [Command.set(gmina.ids)],
            "group_ids": [Command.set(env.ref(f"kooperacja_addon.group_{group}").ids)],
            "parent_id": institution.id,
        }
    )


def columns(table):
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        " AND column_name != 'id' AND is_generated = 'NEVER'",
        (table,),
    )
    return [name for (name,) in env.cr.fetchall()]


def multiply(table, row, count, **instead):
    """Copy a row ``count`` times; ``n`` in the expressions counts from 1.

    Returns the id that lies before that of the first copy.
    """
    env.cr.execute(f"SELECT setval('{table}_id_seq', max(id)) FROM {table}")
    (before,) = env.cr.fetchone()
    names = columns(table)
    values = ", ".join(instead.get(name, f't."{name}"') for name in names)
    named = ", ".join(f'"{name}"' for name in names)
    env.cr.execute(
        f"INSERT INTO {table} (id, {named})"
        f" SELECT {before} + n, {values} FROM {table} t, generate_series(1, {count}) n"
        f" WHERE t.id = {row.id} ORDER BY n"
    )
    env.cr.execute(f"SELECT setval('{table}_id_seq', max(id)) FROM {table}")
    return before


def multiply_user(name, group):
    """Copy a person with a login, for every twenty cases one."""
    one = user(name, group, places[0], ops)
    env.flush_all()
    partners = multiply("res_partner", one.partner_id, workers, name=f"'{name} ' || n")
    gmina = f"(ARRAY{places.ids})[((n - 1) / {PER_GMINA // PER_WORKER})::int + 1]"
    users = multiply(
        "res_users",
        one,
        workers,
        login=f"'{name}_' || n",
        partner_id=f"{partners} + n",
        company_id=gmina,
    )
    env.cr.execute(
        f"UPDATE res_partner SET email = 'osoba' || id || '@example.com',"
        f" email_normalized = 'osoba' || id || '@example.com' WHERE id > {partners}"
    )
    env.cr.execute(
        f"INSERT INTO res_groups_users_rel (gid, uid) SELECT gid, {users} + n"
        f" FROM res_groups_users_rel, generate_series(1, {workers}) n"
        f" WHERE uid = {one.id}"
    )
    env.cr.execute(
        f"INSERT INTO res_company_users_rel (cid, user_id)"
        f" SELECT {gmina}, {users} + n FROM generate_series(1, {workers}) n"
    )
    return users, partners


places = env["res.company"].create([{"name": f"Gmina {n}"} for n in range(gminas)])
ops = env["res.partner"].create(
    {"name": "OPS", "is_company": True, "is_institution": True}
)
partnerships = env["kooperacja.partnership"]
for number, gmina in enumerate(places):
    partnerships |= partnerships.create(
        {
            "name": f"Partnerstwo {number}",
            "company_id": gmina.id,
            "coordinator_id": user(
                f"koordynator{number}", "coordinator", gmina, ops
            ).id,
            "date_start": today - timedelta(days=400),
            "member_ids": [
                Command.create(
                    {
                        "institution_id": ops.id,
                        "state": "joined",
                        "date_from": today - timedelta(days=400),
                    }
                )
            ],
        }
    )

worker = user("wzor_pracownik", "worker", places[0], ops)
member = user("wzor_czlonek", "member", places[0], ops)
long_ago = today - timedelta(days=300)
household = (
    env["kooperacja.household"]
    .with_user(worker)
    .create({"name": "Wzorowie", "person_ids": [Command.create({"first_name": "Ada"})]})
)
case = (
    env["kooperacja.case"]
    .with_user(worker)
    .create({"household_id": household.id, "opened_on": long_ago})
)
on_team = env["kooperacja.case.member"].create(
    {
        "case_id": case.id,
        "institution_id": ops.id,
        "partner_id": member.partner_id.id,
        "date_from": long_ago,
    }
)
plan = (
    env["kooperacja.plan"]
    .with_user(worker)
    .create(
        {
            "case_id": case.id,
            "main_goal": "Spokój",
            "goal_ids": [
                Command.create(
                    {
                        "name": "Cel",
                        "task_ids": [
                            Command.create(
                                {
                                    "name": "Zadanie",
                                    "member_id": on_team.id,
                                    "date_to": today,
                                }
                            )
                        ],
                    }
                )
            ],
        }
    )
)
report = env["kooperacja.report"].create(
    {"case_id": case.id, "member_id": on_team.id, "month": this_month}
)
env.flush_all()

worker_users, _ = multiply_user("pracownik", "worker")
_, member_partners = multiply_user("czlonek", "member")
place = f"((n - 1) / {PER_GMINA})::int + 1"
group = f"((n - 1) / {PER_WORKER})::int + 1"
gmina = f"(ARRAY{places.ids})[{place}]"
households = multiply(
    "kooperacja_household",
    household,
    CASES,
    number="'R/2020/' || lpad(n::text, 6, '0')",
    company_id=gmina,
)
cases = multiply(
    "kooperacja_case",
    case,
    CASES,
    number="'2020/' || lpad(n::text, 6, '0')",
    household_id=f"{households} + n",
    company_id=gmina,
    partnership_id=f"(ARRAY{partnerships.ids})[{place}]",
    coordinator_id=f"{worker_users} + {group}",
    stage="'work'",
)
team = multiply(
    "kooperacja_case_member",
    on_team,
    CASES,
    case_id=f"{cases} + n",
    company_id=gmina,
    partner_id=f"{member_partners} + {group}",
)
plans = multiply(
    "kooperacja_plan",
    plan,
    CASES,
    case_id=f"{cases} + n",
    company_id=gmina,
    signed_on=f"date '{today}' - (n % 180)",
)
env.cr.execute(
    f"UPDATE kooperacja_case SET plan_id = {plans} + id - {cases} WHERE id > {cases}"
)
goals = multiply(
    "kooperacja_plan_goal",
    plan.goal_ids,
    CASES,
    plan_id=f"{plans} + n",
    case_id=f"{cases} + n",
    company_id=gmina,
)
multiply(
    "kooperacja_plan_task",
    plan.goal_ids.task_ids,
    CASES,
    plan_id=f"{plans} + n",
    goal_id=f"{goals} + n",
    case_id=f"{cases} + n",
    company_id=gmina,
    member_id=f"{team} + n",
    date_to=f"date '{today}' + (CASE n % 3 WHEN 0 THEN -2 ELSE 60 END)",
)
multiply(
    "kooperacja_report",
    report,
    CASES,
    case_id=f"{cases} + n",
    company_id=gmina,
    member_id=f"{team} + n",
    month=f"CASE n % 4 WHEN 0 THEN date '{last_month}' ELSE date '{this_month}' END",
)
env.cr.commit()
env.cr.connection.autocommit = True
env.cr.execute("ANALYZE")
print("filled")
