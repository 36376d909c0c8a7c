"""The daily job of the reminders over many cases: time, memory, queries a batch.

    dev/python benchmarks/reminders.py [CASES …]       10,000, 30,000, 100,000
    dev/python benchmarks/reminders.py --kill [CASES]  switch it off (SIGKILL) in the
                              middle, go on, and compare with a run left alone

Needs about 3 GB of disk for 100,000 cases. Each database is removed afterwards.
"""

import json
import random
import sys
import time

import bench

# So often the job is switched off before it may end.
KILLS = 6
# All that the job leaves behind, without numbers that a row happens to get.
LEFT = {
    "reminders": "SELECT deadline_id, date, user_id, step, mailed_on, closed_on,"
    " activity_id IS NULL FROM kooperacja_reminder",
    "activities": "SELECT user_id, summary, date_deadline FROM mail_activity",
    "mails": "SELECT email_to, body_html FROM mail_mail",
}


def main(arguments):
    kill = "--kill" in arguments
    sizes = [int(each) for each in arguments if each != "--kill"]
    in_use = bench.hold()
    try:
        if kill:
            compare(*(sizes or [10000]))
        else:
            for size in sizes or [10000, 30000, 100000]:
                measure(size)
    finally:
        bench.release(in_use)


def fill(size):
    name = f"bench-reminders-{size}"
    bench.provide(name)
    bench.run("reminders_fill.py", name, size)
    return name


def read(printed):
    (line,) = [line for line in printed.splitlines() if line.startswith("{")]
    return json.loads(line)


def measure(size):
    """Print what the first run costs, and a second one that has nothing new to tell."""
    name = fill(size)
    for what in ("first run", "run again"):
        result = read(bench.run("reminders_job.py", name))
        print(f"{size} cases, {what}: {result}", flush=True)
    bench.database.drop(name)


def committed(name):
    """Return the place up to which the job has got for good."""
    rows = bench.database.query(
        name, "SELECT stage, last_id FROM kooperacja_reminder_run"
    )
    return rows[0] if rows else ["not begun", 0]


def compare(size):
    """Kill the job again and again; tell whether anything is lost or doubled."""
    name = fill(size)
    quiet = f"{name}-quiet"
    bench.database.copy(name, quiet)
    bench.run("reminders_job.py", quiet)
    kills = 0
    while kills < KILLS:
        place = committed(name)
        process = bench.start("reminders_job.py", name)
        while process.poll() is None and committed(name) == place:
            time.sleep(0.1)
        if process.poll() is not None:
            break
        # Somewhere in the middle of the batch that follows.
        time.sleep(random.random())
        process.kill()
        process.communicate()
        kills += 1
        print(f"killed; committed up to: {committed(name)}", flush=True)
    bench.run("reminders_job.py", name)
    for what, query in LEFT.items():
        states = [
            bench.database.query(
                each,
                f"SELECT count(*), count(DISTINCT row), md5(string_agg(row, '|' ORDER"
                f" BY row)) FROM (SELECT rows::text AS row FROM ({query}) rows) each",
            )[0]
            for each in (quiet, name)
        ]
        same = "the same" if states[0] == states[1] else "NOT THE SAME"
        print(f"{what}: {states[0][0]} undisturbed, {states[1][0]} killed: {same}")
    print(f"killed {kills} times")
    for each in (name, quiet):
        bench.database.drop(each)


if __name__ == "__main__":
    main(sys.argv[1:])
