"""``make run``: Odoo in Polish with the addon's example gminas, in the foreground."""

import signal
import subprocess
import time
import urllib.error
import urllib.request

from ground import build, database, odoo, place, postgres, step
from ground.report import Refusal, say

NAME = "demo"
STAMP = f"database-{NAME}"
PORT = 8069


def run():
    in_use = build.provide()
    try:
        with step.locked():
            _provide_database()
        _serve()
    finally:
        with step.locked():
            postgres.release(in_use)


def _provide_database():
    """Install, or update when the addon's files have changed, or leave as it is."""
    if not place.ADDON.joinpath("__manifest__.py").exists():
        raise Refusal(f"{place.ADDON} holds no addon: check the clone out completely")
    made_from = database.made_from()
    there = database.exists(NAME) and (place.STAMPS / STAMP).exists()
    if there and step.is_done(STAMP, *made_from):
        return
    if there:
        step.undo(STAMP)
        arguments = ["--update=kooperacja_addon"]
        doing = "updating the addon, whose files have changed"
    else:
        database.drop(NAME)
        if not database.create_polish(NAME):
            say("this PostgreSQL knows no Polish order: lists put Ł and Ś after Z")
        arguments = ["--init=kooperacja_addon", "--with-demo", "--load-language=pl_PL"]
        doing = (
            "installing the addon with its example gminas, in Polish (1 to 2 minutes)"
        )
    database.execute(NAME, *arguments, doing=doing)
    _shell("prepare_demo.py", "making Polish everybody's language")
    step.done(STAMP, *made_from)


def _shell(script, doing):
    say(f"{doing} …")
    command = odoo.command(
        "shell", "--no-http", "--log-level=error", "--database", NAME
    )
    answer = subprocess.run(
        command,
        input=(place.DEV / script).read_bytes(),
        env=build.environment(),
        capture_output=True,
    )
    if answer.returncode:
        raise Refusal(f"{doing}: this failed: {answer.stderr.decode().strip()}")


def _serve():
    port = database.free_port(PORT)
    address = f"http://127.0.0.1:{port}"
    # Links lead here, and the printer fetches its styles here, whatever the port.
    database.query(
        NAME,
        "UPDATE ir_config_parameter SET value = %s WHERE key = 'web.base.url'",
        address,
    )
    say("starting Odoo …")
    server = subprocess.Popen(
        odoo.command(f"--http-port={port}", f"--database={NAME}", "--log-level=warn"),
        env=build.environment(),
        start_new_session=True,  # Ctrl-C comes here first, and is passed on once
    )
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, signal.default_int_handler)
    try:
        table = subprocess.run(
            [place.PYTHON / "bin/python", place.DEV / "logins.py", NAME],
            env=build.environment(),
            capture_output=True,
            text=True,
        )
        _wait_for(f"{address}/web/login", server)
        print(f"\n{table.stdout}\n  {address}    (Ctrl-C stops it all)\n", flush=True)
        if server.wait():
            raise Refusal("Odoo stopped by itself; its last words are above")
    except KeyboardInterrupt:
        say("stopping Odoo")
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=15)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait_for(address, server):
    for _ in range(600):
        if server.poll() is not None:
            raise Refusal("Odoo did not start; its last words are above")
        try:
            urllib.request.urlopen(address, timeout=60).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise Refusal(f"Odoo did not answer at {address} within two minutes")
