"""The commands. The Makefile, bin/odoo and dev/test call this; each does one thing.

odoo ARGUMENTS…   the odoo command on the ground
run               the example database in the foreground
test [LANE …]     the test suite, or some of its lanes
clean             stop the private PostgreSQL, and remove all that was made
"""

import os
import shutil
import sys

from ground import build, odoo, place, postgres, step
from ground.report import Refusal, say


def run_odoo(*arguments):
    build.provide()
    postgres.hold()
    command = odoo.command(*arguments)
    os.execve(command[0], command, build.environment())


def run():
    import demo

    demo.run()


def test(*arguments):
    import lanes

    return lanes.run(*arguments)


def clean():
    if place.GROUND.exists():
        with step.locked():
            postgres.stop()
            postgres.remove_outside()
        shutil.rmtree(place.GROUND)
        say(f"removed {place.GROUND}")


COMMANDS = {"odoo": run_odoo, "run": run, "test": test, "clean": clean}


def main(name, *arguments):
    try:
        return COMMANDS[name](*arguments)
    except Refusal as refusal:
        print(f"✗ {refusal}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
