"""compose.yaml, up and running: its images built here, secrets, certificate and ports of its own."""

import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.engine import Engine
from tests.stack import ROOT
from tests.with_servers import free_port

PATIENCE_S = 180.0
NUMBER = "com.docker.compose.container-number"


@dataclass
class Composed:
    """A composed Jieti of our own in `engine`, with its state in volumes and its private files in `folder`."""

    engine: str
    folder: Path
    images: dict[str, str]

    def __post_init__(self) -> None:
        self.project = f"jieti-test-{os.getpid()}"
        self.http, self.https = free_port(), free_port()
        self.url = f"https://localhost:{self.https}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("JIETI_")},
            **self.images,
            "DOCKER_HOST": self.engine,
            "COMPOSE_PROJECT_NAME": self.project,
            "JIETI_PRIVATE": str(self.folder),
            "JIETI_HTTP_PORT": f"127.0.0.1:{self.http}",
            "JIETI_HTTPS_PORT": f"127.0.0.1:{self.https}",
            "JIETI_ORIGINS": self.url,
            "JIETI_LEASE_SECONDS": "5",
        }

    def prepare(self) -> None:
        """Make secrets and a certificate, as a person would who follows docs/deploy.md."""
        subprocess.run(
            ["sh", "deploy/secrets.sh"], cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL
        )
        place = self.folder / "certificates"
        ask = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        files = ["-keyout", str(place / "privkey.pem"), "-out", str(place / "fullchain.pem")]
        subprocess.run([*ask, *files], check=True, stderr=subprocess.DEVNULL)
        (place / "privkey.pem").chmod(0o444)

    def compose(self, *arguments: str, timeout: float = 300) -> str:
        """Run docker-compose on compose.yaml as it is; return what it printed."""
        done = self.try_compose(*arguments, timeout=timeout)
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n{self.logs()}"
        return done.stdout

    def try_compose(self, *arguments: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
        command = ["docker-compose", "--ansi", "never", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=timeout)

    def logs(self, *services: str) -> str:
        return self.try_compose("logs", "--no-color", *services).stdout

    def run(self, container: str, *command: str) -> tuple[int, str]:
        """Run a command in a container; return its exit code, and what it said."""
        with self.client() as client:
            made = client.exec_create(container, list(command))["Id"]
            said: bytes = client.exec_start(made)
            return client.exec_inspect(made)["ExitCode"], said.decode()

    def manage(self, *arguments: str, service: str = "web") -> str:
        """Run a command of manage.py in a running container."""
        code, said = self.run(self.containers(service)[0], "python", "manage.py", *arguments)
        assert code == 0, said
        return said

    def shell(self, code: str) -> str:
        """Run Python inside this Jieti's Django; return what it printed."""
        return self.manage("shell", "-v", "0", "-c", code)

    def query(self, sql: str) -> list[list[str]]:
        """Return the rows of a query, asked in the database's own container."""
        ask = 'PGPASSWORD=$(cat /run/secrets/database_password) exec psql -h 127.0.0.1 -U jieti -d jieti -Atc "$1"'
        code, said = self.run(self.containers("database")[0], "sh", "-c", ask, "sh", sql)
        assert code == 0, said
        return [line.split("|") for line in said.splitlines()]

    def containers(self, service: str) -> list[str]:
        """Return the containers of a service, whatever state they are in, the first one first."""
        wanted = [f"com.docker.compose.{name}" for name in (f"project={self.project}", f"service={service}")]
        with self.client() as client:
            found = client.containers(all=True, filters={"label": [*wanted, "com.docker.compose.oneoff=False"]})
        return [one["Id"] for one in sorted(found, key=lambda one: int(one["Labels"][NUMBER]))]

    def inspect(self, container: str) -> dict[str, Any]:
        with self.client() as client:
            found: dict[str, Any] = client.inspect_container(container)
            return found

    @contextmanager
    def client(self) -> Iterator[Any]:
        with Engine(self.engine).client() as client:
            yield client

    def health(self, service: str) -> list[str]:
        return [self.inspect(one)["State"]["Health"]["Status"] for one in self.containers(service)]

    def wait(self, condition: Callable[[], bool], seconds: float = PATIENCE_S) -> None:
        """Wait for something to become true."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.logs()
            time.sleep(0.2)

    def grades(self, count: int = 1) -> bool:
        """Whether so many workers are up and fit."""
        seen = "SELECT count(*) FROM operations_machine WHERE fit AND last_seen > now() - interval '30 seconds'"
        return int(self.query(seen)[0][0]) >= count

    def ready(self) -> bool:
        """Whether the house says so, at its door."""
        try:
            with urllib.request.urlopen(f"http://localhost:{self.http}/readyz", timeout=10) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill_outright(self, container: str) -> None:
        """End a container's first process as a crash would: nobody has asked for it, so it is started again."""
        os.kill(self.inspect(container)["State"]["Pid"], signal.SIGKILL)

    def restarted(self, container: str) -> bool:
        """Whether the engine has started it again after it ended by itself."""
        facts = self.inspect(container)
        return bool(facts["RestartCount"] > 0 and facts["State"]["Running"])

    def left(self) -> dict[str, list[str]]:
        """Return what there is of this project in the engine."""
        wanted = {"label": f"com.docker.compose.project={self.project}"}
        with self.client() as client:
            return {
                "containers": [one["Id"] for one in client.containers(all=True, filters=wanted)],
                "networks": [one["Name"] for one in client.networks(filters=wanted)],
                "volumes": [one["Name"] for one in client.volumes(filters=wanted)["Volumes"] or []],
            }
