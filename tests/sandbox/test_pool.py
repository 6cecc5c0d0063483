"""The pool of devices, through real cells; the CPU stands in for every device, the code is the one that a GPU has.

No line of CUDA runs here: what opens a GPU, and what asks NVML about one, was never run on CUDA hardware.
"""

import errno
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import pytest

from sandbox import doctor, trials
from sandbox.contract import Job, Report, Status
from sandbox.devices import Cells, CpuDevice, Device, Lost
from sandbox.host import Host, cell_python
from sandbox.pool import Pool
from tests.sandbox.conftest import descendants, eventually, script
from tests.sandbox.test_host import alive

pytestmark = pytest.mark.sandbox
MIB = 1 << 20
ZYGOTE, SPARE = 4, 2  # bwrap, its process 1, the zygote's parent, the zygote; a warden and its learner's process
SPAN = "import time\nbegan = time.monotonic()\ntime.sleep(0.2)\nprint(began, time.monotonic())"


def job(code: str, **limits: float) -> Job:
    return replace(script(code, **limits), device="cuda")


def pool_of(*devices: Device, grace_s: float = 5.0) -> Host:
    host = Host(cell_python(), devices=devices)
    host.pool().workshop = replace(host.pool().workshop, grace_s=grace_s)
    for keeper in host.pool()._keepers.values():
        keeper.workshop = host.pool().workshop
    return host


def words(host: Host) -> list[str]:
    return [state.word for state in host.pool().state().values()]


def zygotes(host: Host) -> list[int]:
    return [z.pid or 0 for keeper in host.pool()._keepers.values() for z in keeper._zygotes.values()]


def ready(host: Host) -> bool:
    """Whether a spare waits on every device, and nothing else is there."""
    keepers, pids = host.pool()._keepers.values(), zygotes(host)
    processes = sum(len(descendants(pid)) for pid in pids)
    there = all(keeper.word == "ready" and keeper._spare for keeper in keepers)
    return there and processes == ZYGOTE * len(pids) + SPARE * len(keepers)


def spare(host: Host) -> list[int]:
    """The processes of the only spare: its warden's, and that of the learner to be."""
    (keeper,) = host.pool()._keepers.values()
    return list(keeper._cells())


@pytest.fixture(scope="module")
def one() -> Iterator[Host]:
    """A host with one device, and a spare on it."""
    with pool_of(CpuDevice()) as host:
        assert host.run(job("")).status is Status.OK
        yield host


@pytest.fixture
def device(one: Host) -> Iterator[Host]:
    """The same, seen to be as it was after each test."""
    assert eventually(lambda: ready(one))
    groups = one.cgroups.left()  # the waiting spare's
    yield one
    good = one.run(job("print(6 * 7)"))
    assert (good.status, good.stdout) == (Status.OK, "42\n"), good
    assert eventually(lambda: ready(one))
    assert eventually(lambda: one.cgroups.left() == groups)


def test_an_honest_job_gets_the_device(device: Host) -> None:
    report = device.run(job("import os\nprint(os.environ['CELL_DEVICE'], os.getpid(), len(os.listdir('/dev/shm')))"))
    assert (report.status, report.stdout) == (Status.OK, "cpu-0 2 0\n")


def test_torch_works_there(device: Host) -> None:
    """Another image's spare takes the place of the one that waits."""
    report = device.run(replace(trials.on_device("cpu"), device="cuda"))
    assert report.status is Status.OK, report


def test_the_answer_of_a_harness_comes_back(device: Host) -> None:
    files = {"one.py": b"def f(x): pass", "other.py": b"def f(y): pass"}
    request = b'{"mode": "signatures", "one": "one.py", "other": "other.py", "entry": ["f"]}'
    asked = replace(job(""), harness="probe", files=files, image="torch")
    report = device.run(replace(asked, request=replace(asked.request, header=request)))
    assert report.answer is not None, report
    assert b"differences" in report.answer.header


LEAVE = """
import builtins, os, sys, tempfile
for folder in ('/tmp', '/dev/shm', '/desk'):
    open(folder + '/left', 'w').write('x')
builtins.left = os.environ['LEFT'] = 'x'
sys.modules['left'] = sys
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        import signal, time
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        time.sleep(60)
    os._exit(0)  # else this one would answer as well
"""
FIND = """
import builtins, os, sys
print([f for f in ('/tmp', '/dev/shm', '/desk') if os.path.exists(f + '/left')],
      hasattr(builtins, 'left'), 'LEFT' in os.environ, 'left' in sys.modules,
      sorted(n for n in os.listdir('/proc') if n.isdigit()))
"""


def test_a_job_never_sees_the_one_before_it(device: Host) -> None:
    device.run(job(LEAVE))
    assert device.run(job(FIND)).stdout == "[] False False False ['2']\n"


def test_random_numbers_are_new_each_time(device: Host) -> None:
    seen = {device.run(job("import random\nprint(random.random())")).stdout for _ in range(3)}
    assert len(seen) == 3


def test_the_next_spare_is_ready_before_it_is_asked_for(device: Host) -> None:
    device.run(job(""))
    assert eventually(lambda: ready(device))


def test_a_spare_that_dies_while_it_waits_is_replaced(device: Host) -> None:
    for place in (-1, -2):  # the learner's process, then the warden
        victim = sorted(spare(device))[place]
        os.kill(victim, signal.SIGKILL)
        assert eventually(lambda gone=victim: not alive(gone))  # type: ignore[misc]  # mypy cannot infer this lambda
        assert eventually(lambda: ready(device))


def test_a_spare_that_has_just_died_costs_no_job(device: Host) -> None:
    os.kill(max(spare(device)), signal.SIGKILL)
    assert device.run(job("print(1)")).stdout == "1\n"


def test_a_zygote_that_dies_is_replaced() -> None:
    with pool_of(CpuDevice()) as host:
        host.run(job(""))
        assert eventually(lambda: ready(host))
        waiting = spare(host)
        os.kill(zygotes(host)[0], signal.SIGKILL)
        assert eventually(lambda: not any(alive(pid) for pid in waiting))
        assert host.run(job("print(1)")).stdout == "1\n"


HOSTILE = {
    "kills itself": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", Status.ERROR, ""),
    "ends at once": ("import os\nos._exit(0)", Status.ERROR, ""),
    "loops for ever": ("while True: pass", Status.TIMEOUT, "cpu"),
    "sleeps for ever": ("import time\ntime.sleep(99)", Status.TIMEOUT, "wall"),
    "forks for ever": ("import os\nwhile True:\n try: os.fork()\n except OSError: pass", Status.TIMEOUT, "cpu"),
    "leaves daemons": (LEAVE, Status.OK, ""),
    "takes memory": ("b = []\nwhile True: b.append(bytearray(1 << 23))", Status.MEMORY, "memory"),
    "has a family that does": (
        "import os, time\nfor _ in range(4):\n if os.fork() == 0:\n  b = bytearray(50 << 20); time.sleep(9)\n"
        "time.sleep(9)",
        Status.MEMORY,
        "memory",
    ),
    "starts many": (
        "import os, time\nfor _ in range(99):\n if os.fork() == 0: time.sleep(9)",
        Status.ERROR,
        "processes",
    ),
    "fills the disk": ("for n in range(99): open('/tmp/%d' % n, 'wb').write(bytes(1 << 20))", Status.OUTPUT, "disk"),
    "makes many files": ("for n in range(9999): open('/dev/shm/%d' % n, 'w')", Status.OUTPUT, "disk"),
    "prints for ever": ("while True: print('x' * 999)", Status.OUTPUT, "output"),
    "forges the answer": ("import os\nos.write(3, os.urandom(99)); os._exit(0)", Status.BAD_ANSWER, ""),
    "closes everything": ("import os\nos.closerange(0, 99)\nos._exit(0)", Status.ERROR, ""),
    "kills everybody": ("import os, signal\nos.kill(-1, signal.SIGKILL)", Status.ERROR, ""),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_job_is_held_and_leaves_the_device_clean(device: Host, what: str) -> None:
    code, status, limit = HOSTILE[what]
    tight = {"memory": 128 * MIB, "disk": 8 * MIB, "inodes": 512, "output": 16384, "cpu_s": 0.5, "wall_s": 3}
    if limit == "wall":
        tight["wall_s"] = 0.4
    report = device.run(job(code, **tight))
    assert (report.status, report.limit) == (status, limit), report


def test_limits_of_one_process_are_the_jobs(device: Host) -> None:
    code = "import resource as r\nprint([r.getrlimit(k) for k in (r.RLIMIT_NOFILE, r.RLIMIT_FSIZE)])"
    report = device.run(job(code, open_files=77, disk=9 * MIB))
    assert report.stdout == f"[(77, 77), ({9 * MIB}, {9 * MIB})]\n"


def test_limits_cannot_be_raised_again(device: Host) -> None:
    code = "import resource as r\ntry: r.setrlimit(r.RLIMIT_NOFILE, (4096, 4096))\nexcept ValueError: print('refused')"
    assert device.run(job(code, open_files=77)).stdout == "refused\n"


def test_nothing_of_ours_counts(device: Host) -> None:
    report = device.run(job("print(1)", cpu_s=0.2, memory=64 * MIB))
    assert report.status is Status.OK
    assert report.cpu_ms < 100


def test_more_of_the_devices_memory_than_allowed_ends_the_job(device: Host) -> None:
    code = "import time\nprint('so far')\nb = bytes(bytearray(b'x') * (90 << 20))\ntime.sleep(9)"
    report = device.run(job(code, gpu_memory=32 * MIB))
    assert (report.status, report.limit, report.stdout) == (Status.MEMORY, "gpu_memory", "so far\n")
    assert "MiB of the device's memory" in report.detail


def test_less_of_the_devices_memory_than_allowed_does_not(device: Host) -> None:
    assert device.run(job("b = bytearray(16 << 20)\nimport time\ntime.sleep(0.2)", gpu_memory=64 * MIB)).status == "ok"


def spans(reports: list[Report]) -> list[tuple[float, float]]:
    assert {report.status for report in reports} == {Status.OK}
    return sorted(tuple(map(float, report.stdout.split())) for report in reports)  # type: ignore[misc]  # two each


def at_once(host: Host, count: int) -> list[tuple[float, float]]:
    with ThreadPoolExecutor(count) as threads:
        return spans(list(threads.map(host.run, [job(SPAN)] * count)))


def test_jobs_on_one_device_never_overlap(device: Host) -> None:
    times = at_once(device, 4)
    assert all(ended <= began for (_, ended), (began, _) in zip(times, times[1:], strict=False))


def test_two_devices_work_at_the_same_time() -> None:
    with pool_of(CpuDevice("a"), CpuDevice("b")) as host:
        at_once(host, 2)
        assert eventually(lambda: ready(host))
        (_, ended), (began, _) = at_once(host, 2)
    assert began < ended


def test_callers_are_served_in_order(device: Host) -> None:
    waiting = device.pool()._tasks
    with ThreadPoolExecutor(6) as threads:
        first = threads.submit(device.run, job(SPAN))
        assert eventually(lambda: words(device) == ["busy"])
        queued: list[Future[Report]] = []
        for number in range(5):
            queued.append(threads.submit(device.run, job("import time\nprint(time.monotonic(), 0)")))
            assert eventually(lambda count=number: len(waiting) > count)  # type: ignore[misc]  # as above
        times = [float(future.result().stdout.split()[0]) for future in [first, *queued]]
    assert times == sorted(times)


def test_jobs_for_the_cpu_do_not_wait_for_a_device(device: Host) -> None:
    with ThreadPoolExecutor(1) as threads:
        assert device.run(script("")).status is Status.OK
        running = threads.submit(device.run, job("import time\ntime.sleep(1.5)"))
        assert eventually(lambda: words(device) == ["busy"])
        assert device.run(script("print(1)")).stdout == "1\n"
        assert not running.done()


class Dirty(CpuDevice):
    """Says that something is left on it, while `dirty`."""

    dirty = False

    def check(self, cells: Cells) -> str:
        return super().check(cells) or ("300 MiB of memory are in use" if self.dirty else "")


def test_a_device_that_is_not_clean_is_set_aside_and_others_go_on() -> None:
    bad, good = Dirty("bad"), CpuDevice("good")
    with pool_of(bad, good, grace_s=0.1) as host:
        assert host.pool().run(job("print(1)"), on="bad").stdout == "1\n"
        assert eventually(lambda: ready_on(host, "bad"))
        bad.dirty = True
        assert host.pool().run(job("print(2)"), on="bad").stdout == "2\n"  # it was clean when it got the job
        assert eventually(lambda: host.pool().state()["bad"].word == "quarantined")
        assert "300 MiB" in host.pool().state()["bad"].fault
        seen = {host.run(job("import os\nprint(os.environ['CELL_DEVICE'])")).stdout for _ in range(3)}
        assert seen == {"good\n"}
        assert not host.pool()._keepers["bad"]._thread.is_alive()


def ready_on(host: Host, name: str) -> bool:
    return host.pool().state()[name].word == "ready" and host.pool()._keepers[name]._spare is not None


def test_without_a_clean_device_a_job_is_our_fault() -> None:
    bad = Dirty("bad")
    with pool_of(bad, grace_s=0.1) as host:
        host.run(job(""))
        bad.dirty = True
        host.run(job(""))
        report = host.run(job("print(1)"))
        assert (report.status, "300 MiB" in report.detail) == (Status.INTERNAL, True)
        assert host.run(script("print(1)")).status is Status.OK  # the CPU is nobody's device


def test_those_who_wait_for_a_device_that_is_set_aside_are_told() -> None:
    bad = Dirty("bad")
    with pool_of(bad, grace_s=0.1) as host, ThreadPoolExecutor(3) as threads:
        host.run(job(""))
        assert eventually(lambda: ready(host))
        bad.dirty = True
        reports = [future.result(30) for future in [threads.submit(host.run, job(SPAN)) for _ in range(3)]]
    assert sorted(report.status for report in reports) == ["internal", "internal", "ok"]


def test_a_device_that_is_clean_again_is_used_again() -> None:
    bad = Dirty("bad")
    with pool_of(bad, grace_s=0.1) as host:
        host.run(job(""))
        bad.dirty = True
        host.run(job(""))
        assert eventually(lambda: words(host) == ["quarantined"])
        host.pool().readmit()
        assert eventually(lambda: words(host) == ["quarantined"])
        bad.dirty = False
        host.pool().readmit()
        assert host.run(job("print(1)")).stdout == "1\n"


class Stubborn(CpuDevice):
    """Says that its last cell is still there for as long as `looks` lasts: a driver that cleans up slowly."""

    looks = 0

    def check(self, cells: Cells) -> str:
        self.looks -= 1
        return super().check(cells) or ("still ending" if self.looks > 0 else "")


def test_a_device_may_take_a_moment_to_be_clean() -> None:
    slow = Stubborn()
    with pool_of(slow) as host:
        host.run(job(""))
        slow.looks = 10
        host.run(job(""))
        assert host.run(job("print(1)")).stdout == "1\n"


class Absent(CpuDevice):
    """Promises what the cell will not find."""

    kind = "cuda"


class Confused(CpuDevice):
    """Binds another device into the cell than it says."""

    def __init__(self) -> None:
        super().__init__("asked")
        self.environment = {"CELL_DEVICE": "another"}


def test_a_gpu_that_is_not_in_the_cell_is_our_fault() -> None:
    """Never the CPU in its place, and never the learner's time."""
    with pool_of(Absent("gpu")) as host:
        report = host.run(job("print(1)"))
        assert (report.status, "could not be opened" in report.detail) == (Status.INTERNAL, True), report
        assert words(host) == ["quarantined"]


def test_another_device_than_asked_for_is_our_fault() -> None:
    with pool_of(Confused()) as host:
        report = host.run(job("print(1)"))
    assert report.status is Status.INTERNAL
    assert "asked for asked, found another" in report.detail


def test_the_job_goes_to_a_device_that_can_be_opened() -> None:
    with pool_of(Absent("gpu"), CpuDevice("good")) as host:
        with ThreadPoolExecutor(4) as threads:
            reports = list(threads.map(host.run, [job("print(1)")] * 4))
        assert [report.stdout for report in reports] == ["1\n"] * 4
        assert host.pool().state()["good"].fault == ""


class Falling(CpuDevice):
    """Falls off its bus while `gone`."""

    gone = False

    def used(self, cells: Cells) -> int:
        if self.gone:
            raise Lost("GPU is lost")
        return super().used(cells)

    def check(self, cells: Cells) -> str:
        if self.gone:
            raise Lost("GPU is lost")
        return super().check(cells)


@pytest.mark.parametrize("code", ["while True: pass", "import time\ntime.sleep(0.3)\nraise RuntimeError('CUDA error')"])
def test_a_device_that_falls_off_is_our_fault_and_not_the_learners(code: str) -> None:
    device = Falling()
    with pool_of(device) as host, ThreadPoolExecutor(1) as threads:
        host.run(job(""))
        running = threads.submit(host.run, job(code))
        assert eventually(lambda: words(host) == ["busy"])
        device.gone = True
        report = running.result(20)
        assert (report.status, "GPU is lost" in report.detail) == (Status.INTERNAL, True), report
        assert eventually(lambda: words(host) == ["quarantined"])


def test_a_host_without_devices_says_so() -> None:
    with Host(cell_python(), devices=[]) as host:
        report = host.run(job("print(1)"))
        assert (report.status, report.detail) == (Status.INTERNAL, "this host has been given no device")
        assert host.pool().state() == {}


def test_an_image_that_this_host_has_not_is_no_fault_of_the_device(device: Host) -> None:
    assert device.run(replace(job(""), image="perl")).status is Status.INTERNAL
    assert words(device) == ["ready"]


def test_a_zygote_that_cannot_start_is_no_fault_of_the_device(monkeypatch: pytest.MonkeyPatch) -> None:
    with pool_of(CpuDevice()) as host:
        monkeypatch.setenv("JIETI_BWRAP", "/nowhere/bwrap")
        report = host.run(job("print(1)"))
        assert (report.status, "bubblewrap" in report.detail) == (Status.INTERNAL, True)
        monkeypatch.undo()
        assert host.run(job("print(1)")).stdout == "1\n"


def test_only_what_is_granted_is_in_the_cell() -> None:
    node = next(path for path in ("/dev/net/tun", "/dev/fuse", __file__) if os.path.exists(path))
    code = (
        f"import os\ntry: os.open({node!r}, os.O_RDONLY); print('opened')\nexcept OSError as error: print(error.errno)"
    )
    with pool_of(CpuDevice("a", nodes=(node,)), CpuDevice("b")) as host:
        seen = [host.pool().run(job(code), on=name).stdout for name in "ab"]
    assert seen == ["opened\n", f"{errno.ENOENT}\n"]


def test_proc_may_be_whole_and_still_shows_nobody_else() -> None:
    code = (
        "import os\nprint(os.path.exists('/proc/driver') or os.path.exists('/proc/cpuinfo'),"
        " [n for n in os.listdir('/proc') if n.isdigit()])\n"
        "for path in ('/proc/sysrq-trigger', '/proc/sys/kernel/core_pattern', '/proc/1/environ', '/proc/kcore'):\n"
        " for mode in 'rb', 'wb':\n"
        "  try: open(path, mode).read(1) if mode == 'rb' else open(path, mode)\n"
        "  except OSError: continue\n"
        "  if (path, mode) != ('/proc/sys/kernel/core_pattern', 'rb'): print('open', path, mode)\n"
    )
    with pool_of(CpuDevice(whole_proc=True)) as host:
        report = host.run(job(code))
    assert report.stdout == "True ['2']\n", report


def test_a_device_works_where_there_are_no_control_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    from sandbox import cgroup

    monkeypatch.setattr(cgroup, "find", cgroup.NoCgroups)
    tight = {"memory": 96 * MIB, "cpu_s": 0.5}
    with pool_of(CpuDevice()) as host:
        assert host.run(job("print(1)")).stdout == "1\n"
        for what in ("loops for ever", "has a family that does", "starts many"):
            code, status, limit = HOSTILE[what]
            report = host.run(job(code, **tight))
            assert (report.status, report.limit) == (status, limit), report
        assert host.run(job("print(1)", **tight)).stdout == "1\n"


def test_doctor_tries_every_device() -> None:
    with pool_of(CpuDevice("good"), Absent("gpu")) as host:
        found = {one.limit: one for one in doctor._devices(host)}
        assert [(name, one.holds, one.essential) for name, one in found.items()] == [
            ("device good", True, False),
            ("device gpu", False, False),
        ]
        assert "could not be opened" in found["device gpu"].proof
        assert "nvidia-smi" in found["device gpu"].remedy


def test_doctor_says_that_there_is_no_gpu() -> None:
    with Host(cell_python(), devices=[]) as host:
        (finding,) = doctor._devices(host)
    assert (finding.holds, finding.essential) == (False, False)
    assert "no GPU here" in finding.proof


def threads_of_pools() -> set[str]:
    return {thread.name for thread in threading.enumerate() if thread.name.startswith(("device-", "zygote-"))}


def test_closing_leaves_no_process_no_group_and_no_thread() -> None:
    before, descriptors = threads_of_pools(), len(os.listdir("/proc/self/fd"))
    host = pool_of(CpuDevice("a"), CpuDevice("b"))
    at_once(host, 2)
    assert eventually(lambda: ready(host))
    everybody = {pid for zygote in zygotes(host) for pid in descendants(zygote)}
    groups = [parent for parent in host.cgroups.layout.parents if parent.exists()] if has_groups(host) else []
    host.close()
    assert eventually(lambda: not any(alive(pid) for pid in everybody))
    assert threads_of_pools() <= before
    assert not any(parent.exists() for parent in groups)
    assert len(os.listdir("/proc/self/fd")) <= descriptors


def has_groups(host: Host) -> bool:
    return hasattr(host.cgroups, "layout")


def test_closing_ends_those_who_run_and_those_who_wait() -> None:
    host = pool_of(CpuDevice())
    with ThreadPoolExecutor(2) as threads:
        running = threads.submit(host.run, job("import time\ntime.sleep(60)", wall_s=60))
        assert eventually(lambda: words(host) == ["busy"])
        waiting = threads.submit(host.run, job("print(1)"))
        assert eventually(lambda: len(host.pool()._tasks) == 1)
        host.close()
        assert running.result(20).status is Status.INTERNAL
        assert "closed" in waiting.result(20).detail


def test_a_forked_host_has_a_pool_of_its_own() -> None:
    with pool_of(CpuDevice()) as host:
        host.run(job(""))
        assert eventually(lambda: ready(host))
        ours = zygotes(host)
        child = os.fork()
        if child == 0:
            good = host.run(job("print(1)")).status is Status.OK and zygotes(host) != ours
            host.close()
            os._exit(0 if good else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert zygotes(host) == ours
        assert host.run(job("print(1)")).stdout == "1\n"


def test_many_jobs_cost_no_descriptor_and_no_memory_of_the_tmpfs(device: Host) -> None:
    device.run(job("print(1)"))
    assert eventually(lambda: ready(device))
    before = len(os.listdir("/proc/self/fd"))
    for number in range(20):
        device.run(job("print(1)" if number % 4 else "import os\nos.abort()"))
    assert eventually(lambda: ready(device))
    assert len(os.listdir("/proc/self/fd")) == before


def test_the_pool_says_how_it_is(device: Host) -> None:
    pool: Pool = device.pool()
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(device.run, job(SPAN))
        assert eventually(lambda: pool.state()["cpu-0"].word == "busy")
        running.result()
    assert eventually(lambda: pool.state()["cpu-0"].word == "ready")
