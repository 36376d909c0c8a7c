"""Databases of Odoo: made, brought up to date with the addon's files, removed."""

import json
import os
import re
import shutil
import socket
import subprocess

from . import build, odoo, place, step
from .report import run

LOADING = re.compile(r"Loading module \S+ \(\d+/\d+\)")
# What an installed database does not depend on.
UNINSTALLED = {"__pycache__", "readme", "tests", "build", "dist"}


def addon_files():
    """The files of the addon that an installed database is made from."""
    for folder, folders, names in os.walk(place.ADDON):
        folders[:] = sorted(set(folders) - UNINSTALLED)
        yield from (place.ADDON.__class__(folder) / name for name in sorted(names))


def made_from():
    """What a database with the addon in it is made from, for its stamp."""
    return [
        odoo.home(),
        *(part for file in addon_files() for part in (file, file.name)),
    ]


def execute(name, *arguments, doing, log=None):
    """Run odoo on a database until it stops, quietly, with its progress shown."""
    options = ["--stop-after-init", "--no-http", "--database", name, *arguments]
    if log:
        log.parent.mkdir(parents=True, exist_ok=True)
        options.append(f"--logfile={log}")
    run(odoo.command(*options), doing, progress=LOADING, env=build.environment())


def query(name, statement, *parameters):
    """The rows that a statement gives, asked through the ground's Python."""
    code = (
        "import json, sys, psycopg2\n"
        "name, statement, parameters = json.load(sys.stdin)\n"
        "connection = psycopg2.connect(dbname=name)\n"
        "connection.autocommit = True\n"
        "cursor = connection.cursor()\n"
        "cursor.execute(statement, parameters or None)\n"
        "rows = cursor.fetchall() if cursor.description else []\n"
        "print(json.dumps(rows, default=str))\n"
    )
    answer = subprocess.run(
        [place.PYTHON / "bin/python", "-c", code],
        input=json.dumps([name, statement, parameters]),
        env=build.environment(),
        capture_output=True,
        text=True,
    )
    if answer.returncode:
        raise RuntimeError(answer.stderr.strip().splitlines()[-1])
    return json.loads(answer.stdout)


def exists(name):
    return bool(query("postgres", "SELECT 1 FROM pg_database WHERE datname = %s", name))


def create_polish(name):
    """Make an empty database whose lists put Ł after L; False where PostgreSQL cannot.

    That needs PostgreSQL 15 or newer, built with ICU.
    """
    try:
        query(
            "postgres",
            f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' "
            "LOCALE_PROVIDER icu ICU_LOCALE 'pl-PL'",
        )
    except RuntimeError:
        return False
    return True


def drop(name):
    step.undo(f"database-{name}")
    query("postgres", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(place.ODOO_DATA / "filestore" / name, ignore_errors=True)


def copy(source, name):
    """A new database like another one, with its files."""
    drop(name)
    query("postgres", f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    files = place.ODOO_DATA / "filestore"
    if (files / source).exists():
        shutil.copytree(files / source, files / name)


def free_port(preferred=0):
    """A port on 127.0.0.1 that nobody listens on."""
    for port in [*range(preferred, preferred + 10), 0] if preferred else [0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
