"""``pip wheel`` makes of the addon a package that carries all that Odoo needs."""

import ast
import shutil
import subprocess
import zipfile
from email import message_from_bytes

import pytest

from ground import place

NEEDED = {".py", ".xml", ".csv", ".po", ".pot", ".js", ".scss", ".css", ".svg", ".png"}


@pytest.fixture(scope="module")
def manifest():
    return ast.literal_eval((place.ADDON / "__manifest__.py").read_text())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    # a copy outside git, so that the version is the manifest's and nothing is left here
    source = shutil.copytree(place.ADDON, folder / "source" / place.ADDON.name)
    command = [
        place.TOOLS / "bin/python",
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-index",
    ]
    command += ["--no-build-isolation", "--wheel-dir", folder, source]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        yield archive


def test_name_and_version(wheel, manifest):
    assert wheel.filename.rsplit("/", 1)[1].startswith(
        f"odoo_addon_kooperacja_addon-{manifest['version']}"
    )


def test_carries_every_file_that_odoo_reads(wheel):
    inside = set(wheel.namelist())
    missing = [
        str(file.relative_to(place.ROOT))
        for file in place.ADDON.rglob("*")
        if file.suffix in NEEDED
        and not {"__pycache__", "build", "dist"} & set(file.parts)
        and f"odoo/addons/{file.relative_to(place.ROOT)}" not in inside
    ]
    assert not missing


def test_asks_for_odoo_and_for_the_python_packages_of_the_manifest(wheel, manifest):
    (name,) = [
        name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")
    ]
    wanted = message_from_bytes(wheel.read(name)).get_all("Requires-Dist")
    assert any(line.startswith("odoo") for line in wanted)
    for package in manifest["external_dependencies"]["python"]:
        assert any(line.startswith(package) for line in wanted), package
