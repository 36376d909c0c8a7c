"""Databases and processes for the benchmarks, on the ground of ``dev/``."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "dev"))

from ground import build, database, odoo, place, postgres  # noqa: E402
from lanes import databases  # noqa: E402

INSTALLED = "bench-installed"

__all__ = ["database", "hold", "provide", "release", "run", "start"]


def hold():
    """Give a hold on the database server, for ``postgres.release``."""
    return build.provide()


def release(in_use):
    postgres.release(in_use)


def provide(name):
    """Make a fresh database with the addon in it."""
    databases.provide(INSTALLED, place.LOGS / "bench.log", again=True)
    database.copy(INSTALLED, name)


def start(script, name, *arguments):
    """Start a script of this folder in the shell of Odoo, in a process of its own."""
    code = f"import sys; sys.argv = {[str(script), *map(str, arguments)]!r}\n"
    code += (HERE / script).read_text()
    process = subprocess.Popen(
        odoo.command("shell", "--no-http", "--log-level=error", "--database", name),
        env=build.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    process.stdin.write(code)
    process.stdin.close()
    process.stdin = None
    return process


def run(script, name, *arguments):
    """Run such a script to its end; return what it prints."""
    process = start(script, name, *arguments)
    printed, _ = process.communicate()
    if process.returncode or "Traceback" in printed:
        raise SystemExit(f"{script} failed on {name}:\n{printed}")
    return printed
