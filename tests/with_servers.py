"""`python -m tests.with_servers COMMAND ...` runs a command beside a Postgres and a Redis of its own, named by
DATABASE_URL and REDIS_URL, which are gone when it ends. Debian: apt-get install postgresql redis-server.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import redis

PATIENCE_S = 30.0
PASSWORD = "p@ss/w%rd"  # one that a URL has to escape
DATABASES = 256  # of Redis; tests/servers.py counts through them


def program(name: str) -> str:
    """Return where a program lies; Debian keeps Postgres's outside PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], *map(str, folders)]))
    if not found:
        sys.exit(f"There is no {name} here (Debian: apt-get install postgresql redis-server).")
    return found


def free_port() -> int:
    """Return a port that nobody uses yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_answer(ask: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    """Wait until `ask` no longer raises."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            ask()
            return
        except (psycopg.OperationalError, redis.RedisError):
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


class Server:
    """A server process that can be killed, and started again on what it has left behind."""

    def __init__(self, url: str, command: list[str], ask: Callable[[], object], **options: Any) -> None:
        self.url, self.command, self.ask, self.options = url, command, ask, options
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, **self.options)
        await_answer(self.ask, self.process)

    def kill(self) -> None:
        """As the kernel does when memory runs out, or a power cut: it and its children, without a word."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        for pid in (self.process.pid, *map(int, children.split())):
            os.kill(pid, signal.SIGKILL)
        self.process.wait()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Let it be dead for a while."""
        self.kill()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let it hang: there, and silent."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Ask it to end, patiently."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()


@contextmanager
def postgres(folder: Path) -> Iterator[Server]:
    """Run Postgres, which refuses to be root, on a folder of its own."""
    data, port = folder / "data", free_port()
    who = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    as_user: dict[str, Any] = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []} if who else {}
    secret = folder / "password"
    secret.write_text(PASSWORD)
    settings = ["-A", "scram-sha-256", f"--pwfile={secret}", "-U", "jieti", "--encoding=UTF8", "--locale=C.UTF-8"]
    for place in (folder, secret):
        os.chown(place, *(who.pw_uid, who.pw_gid) if who else (-1, -1))
    subprocess.run(
        [program("initdb"), "-D", data, *settings], check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_user
    )
    # What a crash of this machine would lose is of no interest.
    options = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": folder, "fsync": "off"}
    options |= {"max_connections": 200, "logging_collector": "off", "log_min_messages": "panic"}
    flags = [flag for name, value in options.items() for flag in ("-c", f"{name}={value}")]
    url = f"postgres://jieti:{quote(PASSWORD, safe='')}@127.0.0.1:{port}/postgres"
    command = [program("postgres"), "-D", str(data), *flags]
    server = Server(url, command, lambda: psycopg.connect(url).close(), cwd=folder, **as_user)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def broker(folder: Path) -> Iterator[Server]:
    """Run Redis."""
    port = free_port()
    command = [program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    url = f"redis://127.0.0.1:{port}/0"
    server = Server(url, [*command, "--databases", str(DATABASES)], redis.Redis.from_url(url).ping)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def servers_of_our_own() -> Iterator[tuple[Server, Server]]:
    """Run both, on a folder that is gone afterwards: Postgres and Redis."""
    with tempfile.TemporaryDirectory(prefix="jieti-servers-") as folder:
        os.chmod(folder, 0o755)
        places = [Path(folder, name) for name in ("postgres", "redis")]
        for place in places:
            place.mkdir()
        with postgres(places[0]) as database, broker(places[1]) as queue:
            yield database, queue


def main(command: list[str]) -> int:
    """Run `command` beside both; return its exit code."""
    with servers_of_our_own() as (database, queue):
        named = {"DATABASE_URL": database.url, "REDIS_URL": queue.url}
        return subprocess.run(command, env={**os.environ, **named}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
