"""The lanes of ``make test``; each is one kind of proof, and can be run alone.

With one lane named, further arguments go to it: a test file, ``-k name`` and the like.
Its output then goes to the terminal, and it works on last time's database.
"""

import os
import sys
import time
import traceback
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

from ground import build, place, postgres, step
from ground.report import Refusal, say

from . import addon, core, laws, lifecycle, lint, package, rules, website
from .tally import Tally

HEARTBEAT = 60  # seconds

# The longest first: they run side by side, as many as there are processors.
LANES = {
    "addon": (addon.run, "the addon's own tests, in an Odoo without example data"),
    "laws": (laws.run, "its laws, the access table and the random walks, beside it"),
    "core": (
        core.run,
        "Odoo's own tests of what the addon builds on, with it installed",
    ),
    "website": (website.run, "the pages of the portal where `website` is installed"),
    "lifecycle": (lifecycle.run, "install with example data, update, uninstall"),
    "lint": (lint.run, "the checkers"),
    "rules": (rules.run, "the model's arithmetic, without Odoo and without a database"),
    "package": (package.run, "the addon as a wheel for pip"),
}


def run(*arguments):
    names = [name for name in arguments if name in LANES]
    if arguments and not names:
        lanes = "".join(f"\n    {name:10} {text}" for name, (_, text) in LANES.items())
        raise Refusal(
            f"There is no lane {arguments[0]}; these there are:{lanes}\n  pick one"
        )
    alone = len(names) == 1
    rest = [word for word in arguments if word not in names] if alone else []
    in_use = build.provide(to_test=True)
    try:
        if alone:
            tallies = [_run(names[0], rest, quick=True)]
        else:
            tallies = _run_side_by_side(names or LANES)
    finally:
        if not alone:
            with step.locked():
                postgres.release(in_use)
    total = sum(tallies, Tally())
    for complaint in total.complaints:
        print(f"✗ {complaint}")
    print(f"\n{total}", flush=True)
    return 0 if total.passed and not total.failed else 1


def _run_side_by_side(names):
    say(f"{', '.join(names)}: what they print goes to {place.LOGS}/LANE.log")
    tallies = []
    with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2)) as pool:
        lanes = {pool.submit(_run, name, [], quick=False): name for name in names}
        while lanes:
            done, _ = wait(lanes, timeout=HEARTBEAT, return_when=FIRST_COMPLETED)
            if not done:
                say(f"  {', '.join(lanes.values())}: not finished yet")
            for lane in done:
                name, tally = lanes.pop(lane), lane.result()
                print(f"{name:10} {tally}  ({tally.seconds:.0f} s)", flush=True)
                if tally.failed:
                    _show_end(place.LOGS / f"{name}.log")
                tallies.append(tally)
    return tallies


def _run(name, arguments, quick):
    """One lane; whatever goes wrong in it counts as one failed test."""
    work, _ = LANES[name]
    place.LOGS.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    with (place.LOGS / f"{name}.log").open("w+b") as log:
        try:
            tally = work(arguments, None if quick else log, quick)
        except Refusal as refusal:
            tally = Tally(failed=1, complaints=[f"{name}: {refusal}"])
        except Exception as error:
            log.write(traceback.format_exc().encode())
            tally = Tally(failed=1, complaints=[f"{name}: ended with {error!r}"])
    tally.seconds = time.monotonic() - start
    return tally


def _show_end(log, lines=60):
    text = log.read_text(errors="replace").splitlines()
    for line in text[-lines:]:
        print(f"    {line}", file=sys.stdout)
    print(f"    (the whole of it: {log})", flush=True)
