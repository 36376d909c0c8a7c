"""Run in the shell of Odoo: the daily job, with what each batch costs.

Prints one line of JSON. It is the job that the scheduled action runs; only the queries
of a batch are counted.
"""

import json
import sys
import time

from odoo.addons.kooperacja_addon.models.reminder_run import ReminderRun

batches = {}
take_batch = ReminderRun._take_batch


def counted(run, numbers):
    stage, before = run.stage, run.env.cr.sql_log_count
    count = take_batch(run, numbers)
    run.env.flush_all()
    if count:
        batches.setdefault(stage, []).append(run.env.cr.sql_log_count - before)
    return count


ReminderRun._take_batch = counted
env = env(context={})  # noqa: F821
begin = time.monotonic()
env["kooperacja.reminder.run"]._cron_remind()
seconds = time.monotonic() - begin
status = dict(
    line.split(":", 1) for line in open("/proc/self/status").read().splitlines()
)


def count(table):
    env.cr.execute(f"SELECT count(*) FROM {table}")
    return env.cr.fetchone()[0]


print(
    json.dumps(
        {
            "seconds": round(seconds, 1),
            "megabytes": int(status["VmHWM"].split()[0]) // 1024,
            "batches": {
                stage: [len(costs), min(costs), max(costs)]
                for stage, costs in batches.items()
            },
            "reminders": count("kooperacja_reminder"),
            "mails": count("mail_mail"),
        }
    )
)
sys.stdout.flush()
