"""The only lines that know Docker: how a container is asked for, spoken to and taken away."""

import select
import socket
import struct
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import docker
from docker.types import DeviceRequest, LogConfig
from docker.utils import kwargs_from_env

from sandbox.contract import MIB

HEAD = struct.Struct(">BxxxL")  # before each piece of a container's output: which stream, how many bytes
STDOUT, STDERR = 1, 2
MOST_PIECE = 1 << 20
MOST_SAID = 4000
TIMEOUT_S = 60
START_MEMORY = 4096 * MIB  # while the image is imported; each job then gets its own limit
DRIVER_THREADS = 16  # of an open GPU, which are not the program's
LABEL = "jieti.owner"
# The engine's own list, and what else tells of the machine.
MASKED = (
    *("/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats"),
    *("/proc/sched_debug", "/proc/scsi", "/proc/timer_list", "/proc/timer_stats", "/sys/firmware"),
    *("/sys/devices/virtual/powercap", "/proc/kallsyms", "/proc/modules", "/sys/kernel", "/etc/resolv.conf"),
)

EngineError = (docker.errors.DockerException, OSError)  # requests' own exceptions are OSErrors


class Engine:
    """One Docker Engine, found as the `docker` command finds it: DOCKER_HOST, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH."""

    def __init__(self, address: str = "") -> None:
        self.parameters: Mapping[str, Any] = {"base_url": address} if address else kwargs_from_env()
        with docker.APIClient(version="auto", timeout=TIMEOUT_S, **self.parameters) as client:
            self.version: str = client.api_version
            self.facts: dict[str, Any] = client.version()

    def client(self) -> Any:
        """Return a connection of one's own: those of the SDK are no good to several threads."""
        return docker.APIClient(version=self.version, timeout=TIMEOUT_S, **self.parameters)


class Attached:
    """A container's standard streams as something like a socket. Made before it starts, so that nothing is missed."""

    def __init__(self, client: Any, container: str) -> None:
        # Kept, for the connection is closed once nobody refers to it.
        self._whole = client.attach_socket(container, {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1})
        self._sock = getattr(self._whole, "_sock", self._whole)
        self._left = 0  # of the piece of stdout that is being read
        self._errors = bytearray()
        self.settimeout, self.sendall = self._sock.settimeout, self._sock.sendall

    def recv(self, count: int) -> bytes:
        """Return up to `count` bytes of stdout; none: the container has ended. Raises OSError for nonsense."""
        while self._left == 0:
            if not (head := self._exactly(HEAD.size)):
                return b""
            stream, length = HEAD.unpack(head)
            if stream not in (STDOUT, STDERR) or length > MOST_PIECE:
                raise OSError(f"the engine announced {length} bytes of stream {stream}")
            if stream == STDOUT:
                self._left = length
            else:
                self._errors = (self._errors + self._exactly(length))[-MOST_SAID:]
        piece: bytes = self._sock.recv(min(count, self._left))
        self._left -= len(piece)
        return piece

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            piece = self._sock.recv(count - len(data))
            if not piece:
                return b""
            data += piece
        return data

    def said(self) -> str:
        """Return the end of what came on stderr."""
        return self._errors.decode(errors="replace").strip()

    def silent(self) -> bool:
        """Whether there is nothing to read: neither words nor the end."""
        poll = select.poll()
        poll.register(self._sock.fileno(), select.POLLIN | select.POLLRDHUP)
        return not poll.poll(0)

    def close(self) -> None:
        """Hang up: the container's standard input ends, and so does the container. Wakes who waits in `recv`."""
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
        self._whole.close()
        self._sock.close()


def create(
    client: Any,
    image: str,
    command: list[str],
    owner: str,
    uid: int,
    disk: int,
    inodes: int,
    processes: int,
    gpu: str = "",
) -> str:
    """Return the id of a new container, which is nobody's and has nothing. `gpu`: the id of the device it may use."""
    host = client.create_host_config(
        network_mode="none",
        ipc_mode="private",
        cgroupns="private",
        read_only=True,
        tmpfs={"/dev/shm": f"size={disk},nr_inodes={inodes},mode=1777,noexec,nosuid,nodev"},
        cap_drop=["ALL"],
        security_opt=["no-new-privileges"],
        mem_limit=START_MEMORY,
        memswap_limit=START_MEMORY,
        pids_limit=processes + 1 + (DRIVER_THREADS if gpu else 0),
        init=False,
        log_config=LogConfig(type="none"),
        # Never run on a GPU: no machine of ours has one. The engine's NVIDIA runtime is said to put the device and its
        # driver into the container; that there is exactly one is then asserted inside (inside/device.py).
        device_requests=[DeviceRequest(device_ids=[gpu], capabilities=[["gpu"]])] if gpu else None,
    )
    made = client.create_container(
        image,
        command,
        user=f"{uid}:{uid}",
        hostname="cell",
        stdin_open=True,
        labels={LABEL: owner},
        host_config={**host, "MaskedPaths": [*MASKED]},
        use_config_proxy=False,
    )
    return str(made["Id"])


def remove(client: Any, container: str) -> bool:
    """Remove a container, and whatever runs in it; return whether it was there."""
    try:
        client.remove_container(container, force=True, v=True)
    except docker.errors.NotFound:
        return False
    except docker.errors.APIError as error:
        if error.status_code != 409:  # somebody else is removing it
            raise
    return True
