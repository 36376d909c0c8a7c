"""The checkers, called from their packages; each counts as one test.

The same as in .pre-commit-config.yaml, for where its repositories cannot be reached.
"""

import subprocess
import sys

from ground import node, odoo, place

from .tally import Tally

TOOLS = place.TOOLS / "bin"
ADDON = place.ADDON.name
PYTHON_CODE = [ADDON, "dev", "tests"]


PRETTIER = [
    TOOLS / "node",
    place.NODE / "node_modules/prettier/bin/prettier.cjs",
    "--cache",  # else it makes a folder for one in the checkout
    f"--cache-location={place.NODE}/prettier-cache",
    "--ignore-unknown",
]
RUFF = TOOLS / "ruff"


def _checks():
    """Name and command of every check; one without files to look at is left out."""
    manifestoo = [TOOLS / "manifestoo", "--select-addons-dir", "."]
    for folder in odoo.addons():
        manifestoo += ["--addons-path", folder]
    yield "ruff", [RUFF, "check", "--no-fix", "--no-cache", *PYTHON_CODE]
    yield "ruff format", [RUFF, "format", "--check", "--no-cache", *PYTHON_CODE]
    yield "pylint-odoo", [TOOLS / "pylint", "--rcfile=.pylintrc-mandatory", ADDON]
    yield "oca-checks-odoo-module", [TOOLS / "oca-checks-odoo-module", ADDON]
    yield "licences", [*manifestoo, "check-licenses"]
    yield (
        "development status",
        [*manifestoo, "check-dev-status", "--default-dev-status=Beta"],
    )
    yield "prettier", [*PRETTIER, "--check", "."]
    scripts = _files("js")
    if scripts:
        eslint = place.NODE / "node_modules/eslint/bin/eslint.js"
        yield "eslint", [TOOLS / "node", eslint, "--max-warnings=0", *scripts]
    translations = [*_files("po"), *_files("pot")]
    if translations:
        oca = [TOOLS / "oca-checks-po", "--disable=po-pretty-format"]
        yield "oca-checks-po", [*oca, *translations]
    for file in _files("po"):
        yield f"msgfmt {file}", ["msgfmt", "--check", "--output-file=/dev/null", file]
        # msgattrib prints what is left to translate; grep succeeds when there is any
        left = f"! msgattrib --untranslated --no-obsolete {file} | grep ."
        left += f" && ! msgattrib --only-fuzzy --no-obsolete {file} | grep ."
        yield f"{file} is complete", ["sh", "-c", left]


def _files(suffix):
    return sorted(
        str(file.relative_to(place.ROOT)) for file in place.ADDON.rglob(f"*.{suffix}")
    )


def reformat():
    """Have the formatters mend what they can."""
    for command in (
        [RUFF, "check", "--fix", "--quiet", "--no-cache", *PYTHON_CODE],
        [RUFF, "format", "--quiet", "--no-cache", *PYTHON_CODE],
        [*PRETTIER, "--write", "--list-different", "."],
    ):
        subprocess.run(command, cwd=place.ROOT, env=node.environment())


def run(arguments, log, quick):
    tally = Tally()
    for name, command in _checks():
        done = subprocess.run(
            command,
            cwd=place.ROOT,
            env=node.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        output = log or sys.stdout.buffer
        verdict = "ok" if done.returncode == 0 else f"FAILED ({done.returncode})"
        output.write(f"{name}: {verdict}\n".encode())
        if done.returncode:
            output.write(done.stdout + b"\n")
            tally += Tally(failed=1, complaints=[f"lint: {name}"])
        else:
            tally += Tally(passed=1)
        output.flush()
    return tally
