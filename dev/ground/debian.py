"""Debian packages: installed on the machine, or unpacked into the ground.

Unpacking asks for no rights and changes nothing outside: apt gets a configuration,
lists and a cache of its own inside the ground, and checks Debian's signature.
"""

import os
import shutil
import subprocess

from . import place
from .report import Refusal, run, say

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


def is_installed(package):
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package],
        capture_output=True,
        text=True,
    )
    return answer.stdout == "installed"


def mirror():
    """The Debian archive that this machine's own apt is set up with."""
    if not shutil.which("apt-get"):
        raise Refusal(
            "This machine has no apt-get, from which Odoo 19 would come: use Debian 12, "
            "or name an Odoo 19 that is already here with ODOO_HOME=/path/to/odoo"
        )
    answer = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Identifier: Packages"],
        capture_output=True,
        text=True,
    )
    for address in answer.stdout.split():
        if address.rstrip("/").endswith("/debian"):
            return address.rstrip("/")
    raise Refusal(
        "apt on this machine knows no Debian archive, from which Odoo 19 would come: add "
        "one to /etc/apt/sources.list.d, or name an Odoo with ODOO_HOME=/path/to/odoo"
    )


def install(packages, doing):
    """Install what is missing on the machine itself, in one call."""
    missing = [package for package in packages if not is_installed(package)]
    if not missing:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if not shutil.which("apt-get"):
        raise Refusal(f"This machine has no apt-get: install {' '.join(missing)} by hand")
    before = []
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            raise Refusal(
                f"{doing} needs Debian packages that are not here, and there is no sudo: "
                f"as root, run: {' '.join(command)}"
            )
        before = ["sudo"]
        say("sudo may ask for your password")
        subprocess.run(["sudo", "-v"], check=False)
    before += ["env", "DEBIAN_FRONTEND=noninteractive"]
    way_out = f"check the network and /etc/apt, or as root run: {' '.join(command)}"
    run([*before, "apt-get", "update"], "apt-get update", way_out)
    run([*before, *command], f"installing {', '.join(missing)} (apt-get)", way_out)


class PrivateApt:
    """apt-get with sources, lists and cache in the ground."""

    def __init__(self, *suites):
        self.folder = place.GROUND / "apt" / "-".join(suites)
        self.archives = self.folder / "archives"
        for name in ("lists/partial", "archives/partial", "empty"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        if not os.path.exists(KEYRING):
            raise Refusal(
                f"{KEYRING} is missing, and without it packages cannot be verified: "
                "apt-get install debian-archive-keyring"
            )
        sources = self.folder / "sources.list"
        archive = f"deb [signed-by={KEYRING}] {mirror()}"
        sources.write_text("".join(f"{archive} {suite} main\n" for suite in suites))
        self.options = [
            f"Dir::Etc::sourcelist={sources}",
            f"Dir::Etc::sourceparts={self.folder}/empty",
            f"Dir::State::lists={self.folder}/lists",
            f"Dir::Cache={self.folder}",
            f"Dir::Cache::archives={self.archives}",
            "APT::Sandbox::User=root",
            "APT::Install-Recommends=false",
            "Acquire::Languages=none",
            "Debug::NoLocking=true",
        ]

    def call(self, *arguments, doing):
        options = [word for option in self.options for word in ("-o", option)]
        run(
            ["apt-get", "--yes", *options, *arguments],
            doing,
            "check the network and the machine's apt sources, then run the same command again",
            cwd=self.archives,
        )


def unpack(archives, folder):
    """Unpack .deb files under ``folder``, all or nothing."""
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for archive in sorted(archives):
        run(["dpkg-deb", "--extract", archive, fresh], f"unpacking {archive.name.split('_')[0]}")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
