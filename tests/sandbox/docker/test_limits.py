"""In a container too a program cannot take more than it was given, and the verdict says of what."""

import pytest

from sandbox.contract import Status
from tests.sandbox.conftest import Attempt

pytestmark = pytest.mark.sandbox


def test_an_honest_program_passes(attempt: Attempt) -> None:
    report = attempt("print('hello', 6 * 7)")
    assert (report.status, report.stdout, report.stderr) == (Status.OK, "hello 42\n", "")


def test_an_honest_attention_passes(attempt: Attempt) -> None:
    code = """
import torch
q = torch.randn(2, 4, 32, 16, requires_grad=True)
(torch.softmax(q @ q.mT / 4.0, -1) @ q).sum().backward()
print(tuple(q.grad.shape))
"""
    report = attempt(code, "torch", memory=1 << 30)
    assert (report.status, report.stdout) == (Status.OK, "(2, 4, 32, 16)\n"), report
    assert 0 < report.peak_mb < 200


def test_an_honest_data_loader_has_workers(attempt: Attempt) -> None:
    code = """
import torch
from torch.utils.data import DataLoader
print(sum(batch.sum().item() for batch in DataLoader(torch.arange(32.0), batch_size=4, num_workers=2)))
"""
    report = attempt(code, "torch", memory=1 << 30, wall_s=20, cpu_s=20)
    assert (report.status, report.stdout) == (Status.OK, "496.0\n"), report


def test_what_is_used_is_told(attempt: Attempt) -> None:
    code = (
        "import time\nb = bytearray(100 << 20)\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
    )
    report = attempt(code)
    assert 300 <= report.cpu_ms < 600, report
    assert 95 < report.peak_mb < 120, report


def test_cannot_loop_for_ever(attempt: Attempt) -> None:
    report = attempt("while True: pass", cpu_s=0.4)
    assert (report.status, report.limit) == (Status.TIMEOUT, "cpu")
    assert report.cpu_ms >= 400


def test_cannot_sleep_for_ever(attempt: Attempt) -> None:
    report = attempt("import time; print('before'); time.sleep(10**6)", wall_s=0.4)
    assert (report.status, report.limit, report.stdout) == (Status.TIMEOUT, "wall", "before\n")


def test_cannot_spread_cpu_time_over_processes(attempt: Attempt) -> None:
    report = attempt("import os\nfor _ in range(4): os.fork()\nwhile True: pass", cpu_s=0.5, wall_s=5)
    assert (report.status, report.limit) == (Status.TIMEOUT, "cpu")


def test_cannot_hide_cpu_time_in_orphans(attempt: Attempt) -> None:
    code = """
import os, time
while True:
    if os.fork() == 0:
        if os.fork(): os._exit(0)
        end = time.process_time() + 0.01
        while time.process_time() < end: pass
        os._exit(0)
    os.wait()
"""
    report = attempt(code, cpu_s=0.4, wall_s=5)
    assert (report.status, report.limit) == (Status.TIMEOUT, "cpu")


def test_cannot_fork_without_end(attempt: Attempt) -> None:
    report = attempt("import os\nwhile True: os.fork()", wall_s=1.0, cpu_s=1.0)
    assert report.status in (Status.ERROR, Status.TIMEOUT)
    if report.status is Status.ERROR:
        assert report.limit == "processes", report


def test_cannot_fork_without_end_while_catching_the_error(attempt: Attempt) -> None:
    code = "import os\nwhile True:\n try: os.fork()\n except OSError: pass"
    assert attempt(code, wall_s=1.0, cpu_s=1.0).status is Status.TIMEOUT


@pytest.mark.parametrize("processes", [8, 32])
def test_has_as_many_processes_as_it_was_given(attempt: Attempt, processes: int) -> None:
    code = """
import os, time
children = 0
try:
    while True:
        if os.fork() == 0: time.sleep(60)
        children += 1
except OSError:
    print(children, flush=True)
    raise
"""
    report = attempt(code, processes=processes)
    assert (report.status, report.limit, report.stdout) == (Status.ERROR, "processes", f"{processes - 1}\n")


def test_cannot_start_threads_without_end(attempt: Attempt) -> None:
    code = """
import threading, time
for _ in range(500): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
"""
    report = attempt(code)
    assert (report.status, report.limit) == (Status.ERROR, "processes")


def test_cannot_leave_a_child_behind(attempt: Attempt) -> None:
    report = attempt("import os\nif os.fork() == 0:\n    os.setsid()\n    while True: pass\nprint('done')")
    assert (report.status, report.stdout) == (Status.OK, "done\n")
    assert report.wall_ms < 2000


def test_cannot_allocate_without_end(attempt: Attempt) -> None:
    report = attempt("b = []\nwhile True: b.append(bytearray(1 << 23))")
    assert (report.status, report.limit) == (Status.MEMORY, "memory")


def test_cannot_allocate_tensors_without_end(attempt: Attempt) -> None:
    report = attempt("import torch\nb = []\nwhile True: b.append(torch.ones(1 << 20))", "torch", cpu_s=10, wall_s=10)
    assert (report.status, report.limit) == (Status.MEMORY, "memory")


def test_may_use_all_but_a_little_of_its_memory(attempt: Attempt) -> None:
    report = attempt("b = bytearray(240 << 20)\nprint(len(b))")
    assert (report.status, report.stdout) == (Status.OK, f"{240 << 20}\n"), report


def test_cannot_spread_memory_over_processes(attempt: Attempt) -> None:
    code = """
import os, time
for _ in range(5):
    if os.fork() == 0:
        b = bytearray(64 << 20); time.sleep(9)
time.sleep(9)
"""
    report = attempt(code)
    assert (report.status, report.limit) == (Status.MEMORY, "memory")


def test_cannot_keep_memory_in_files(attempt: Attempt) -> None:
    code = "f = open('/tmp/x', 'wb')\nfor _ in range(60): f.write(bytes(1 << 20))\nb = bytearray(250 << 20)"
    report = attempt(code)
    assert (report.status, report.limit) == (Status.MEMORY, "memory")


@pytest.mark.parametrize("folder", ["/desk", "/tmp", "/dev/shm"])
def test_cannot_fill_the_disk(attempt: Attempt, folder: str) -> None:
    report = attempt(f"piece = bytes(1 << 20)\nfor n in range(1000): open('{folder}/%d' % n, 'wb').write(piece)")
    assert (report.status, report.limit) == (Status.OUTPUT, "disk")
    assert "No space left on device" in report.stderr


def test_cannot_add_up_three_disks(attempt: Attempt) -> None:
    code = "for folder in ('/desk', '/tmp', '/dev/shm'): open(folder + '/x', 'wb').write(bytes(30 << 20))"
    report = attempt(code, disk=64 << 20)
    assert (report.status, report.limit) == (Status.OUTPUT, "disk")


def test_has_as_much_disk_as_it_was_given(attempt: Attempt) -> None:
    code = "open('x', 'wb').write(bytes(7 << 20))\nprint('fits')\nopen('y', 'wb').write(bytes(2 << 20))"
    report = attempt(code, disk=8 << 20)
    assert (report.status, report.limit, report.stdout) == (Status.OUTPUT, "disk", "fits\n")


def test_cannot_use_up_inodes(attempt: Attempt) -> None:
    report = attempt("for n in range(10**6): open('/tmp/%d' % n, 'w').close()", inodes=1000)
    assert (report.status, report.limit) == (Status.OUTPUT, "disk")


def test_cannot_print_without_end(attempt: Attempt) -> None:
    report = attempt("while True: print('x' * 999)")
    assert (report.status, report.limit) == (Status.OUTPUT, "output")
    assert len(report.stdout) == 256 * 1024


def test_cannot_block_the_clean_up(attempt: Attempt) -> None:
    code = """
import os
os.mkdir('closed'); os.chmod('closed', 0); os.chmod('/desk', 0)
os.chdir('/tmp')
for _ in range(1000):
    os.mkdir('n' * 100); os.chdir('n' * 100)
print('ok')
"""
    assert attempt(code).stdout == "ok\n"


def test_files_of_a_job_larger_than_its_disk_end_as_output(attempt: Attempt) -> None:
    report = attempt(b"#" * (4 << 20), disk=1 << 20)
    assert (report.status, report.limit) == (Status.OUTPUT, "disk")
