"""The Host survives what happens to its zygotes, and leaves nothing when something happens to it."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sandbox.contract import Job, Report, Status
from sandbox.host import Host, cell_python
from tests.sandbox.conftest import PROJECT, at_rest, descendants, eventually, gate_and_below, programs, script

pytestmark = pytest.mark.sandbox


def test_runs_jobs_of_many_threads_at_once(cell_host: Host) -> None:
    jobs = [script(f"print({n})") for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(cell_host.run, jobs))
    assert [report.stdout for report in reports] == [f"{n}\n" for n in range(40)]


def test_a_hostile_neighbour_hurts_nobody(cell_host: Host) -> None:
    hostile = script("import os\nwhile True:\n try: os.fork()\n except OSError: pass", wall_s=1, cpu_s=1)
    with ThreadPoolExecutor(3) as pool:
        bomb = pool.submit(cell_host.run, hostile)
        honest = list(pool.map(cell_host.run, [script("print(1)")] * 6))
        assert bomb.result().status is Status.TIMEOUT
    assert {report.status for report in honest} == {Status.OK}


@pytest.mark.parametrize("victim", [0, 1], ids=["the gate", "the zygote"])
def test_a_dead_zygote_is_ours_and_replaced(victim: int) -> None:
    with Host(cell_python()) as host:
        zygote = host.warm("python")
        assert zygote.pid is not None
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(host.run, script("import time; time.sleep(60)", wall_s=30))
            assert eventually(lambda: len(programs(zygote.pid or 0)) == 1)
            os.kill(gate_and_below(zygote.pid)[victim], signal.SIGKILL)
            report = running.result(timeout=20)
        assert report.status is Status.INTERNAL
        assert report.detail
        assert host.run(script("print(1)")).status is Status.OK


def test_a_spare_that_died_is_not_used() -> None:
    with Host(cell_python()) as host:
        host.run(script("print(1)"))
        zygote = host.warm("python")
        assert zygote.pid is not None
        for warden in gate_and_below(zygote.pid)[2:]:
            os.kill(warden, signal.SIGKILL)
        assert eventually(lambda: len(gate_and_below(zygote.pid or 0)) == 2)
        assert host.run(script("print(2)")).stdout == "2\n"


def test_a_job_that_its_warden_has_not_read_gets_another() -> None:
    with Host(cell_python()) as host, ThreadPoolExecutor(1) as pool:
        zygote = host.warm("python")
        zygote.prepare()
        assert zygote.pid is not None
        assert eventually(lambda: len(gate_and_below(zygote.pid or 0)) == 3 and at_rest(zygote.pid or 0))
        only = gate_and_below(zygote.pid)[2]
        os.kill(only, signal.SIGSTOP)
        running = pool.submit(host.run, script("print(2)"))
        assert eventually(lambda: len(gate_and_below(zygote.pid or 0)) == 4), "the job is sent, and another prepared"
        os.kill(only, signal.SIGKILL)
        assert running.result(timeout=20).stdout == "2\n"


def test_a_missing_interpreter_is_ours() -> None:
    with Host(Path("/nowhere/python")) as host:
        report = host.run(script("print(1)"))
    assert report.status is Status.INTERNAL
    assert "/nowhere/python" in report.detail


def test_a_missing_bwrap_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIETI_BWRAP", "/nowhere/bwrap")
    with Host(cell_python()) as host:
        report = host.run(script("print(1)"))
    assert (report.status, "bubblewrap" in report.detail) == (Status.INTERNAL, True)


def test_a_bwrap_that_fails_refuses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    liar = tmp_path / "bwrap"
    liar.write_text("#!/bin/sh\necho bubblewrap 0.11.0\n")
    liar.chmod(0o755)
    tmp_path.chmod(0o755)
    monkeypatch.setenv("JIETI_BWRAP", str(liar))
    with Host(cell_python()) as host:
        assert host.run(script("print(1)")).status is Status.INTERNAL


def test_an_unknown_image_or_harness_is_ours(cell_host: Host) -> None:
    assert cell_host.run(Job("script", {}, image="perl")).status is Status.INTERNAL
    report = cell_host.run(Job("nonsense", {"main.py": b""}, image="python"))
    assert (report.status, "nonsense" in report.detail) == (Status.INTERNAL, True)


def test_killing_the_host_leaves_nothing() -> None:
    code = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from sandbox.host import Host, cell_python\n"
        "from tests.sandbox.conftest import script\n"
        "host = Host(cell_python())\n"
        "print(host.warm('python').pid, flush=True)\n"
        "host.run(script('import time; time.sleep(60)', wall_s=50))\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    zygote = int(child.stdout.readline())
    assert eventually(lambda: len(programs(zygote)) == 1)
    everybody = descendants(zygote)
    child.kill()
    child.wait()
    assert eventually(lambda: not any(alive(pid) for pid in everybody))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_starting_it_in_a_thread_that_ends_is_no_harm() -> None:
    with Host(cell_python()) as host:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(host.warm, "python").result()
        assert host.run(script("print(1)")).stdout == "1\n"


def test_a_forked_host_starts_its_own_zygotes() -> None:
    with Host(cell_python()) as host:
        ours = host.warm("python").pid
        child = os.fork()
        if child == 0:
            good = host.run(script("print(1)")).status is Status.OK and host.warm("python").pid != ours
            host.close()
            os._exit(0 if good else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert host.warm("python").pid == ours
        assert host.run(script("print(1)")).status is Status.OK


def test_closing_leaves_nothing() -> None:
    host = Host(cell_python())
    zygote = host.warm("python")
    assert zygote.pid is not None
    everybody = descendants(zygote.pid)
    descriptors = len(os.listdir("/proc/self/fd"))
    host.run(script("print(1)"))
    host.close()
    assert eventually(lambda: not any(alive(pid) for pid in everybody))
    assert len(os.listdir("/proc/self/fd")) <= descriptors


def test_many_jobs_cost_no_descriptor(cell_host: Host) -> None:
    def job(number: int) -> Report:
        return cell_host.run(script("print(1)" if number % 5 else "import os\nos.abort()"))

    job(1)
    before = len(os.listdir("/proc/self/fd"))
    for number in range(50):
        job(number)
    assert len(os.listdir("/proc/self/fd")) == before
