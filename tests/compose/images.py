"""The images of a run: the project's own from its own Dockerfile, and local ones for those that a registry would give."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.support.beside import ROOT

HERE = Path(__file__).parent
SUITE = "bookworm"
BASE = "localhost/base"
STAND_INS = {"RABBITMQ_IMAGE": "rabbitmq", "MONGO_IMAGE": "mongodb", "CADDY_IMAGE": "edge"}
"""The compose file's variable for an image, and what is built here in its place."""
TOOLS = ROOT / "build" / "deploy-tools" / "bin"
CERTIFICATES, PIP_SETTINGS = Path("/usr/local/share/ca-certificates"), Path("/etc/pip.conf")
INCLUDED = "python3,python3-venv,python3-pip,ca-certificates,tzdata"


def give_plugin(config: Path) -> None:
    """Put docker's compose plugin into docker's folder of settings *config*."""
    plugin = config / "cli-plugins" / "docker-compose"
    plugin.parent.mkdir(parents=True)
    plugin.symlink_to((TOOLS / "docker-compose").resolve())


def build_base(docker: Sequence[str], folder: Path) -> None:
    """A Debian with Python in place of python:3.12-slim-bookworm; it trusts what this machine trusts."""
    base = folder / "base.tar"
    subprocess.run(
        ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={INCLUDED}", *_trust(), SUITE, base],
        check=True,
    )
    subprocess.run([*docker, "import", base, BASE], check=True, stdout=subprocess.DEVNULL)
    base.unlink()


def build_stand_in(docker: Sequence[str], name: str, folder: Path) -> str:
    """Build the stand-in *name* from its Dockerfile here; the image's name."""
    context = folder / name
    shutil.copytree(HERE / "images" / name, context)
    if name == "mongodb":
        shutil.copy(ROOT / "requirements.lock", context)
    if name == "edge":
        shutil.copy(TOOLS / "caddy", context)
    image = f"localhost/{name}"
    build = [
        *docker,
        "build",
        "--quiet",
        "--network=host",
        f"--build-arg=BASE_IMAGE={BASE}",
        f"--tag={image}",
    ]
    subprocess.run([*build, context], check=True, stdout=subprocess.DEVNULL)
    return image


def _trust() -> list[str]:
    """Hooks that copy the host's own certificates and pip's settings, so that packages can be fetched in builds."""
    hooks = [f"copy-in {PIP_SETTINGS} /etc"] if PIP_SETTINGS.exists() else []
    if found := sorted(map(str, CERTIFICATES.glob("*.crt"))):
        hooks += [f"copy-in {' '.join(found)} {CERTIFICATES}", 'chroot "$1" update-ca-certificates']
    return [f"--customize-hook={hook}" for hook in hooks]
