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


def install(packages):
    """Install on the machine itself what is missing there, in one call."""
    missing = [package for package in packages if not _is_installed(package)]
    if not missing:
        return
    names = ", ".join(missing)
    command = "apt-get install --yes --no-install-recommends " + " ".join(missing)
    by_hand = f"as root, run: apt-get update && {command}"
    if not shutil.which("apt-get"):
        raise Refusal(
            f"This machine has no apt-get to install {names} with: use Debian 12, or "
            "compose.yaml"
        )
    # An archive of somebody else's may be out of order; what counts is the install.
    whole = [
        "sh",
        "-c",
        f"apt-get update; exec env DEBIAN_FRONTEND=noninteractive {command}",
    ]
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            raise Refusal(f"{names} are missing, and there is no sudo: {by_hand}")
        say(f"sudo is for apt-get alone, to install {names}; it may ask for a password")
        if subprocess.run(["sudo", "--validate"]).returncode:
            raise Refusal(f"{names} are missing, and sudo refused: {by_hand}")
        whole = ["sudo", *whole]
    run(whole, f"installing {names} on this machine (apt-get)", by_hand)


def _is_installed(package):
    if not shutil.which("dpkg-query"):
        return False
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package],
        capture_output=True,
        text=True,
    )
    return answer.stdout == "installed"


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
        archive = f"deb [signed-by={KEYRING}] {_mirror()}"
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
        for old in self.archives.glob("*.deb"):
            old.unlink()
        self._call("update", doing="reading Debian's list of packages")

    def download(self, packages, doing):
        """Fetch these packages, and no others."""
        self._call("download", *packages, doing=doing)

    def download_with_dependencies(self, packages, doing):
        """Fetch these packages and what of their dependencies this machine lacks."""
        self._call("install", "--download-only", *packages, doing=doing)

    def unpack(self, folder, doing):
        """Unpack what was fetched into ``folder``, all or nothing, and tidy up."""
        fresh = folder.with_name(folder.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        say(f"{doing} …")
        for archive in sorted(self.archives.glob("*.deb")):
            run(["dpkg-deb", "--extract", archive, fresh], doing, announced=True)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
        shutil.rmtree(self.folder)

    def _call(self, *arguments, doing):
        options = [word for option in self.options for word in ("-o", option)]
        run(
            ["apt-get", "--yes", *options, *arguments],
            doing,
            "check the network and this machine's apt sources, then run this again",
            cwd=self.archives,
        )


def _mirror():
    """The Debian archive that this machine's own apt is set up with."""
    if not shutil.which("apt-get"):
        raise Refusal(
            "This machine has no apt-get, from which Odoo 19 would come: use Debian "
            "12, or compose.yaml"
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
        "apt on this machine knows no Debian archive, from which Odoo 19 would come: "
        "add one to /etc/apt/sources.list.d, or name an Odoo 19 that is here already "
        "with ODOO_HOME=/path/to/odoo"
    )
