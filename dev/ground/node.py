"""What package-lock.json names: checkers of code and of pages, and a file for Odoo.

Node.js itself comes with the checkers' virtual environment.
"""

import os
import shutil

from . import odoo, place, step
from .report import run

NAMES = ("package.json", "package-lock.json", ".npmrc")
# Debian's odoo-19 leaves this out, and every page then logs an error in the console.
SEGMENTATION = "selfie_segmentation/selfie_segmentation.js"


def provide():
    made_from = [place.NODE, *(place.ROOT / name for name in NAMES)]
    if step.is_done("node", *made_from):
        return
    step.undo("node")
    place.NODE.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        shutil.copy(place.ROOT / name, place.NODE / name)
    run(
        [
            place.TOOLS / "bin/npm",
            "ci",
            "--ignore-scripts",
            f"--cache={place.NODE}/cache",
        ],
        "installing the checkers of code and of pages (npm)",
        "check the network and npm's configuration, then run this again",
        cwd=place.NODE,
        env=environment(),
    )
    shutil.rmtree(place.NODE / "cache", ignore_errors=True)
    step.done("node", *made_from)


def complete_odoo():
    """Put the file that Debian leaves out where Odoo expects it."""
    if os.environ.get("ODOO_HOME"):
        return
    target = odoo.addons("mail") / "static/lib" / SEGMENTATION
    if not target.exists():
        source = place.NODE / "node_modules/@mediapipe" / SEGMENTATION
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        fresh.write_bytes(source.read_bytes())
        os.replace(fresh, target)


def environment():
    path = os.pathsep.join([f"{place.TOOLS}/bin", os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "NODE_PATH": f"{place.NODE}/node_modules"}
