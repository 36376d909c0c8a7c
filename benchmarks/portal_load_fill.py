"""Run in the shell of Odoo: N partners with a login, each with a report to hand in.

Five partners are on the team of a case, each with three tasks of its signed plan. The
login is the password. Prints the logins with the ids of their reports, as JSON.
"""

import base64
import json
import sys
from unittest.mock import patch

from dateutil.relativedelta import relativedelta

from odoo.fields import Command

PARTNERS, TEAM, TASKS = int(sys.argv[1]), 5, 3
env = env(  # noqa: F821
    context={
        **env.context,  # noqa: F821
        "tracking_disable": True,
        "mail_create_nosubscribe": True,
        "no_reset_password": True,
        "no_mail_to_attendees": True,
    }
)
gmina = env.company
today = env.company._get_kooperacja_today()
long_ago = today - relativedelta(days=60)
ops, school = env["res.partner"].create(
    [
        {"name": name, "is_company": True, "is_institution": True}
        for name in ("OPS", "Szkoła")
    ]
)


def user(login, group, institution):
    return env["res.users"].create(
        {
            "name": login,
            "login": login,
            "password": login,
            "email": f"{login}@example.com",
            "company_id": gmina.id,
            "company_ids": [Command.set(gmina.ids)],
            "group_ids": [Command.set(env.ref(f"kooperacja_addon.group_{group}").ids)],
            "parent_id": institution.id,
        }
    )


worker = user("pracownik", "worker", ops)
env["kooperacja.partnership"].create(
    {
        "name": "Partnerstwo",
        "company_id": gmina.id,
        "coordinator_id": user("koordynator", "coordinator", ops).id,
        "date_start": long_ago,
        "member_ids": [
            Command.create(
                {
                    "institution_id": institution.id,
                    "state": "joined",
                    "date_from": long_ago,
                }
            )
            for institution in (ops, school)
        ],
    }
)


def make_case(number, partners):
    """Make a case with a signed plan, and give the reports of its team."""
    household = (
        env["kooperacja.household"]
        .with_user(worker)
        .create(
            {
                "name": f"Rodzina {number}",
                "person_ids": [Command.create({"first_name": "Ada"})],
            }
        )
    )
    case = (
        env["kooperacja.case"]
        .with_user(worker)
        .create({"household_id": household.id, "opened_on": long_ago})
    )
    members = env["kooperacja.case.member"].create(
        [
            {
                "case_id": case.id,
                "institution_id": school.id,
                "partner_id": partner.partner_id.id,
                "date_from": long_ago,
            }
            for partner in partners
        ]
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
                                        "name": f"Zadanie {task}",
                                        "member_id": member.id,
                                        "date_to": today,
                                    }
                                )
                                for member in members
                                for task in range(TASKS)
                            ],
                        }
                    )
                ],
            }
        )
    )
    plan.action_fill_signatures()
    plan.signed_on = today
    plan.signature_ids.signed = True
    plan.action_sign()
    return env["kooperacja.report"]._open_month(case, today)


logins = {}
stand_in = patch.object(
    env.registry["kooperacja.signed.document.mixin"],
    "_prepare_kept_document",
    lambda self: {
        "signed_document": base64.b64encode(b"<p>as signed</p>"),
        "signed_document_name": f"{self._get_document_name()}.html",
    },
)
with stand_in:
    for number in range(PARTNERS // TEAM):
        names = [f"partner{number}-{n}" for n in range(TEAM)]
        partners = [user(name, "partner", school) for name in names]
        reports = make_case(number, partners)
        for partner in partners:
            report = reports.filtered(
                lambda r, own=partner: r.member_id.partner_id == own.partner_id
            )
            logins[partner.login] = report.id
env.cr.commit()
print(json.dumps(logins))
