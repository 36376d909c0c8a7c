"""The order in which the ground is made, and the environment that comes out of it."""

import os
import shutil

from . import odoo, place, postgres, python, wkhtmltopdf
from .report import Refusal
from .step import locked


def provide():
    """Everything that an ``odoo`` command needs. Quick when it is all there."""
    with locked():
        _room()
        python.provide()
        odoo.provide()
        wkhtmltopdf.provide()
        postgres.provide()


def environment():
    env = {**os.environ, **postgres.environment(), **odoo.environment()}
    env.pop("PYTHONHOME", None)
    return env


def _room():
    if place.STAMPS.exists():
        return
    free = shutil.disk_usage(place.ROOT).free / 2**30
    if free < place.FREE_GIGABYTES:
        raise Refusal(
            f"There are {free:.1f} GB free under {place.ROOT}, and Odoo with its database needs "
            f"{place.FREE_GIGABYTES}: make room, or clone to a larger disk"
        )
