"""What a person at the terminal sees: what is done, how long it takes, what is wrong.

It all goes to standard error, so that ``bin/odoo shell < script > result`` stays clean.
"""

import subprocess
import sys
import time

from . import place

HEARTBEAT = 15  # seconds without a sign of life, at most


class Refusal(Exception):
    """One sentence: what is wrong, and the way out."""


def say(text):
    sys.stderr.write(f"• {text}\n")
    sys.stderr.flush()


def run(command, doing, hint="", progress=None, announced=False, **options):
    """Run a long command quietly: name it, show that it lives, keep its output.

    When it fails, its last lines are shown, what it was ``doing``, and the ``hint``.
    ``progress`` is a regular expression; its last match is shown meanwhile.
    """
    if not announced:
        say(f"{doing} …")
    place.LOGS.mkdir(parents=True, exist_ok=True)
    log = place.LOGS / f"setup-{time.time_ns()}.log"
    start = shown = time.monotonic()
    with log.open("wb") as output:
        output.write(f"$ {' '.join(map(str, command))}\n".encode())
        output.flush()
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            close_fds=False,  # it holds the locks that step.locked took
            **options,
        )
        try:
            while process.poll() is None:
                time.sleep(0.05)
                now = time.monotonic()
                if now - shown > HEARTBEAT:
                    shown = now
                    say(f"  {doing}: {now - start:.0f} s{_how_far(log, progress)}")
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if process.returncode:
        for line in log.read_text(errors="replace").splitlines()[-20:]:
            print(f"    {line}", file=sys.stderr)
        hint = hint or "mend the cause above, then run this again"
        raise Refusal(f"{doing}: this failed ({log}); {hint}")
    log.unlink()


def _how_far(log, progress):
    found = progress and progress.findall(log.read_text(errors="replace"))
    return f", {found[-1]}" if found else ""
