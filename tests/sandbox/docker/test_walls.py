"""In a container too a program finds nobody, nothing of ours, and no way out."""

import socket

import pytest

from sandbox.contract import Status
from tests.sandbox.conftest import PROJECT, Attempt
from tests.sandbox.test_network import Listener

pytestmark = pytest.mark.sandbox


def test_cannot_connect_to_this_machine(attempt: Attempt) -> None:
    listener = Listener(socket.AF_INET, ("127.0.0.1", 0))
    port = listener.socket.getsockname()[1]
    report = attempt(f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 2)")
    listener.socket.close()
    assert (report.status, listener.visits) == (Status.ERROR, 0)


def test_cannot_connect_to_an_abstract_socket(attempt: Attempt) -> None:
    listener = Listener(socket.AF_UNIX, "\0jieti-docker-test")
    report = attempt("import socket\nsocket.socket(socket.AF_UNIX).connect('\\0jieti-docker-test')")
    listener.socket.close()
    assert (report.status, listener.visits) == (Status.ERROR, 0)


def test_cannot_leave_this_machine(attempt: Attempt) -> None:
    code = """
import socket
for address in ('169.254.169.254', '10.0.0.1', '172.17.0.1', '1.1.1.1'):
    try: socket.create_connection((address, 80), 3)
    except OSError as error: print(error.strerror)
"""
    report = attempt(code)
    assert report.stdout == "Network is unreachable\n" * 4
    assert report.wall_ms < 1000


def test_does_not_wait_for_a_name_server(attempt: Attempt) -> None:
    report = attempt("import urllib.request\nurllib.request.urlopen('http://example.org')")
    assert (report.status, report.wall_ms < 3000) == (Status.ERROR, True)


def test_cannot_open_other_families(attempt: Attempt) -> None:
    code = """
import socket
for family in (16, 17, 38, 40, 29, 30, 31, 44):
    try: socket.socket(family, socket.SOCK_RAW)
    except OSError as error: print(error.errno)
"""
    assert attempt(code).stdout == "97\n" * 8


def test_finds_no_socket_of_anybody(attempt: Attempt) -> None:
    code = """
import os, stat
for root, folders, files in os.walk('/'):
    if root == '/': folders[:] = [f for f in folders if f not in ('proc', 'sys', 'usr', 'venv')]
    for name in files:
        path = os.path.join(root, name)
        if stat.S_ISSOCK(os.lstat(path).st_mode): print(path)
print([os.path.exists(p) for p in ('/var/run/docker.sock', '/run/docker.sock', '/run/containerd')])
"""
    assert attempt(code).stdout == "[False, False, False]\n"


CLOSED = (
    *("/etc/shadow", "/etc/passwd", "/etc/resolv.conf", "/root", "/home", "/var", "/run", "/mnt", "/bin/sh"),
    *("/usr/bin/perl", "/usr/bin/apt", "/usr/bin/dpkg", "/proc/kcore", "/proc/kallsyms", "/proc/keys"),
    *("/proc/timer_list", "/sys/kernel", "/sys/firmware"),
    *map(str, (PROJECT, PROJECT / "sandbox" / "host.py", "/harness/sandbox/host.py")),
)


def test_cannot_look_into_anything_of_the_machine_or_of_ours(attempt: Attempt) -> None:
    code = f"""
import os
for path in {CLOSED!r}:
    try: found = os.listdir(path) if os.path.isdir(path) else open(path, 'rb').read(100)
    except OSError: continue
    if found: print(path, found)
"""
    assert attempt(code).stdout == ""


def test_cannot_read_the_warden(attempt: Attempt) -> None:
    code = """
import os
for name in ('mem', 'maps', 'environ', 'fd', 'fd/0', 'root', 'cwd', 'exe', 'ns/pid', 'syscall', 'stack', 'auxv'):
    path = '/proc/1/' + name
    try: os.listdir(path) if name == 'fd' else os.close(os.open(path, os.O_RDONLY))
    except OSError: continue
    print(name)
"""
    assert attempt(code).stdout == ""


def test_cannot_change_the_warden(attempt: Attempt) -> None:
    code = """
import ctypes, os, resource
libc = ctypes.CDLL(None, use_errno=True)
def ptrace():
    if libc.ptrace(16, 1, 0, 0) < 0: raise OSError
for attack in (
    lambda: resource.prlimit(1, resource.RLIMIT_CPU, (0, 0)),
    lambda: os.setpriority(os.PRIO_PROCESS, 1, 19),
    lambda: os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0)),
    lambda: open('/proc/1/oom_score_adj', 'w').write('1000'),
    lambda: open('/proc/1/mem', 'wb'),
    ptrace,
):
    try: attack()
    except OSError: print('refused')
    else: print('done')
"""
    assert attempt(code).stdout == "refused\n" * 6


def test_sees_only_the_warden_and_itself(attempt: Attempt) -> None:
    code = "import os\nprint({name for name in os.listdir('/proc') if name.isdigit()} == {'1', str(os.getpid())})"
    assert attempt(code).stdout == "True\n"


def test_cannot_signal_the_warden(attempt: Attempt) -> None:
    report = attempt("import os\nfor number in range(1, 65): os.kill(1, number)\nprint('still here')")
    assert (report.status, report.stdout) == (Status.OK, "still here\n")


def test_cannot_kill_more_than_itself(attempt: Attempt) -> None:
    code = """
import os, signal, time
if os.fork() == 0:
    time.sleep(60)
os.kill(-1, signal.SIGKILL)
print(os.waitstatus_to_exitcode(os.wait()[1]), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    report = attempt(code)
    assert (report.status, report.signal, report.stdout) == (Status.ERROR, 9, "-9\n")


def test_is_nobody_and_may_nothing(attempt: Attempt) -> None:
    code = """
import os
ids = {*os.getresuid(), *os.getresgid(), *os.getgroups()}
print(len(ids), min(ids) >= 65000)
print([line.split()[1] for line in open('/proc/self/status') if line.startswith(('Cap', 'NoNewPrivs', 'Seccomp:'))])
"""
    ids, state = attempt(code).stdout.splitlines()
    assert ids == "1 True"
    assert state == str(["0" * 16] * 5 + ["1", "2"])


def test_cannot_gain_privileges(attempt: Attempt) -> None:
    code = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def call(*arguments):
    if libc.syscall(*arguments) < 0: raise OSError
for attack in (
    lambda: os.setuid(0), lambda: os.setgroups([0]), lambda: os.chroot('/tmp'), lambda: os.nice(-20),
    lambda: call(165, b'x', b'/tmp', b'tmpfs', 0, 0), lambda: call(272, 0x10000000), lambda: call(272, 0x20000),
    lambda: call(321, 0, 0, 0), lambda: call(425, 1, 0), lambda: call(298, 0, 0, 0, 0, 0), lambda: call(323, 0),
    lambda: call(250, 0, 0, 0), lambda: call(304, 0, 0, 0), lambda: call(101, 0, 0, 0), lambda: call(310, 1, 0, 0, 0),
):
    try: attack()
    except OSError: continue
    print('done')
"""
    assert attempt(code).stdout == ""


FIXED = (
    *("/x", "/etc/hosts", "/usr/lib/x", "/venv/x", "/harness/x", "/harness/sandbox/inside/warden.py", "/dev/x"),
    *("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/sys/fs/cgroup/x", "/sys/fs/cgroup/memory.max"),
    *("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/pids/tasks", "/proc/self/uid_map"),
)


def test_cannot_write_elsewhere(attempt: Attempt) -> None:
    code = f"""
import os
for target in {FIXED!r}:
    try: os.write(os.open(target, os.O_WRONLY | os.O_CREAT), b'0 0 1')
    except OSError: continue
    print(target)
"""
    assert attempt(code).stdout == ""


def test_cannot_write_to_any_folder_but_its_own(attempt: Attempt) -> None:
    code = """
import os
for root, folders, files in os.walk('/'):
    if root == '/': folders[:] = [f for f in folders if f not in ('proc', 'sys')]
    if os.access(root, os.W_OK): print(root)
"""
    written = attempt(code).stdout.split()
    assert set(written) == {"/dev/shm", "/dev/shm/desk", "/dev/shm/tmp", "/dev/mqueue"}


def test_cannot_run_what_it_wrote(attempt: Attempt) -> None:
    code = """
import os, shutil, subprocess, sys
shutil.copy(os.path.realpath(sys.executable), '/desk/python')
os.chmod('/desk/python', 0o4755)
subprocess.run(['/desk/python', '-c', 'pass'])
"""
    report = attempt(code)
    assert (report.status, "PermissionError" in report.stderr) == (Status.ERROR, True)


def test_finds_nothing_that_gives_another_uid(attempt: Attempt) -> None:
    code = """
import os
for root, folders, files in os.walk('/'):
    if root == '/': folders[:] = [f for f in folders if f not in ('proc', 'sys')]
    for name in files:
        if os.lstat(os.path.join(root, name)).st_mode & 0o6000: print(root, name)
"""
    assert attempt(code, cpu_s=10, wall_s=20).stdout == ""


def test_cannot_read_our_environment(attempt: Attempt, monkeypatch: pytest.MonkeyPatch) -> None:
    code = """
import glob, os
print(sorted(os.environ))
for path in glob.glob('/proc/*/environ') + glob.glob('/proc/*/cmdline'):
    try: print(open(path, 'rb').read())
    except OSError as error: print(error)
"""
    monkeypatch.setenv("SECRET_KEY", "canary-5d1f0c")
    stdout = attempt(code).stdout
    assert not {"SECRET", "canary", "DATABASE", "DOCKER", str(PROJECT)} & {word for word in stdout.split("'")}
    assert "canary" not in stdout and str(PROJECT) not in stdout
