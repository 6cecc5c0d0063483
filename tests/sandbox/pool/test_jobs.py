"""Jobs on a device, through real cells; the CPU stands in for it, the code is the one that a GPU has.

No line of CUDA runs here: what opens a GPU, and what asks NVML about one, was never run on CUDA hardware.
"""

import os
import signal
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import pytest

from sandbox import cgroup, trials
from sandbox.cell import WAITING
from sandbox.contract import Report, Status
from sandbox.devices import CpuDevice
from sandbox.host import Host
from tests.sandbox.conftest import eventually, script
from tests.sandbox.pool.hosts import MIB, SPAN, at_once, job, pool_of, ready, spare, words, zygotes
from tests.sandbox.test_host import alive

pytestmark = pytest.mark.sandbox


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


def test_opening_a_device_may_write_files(device: Host) -> None:
    """Later the room is the job's: see `test_a_job_is_held_and_leaves_the_device_clean`."""
    for pid in spare(device):
        room = os.statvfs(f"/proc/{pid}/root/desk")
        assert (room.f_blocks * room.f_frsize, room.f_files) == (WAITING.disk, WAITING.inodes)


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


def test_many_jobs_cost_no_descriptor_and_no_memory_of_the_tmpfs(device: Host) -> None:
    device.run(job("print(1)"))
    assert eventually(lambda: ready(device))
    before = len(os.listdir("/proc/self/fd"))
    for number in range(20):
        device.run(job("print(1)" if number % 4 else "import os\nos.abort()"))
    assert eventually(lambda: ready(device))
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_device_works_where_there_are_no_control_groups(monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(cgroup, "find", cgroup.NoCgroups)
    tight = {"memory": 96 * MIB, "cpu_s": 0.5}
    with pool_of(CpuDevice()) as host:
        assert host.run(job("print(1)")).stdout == "1\n"
        for what in ("loops for ever", "has a family that does", "starts many"):
            code, status, limit = HOSTILE[what]
            report = host.run(job(code, **tight))
            assert (report.status, report.limit) == (status, limit), report
        assert host.run(job("print(1)", **tight)).stdout == "1\n"
