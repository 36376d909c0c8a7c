"""Run in the shell of Odoo: the search for a date, beside Odoo's own free/busy look-up.

Fifteen people with six appointments a day, sixty days, one meeting to be put in.
"""

import random
import statistics
import time
from datetime import datetime, timedelta
from datetime import time as hour

from odoo.fields import Command

from odoo.addons.kooperacja_addon.rules.slots import find_slots

PEOPLE, DAYS, A_DAY, ROUNDS = 15, 60, 6, 5
env = env(  # noqa: F821
    context={
        **env.context,  # noqa: F821
        "no_mail_to_attendees": True,
        "tracking_disable": True,
        "lang": "en_US",
    }
)
random.seed(19)
today = env.company._get_kooperacja_today()
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
people = env["res.partner"].create(
    [{"name": f"Osoba {n}", "parent_id": institution.id} for n in range(PEOPLE)]
)
events = []
for person in people:
    for day in range(DAYS + 7):
        for _ in range(A_DAY):
            start = datetime.combine(today + timedelta(days=day), hour(6)) + timedelta(
                minutes=15 * random.randrange(32)
            )
            events.append(
                {
                    "name": "Zajęte",
                    "start": start,
                    "stop": start + timedelta(minutes=30 + 15 * random.randrange(3)),
                    "partner_ids": [Command.set(person.ids)],
                    "user_id": False,
                }
            )
env["calendar.event"].create(events)
meeting = (
    env["kooperacja.meeting"]
    .with_user(coordinator)
    .create(
        {
            "kind": "partnership",
            "partnership_id": partnership.id,
            "start": datetime.combine(today + timedelta(days=30), hour(10)),
            "attendance_ids": [
                Command.create({"partner_id": person.id}) for person in people
            ],
        }
    )
)
search = (
    env["kooperacja.meeting.slots"]
    .with_user(coordinator)
    .create({"meeting_id": meeting.id})
)
search.until = search.earliest + timedelta(days=DAYS)
env.flush_all()
env.cr.commit()


def timed(what, do):
    """Print the middle of some rounds, each with nothing in the cache."""
    seconds, queries = [], 0
    for _ in range(ROUNDS):
        env.invalidate_all()
        before, begin = env.cr.sql_log_count, time.perf_counter()
        result = do()
        seconds.append(time.perf_counter() - begin)
        queries = env.cr.sql_log_count - before
    middle = statistics.median(seconds) * 1000
    print(f"{what}: {middle:.0f} ms, {queries} queries", flush=True)
    return result


begin = datetime.combine(search.earliest, hour())
end = begin + timedelta(days=DAYS)
timed(
    "Odoo: who is busy in the 60 days (_get_busy_calendar_events)",
    lambda: people._get_busy_calendar_events(begin, end),
)


def busy_an_hour():
    """Ask Odoo for one slot after the other, as its calendar asks for one event."""
    for day in range(DAYS):
        for half in range(16):
            start = begin + timedelta(days=day, hours=7, minutes=30 * half)
            people._get_busy_calendar_events(start, start + timedelta(hours=2))


def time_once(what, do):
    env.invalidate_all()
    before, start = env.cr.sql_log_count, time.perf_counter()
    do()
    seconds = time.perf_counter() - start
    print(f"{what}: {seconds:.1f} s, {env.cr.sql_log_count - before} queries")


time_once("Odoo: the same look-up for each half hour of 60 days", busy_an_hour)
timed("Kooperacja: the diaries (read and put in order)", search._get_diaries)
wish, diaries = search._get_wish(), search._get_diaries()
timed(
    "Kooperacja: the search itself (rules/slots.py)", lambda: find_slots(wish, diaries)
)
timed("Kooperacja: the whole button, five dates with reasons", search.action_search)
print(f"appointments: {len(events)}; first choice: {search.slot_ids[0].words}")
