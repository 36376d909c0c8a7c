"""Virtual environments with pinned, hash-checked packages."""

import os
import shutil
import subprocess
import sys

from . import debian, place, step
from .report import Refusal, run

REQUIREMENTS = place.DEV / "requirements"


def provide():
    _environment(place.PYTHON, REQUIREMENTS / "odoo.txt", "Odoo's Python packages")


def provide_tools():
    _environment(place.TOOLS, REQUIREMENTS / "tools.txt", "the checkers and Node.js")


def _environment(folder, requirements, what):
    made_from = (sys.version, folder, requirements)
    if step.is_done(folder.name, *made_from):
        return
    step.undo(folder.name)
    if not (3, 10) <= sys.version_info[:2] <= (3, 13):
        raise Refusal("Odoo 19 needs Python 3.10 to 3.13: name one with PYTHON=/path/to/python")
    if subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True).returncode:
        debian.install([f"python3.{sys.version_info[1]}-venv"], "a Python virtual environment")
    shutil.rmtree(folder, ignore_errors=True)
    run([sys.executable, "-m", "venv", folder], f"making a virtual environment for {what}")
    run(
        [folder / "bin/python", "-m", "pip", "install", "--disable-pip-version-check"]
        + ["--no-input", "--require-hashes", "--requirement", requirements],
        f"installing {what} (pip)",
        "check the network and pip's configuration, then run the same command again",
        env=_plain_environment(),
    )
    step.done(folder.name, *made_from)


def _plain_environment():
    """The caller's environment without what would lead pip elsewhere."""
    leave_out = {"PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"}
    return {key: value for key, value in os.environ.items() if key not in leave_out}
