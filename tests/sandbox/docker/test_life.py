"""A container has one job, whoever dies; none is left of a worker that is no more."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import container, doctor, owner, remedies
from sandbox import engine as docker_engine
from sandbox.backend import chosen, open_host
from sandbox.container import Spare
from sandbox.containers import Containers, sweep
from sandbox.contract import Job, Limits, Report, Status
from sandbox.engine import Attached, Engine
from sandbox.host import Host
from sandbox.zygote import Dead
from tests.sandbox.conftest import PROJECT, eventually, script
from tests.sandbox.docker import picture
from tests.sandbox.docker.conftest import ours
from tests.sandbox.docker.engine import FOLDER, Daemon

pytestmark = pytest.mark.sandbox
KILLED_WORKER = """
import sys, threading, time
from sandbox.containers import Containers
from tests.sandbox.conftest import script
host = Containers(sys.argv[1], address=sys.argv[2])
host.warm("python")
threading.Thread(target=host.run, args=(script("import time; time.sleep(600)", wall_s=600),), daemon=True).start()
while host.spares(): time.sleep(0.01)
host.warm("python")
from sandbox import owner
print(owner.own(), flush=True)
time.sleep(600)
"""


def test_this_machine_is_fit(containers: Containers) -> None:
    findings = doctor.require_fit(containers)
    assert [one.limit for one in findings if not one.holds] == []
    assert findings[0].held_by == "Docker"


def test_a_container_has_one_job(containers: Containers) -> None:
    first = containers.warm("python").id
    containers.run(script("for f in ('/desk/a', '/tmp/b', '/dev/shm/c'): open(f, 'w').write('mine')"))
    report = containers.run(script("import os\nprint([sorted(os.listdir(f)) for f in ('/desk', '/tmp', '/dev/shm')])"))
    assert report.stdout == "[['main.py'], [], ['desk', 'tmp']]\n"
    assert containers.warm("python").id != first


def test_a_spare_waits_for_the_next_job(containers: Containers) -> None:
    containers.warm("python")
    containers.run(script(""))

    def spares() -> list[Spare]:
        return [one for one in containers.spares() if one.image == "python"]

    assert eventually(lambda: len(spares()) == 1, 20)
    (spare,) = spares()
    assert containers.run(script("")).status is Status.OK
    assert spare not in spares()


def test_a_spare_that_died_is_not_used(containers: Containers, engine: str) -> None:
    spare = containers.warm("python")
    with Engine(engine).client() as client:
        client.kill(spare.id)
    assert eventually(lambda: not spare.waits())
    assert containers.run(script("print(1)")).stdout == "1\n"


def test_a_container_killed_in_its_job_is_our_fault(containers: Containers, engine: str) -> None:
    spare = containers.warm("python")
    with Engine(engine).client() as client:
        threading.Timer(0.5, client.kill, [spare.id]).start()
        report = containers.run(script("import time; time.sleep(60)", wall_s=60))
    assert report.status is Status.INTERNAL
    assert containers.run(script("print(1)")).stdout == "1\n"


def test_jobs_at_the_same_time_have_containers_of_their_own(containers: Containers) -> None:
    reports: list[Report] = []
    code = "import os, time\nopen('/tmp/x', 'x')\ntime.sleep(0.5)\nprint(os.getuid())"
    threads = [threading.Thread(target=lambda: reports.append(containers.run(script(code)))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [report.status for report in reports] == [Status.OK] * 3


def test_closing_leaves_no_container(engine: str, cell_picture: str) -> None:
    before = set(ours(engine))
    with Containers(cell_picture, address=engine) as host:
        host.warm("python")
        running = threading.Thread(target=host.run, args=(script("import time; time.sleep(60)", wall_s=60),))
        running.start()
        assert eventually(lambda: len(set(ours(engine)) - before) >= 1)
    running.join(30)
    assert not running.is_alive()
    assert set(ours(engine)) <= before
    assert host.run(script("")).status is Status.INTERNAL


def test_a_killed_worker_leaves_nothing(engine: str, cell_picture: str) -> None:
    command = [sys.executable, "-c", KILLED_WORKER, cell_picture, engine]
    worker = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert worker.stdout
    whose = worker.stdout.readline().strip()
    assert eventually(lambda: len(_running(engine, whose)) == 2, 30)  # one has a job, one waits
    worker.kill()
    worker.wait()
    worker.stdout.close()
    assert eventually(lambda: not _running(engine, whose), 20)  # their standard input has ended
    sweep(Engine(engine))
    assert ours(engine, whose) == []


def _running(address: str, whose: str) -> list[str]:
    with Engine(address).client() as client:
        label = f"{docker_engine.LABEL}={whose}"
        return [found["Id"] for found in client.containers(filters={"label": label})]


def test_a_sweep_leaves_the_living_alone(containers: Containers, engine: str) -> None:
    spare = containers.warm("python")
    sweep(Engine(engine))
    assert spare.waits()


@pytest.mark.parametrize(
    ("whose", "state", "age", "left"),
    [
        ("{own}", "exited", 9999, False),
        ("{own}0", "running", 1, True),  # the same process number, but another process had it
        ("another-boot 1 1 1", "running", 9999, False),
        ("another-boot 1 1 1", "exited", 9999, True),
        ("another-boot 1 1 1", "created", 1, False),
        ("nonsense", "running", 9999, False),
        ("", "exited", 9999, True),
    ],
)
def test_whose_containers_are_left_behind(whose: str, state: str, age: float, left: bool) -> None:
    assert owner.left_behind(whose.replace("{own}", owner.own()), state, time.time() - age) is left


@pytest.fixture
def small(tmp_path: Path) -> Iterator[tuple[Daemon, str]]:
    """An engine that may be killed, and an image with hardly a package."""
    if not shutil.which("dockerd") or os.getuid() != 0:
        if os.environ.get("CI"):
            pytest.fail("no dockerd to start here")
        pytest.skip("no dockerd to start here")
    daemon = Daemon(FOLDER / "small")
    daemon.start()
    requirements = FOLDER / "small.txt"
    requirements.write_text("typing_extensions==4.16.0\n")
    yield daemon, picture.built(daemon.address, requirements)
    daemon.end()


def test_an_engine_killed_in_a_job_is_our_fault_until_it_is_back(small: tuple[Daemon, str]) -> None:
    daemon, name = small
    with Containers(name, address=daemon.address) as host:
        host.warm("python")
        killer = threading.Timer(0.5, daemon.end, [signal.SIGKILL])
        killer.start()
        report = host.run(script("import time; time.sleep(5)", wall_s=20))
        assert (report.status, bool(report.detail)) == (Status.INTERNAL, True)
        assert host.run(script("print(1)")).status is Status.INTERNAL
        killer.join()  # it ends the engine's containerd too; a new engine would take that for its own
        daemon.start()
        assert eventually(lambda: host.run(script("print(1)")).stdout == "1\n", 30)
    assert eventually(lambda: ours(daemon.address) == [], 20)


def test_no_engine_is_unfit_with_a_remedy(tmp_path: Path) -> None:
    with Containers(address=f"unix://{tmp_path}/none") as host:
        (finding,) = doctor.examine(host)
        assert (finding.holds, finding.remedy) == (False, remedies.NO_ENGINE)
        assert host.run(script("")).status is Status.INTERNAL


def test_no_image_is_unfit_with_a_remedy(engine: str) -> None:
    with Containers("jieti-no-such-image", address=engine) as host:
        (finding,) = doctor.examine(host)
    assert (finding.holds, finding.remedy) == (False, remedies.NO_PICTURE)


def test_an_image_of_another_version_is_refused(
    engine: str, cell_picture: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, "sources", lambda folder: "another")
    with Containers(cell_picture, address=engine) as host, pytest.raises(Dead, match="make cell-image"):
        host.warm("python")


@pytest.mark.parametrize(
    ("changed", "wall"),
    [
        ({"User": "0:0"}, "an ordinary user"),
        ({"CapDrop": None, "CapAdd": ["SYS_ADMIN"]}, "no capabilities"),
        ({"SecurityOpt": None}, "no_new_privs"),
        ({"ReadonlyRootfs": False}, "a read-only root"),
        ({"Tmpfs": {"/dev/shm": "size=1m,exec"}}, "a bounded /dev/shm"),
        ({"PidsLimit": 0}, "a limit of processes"),
        ({"Memory": 0, "MemorySwap": 0}, "a limit of memory"),
    ],
)
def test_an_engine_that_leaves_out_a_wall_is_refused(
    engine: str, cell_picture: str, monkeypatch: pytest.MonkeyPatch, changed: dict[str, object], wall: str
) -> None:
    real = docker_engine.docker.APIClient.create_container_from_config

    def careless(client: object, config: dict[str, object], *rest: object) -> object:
        host = {**config["HostConfig"], **{key: value for key, value in changed.items() if key != "User"}}  # type: ignore[dict-item]
        return real(client, {**config, **changed, "HostConfig": host}, *rest)

    monkeypatch.setattr(docker_engine.docker.APIClient, "create_container_from_config", careless)
    with Containers(cell_picture, address=engine) as host, pytest.raises(Dead, match=wall):
        host.warm("python")
    assert "does not do" in host.remedy("Unwalled")


class Said:
    """A socket that says what it was given."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def recv(self, count: int) -> bytes:
        piece, self.data = self.data[:count], self.data[count:]
        return piece

    def settimeout(self, seconds: float) -> None: ...

    def sendall(self, data: bytes) -> None: ...

    def attach_socket(self, container: str, params: object) -> "Said":
        return self


def test_pieces_of_the_stream_are_put_together() -> None:
    stream = Attached(Said(b"\1\0\0\0\0\0\0\2ab\2\0\0\0\0\0\0\3err\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\1c"), "x")
    assert [stream.recv(9), stream.recv(9), stream.recv(9)] == [b"ab", b"c", b""]
    assert stream.said() == "err"


@pytest.mark.parametrize("head", [b"\1\0\0\0\xff\xff\xff\xff", b"\7\0\0\0\0\0\0\1", b"HTTP/1.1"])
def test_a_length_of_the_stream_is_not_believed(head: bytes) -> None:
    with pytest.raises(OSError, match="announced"):
        Attached(Said(head + b"x"), "x").recv(9)


def test_a_device_is_asked_for_by_its_id_and_no_other_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []

    class Client(docker_engine.docker.APIClient):  # type: ignore[misc]  # the SDK has no types
        def __init__(self) -> None:
            super().__init__(version="1.41", base_url="unix:///nowhere")

        def create_container_from_config(self, config: dict[str, object], *_: object) -> dict[str, str]:
            asked.append(config["HostConfig"])  # type: ignore[arg-type]
            return {"Id": "x"}

    docker_engine.create(Client(), "x", ["torch"], "me", 65000, 1, 1, 1, "GPU-1")
    docker_engine.create(Client(), "x", ["torch"], "me", 65000, 1, 1, 1)
    assert [request["DeviceIDs"] for request in asked[0]["DeviceRequests"]] == [["GPU-1"]]  # type: ignore[attr-defined]
    assert not asked[1].get("DeviceRequests")


@pytest.mark.parametrize("image", ["python", "torch"])
def test_a_device_that_is_missing_inside_is_our_fault(
    engine: str, cell_picture: str, monkeypatch: pytest.MonkeyPatch, image: str
) -> None:
    real = docker_engine.create
    monkeypatch.setattr(docker_engine, "create", lambda *arguments: real(*arguments[:-1]))  # an engine that forgets it
    with Containers(cell_picture, gpus=["GPU-1"], address=engine) as host:
        for _ in range(2):  # and the GPU is free again
            report = host.run(Job("script", {"main.py": b"print(1)"}, image=image, device="cuda"))
            assert (report.status, report.stdout) == (Status.INTERNAL, ""), report
            assert "not started" in report.detail


def test_a_host_without_gpus_says_so(containers: Containers) -> None:
    report = containers.run(Job("script", {"main.py": b""}, image="python", device="cuda", limits=Limits()))
    assert (report.status, "no GPU" in report.detail) == (Status.INTERNAL, True)


@pytest.mark.parametrize(("word", "kind"), [("", Host), ("namespaces", Host), ("docker", Containers)])
def test_the_backend_is_chosen_by_name(monkeypatch: pytest.MonkeyPatch, word: str, kind: type) -> None:
    monkeypatch.setenv("JIETI_SANDBOX", word)
    with open_host() as host:
        assert type(host) is kind


@pytest.mark.parametrize("word", ["none", "off", "0", "Docker", "namespaces "])
def test_no_word_turns_the_sandbox_off(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("JIETI_SANDBOX", word)
    with pytest.raises(ValueError, match="Nothing turns the sandbox off"):
        chosen()


def test_command_line_runs_in_a_container(engine: str, cell_picture: str, tmp_path: Path) -> None:
    (tmp_path / "hello.py").write_text("print('hello')")
    environment = {**os.environ, "DOCKER_HOST": engine, "JIETI_CELL_IMAGE": cell_picture, "JIETI_SANDBOX": "docker"}
    command = [sys.executable, "-m", "sandbox", "run", str(tmp_path / "hello.py"), "--image", "python"]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "hello\n"), done.stderr
