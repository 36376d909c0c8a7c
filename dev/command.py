"""The commands: ``odoo``, ``run``, ``test``, ``clean``. The Makefile and bin/odoo call this."""

import os
import sys

from ground import build, odoo, postgres
from ground.report import Refusal


def run_odoo(*arguments):
    build.provide()
    postgres.hold()
    command = odoo.command(*arguments)
    os.execve(command[0], command, build.environment())


COMMANDS = {"odoo": run_odoo}


def main(name, *arguments):
    try:
        return COMMANDS[name](*arguments)
    except Refusal as refusal:
        print(f"✗ {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
