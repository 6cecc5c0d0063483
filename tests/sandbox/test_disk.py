"""A program cannot fill, poison or reach a disk: what it may write is one small tmpfs that dies with it."""

import os
from pathlib import Path

import pytest

from sandbox.contract import Status
from sandbox.host import Host
from tests.sandbox.conftest import PROJECT, Attempt, script

pytestmark = pytest.mark.sandbox


@pytest.mark.parametrize("folder", ["/desk", "/tmp", "/dev/shm"])
def test_cannot_fill_the_disk(attempt: Attempt, folder: str) -> None:
    code = f"piece = bytes(1 << 20)\nfor n in range(1000): open('{folder}/%d' % n, 'wb').write(piece)"
    report = attempt(code)
    assert (report.status, report.limit) == (Status.OUTPUT, "disk")
    assert "No space left on device" in report.stderr


def test_cannot_add_up_three_disks(attempt: Attempt) -> None:
    code = "for folder in ('/desk', '/tmp', '/dev/shm'): open(folder + '/x', 'wb').write(bytes(30 << 20))"
    report = attempt(code, disk=64 << 20)
    assert (report.status, report.limit) == (Status.OUTPUT, "disk")


def test_cannot_write_one_giant_file(attempt: Attempt) -> None:
    report = attempt("f = open('x', 'wb')\nwhile True: f.write(bytes(1 << 20))")
    assert (report.status, report.limit) == (Status.OUTPUT, "disk")


def test_cannot_use_up_inodes(attempt: Attempt) -> None:
    report = attempt("for n in range(10**6): open('/tmp/%d' % n, 'w').close()", inodes=1000)
    assert (report.status, report.limit) == (Status.OUTPUT, "disk")


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


@pytest.mark.parametrize(
    "target", ["/etc/passwd", "/usr/lib/x", "/lib/x", "/x", "/venv/x", "/harness/x", "/dev/x", "/box/x"]
)
def test_cannot_write_elsewhere(attempt: Attempt, target: str) -> None:
    report = attempt(f"open({target!r}, 'w')")
    assert report.status is Status.ERROR
    assert "Read-only file system" in report.stderr or "No such file" in report.stderr or "denied" in report.stderr


def test_cannot_write_to_any_installed_package(attempt: Attempt) -> None:
    code = """
import os, sys
tried = 0
for entry in sys.path + [sys.prefix, sys.base_prefix, os.path.dirname(os.__file__)]:
    for name in ('evil.py', '__pycache__/os.cpython-311.pyc'):
        if entry.startswith('/desk'): continue
        tried += 1
        try: open(os.path.join(entry, name), 'w')
        except OSError: continue
        print('wrote', entry)
print(tried > 4)
"""
    assert attempt(code).stdout == "True\n"


def test_cannot_leave_anything_for_the_next(cell_host: Host) -> None:
    cell_host.run(script("for f in ('/desk/a', '/tmp/b', '/dev/shm/c'): open(f, 'w').write('mine')"))
    after = cell_host.run(script("import os\nprint([os.listdir(f) for f in ('/desk', '/tmp', '/dev/shm')])"))
    assert after.stdout == "[['main.py'], [], []]\n"


def test_cannot_see_another_job_at_the_same_time(cell_host: Host) -> None:
    from concurrent.futures import ThreadPoolExecutor

    code = """
import os, time
open('/tmp/' + os.urandom(4).hex(), 'w')
time.sleep(0.3)
print(len(os.listdir('/tmp')), len(os.listdir('/proc')))
"""
    with ThreadPoolExecutor(3) as pool:
        reports = list(pool.map(cell_host.run, [script(code)] * 3))
    assert [report.stdout for report in reports] == ["1 3\n"] * 3


def test_cannot_reach_files_through_links(attempt: Attempt) -> None:
    code = """
import os
os.symlink('/etc/shadow', '/desk/answer'); os.remove('/desk/main.py'); os.symlink('/etc/passwd', '/desk/main.py')
os.mkfifo('/desk/fifo')
print(os.path.exists('/desk/answer'))
"""
    before = os.stat("/etc/passwd").st_mtime_ns
    assert attempt(code).stdout == "False\n"
    assert os.stat("/etc/passwd").st_mtime_ns == before


def test_cannot_run_what_it_wrote(attempt: Attempt) -> None:
    code = """
import os, shutil, subprocess, sys
shutil.copy(os.path.realpath(sys.executable), '/desk/python')
os.chmod('/desk/python', 0o4755)
subprocess.run(['/desk/python', '-c', 'pass'])
"""
    report = attempt(code)
    assert (report.status, "PermissionError" in report.stderr) == (Status.ERROR, True)


def test_cannot_make_devices(attempt: Attempt) -> None:
    report = attempt("import os, stat\nos.mknod('/desk/disk', stat.S_IFBLK | 0o600, os.makedev(254, 0))")
    assert (report.status, "PermissionError" in report.stderr) == (Status.ERROR, True)


def test_reads_endless_devices_only_until_a_limit(attempt: Attempt) -> None:
    report = attempt("f = open('/dev/zero', 'rb')\nwhile f.read(1 << 20): pass", cpu_s=0.4)
    assert report.status is Status.TIMEOUT


@pytest.mark.parametrize("name", ["", "..", "../x", "a/../b", "/etc/x", "a/b/c", "a\0b", "."])
def test_refuses_a_file_name_of_ours_that_leaves_the_folder(cell_host: Host, name: str) -> None:
    job = script("pass")
    with pytest.raises(ValueError, match="file name"):
        cell_host.run(type(job)(job.harness, {name: b""}, image="python"))


def test_files_of_a_job_larger_than_its_disk_end_as_output(cell_host: Host) -> None:
    job = script("pass", disk=1 << 20)
    report = cell_host.run(type(job)(job.harness, {"main.py": b"#" * (4 << 20)}, image="python", limits=job.limits))
    assert (report.status, report.limit) == (Status.OUTPUT, "disk")


def test_the_harness_folder_is_the_only_thing_of_ours(cell_host: Host) -> None:
    code = """
import os
for root, folders, files in os.walk('/'):
    folders[:] = [f for f in folders if root + f not in ('/proc', '/dev', '/usr', '/lib', '/venv')]
    for name in files:
        if name in ('pyproject.toml', 'settings', 'contract.py', 'host.py', 'manage.py', 'exercise.yaml', 'db.sqlite3'):
            print(os.path.join(root, name))
"""
    report = cell_host.run(script(code))
    assert (report.status, report.stdout) == (Status.OK, "")
    assert Path(PROJECT, "manage.py").exists()


@pytest.mark.parametrize(
    "make", ["os.mkfifo(p)", "os.mkdir(p)", "socket.socket(1).bind(p)", "os.symlink('/etc/passwd', p)"]
)
def test_cannot_answer_through_a_file(attempt: Attempt, make: str) -> None:
    """There is no answer file to be opened by us: whatever lies there is left to die with the tmpfs."""
    code = f"import os, socket\nfor p in ('/desk/answer', '/desk/stdout', '/tmp/report'): {make}\nos._exit(0)"
    assert attempt(code).status is Status.ERROR


def test_cannot_swap_files_under_our_eyes(attempt: Attempt) -> None:
    code = """
import os, time
end = time.monotonic() + 0.3
while time.monotonic() < end:
    for target in ('/etc/shadow', '/proc/1/environ', '/dev/zero', '/desk'):
        os.path.lexists('main.py') and os.remove('main.py')
        os.symlink(target, 'main.py')
"""
    assert attempt(code).status is Status.OK


def test_cannot_fill_the_full_device(attempt: Attempt) -> None:
    report = attempt("open('/dev/full', 'wb', 0).write(b'x')")
    assert (report.status, "No space left" in report.stderr) == (Status.ERROR, True)


def test_cannot_hide_bytes_in_names_and_attributes(attempt: Attempt) -> None:
    code = """
import os
open('a', 'w').close()
def until_refused(do):
    for n in range(10**5):
        try: do(n)
        except OSError: return n
    return 'never'
print(until_refused(lambda n: os.link('a', 'l%d' % n)) != 'never')
print(until_refused(lambda n: os.setxattr('a', 'user.%d' % n, bytes(60000))) != 'never')
"""
    assert attempt(code, inodes=1000).stdout == "True\nTrue\n"


def test_finds_no_terminal(attempt: Attempt) -> None:
    """One row of terminals would be shared by the jobs of a zygote, and their disciplines are kernel modules."""
    code = """
import os, pty
print(os.listdir('/dev/pts'))
for attack in (pty.openpty, lambda: os.open('/dev/ptmx', os.O_RDWR), lambda: os.open('/dev/tty', os.O_RDWR)):
    try: attack()
    except OSError: print('refused')
"""
    assert attempt(code).stdout == "[]\n" + "refused\n" * 3


def test_finds_no_program_that_gives_rights(attempt: Attempt) -> None:
    code = """
for line in open('/proc/self/mountinfo'):
    if 'nosuid' not in line.split()[5].split(','): print(line)
"""
    assert attempt(code).stdout == ""
