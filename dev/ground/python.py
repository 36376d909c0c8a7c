"""Virtual environments with pinned, hash-checked packages."""

import importlib.util
import os
import shutil
import sys

from . import place, step
from .report import run

REQUIREMENTS = place.DEV / "requirements"


def packages():
    """Debian's packages without which its Python makes no virtual environment."""
    if importlib.util.find_spec("ensurepip"):
        return []
    return [f"python3.{sys.version_info[1]}-venv"]


def provide():
    _environment(place.PYTHON, REQUIREMENTS / "odoo.txt", "Odoo's Python packages")


def provide_tools():
    _environment(place.TOOLS, REQUIREMENTS / "tools.txt", "the checkers and Node.js")


def _environment(folder, requirements, what):
    empty = f"{folder.name}-empty"
    if not step.is_done(empty, sys.version, folder):
        shutil.rmtree(folder, ignore_errors=True)
        run(
            [sys.executable, "-m", "venv", folder],
            f"making a virtual environment for {what}",
        )
        step.undo(folder.name)
        step.done(empty, sys.version, folder)
    if not step.is_done(folder.name, requirements):
        run(
            [
                folder / "bin/python",
                "-m",
                "pip",
                "install",
                "--disable-pip-version-check",
            ]
            + ["--no-input", "--no-cache-dir", "--no-compile"]
            + ["--require-hashes", "--requirement", requirements],
            f"installing {what} (pip)",
            "check the network and pip's configuration, then run this again",
            env=_plain_environment(),
        )
        step.done(folder.name, requirements)


def _plain_environment():
    """The caller's environment without what would lead pip elsewhere."""
    leave_out = {"PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"}
    return {key: value for key, value in os.environ.items() if key not in leave_out}
