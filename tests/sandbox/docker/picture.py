"""Builds the images of Jieti in a test's engine, without a registry: Debian by debootstrap, packages by pip.

Nothing is downloaded inside: pip fetches the wheels out here, configured as it is on this machine, and the build finds
them in its base. What was built before is used again, and the layers that images have in common are built once.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docker

from sandbox.engine import Engine
from tests.sandbox.conftest import PROJECT
from tests.sandbox.docker.engine import FOLDER, locked

DEBIAN, PACKAGES, PYTHON = "bookworm", "python3", "3.11"
NAME = "jieti-test"
REQUIREMENTS = (PROJECT / "requirements" / "cell.txt", PROJECT / "requirements" / "platform.txt")


def built(address: str, requirements: Path | None = None) -> str:
    """Return the name of the cells' image, built if need be; `requirements`: other packages than the cells' own."""
    packages = requirements or REQUIREMENTS[0]
    with locked(f"building-{_digest(address)}"), Engine(address).client() as client:
        name = f"{NAME}-cell:{_digest(*_content(), packages.read_text())}"
        if not client.images(name):
            base = _with_wheels(client, debian(client), [requirements] if requirements else REQUIREMENTS)
            _build(client, name, base, packages)
        return name


def house(address: str, target: str) -> str:
    """Return the name of the image of a part of the house, "web" or "worker". Only its engine knows if it is new."""
    with locked(f"building-{_digest(address)}"), Engine(address).client() as client:
        base = _with_wheels(client, debian(client), REQUIREMENTS)
        name = f"{NAME}-{target}"
        # The network is for Debian's packages. What has not changed is in the engine's cache.
        options = {"target": target, "buildargs": {"BASE": base}, "network_mode": "host"}
        _done(client.build(path=str(PROJECT), tag=name, rm=True, decode=True, **options))
        return name


def servers(address: str, folder: Path) -> str:
    """Return the name of the image that `folder` describes, on a bare Debian."""
    with locked(f"building-{_digest(address)}"), Engine(address).client() as client:
        name = f"{NAME}-servers"
        options = {"buildargs": {"BASE": debian(client)}, "network_mode": "host"}
        _done(client.build(path=str(folder), tag=name, rm=True, decode=True, **options))
        return name


def _content() -> list[str]:
    sources = sorted((PROJECT / "sandbox" / "inside").glob("*.py"))
    return [path.read_text() for path in (PROJECT / "Dockerfile", *sources)]


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def debian(client: Any) -> str:
    """Return an image with Python: a minimal Debian where one can be made, else the one that the Dockerfile names."""
    name = f"{NAME}-base:{_digest(DEBIAN, PACKAGES)}"
    if not client.images(name):
        if shutil.which("debootstrap") is None or os.getuid() != 0:
            return "debian:bookworm-slim"
        repository, tag = name.split(":")
        client.import_image_from_file(str(_archive()), repository=repository, tag=tag)
    return name


def _archive() -> Path:
    """Return a minimal Debian as one file, made once for all engines."""
    archive = FOLDER / f"debian-{_digest(DEBIAN, PACKAGES)}.tar"
    with locked("archive"):
        if not archive.exists():
            with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
                root, partial = Path(folder, "root"), Path(folder, "tar")
                command = ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", DEBIAN, str(root)]
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                subprocess.run(["tar", "-C", root, "--exclude=./dev/*", "-cf", partial, "."], check=True)
                partial.rename(archive)
    return archive


def _with_wheels(client: Any, base: str, requirements: Sequence[Path]) -> str:
    """Return `base` with all wheels that `requirements` ask for, and pip told to look nowhere else."""
    name = f"{NAME}-wheels:{_digest(base, *(path.read_text() for path in requirements))}"
    if not client.images(name):
        with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
            Path(folder, "wheels").mkdir()
            for path in requirements:
                _collect(path, Path(folder))
            recipe = f"FROM {base}\nCOPY wheels /wheels\nENV PIP_NO_INDEX=1 PIP_FIND_LINKS=/wheels\n"
            Path(folder, "Dockerfile").write_text(recipe)
            _done(client.build(path=folder, tag=name, rm=True, decode=True, network_mode="none"))
    return name


def _collect(requirements: Path, folder: Path) -> None:
    """Put the wheels into folder/wheels, made here where only sources are published; also those that Debian's Python
    needs and this one does not.
    """
    wanted = folder / requirements.name
    wanted.write_text("".join(line.partition(";")[0] + "\n" for line in requirements.read_text().splitlines()))
    (pip,) = (PROJECT / "requirements" / "bootstrap").glob("pip-*.whl")
    python = sys.executable if sys.version.startswith(PYTHON) else f"python{PYTHON}"
    command = [python, f"{pip}/pip", "--disable-pip-version-check", "wheel", "-qqq", "-r", str(wanted)]
    subprocess.run([*command, "--wheel-dir", str(folder / "wheels")], check=True, cwd=folder)


def _build(client: Any, name: str, base: str, requirements: Path) -> None:
    """Build the Dockerfile's cell, as `make cell-image` does, but for the requirements."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        for part in ("Dockerfile", ".dockerignore"):
            shutil.copy(PROJECT / part, folder)
        shutil.copytree(PROJECT / "requirements" / "bootstrap", Path(folder, "requirements", "bootstrap"))
        shutil.copy(requirements, Path(folder, "requirements", "cell.txt"))
        shutil.copytree(PROJECT / "sandbox" / "inside", Path(folder, "sandbox", "inside"))
        options = {"target": "cell", "buildargs": {"BASE": base}, "network_mode": "none"}
        _done(client.build(path=folder, tag=name, rm=True, decode=True, **options))


def _done(steps: Any) -> None:
    """Wait for a build. Raises what stopped it, with the last it said."""
    said: list[str] = []
    for step in steps:
        said.append(step.get("stream", ""))
        if error := step.get("error"):
            raise docker.errors.BuildError(error + "".join(said[-20:]), iter(()))
