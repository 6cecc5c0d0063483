"""The way of a learner's process from the zygote to its warden: nothing on it is a program's, or another job's."""

import os
import signal
import socket
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NoReturn

import pytest

from sandbox.contract import Report, Status
from sandbox.host import Host
from sandbox.inside import birth, zygote
from tests.sandbox.conftest import (
    Attempt,
    at_rest,
    below,
    core,
    descriptors,
    eventually,
    gate_and_below,
    programs,
    script,
    warden_of,
)

pytestmark = pytest.mark.sandbox
SLEEP = "import time; time.sleep(60)"


def started(host: Host, pool: ThreadPoolExecutor) -> "Future[Report]":
    """A job that runs, and sleeps."""
    running = pool.submit(host.run, script(SLEEP, wall_s=30))
    pid = host.warm("python").pid or 0
    assert eventually(lambda: len(programs(pid)) == 1)
    return running


def kill_warden(host: Host) -> None:
    """Of the oldest job that runs."""
    pid = host.warm("python").pid or 0
    os.kill(warden_of(programs(pid)[0], pid), signal.SIGKILL)


def test_holds_no_descriptor_of_a_job(host: Host) -> None:
    """Two for each process that is there: the zygote hears of its end by one, and tells by the other."""
    (_, (process, count)), pid = core(host), host.warm("python").pid or 0
    own = count - 2 * len(below(process))
    pipes = [link for link in descriptors(process) if link.startswith("pipe:")]
    with ThreadPoolExecutor(3) as pool:
        jobs = [pool.submit(host.run, script(SLEEP, wall_s=1)) for _ in range(3)]
        assert eventually(lambda: len(programs(pid)) == 3)
        assert eventually(lambda: len(descriptors(process)) == own + 2 * len(below(process)) >= own + 2 * 3)
        assert [link for link in descriptors(process) if link.startswith("pipe:")] == pipes
        assert {job.result().limit for job in jobs} == {"wall"}
    assert eventually(lambda: len(descriptors(process)) == own + 2 * len(below(process)))


def test_inherits_no_descriptor_of_a_neighbour(host: Host) -> None:
    with ThreadPoolExecutor(1) as pool:
        running = started(host, pool)
        code = "import os\nprint(sorted(int(fd) for fd in os.listdir('/proc/self/fd')), os.listdir('/proc/self/task'))"
        assert host.run(script(code)).stdout == "[0, 1, 2, 3, 4] ['2']\n"  # the last is what lists them
        kill_warden(host)
        running.result(20)


def test_cannot_tell_how_it_has_ended(attempt: Attempt) -> None:
    """The warden hears that from the zygote, over a socket that is nowhere in a learner's process."""
    code = """
import os, signal, struct
for fd in range(256):
    for word in (struct.pack('=id', 0, 0.0), b''):
        try: os.write(fd, word) if fd not in (1, 2, 3) else None
        except OSError: pass
os.kill(os.getpid(), signal.SIGTERM)
"""
    report = attempt(code)
    assert (report.status, report.signal) == (Status.ERROR, signal.SIGTERM)


def test_cannot_outlive_its_warden(host: Host) -> None:
    with ThreadPoolExecutor(1) as pool:
        running = started(host, pool)
        kill_warden(host)
        report = running.result(20)
    assert (report.status, bool(report.detail)) == (Status.INTERNAL, True)


def test_a_warden_that_dies_at_any_moment_leaves_nothing(host: Host) -> None:
    """Before its process is asked for, while the zygote forks it, and after: that is our fault, and only its own."""
    with ThreadPoolExecutor(1) as pool:
        for moment in range(40):
            victims = gate_and_below(host.warm("python").pid or 0)[2:]  # one of them is to do the next job
            running = pool.submit(host.run, script("print(1)"))
            time.sleep(moment * 2e-4)
            for victim in victims:
                os.kill(victim, signal.SIGKILL)
            report = running.result(20)
            assert (report.status is Status.INTERNAL) != (report.stdout == "1\n"), report
            core(host)


SPOIL = """
import os, signal, socket, subprocess, sys
for folder in ('/desk', '/tmp', '/dev/shm'):
    open(folder + '/left', 'w').write('behind')
waiting = socket.socket(socket.AF_UNIX)
waiting.bind('\\0left'), waiting.listen()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        signal.pause()
    os._exit(0)
os.wait()
"""
FIND = """
import os, socket
print(os.getpid(), [os.listdir(folder) for folder in ('/desk', '/tmp', '/dev/shm')], os.listdir('/proc'))
try: socket.socket(socket.AF_UNIX).connect('\\0left')
except OSError as error: print(error.strerror)
"""


def test_finds_nothing_of_the_job_that_its_warden_did_before(host: Host) -> None:
    """Two wardens do these in turn: each cell has its own namespaces, and who was in the last one is dead."""
    pid = host.warm("python").pid or 0
    assert eventually(lambda: len(gate_and_below(pid)) == 4)
    before = gate_and_below(pid)[2:]
    for _ in range(6):
        assert host.run(script(SPOIL)).status is Status.OK
        found = host.run(script(FIND)).stdout
        assert found == "2 [['main.py'], [], []] ['self', 'thread-self', '2']\nConnection refused\n"
        assert programs(pid) == []
    assert gate_and_below(pid)[2:] == before


def test_many_jobs_cost_a_warden_no_descriptor(host: Host) -> None:
    pid = host.warm("python").pid or 0
    before = gate_and_below(pid)[2:]

    def held() -> list[int]:
        assert eventually(lambda: at_rest(pid))
        return [len(descriptors(warden)) for warden in before]

    assert {host.run(script("")).status for _ in range(10)} == {Status.OK}
    early = held()
    assert {host.run(script("")).status for _ in range(300)} == {Status.OK}
    assert eventually(lambda: held() == early)


RESTING = """
import fcntl, os, signal, socket
first, (one, other) = os.pidfd_open(1), socket.socketpair()
def by_descriptor(number):
    fcntl.fcntl(one, fcntl.F_SETOWN, 1), fcntl.fcntl(one, 10, number)  # F_SETSIG
    fcntl.fcntl(one, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK), other.send(b'x')
for number in {*range(1, 65)} - {32, 33}:
    for send in (os.kill, lambda _, number: signal.pidfd_send_signal(first, number)): send(1, number)
    by_descriptor(number)
def refused(attack):
    try: attack()
    except (PermissionError, FileNotFoundError): return True
print(all(map(refused, (
    *(lambda kind=kind: fcntl.ioctl(first, 0xFF00 + kind) for kind in range(1, 11)),  # its namespaces
    *(lambda name=name: os.open('/proc/1/' + name, os.O_RDONLY) for name in ('mem', 'maps', 'fd', 'ns/pid', 'stat')),
    *(lambda name=name: os.open('/proc/1/' + name, os.O_WRONLY) for name in ('oom_score_adj', 'timerslack_ns')),
))))
"""


def test_cannot_reach_its_warden_through_process_1(host: Host) -> None:
    """That has the warden's memory, and the descriptors it had."""
    pid = host.warm("python").pid or 0
    before = gate_and_below(pid)[2:]
    for _ in range(4):
        report = host.run(script(RESTING))
        assert (report.status, report.stdout) == (Status.OK, "True\n"), report
    assert gate_and_below(pid)[2:] == before


@pytest.mark.parametrize(
    "orphan",
    [
        "while True:\n    try: os.fork()\n    except OSError: pass",
        "os.kill(os.getpid(), signal.SIGSTOP)",
        "while True: open('/tmp/left', 'wb').write(bytes(1 << 24))",
        "os.write(1, b'late' * 999), os.write(3, b'late' * 999), signal.pause()",
    ],
)
def test_a_good_end_is_the_end_of_orphans_too(host: Host, orphan: str) -> None:
    """Whatever they are at; and what they have used is not the next job's."""
    pid = host.warm("python").pid or 0
    code = f"import os, signal, time\nif os.fork() == 0:\n    os.setsid()\n    {orphan}\ntime.sleep(0.1)"
    for _ in range(3):
        host.run(script(code, disk=64 << 20, processes=24))
        assert programs(pid) == []
        report = host.run(script(FIND))
        assert report.stdout == "2 [['main.py'], [], []] ['self', 'thread-self', '2']\nConnection refused\n"
        assert (report.stderr, report.cpu_ms < 60, report.peak_mb < 8) == ("", True, True)


LARGE = """
import os, struct
os.write(3, struct.pack('>8sQQ', b'jieti/1\\n', 0, {size}))
blob = memoryview(bytes({size}))
while blob: blob = blob[os.write(3, blob):]
os._exit(0)
"""


def test_a_large_answer_costs_a_warden_no_memory(host: Host) -> None:
    """Once it has been passed on."""
    pid = host.warm("python").pid or 0
    wardens = gate_and_below(pid)[2:]
    before = sum(map(anonymous, wardens))
    for size in (4 << 20, 4 << 20, 16 << 20, 16 << 20, 40 << 20, 40 << 20):
        report = host.run(script(LARGE.format(size=size), answer=size))
        assert (report.status, len(report.answer.blob if report.answer else b"")) == (Status.OK, size), report
    assert eventually(lambda: sum(map(anonymous, wardens)) < before + (4 << 20))


def anonymous(pid: int) -> int:
    with open(f"/proc/{pid}/status") as status:
        return 1024 * int(status.read().partition("RssAnon:")[2].split()[0])


@pytest.mark.parametrize(
    ("code", "limits"),
    [("1 / 0", {}), ("while True: pass", {"wall_s": 0.2}), ("import os; os.abort()", {}), ("print('x' * 10**7)", {})],
)
def test_a_warden_whose_job_has_not_ended_well_does_no_other(host: Host, code: str, limits: dict[str, float]) -> None:
    pid = host.warm("python").pid or 0
    before = set(gate_and_below(pid)[2:])
    for _ in range(2):
        assert host.run(script(code, **limits)).status is not Status.OK
    assert eventually(lambda: not before & set(gate_and_below(pid)[2:]))


def test_a_fork_that_fails_is_told_to_the_warden_and_leaves_nothing() -> None:
    """No process to be had, say. Here: what should be a namespace is none."""
    before = len(os.listdir("/proc/self/fd"))
    requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    nothing = os.open("/dev/null", os.O_RDONLY)
    with theirs:
        child = birth.Zygote(requests).bear([nothing] * 9)
        made = zygote.Zygote(theirs, never)
        assert made._asked()
        assert child.end().fault.startswith("fork: ")
        requests.close()
        assert not made._asked()  # there is nobody left who could ask
        os.close(made.own_pids)
    os.close(nothing)
    assert len(os.listdir("/proc/self/fd")) == before


def never(pipes: list[int]) -> NoReturn:
    raise AssertionError("nothing was forked")


def test_a_zygote_that_has_ended_is_told_as_what_it_is() -> None:
    requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with open("/dev/null") as nothing:
        child = birth.Zygote(requests).bear([nothing.fileno()] * 9)
    theirs.close()
    requests.close()
    assert child.end() == birth.End(fault="the zygote has ended")


FLIGHT = """
import array, os, socket, time
held = []
try:
    while True:
        one, other = socket.socketpair()
        one.setblocking(False)
        held += [one, other]
        while True: one.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [0] * 253))])
except OSError as error:
    print(error.strerror, flush=True)
"""


def test_cannot_use_up_what_may_be_in_flight_for_a_neighbour(host: Host) -> None:
    """Descriptors on their way count for all processes of a uid, and ours are on their way for every job."""
    code = FLIGHT.replace("except OSError as error:\n", "except BlockingIOError: pass\nexcept OSError as error:\n")
    with ThreadPoolExecutor(2) as pool:
        greedy = [pool.submit(host.run, script(code + "time.sleep(1)", wall_s=4)) for _ in range(2)]
        while not all(one.done() for one in greedy):
            assert host.run(script("print(1)")).stdout == "1\n"
        assert {one.result().status for one in greedy} == {Status.OK}
