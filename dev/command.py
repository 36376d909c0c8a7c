"""The commands. The Makefile, bin/odoo and dev/test call this; each does one thing.

odoo ARGUMENTS…   the odoo command on the ground
run               the example database in the foreground
test [LANE …]     the test suite, or some of its lanes
format            have the formatters mend what they can
clean             stop the private PostgreSQL, and remove all that was made
"""

import errno
import os
import shutil
import sys

from ground import build, odoo, place, postgres, step
from ground.report import Refusal, say


def run_odoo(*arguments):
    build.provide()
    command = odoo.command(*arguments)
    os.execve(command[0], command, build.environment())


def run():
    import demo

    demo.run()


def test(*arguments):
    import lanes

    return lanes.run(*arguments)


def reformat():
    from lanes import lint

    build.provide()
    lint.reformat()


def clean():
    if place.GROUND.exists():
        with step.locked():
            postgres.stop()
            postgres.remove_outside()
        shutil.rmtree(place.GROUND)
        say(f"removed {place.GROUND}")


COMMANDS = {
    "odoo": run_odoo,
    "run": run,
    "test": test,
    "format": reformat,
    "clean": clean,
}


def main(name, *arguments):
    try:
        return COMMANDS[name](*arguments)
    except KeyboardInterrupt:
        return 130
    except Refusal as refusal:
        sentence = str(refusal)
    except PermissionError as error:
        sentence = (
            f"{error.filename or place.GROUND} belongs to another user: run this as "
            "the one who made it, or, as that user, start afresh with: make clean"
        )
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sentence = f"The disk with {place.ROOT} is full: make room, then run this again"
    print(f"✗ {sentence}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
