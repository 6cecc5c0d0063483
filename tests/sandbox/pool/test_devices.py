"""Devices that are not clean, not there, not what they say or lost: whose fault that is, and who goes on.

No line of CUDA runs here: what opens a GPU, and what asks NVML about one, was never run on CUDA hardware.
"""

import errno
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from sandbox import doctor
from sandbox.contract import Status
from sandbox.devices import Cells, CpuDevice, Lost
from sandbox.host import Host, cell_python
from sandbox.pool import Pool
from tests.sandbox.conftest import descendants, eventually, script
from tests.sandbox.pool.hosts import SPAN, at_once, job, pool_of, ready, ready_on, words, zygotes
from tests.sandbox.test_host import alive

pytestmark = pytest.mark.sandbox


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


def test_the_pool_says_how_it_is(device: Host) -> None:
    pool: Pool = device.pool()
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(device.run, job(SPAN))
        assert eventually(lambda: pool.state()["cpu-0"].word == "busy")
        running.result()
    assert eventually(lambda: pool.state()["cpu-0"].word == "ready")
