"""A step is done once, and again only when what it was made from has changed.

Its stamp is written after success only, so an interrupted step starts anew.
"""

import contextlib
import fcntl
import hashlib
import os
from pathlib import Path

from . import place
from .report import say


def fingerprint(*parts):
    """A short hash of what a step is made from: words, and files by their content."""
    total = hashlib.sha256()
    for part in parts:
        is_file = isinstance(part, Path) and part.is_file()
        total.update(part.read_bytes() if is_file else str(part).encode())
        total.update(b"\0")
    return total.hexdigest()[:16]


def is_done(name, *parts):
    stamp = place.STAMPS / name
    return stamp.exists() and stamp.read_text() == fingerprint(*parts)


def done(name, *parts):
    place.STAMPS.mkdir(parents=True, exist_ok=True)
    (place.STAMPS / name).write_text(fingerprint(*parts))


def undo(name):
    (place.STAMPS / name).unlink(missing_ok=True)


@contextlib.contextmanager
def locked(what="ground"):
    """One command at a time builds a thing, or starts and stops the database server."""
    place.LOCKS.mkdir(parents=True, exist_ok=True)
    with (place.LOCKS / what).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another command that is busy with the {what} …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        # What report.run starts inherits the lock: should this command be killed, the
        # next one waits until what it left running has ended.
        os.set_inheritable(lock.fileno(), True)
        yield
