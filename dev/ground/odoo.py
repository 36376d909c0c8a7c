"""Odoo 19 itself: Debian's package, unpacked; or the one that ODOO_HOME names."""

import os
import re
from pathlib import Path

from . import debian, place, step
from .report import Refusal, say

# Besides Odoo: what its relative links point to, so it must lie under the same prefix.
# Odoo 19 is in no release of Debian yet. What a release has comes from there: sid's
# Font Awesome, for one, no longer has the files of 4.7 that Odoo uses.
PACKAGES = {
    "sid": ["odoo-19", "fonts-montserrat"],
    "bookworm": [
        "fonts-font-awesome",
        "fonts-inconsolata",
        "fonts-ocr-b",
        "fonts-roboto-unhinted",
        "libjs-jquery",
        "libjs-jquery-form",
        "libjs-underscore",
    ],
}


def home():
    """The folder that holds the Python package ``odoo``."""
    if os.environ.get("ODOO_HOME"):
        return Path(os.environ["ODOO_HOME"]).expanduser().resolve()
    return place.ODOO / "usr/lib/python3/dist-packages"


def addons(name=""):
    """The folders that hold Odoo's own modules, or the one of a module."""
    folders = [home() / "odoo/addons", home() / "addons"]
    if name:
        return next(folder / name for folder in folders if (folder / name).exists())
    return [folder for folder in folders if folder.exists()]


def provide():
    if not os.environ.get("ODOO_HOME") and not step.is_done(
        "odoo", place.ODOO, PACKAGES
    ):
        _fetch()
    _check()
    _configure()


def _fetch():
    step.undo("odoo")
    apt = debian.PrivateApt(*PACKAGES)
    names = [f"{name}/{suite}" for suite, names in PACKAGES.items() for name in names]
    apt.download(names, doing="downloading Odoo 19 (Debian's odoo-19, 120 MB)")
    apt.unpack(place.ODOO, doing="unpacking Odoo 19 (1 GB)")
    for link in place.ODOO.rglob("*"):
        if link.is_symlink() and not link.exists():
            say(f"note: {link.name} points to a file in a package that is not fetched")
    step.done("odoo", place.ODOO, PACKAGES)


def _check():
    release = home() / "odoo" / "release.py"
    found = release.exists() and re.search(
        r"^version_info = \((?:\D*~)?(\d+)\D*, (\d+)", release.read_text(), re.MULTILINE
    )
    series = tuple(map(int, found.groups())) if found else None
    if series != place.ODOO_SERIES:
        what = f"Odoo {'.'.join(map(str, series))}" if series else "no Odoo"
        raise Refusal(
            f"{home()} holds {what}, and the addon is for Odoo 19.0: point ODOO_HOME "
            "at the folder of an Odoo 19.0 (odoo/release.py is in it), or unset it to "
            "have one fetched"
        )


def _configure():
    """The settings that every odoo command here shares (Odoo reads ODOO_RC)."""
    lines = [
        "[options]",
        f"addons_path = {place.ROOT}",
        f"data_dir = {place.ODOO_DATA}",
        "http_interface = 127.0.0.1",
    ]
    text = "\n".join(lines) + "\n"
    if not place.ODOO_CONF.exists() or place.ODOO_CONF.read_text() != text:
        place.ODOO_CONF.write_text(text)


def command(*arguments):
    """The command line of odoo, run by the ground's Python."""
    return [str(place.PYTHON / "bin/python"), "-m", "odoo", *map(str, arguments)]


def environment():
    """What odoo, and anything that imports it, needs in its environment."""
    path = [
        place.PYTHON / "bin",
        place.WKHTMLTOPDF / "bin",
        os.environ.get("PATH", os.defpath),
    ]
    return {
        "PATH": os.pathsep.join(map(str, path)),
        "PYTHONPATH": str(home()),
        "PYTHONSAFEPATH": "1",  # the current directory is not a place for modules
        "PYTHONPYCACHEPREFIX": str(place.GROUND / "bytecode"),
        "ODOO_RC": str(place.ODOO_CONF),
    }
