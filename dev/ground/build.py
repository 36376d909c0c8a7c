"""The order in which the ground is made, and the environment that comes out of it."""

import os
import platform
import shutil
from concurrent.futures import ThreadPoolExecutor

from . import debian, node, odoo, place, postgres, python, wkhtmltopdf
from .report import Refusal, say
from .step import locked

# On the machine itself, by apt-get; all else lies in the ground.
TO_RUN = [*python.packages(), *wkhtmltopdf.LIBRARIES]
TO_TEST = ["chromium", "gettext", "poppler-utils"]


def provide(to_test=False):
    """Everything that an odoo command needs. Quick when it is all there.

    Gives a hold on the database server, for ``postgres.release``.
    """
    with locked():
        if not place.STAMPS.exists():
            _check_machine()
            say("setting up Odoo 19 in .ground/; this takes two or three minutes, once")
        debian.install(TO_RUN + TO_TEST * to_test)
        _together(
            (python.provide, wkhtmltopdf.provide),
            (odoo.provide,),
            (python.provide_tools, node.provide),
        )
        node.complete_odoo()
        postgres.provide()
        return postgres.hold()


def environment():
    """The environment of every program that runs on the ground."""
    env = {**os.environ, **postgres.environment(), **odoo.environment()}
    env["XDG_CACHE_HOME"] = str(place.GROUND / "cache")
    env["XDG_CONFIG_HOME"] = str(place.GROUND / "config")
    env["NODE_PATH"] = str(place.NODE / "node_modules")  # axe-core is in it
    for name in ("PYTHONHOME", "PYTHONDONTWRITEBYTECODE"):
        env.pop(name, None)
    return env


def _together(*chains):
    """Work on several chains of steps at once; the first refusal is passed on."""

    def work(chain):
        for make in chain:
            make()

    with ThreadPoolExecutor() as pool:
        for future in [pool.submit(work, chain) for chain in chains]:
            future.result()


def _check_machine():
    if platform.machine() != "x86_64":
        raise Refusal(
            f"This machine is {platform.machine()}, and the wkhtmltopdf that Odoo "
            "needs is for x86-64 only: use such a machine, or compose.yaml"
        )
    free = shutil.disk_usage(place.ROOT).free / 2**30
    if free < place.FREE_GIGABYTES:
        raise Refusal(
            f"There are {free:.1f} GB free under {place.ROOT}, and Odoo with its "
            f"databases needs {place.FREE_GIGABYTES}: make room, or clone to a larger "
            "disk"
        )
