"""A private PostgreSQL: own cluster, own socket, no network port; or the PG* one.

The programs are those of Debian's PostgreSQL when it is installed, else its packages
are unpacked into the ground. PostgreSQL refuses to run as root, so root hands the
cluster to an unprivileged account. Its socket lies in a folder that only that account
(and root) can enter, and ``peer`` authentication lets in only whoever runs these
commands. A cluster that the system may have is not touched.
"""

import fcntl
import functools
import getpass
import hashlib
import os
import pwd
import re
import shutil
import subprocess
import time
from pathlib import Path

from . import debian, place, step
from .report import Refusal, say

SOCKET_PATH_MAX = 107  # bytes, a limit of the kernel
SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0777  # its folder keeps others out
max_connections = 200
shared_buffers = 256MB
max_wal_size = 2GB
jit = off
# Throwaway data: quick rather than safe against a power cut.
fsync = off
synchronous_commit = off
full_page_writes = off
"""
DEBIANS = Path("/usr/lib/postgresql")
PROGRAMS = place.GROUND / "postgres-programs"
CONNECTING = {"PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGSERVICE", "PGPASSFILE"}


def is_given():
    """Whether the caller named an existing server by the usual variables."""
    return bool(CONNECTING & os.environ.keys())


def provide():
    """Have a server that answers. Call under the ground's lock."""
    if is_given():
        _check_given()
        return
    _programs()
    if not step.is_done("postgres", place.POSTGRES, _owner().pw_name):
        _create()
    if not is_running():
        _start()


def environment():
    """What makes any client (libpq, Odoo) find the server."""
    if is_given():
        return {}
    return {"PGHOST": str(_socket_folder()), "PGPORT": "5432", "PGUSER": "odoo"}


def is_running():
    if not (_cluster() / "postmaster.pid").exists():
        return False
    return _as_owner("pg_ctl", "status", "--pgdata", _cluster()).returncode == 0


def stop():
    """Stop the private server, if it runs."""
    if is_running():
        say("stopping PostgreSQL")
        _as_owner("pg_ctl", "stop", "--pgdata", _cluster(), "--mode", "fast")


def hold():
    """Mark the server as in use while this process, or what it becomes, lives."""
    if not is_given():
        mark = place.GROUND / "postgres.in-use"
        handle = os.open(mark, os.O_CREAT | os.O_RDWR, 0o600)
        os.set_inheritable(handle, True)
        fcntl.flock(handle, fcntl.LOCK_SH)
        return handle


def release(handle):
    """Stop the server, unless another command uses it too. Call under the lock."""
    if handle is None:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("PostgreSQL goes on: another command here is using it")
    else:
        stop()
    os.close(handle)


def remove_outside():
    """Remove what had to lie outside the ground."""
    for folder in (_near_by("cluster"), _near_by("socket")):
        if folder.exists() and folder.stat().st_uid == _owner().pw_uid:
            shutil.rmtree(folder)


# -- where things are ----------------------------------------------------------------


def _owner():
    """The account that runs the server: the caller, or for root an unprivileged one."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Refusal(
        "PostgreSQL does not run as root, and this machine has no account 'nobody': "
        "run this as an ordinary user"
    )


def _near_by(what):
    """A short path outside the checkout, for what cannot lie in it."""
    mark = hashlib.sha256(str(place.POSTGRES).encode()).hexdigest()[:10]
    return Path("/var/tmp") / f"kooperacja-{mark}-{what}"


@functools.cache
def _is_open_to_owner(folder):
    """Whether the owner can walk into ``folder``; root's home, say, is closed."""
    owner = _owner()
    asked = subprocess.run(
        ["test", "-x", folder],
        cwd="/",
        **({} if os.geteuid() else _identity(owner)),
    )
    return asked.returncode == 0


def _identity(account):
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _base(what):
    """The folder of the cluster or the socket, in the ground where that can be."""
    inside = place.POSTGRES / what
    if not _is_open_to_owner(place.GROUND):
        return _near_by(what)
    if (
        what == "socket"
        and len(str(inside / ".s.PGSQL.5432").encode()) > SOCKET_PATH_MAX
    ):
        return _near_by(what)
    return inside


def _cluster():
    return _base("cluster")


def _socket_folder():
    return _base("socket")


def _programs():
    """PostgreSQL's programs: those that made the cluster, else the newest there are."""
    folders = {}
    for folder in [*DEBIANS.glob("*/bin"), *PROGRAMS.glob("usr/lib/postgresql/*/bin")]:
        version = folder.parent.name
        if version.isdigit() and (folder / "initdb").exists():
            folders[int(version)] = folder
    made_with = _cluster() / "PG_VERSION"
    if made_with.exists() and int(made_with.read_text()) in folders:
        return folders[int(made_with.read_text())]
    if folders and max(folders) >= place.POSTGRES_MIN:
        return folders[max(folders)]
    apt = debian.PrivateApt(_suite())
    apt.download_with_dependencies(["postgresql"], doing="downloading PostgreSQL")
    apt.unpack(PROGRAMS, doing="unpacking PostgreSQL")
    return _programs()


def _suite():
    release = Path("/etc/os-release").read_text()
    name = re.search(r"^VERSION_CODENAME=(\w+)", release, re.MULTILINE)
    return name.group(1) if name else "bookworm"


# -- making and starting it ----------------------------------------------------------


def _as_owner(program, *arguments, check=False, **options):
    owner = _owner()
    programs = _programs()
    environment = {"PATH": f"{programs}:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    if PROGRAMS in programs.parents:
        libraries = [
            PROGRAMS / "usr/lib/x86_64-linux-gnu",
            PROGRAMS / "lib/x86_64-linux-gnu",
        ]
        environment["LD_LIBRARY_PATH"] = ":".join(map(str, libraries))
    if os.geteuid() == 0:
        options.update(_identity(owner))
    return subprocess.run(
        [str(programs / program), *map(str, arguments)],
        cwd="/",
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.STDOUT,
        check=check,
        **options,
    )


def _own_folder(folder):
    """A folder for the owner alone; in /var/tmp, not one that somebody else made."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in (
        os.geteuid(),
        _owner().pw_uid,
    ):
        raise Refusal(
            f"{folder} belongs to somebody else: remove it, then run this again"
        )
    folder.chmod(0o700)
    if os.geteuid() == 0:
        os.chown(folder, _owner().pw_uid, _owner().pw_gid)


def _create():
    say("making a private PostgreSQL cluster …")
    step.undo("postgres")
    cluster = _cluster()
    shutil.rmtree(cluster, ignore_errors=True)
    _own_folder(cluster)
    made = _as_owner(
        "initdb",
        f"--pgdata={cluster}",
        "--username=odoo",
        "--auth=peer",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    if made.returncode:
        raise Refusal(
            f"initdb failed, most likely for want of room: {made.stdout.decode()}"
        )
    caller = getpass.getuser() if os.geteuid() else "root"
    with (cluster / "postgresql.conf").open("a") as settings:
        settings.write(SETTINGS)
    (cluster / "pg_hba.conf").write_text("local all all peer map=ground\n")
    (cluster / "pg_ident.conf").write_text(f'ground "{caller}" odoo\n')
    step.done("postgres", place.POSTGRES, _owner().pw_name)


def _start():
    say("starting PostgreSQL")
    sockets = _socket_folder()
    _own_folder(sockets)
    log = _cluster() / "server.log"
    started = _as_owner(
        "pg_ctl",
        "start",
        f"--pgdata={_cluster()}",
        f"--log={log}",
        f"--options=-k '{sockets}' -p 5432",
        "--wait",
        stdout=subprocess.DEVNULL,
    )
    if started.returncode:
        last = log.read_text(errors="replace").splitlines()[-3:] if log.exists() else []
        raise Refusal(f"PostgreSQL does not start ({log}): {' '.join(last)}")


def _check_given():
    """The server that PG* names must answer, and be new enough."""
    code = (
        "import psycopg2; c = psycopg2.connect(dbname='postgres');"
        "print(c.server_version // 10000)"
    )
    for attempt in range(5):
        answer = subprocess.run(
            [place.PYTHON / "bin/python", "-c", code], capture_output=True, text=True
        )
        if answer.returncode == 0:
            break
        time.sleep(attempt)
    else:
        reason = answer.stderr.strip().partition("OperationalError: ")[2].splitlines()
        raise Refusal(
            f"The PostgreSQL that PGHOST, PGPORT, PGUSER name does not answer "
            f"({reason[0] if reason else 'no reason given'}): start it, or unset these "
            "variables to have a private one"
        )
    if int(answer.stdout) < place.POSTGRES_MIN:
        raise Refusal(
            f"The PostgreSQL that PGHOST names is version {answer.stdout.strip()}, and "
            f"Odoo 19 needs {place.POSTGRES_MIN} or newer: unset the PG* variables to "
            "have a private one"
        )
