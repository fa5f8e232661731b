"""
`make test-compose`: docker-compose.yml as users run it, on this machine's own engine, with nothing left behind.

Needs root, Debian's docker.io and mmdebstrap; no registry. Everything happens in one folder and one network namespace.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from sovang.screen import ANSWER_IS_NO, say
from tests.compose.confinement import require_small
from tests.compose.engine import engine, namespace, work_folder
from tests.compose.images import BASE, STAND_INS, build_base, build_stand_in, give_plugin
from tests.compose.stack import Stack
from tests.support.beside import ROOT

IMAGE, EDGE = "localhost/sovang:test", "localhost/sovang-edge:test"


def main() -> int:
    """Build on the host's network, run in a namespace; the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with ExitStack() as held:
        folder = held.enter_context(work_folder())
        environment = build(folder)
        within = held.enter_context(namespace(f"sovang-{os.getpid()}"))
        environment["DOCKER_HOST"] = held.enter_context(engine(folder, within))
        say("3. Chạy trong không gian mạng riêng …", "Running in a network namespace …")
        program = [*within, sys.executable, "-m", "tests.compose.inside", str(folder)]
        running = subprocess.Popen(program, cwd=ROOT, env={**os.environ, **environment})
        held.callback(_end, running)
        return ANSWER_IS_NO if running.wait() else 0


def build(folder: Path) -> dict[str, str]:
    """All images; the variables with which the compose file is run."""
    config = folder / "config"
    give_plugin(config)
    environment = {
        "BASE_IMAGE": BASE,
        "DOCKER_BUILDKIT": "0",
        "DOCKER_CONFIG": str(config),
        "EDGE_IMAGE": EDGE,
        "SOVANG_IMAGE": IMAGE,
        "SOVANG_SECRETS": str(make_secrets(folder / "secrets")),
    }
    with engine(folder) as address:
        docker = ["env", f"DOCKER_CONFIG={config}", "DOCKER_BUILDKIT=0", "docker", "--host", address]
        say("1. Dựng các ảnh thay thế …", "Building the images that stand in for those of a registry …")
        build_base(docker, folder)
        for variable, name in STAND_INS.items():
            environment[variable] = build_stand_in(docker, name, folder)
        say("2. Dựng ảnh của Sổ Vàng theo Dockerfile …", "Building the project's image from its Dockerfile …")
        stack = Stack({**environment, "DOCKER_HOST": address})
        stack.compose("build", "init", "edge")
        require_small(stack.size_of(IMAGE), stack.size_of(BASE))
    return environment


def make_secrets(folder: Path) -> Path:
    """What `make secrets` makes, for a database that is no member of the compose file's replica set."""
    subprocess.run([sys.executable, "-m", "sovang.cli", "credentials", folder], cwd=ROOT, check=True)
    for file in folder.glob("mongo-*"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("replicaSet=rs0", "directConnection=true"), encoding="utf-8")
    return folder


def _end(running: subprocess.Popen[bytes]) -> None:
    if running.poll() is None:
        running.terminate()
        running.wait()


if __name__ == "__main__":
    sys.exit(main())
