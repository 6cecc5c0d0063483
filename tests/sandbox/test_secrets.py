"""A program finds nothing of ours: no environment, no files, no processes, no memory of anybody else."""

import os
from pathlib import Path

import pytest

from sandbox.contract import Status
from sandbox.host import Host
from tests.sandbox.conftest import PROJECT, Attempt, script
from tests.sandbox.invariants import Surroundings

pytestmark = pytest.mark.sandbox
CANARY = "canary-5d1f0c"


def test_cannot_read_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from sandbox.host import cell_python

    monkeypatch.setenv("SECRET_KEY", CANARY)
    code = """
import glob, os
print(dict(os.environ))
for path in glob.glob('/proc/*/environ') + glob.glob('/proc/*/cmdline'):
    try: print(path, open(path, 'rb').read())
    except OSError as error: print(error)
"""
    with Host(cell_python()) as host:
        report = host.run(script(code))
    assert report.status is Status.OK
    assert CANARY not in report.stdout
    assert "SECRET" not in report.stdout
    assert str(PROJECT) not in report.stdout


def test_sees_only_its_own_processes(attempt: Attempt) -> None:
    code = "import os\nprint(sorted(name for name in os.listdir('/proc') if name.isdigit()), os.getpid())"
    assert attempt(code).stdout == "['2'] 2\n"


@pytest.mark.parametrize(
    "path",
    ["/etc/shadow", "/etc/passwd", "/root", "/home", "/var", "/run", "/sys/kernel", "/mnt", "/proc/1/root",
     "/proc/kcore", "/proc/kallsyms", "/proc/keys", "/proc/sys", "/proc/sysrq-trigger", "/sys/fs/cgroup",
     "/var/run/docker.sock"],
)  # fmt: skip
def test_cannot_look_into(attempt: Attempt, path: str) -> None:
    code = f"""
import os
path = {path!r}
try: print(os.listdir(path) if os.path.isdir(path) else open(path).read(100))
except OSError: print('[]')
"""
    shown = attempt(code).stdout
    assert shown in ("[]\n", "['.pyenv']\n"), shown


@pytest.mark.parametrize("path", [PROJECT, PROJECT / ".venv", PROJECT / "var", PROJECT / "curriculum"])
def test_cannot_read_the_project(attempt: Attempt, path: Path) -> None:
    assert attempt(f"import os\nprint(os.path.exists({str(path)!r}))").stdout == "False\n"


def test_cannot_read_the_warden(attempt: Attempt) -> None:
    code = """
import os
for name in ('mem', 'maps', 'environ', 'fd', 'root', 'cwd', 'exe', 'ns/pid', 'syscall', 'stack'):
    path = '/proc/1/' + name
    try: os.listdir(path) if name == 'fd' else os.close(os.open(path, os.O_RDONLY))
    except OSError: continue
    print(name)
"""
    assert attempt(code).stdout == ""


def test_inherits_no_source_of_another_job(cell_host: Host) -> None:
    cell_host.run(script(f"secret = '{CANARY}'"))
    code = """
import re
needle = b'canary-' + b'5d1f0c'
found = 0
with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb', 0) as memory:
    for line in maps:
        low, high = (int(part, 16) for part in line.split()[0].split('-'))
        if 'r' not in line.split()[1] or '[v' in line: continue
        memory.seek(low)
        try: found += memory.read(high - low).count(needle)
        except OSError: pass
print(found)
"""
    report = cell_host.run(script(code, memory=1 << 30))
    assert report.status is Status.OK, report
    assert int(report.stdout) <= 2  # the search itself


def test_siblings_do_not_share_random_states(cell_host: Host) -> None:
    code = "import random, numpy, torch\nprint(random.random(), numpy.random.rand(), torch.rand(()).item())"
    first, second = (cell_host.run(script(code, "torch", memory=1 << 30)).stdout.split() for _ in range(2))
    assert len(first) == 3
    assert not set(first) & set(second)


def test_is_nobody(attempt: Attempt) -> None:
    code = """
import os
print(os.getresuid(), os.getresgid(), os.getgroups())
print([line.split()[1] for line in open('/proc/self/status') if line.startswith(('Cap', 'NoNewPrivs', 'Seccomp:'))])
"""
    report = attempt(code)
    ids, state = report.stdout.splitlines()
    assert ids.startswith("(1000, 1000, 1000) (1000, 1000, 1000)")
    assert state == str(["0" * 16] * 5 + ["1", "2"])


def test_its_uid_outside_is_not_root(cell_host: Host) -> None:
    zygote = cell_host.warm("python")
    from tests.sandbox.conftest import descendants

    assert zygote.pid is not None
    for pid in descendants(zygote.pid) - {zygote.pid}:
        assert os.stat(f"/proc/{pid}").st_uid != 0
        uids = Path(f"/proc/{pid}/status").read_text().split("Uid:")[1].split("\n")[0].split()
        assert "0" not in uids


def test_cannot_find_a_canary_anywhere(attempt: Attempt, surroundings: Surroundings) -> None:
    code = f"""
import glob, os
needle = {surroundings.secret[::-1]!r}[::-1]
print(os.path.exists({str(surroundings.folder)!r}), needle in str(os.environ))
paths = glob.glob('/proc/[1s]*/[a-l]*') + glob.glob('/proc/self/m*o')
for root, folders, files in os.walk('/'):
    folders[:] = [f for f in folders if root != '/' or f not in ('usr', 'lib', 'lib64', 'venv', 'proc', 'sys', 'root')]
    paths += [os.path.join(root, name) for name in files]
for path in paths:
    if os.path.isfile(path):
        try: text = open(path, 'rb').read(1 << 20)
        except OSError: continue
        if needle.encode() in text and not path.endswith('main.py'): print(path)
"""
    assert attempt(code).stdout == "False False\n"


def test_cannot_use_what_it_was_started_with(attempt: Attempt) -> None:
    """Every descriptor is a pipe of its own, and no process but its own holds the other end of anything."""
    code = """
import os, stat
for fd in range(4):
    found = os.fstat(fd)
    print(stat.S_ISFIFO(found.st_mode) or found.st_rdev == os.makedev(1, 3), end=' ')
for fd in range(4, 256):
    try: os.fstat(fd)
    except OSError: continue
    print(fd, os.readlink('/proc/self/fd/%d' % fd))
"""
    assert attempt(code).stdout == "True " * 4
