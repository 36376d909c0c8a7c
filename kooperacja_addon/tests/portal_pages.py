"""Every page of the portal, for each kind of people who use it.

A page that a link leads to from where somebody starts is found by itself. One that no
link leads to is named in ``STARTS``, and a new kind of people is one more function with
its line in ``KINDS``. ``test_every_page_is_looked_at`` fails for a page that nobody
reaches.
"""

import re
import threading
from types import SimpleNamespace

from lxml import html

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user

from .common import MODULE


def make_partner(test):
    """Make a worker of a partner institution, on the team of A, with all that waits."""
    user = new_test_user(
        test.env,
        login="test_partner_pages",
        name="Pani Partner",
        email="partner_pages@example.com",
        groups=f"{MODULE}.group_partner",
        company_id=test.gmina_1.id,
        tz="Europe/Warsaw",
        parent_id=test.institutions["police_1"].id,
    )
    row = test.join(test.case_a, user, test.long_ago)
    plan = test.content["a"]["kooperacja.plan"]
    test.env["ir.attachment"].create(
        {
            "name": "opinia.txt",
            "raw": b"x",
            "res_model": test.case_a._name,
            "res_id": test.case_a.id,
        }
    )
    plan.task_ids[:1].copy({"name": "Rozmowa z rodziną", "member_id": row.id})
    meeting = test.content["a"]["kooperacja.meeting"]
    meeting.attendance_ids = [Command.create({"partner_id": user.partner_id.id})]
    test.sign_plan(plan.with_user(test.users["worker_a"]))
    report = test.env["kooperacja.report"]._open_month(test.case_a, test.today)
    report = report.filtered(lambda r: r.member_id == row)
    handover = (
        test.env["kooperacja.handover"]
        .sudo()
        ._append_by_action(
            [
                {
                    "case_id": test.case_a.id,
                    "from_partner_id": test.users["member_a"].partner_id.id,
                    "to_partner_id": user.partner_id.id,
                    "done_by_id": test.users["worker_a"].partner_id.id,
                    "done_at": fields.Datetime.now(),
                    "reason": "Urlop",
                }
            ]
        )
    )
    return SimpleNamespace(
        user=user,
        starts=[
            "/my",
            "/my/kooperacja",
            f"/my/spotkania/{meeting.id}",
            f"/my/sprawozdania/{report.id}",
            f"/my/przejecia/{handover.id}",
        ],
    )


def make_director(test):
    """Make a director, who is asked for a worker and for a signature."""
    school = test.institutions["school_1"]
    user = new_test_user(
        test.env,
        login="test_director_pages",
        name="Pan Dyrektor",
        email="director_pages@example.com",
        groups=f"{MODULE}.group_partner",
        company_id=test.gmina_1.id,
        tz="Europe/Warsaw",
        parent_id=school.id,
    )
    member = test.partnership_1.member_ids.filtered(
        lambda m: m.institution_id == school
    )
    test.env["kooperacja.partnership.representative"].create(
        {
            "member_id": member.id,
            "partner_id": user.partner_id.id,
            "function": "director",
            "date_from": test.long_ago,
        }
    )
    asked = test.env["kooperacja.delegation"].create(
        [
            {
                "partnership_id": partnership.id,
                "institution_id": test.institutions[name].id,
                "problem_id": test.env.ref(f"{MODULE}.problem_debt").id,
            }
            for partnership, name in (
                (test.partnership_1, "school_1"),
                (test.partnership_1, "police_1"),
                (test.partnership_2, "school_2"),
            )
        ]
    )
    asked.action_ask()
    agreement = (
        test.env["kooperacja.agreement"]
        .with_user(test.users["coordinator_1"])
        .create(
            {
                "partnership_id": test.partnership_1.id,
                "name": "Porozumienie o szkole",
                "text": "<p>Szkoła oddeleguje pedagoga</p>",
                "signed_on": test.today,
            }
        )
    )
    agreement.action_fill_signatories()
    agreement.action_open_to_sign()
    return SimpleNamespace(
        user=user,
        starts=[
            "/my/kooperacja",
            "/my/pracownicy",
            "/my/oddelegowania",
            f"/my/oddelegowania/{asked[0].id}",
            f"/my/partnerstwa/{test.partnership_1.id}",
            f"/my/porozumienia/{agreement.id}",
        ],
    )


def make_family(test):
    """Give the mother of A something to sign; an adult of B has a login too."""
    user = test.users["family"]
    user.password = user.login
    test.env["kooperacja.family.login"]._create_for(
        test.families["b"].adult, "obca_pages@example.com"
    )
    draft = test.content["a"]["kooperacja.plan"]._copy_as_draft()
    draft.change_reason = "Nowy cel"
    draft.action_fill_signatures()
    door = f"/my/rodzina/{test.family_login.id}"
    return SimpleNamespace(
        user=user,
        starts=[
            "/my/rodzina",
            *(door + page for page in ("", "/plan", "/podpis", "/powiedz", "/komu")),
        ],
    )


def make_guest(test):
    """Invite somebody, who has no login yet."""
    row = test.env["kooperacja.case.member"].create(
        {
            "case_id": test.case_a.id,
            "institution_id": test.institutions["school_1"].id,
            "partner_id": test.env["res.partner"]
            .create(
                {
                    "name": "Pani Pedagog",
                    "email": "pedagog@szkola.example.com",
                    "parent_id": test.institutions["school_1"].id,
                }
            )
            .id,
            "date_from": test.long_ago,
        }
    )
    dialog = (
        test.env["kooperacja.portal.invite"]
        .with_user(test.users["worker_a"])
        .create({row._portal_field: row.id, "email": "pedagog@szkola.example.com"})
    )
    invitation = test.env["kooperacja.portal.invitation"].browse(
        dialog.action_send()["res_id"]
    )
    return SimpleNamespace(
        user=test.env["res.users"],
        starts=[f"/zaproszenie/{invitation._make_token()}"],
    )


# What people there are; each makes its user and says where to start.
KINDS = {
    "partner": make_partner,
    "director": make_director,
    "family": make_family,
    "guest": make_guest,
}

# Where the pages of the addon are.
PLACES = ("/my/", "/zaproszenie/")

# Where Odoo's own pages are, some of which the addon changes a little.
OF_ODOO = ("/my/home", "/my/account", "/my/address", "/my/security", "/my/counters")

# Odoo's own pages that everybody of the portal comes by.
STARTS = ("/my/account", "/my/security")


def rules_of_addon(test):
    """Return the routes of the addon that belong to the portal."""
    # Odoo asks the thread which routes there are.
    threading.current_thread().dbname = test.env.cr.dbname
    return [
        rule
        for rule in test.env["ir.http"].routing_map().iter_rules()
        if rule.rule.startswith(PLACES)
        and not rule.rule.startswith(OF_ODOO)
        and f".{MODULE}." in rule.endpoint.func.__module__
    ]


def methods_of(rule):
    """Return how a route is asked: by a form or a call of the page where it writes."""
    if rule.endpoint.routing["type"] != "http":
        return {"POST"}
    return {"GET", "POST"} & set(rule.methods or ["GET"])


def as_pattern(rule):
    """Return the regular expression of the addresses of a route."""
    return re.sub(r"\\?<[^>]*>", "[^/]+", rule)


def shape_of(address):
    """Return an address without its numbers and tokens, so that alike are one."""
    path = address.partition("?")[0].partition("#")[0]
    return re.sub(r"/(\d+|[0-9A-Za-z_-]{20,})(?=/|$)", "/0", path.rstrip("/"))


def find_pages(test, starts):
    """Follow all links from ``starts``, each that looks alike once.

    :return: {shape: address} of the pages, and the addresses of pages and files
    """
    pages, reached, seen = {}, set(), set()
    waiting = [*starts, *(STARTS if test.session.uid else ())]
    while waiting:
        address = waiting.pop(0)
        shape = shape_of(address)
        if shape in seen:
            continue
        seen.add(shape)
        answer = test.url_open(address)
        test.assertEqual(answer.status_code, 200, address)
        reached.add(address.partition("?")[0].partition("#")[0])
        if "text/html" not in answer.headers["Content-Type"]:
            continue
        pages[shape] = address
        for link in html.fromstring(answer.text).xpath("//main//a/@href"):
            if link.startswith("/my/"):
                waiting.append(link)
    return pages, reached
