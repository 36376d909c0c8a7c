"""What a person at the terminal sees: what is done, how long it takes, what is wrong.

It all goes to standard error, so that ``bin/odoo shell < script > result`` stays clean.
"""

import subprocess
import sys
import time

from . import place

HEARTBEAT = 20  # seconds without a sign of life, at most


class Refusal(Exception):
    """One sentence: what is wrong, and the way out."""


def say(text):
    print(f"• {text}", file=sys.stderr, flush=True)


def run(command, doing, hint="", **options):
    """Run a long command quietly: name it, show that it lives, keep its output.

    When it fails, its last lines are shown and ``doing`` is named in the refusal.
    """
    say(f"{doing} …")
    place.LOGS.mkdir(parents=True, exist_ok=True)
    log = place.LOGS / "setup.log"
    start = shown = time.monotonic()
    with log.open("ab") as output:
        output.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        output.flush()
        begin = output.tell()
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            **options,
        )
        try:
            while process.poll() is None:
                time.sleep(0.1)
                now = time.monotonic()
                if now - shown > HEARTBEAT:
                    shown = now
                    say(f"  … {now - start:.0f} s")
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if process.returncode:
        with log.open("rb") as output:
            output.seek(begin)
            lines = output.read().decode(errors="replace").splitlines()
        for line in lines[-20:]:
            print(f"    {line}", file=sys.stderr)
        hint = hint or "once the cause above is mended, the same command goes on here"
        raise Refusal(f"{doing}: this failed ({log}); {hint}.")
