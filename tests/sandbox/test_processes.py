"""A program cannot run for ever, multiply, hide or outlive its verdict."""

import contextlib
import resource
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from sandbox.contract import Status
from sandbox.host import Host, cell_python
from tests.sandbox.conftest import Attempt, script

pytestmark = pytest.mark.sandbox


def test_cannot_loop_for_ever(attempt: Attempt) -> None:
    report = attempt("while True: pass", cpu_s=0.4)
    assert (report.status, report.limit) == (Status.TIMEOUT, "cpu")
    assert report.cpu_ms >= 400


def test_cannot_sleep_for_ever(attempt: Attempt) -> None:
    report = attempt("import time; print('before'); time.sleep(10**6)", wall_s=0.4)
    assert (report.status, report.limit, report.stdout) == (Status.TIMEOUT, "wall", "before\n")


def test_cannot_fork_without_end(attempt: Attempt) -> None:
    report = attempt("import os\nwhile True: os.fork()", wall_s=1.0, cpu_s=1.0)
    assert report.status in (Status.ERROR, Status.TIMEOUT)
    if report.status is Status.ERROR:
        assert report.limit == "processes", report


def test_cannot_fork_without_end_while_catching_the_error(attempt: Attempt) -> None:
    code = "import os\nwhile True:\n try: os.fork()\n except OSError: pass"
    report = attempt(code, wall_s=1.0, cpu_s=1.0)
    assert report.status is Status.TIMEOUT


def test_is_told_that_the_limit_on_processes_was_hit(attempt: Attempt) -> None:
    code = """
import os, time
for _ in range(100):
    if os.fork() == 0:
        time.sleep(60)
"""
    report = attempt(code)
    assert (report.status, report.limit) == (Status.ERROR, "processes")
    assert "BlockingIOError" in report.stderr


def test_cannot_start_threads_without_end(attempt: Attempt) -> None:
    code = """
import threading, time
for _ in range(500): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
"""
    report = attempt(code)
    assert (report.status, report.limit) == (Status.ERROR, "processes")


def test_cannot_spread_cpu_time_over_processes(attempt: Attempt) -> None:
    code = "import os\nfor _ in range(4): os.fork()\nwhile True: pass"
    report = attempt(code, cpu_s=0.5, wall_s=5)
    assert (report.status, report.limit) == (Status.TIMEOUT, "cpu")


def test_cannot_hide_cpu_time_in_short_lived_processes(attempt: Attempt) -> None:
    code = """
import os, time
while True:
    if os.fork() == 0:
        end = time.process_time() + 0.01
        while time.process_time() < end: pass
        os._exit(0)
    os.wait()
"""
    report = attempt(code, cpu_s=0.4, wall_s=5)
    assert (report.status, report.limit) == (Status.TIMEOUT, "cpu")


def test_cannot_leave_a_child_spinning(attempt: Attempt) -> None:
    report = attempt("import os\nif os.fork() == 0:\n    while True: pass\nprint('done')")
    assert (report.status, report.stdout) == (Status.OK, "done\n")
    assert report.wall_ms < 2000


def test_cannot_leave_a_daemon(attempt: Attempt) -> None:
    code = """
import os, signal, time
if os.fork() == 0:
    os.setsid()
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    if os.fork() == 0:
        time.sleep(60)
        open('/desk/late', 'w').write('late')
    os._exit(0)
os.wait()
print('done')
"""
    report = attempt(code)
    assert (report.status, report.stdout) == (Status.OK, "done\n")


def test_cannot_hang_us_with_a_grandchild_on_stdout(attempt: Attempt) -> None:
    code = (
        "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\nprint('done')"
    )
    report = attempt(code)
    assert (report.status, report.stdout) == (Status.OK, "done\n")
    assert report.wall_ms < 2000


def test_cannot_ignore_the_end(attempt: Attempt) -> None:
    code = """
import signal
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
while True: pass
"""
    report = attempt(code, cpu_s=0.4)
    assert (report.status, report.limit) == (Status.TIMEOUT, "cpu")


def test_cannot_raise_its_cpu_limit(attempt: Attempt) -> None:
    code = """
import resource, signal
signal.signal(signal.SIGXCPU, signal.SIG_IGN)
soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
try: resource.setrlimit(resource.RLIMIT_CPU, (hard + 100, hard + 100))
except ValueError: print('refused', flush=True)
while True: pass
"""
    report = attempt(code, cpu_s=0.4)
    assert (report.status, report.limit, report.stdout) == (Status.TIMEOUT, "cpu", "refused\n")


def test_cannot_stop_itself_to_be_waited_for(attempt: Attempt) -> None:
    report = attempt("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", wall_s=0.4)
    assert (report.status, report.limit) == (Status.TIMEOUT, "wall")


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


@pytest.mark.parametrize("number", [2, 9, 15, 17, 19, 1, 24])
def test_cannot_signal_the_warden(attempt: Attempt, number: int) -> None:
    report = attempt(f"import os\nos.kill(1, {number})\nprint('still here')")
    assert (report.status, report.stdout) == (Status.OK, "still here\n")


def test_cannot_kill_its_parent(attempt: Attempt) -> None:
    """Its parent is in no namespace of its own, so the number is 0, and that is whoever asks and their group."""
    report = attempt("import os, signal\nprint(os.getppid(), flush=True)\nos.kill(os.getppid(), signal.SIGKILL)")
    assert (report.status, report.signal, report.stdout) == (Status.ERROR, signal.SIGKILL, "0\n")


def test_cannot_change_the_limits_of_the_warden(attempt: Attempt) -> None:
    code = """
import os, resource
for attack in (
    lambda: resource.prlimit(1, resource.RLIMIT_CPU, (0, 0)),
    lambda: os.setpriority(os.PRIO_PROCESS, 1, 19),
    lambda: os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0)),
    lambda: open('/proc/1/oom_score_adj', 'w').write('1000'),
):
    try: attack()
    except OSError as error: print('refused')
    else: print('done')
"""
    assert attempt(code).stdout == "refused\n" * 4


def test_cannot_gain_priority(attempt: Attempt) -> None:
    code = """
import os
for attack in (lambda: os.nice(-20), lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))):
    try: attack()
    except OSError: print('refused')
"""
    assert attempt(code).stdout == "refused\n" * 2


def test_may_crowd_one_core(attempt: Attempt) -> None:
    assert attempt("import os\nos.sched_setaffinity(0, {0})\nprint('ok')").stdout == "ok\n"


def test_cannot_shed_its_parent_death_or_name(attempt: Attempt) -> None:
    code = """
import ctypes
libc = ctypes.CDLL(None)
libc.prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
libc.prctl(1, 0, 0, 0, 0)  # PR_SET_PDEATHSIG
libc.prctl(15, b'celery', 0, 0, 0)  # PR_SET_NAME
print('ok')
"""
    assert attempt(code).status is Status.OK


def test_cannot_fork_past_the_kill(attempt: Attempt) -> None:
    code = """
import os
if os.fork():
    os._exit(1)
while True:
    if os.fork():
        os._exit(0)
"""
    report = attempt(code)
    assert report.status is Status.ERROR


def test_finds_no_shell(attempt: Attempt) -> None:
    report = attempt("import subprocess\nsubprocess.run(['/bin/sh', '-c', 'id'])")
    assert (report.status, "FileNotFoundError" in report.stderr) == (Status.ERROR, True)


def test_cannot_stall_in_a_regular_expression(attempt: Attempt) -> None:
    report = attempt("import re\nre.match('(a+)+$', 'a' * 40 + 'b')", cpu_s=0.4)
    assert (report.status, report.limit) == (Status.TIMEOUT, "cpu")


def test_cannot_stall_in_arithmetic(attempt: Attempt) -> None:
    report = attempt("print(9 ** 9 ** 9)", cpu_s=0.4)
    assert report.status in (Status.TIMEOUT, Status.MEMORY)


def test_cannot_queue_signals_without_end(attempt: Attempt) -> None:
    code = """
import os, signal
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGRTMIN})
for _ in range(10**5):
    try: os.kill(os.getpid(), signal.SIGRTMIN)
    except OSError: break
print('ok')
"""
    assert attempt(code).stdout == "ok\n"


@pytest.mark.parametrize("leave", ["os._exit(0)", "os._exit(3)", "os.abort()", "sys.exit(3)", "raise SystemExit('no')"])
def test_cannot_leave_early_and_pass(attempt: Attempt, leave: str) -> None:
    assert attempt(f"import os, sys\n{leave}").status is Status.ERROR


@pytest.mark.parametrize("error", ["KeyboardInterrupt", "GeneratorExit", "BaseException", "RecursionError"])
def test_every_exception_is_its_own(attempt: Attempt, error: str) -> None:
    report = attempt(f"raise {error}('hello')")
    assert (report.status, report.exit_code) == (Status.ERROR, 1)
    assert report.stderr.endswith(f"{error}: hello\n")


def test_cannot_spread_cpu_time_over_threads(attempt: Attempt) -> None:
    code = """
import hashlib, threading
def burn(): hashlib.pbkdf2_hmac('sha256', b'x', b'y', 10**9)  # lets go of the interpreter's lock
for _ in range(20): threading.Thread(target=burn).start()
"""
    report = attempt(code, cpu_s=0.4, wall_s=5)
    assert (report.status, report.limit) == (Status.TIMEOUT, "cpu")


def test_cannot_starve_a_neighbour(cell_host: Host) -> None:
    hostile = script("import os\nfor _ in range(4): os.fork()\nwhile True: pass", wall_s=1.5, cpu_s=3)
    honest = script("import time\nend = time.process_time() + 0.2\nwhile time.process_time() < end: pass", wall_s=4)
    with ThreadPoolExecutor(2) as pool:
        spinning = pool.submit(cell_host.run, hostile)
        assert cell_host.run(honest).status is Status.OK
        assert spinning.result().status is Status.TIMEOUT


def test_cannot_slow_the_warden_down(attempt: Attempt) -> None:
    code = """
import os
for attack in (
    lambda: os.setpriority(os.PRIO_USER, 0, 19),
    lambda: os.setpriority(os.PRIO_PGRP, 0, 19),
    lambda: os.sched_setaffinity(1, {0}),
):
    try: attack()
    except OSError: print('refused')
print(os.getpriority(os.PRIO_PROCESS, 1))
"""
    assert attempt(code).stdout == "refused\n" * 3 + "0\n"


def test_cannot_drown_the_warden_in_the_dead(attempt: Attempt) -> None:
    code = """
import os
while True:
    try:
        if os.fork() == 0:
            for _ in range(20):
                if os.fork() == 0: os._exit(0)
            os._exit(0)
        os.waitpid(-1, os.WNOHANG)
    except OSError: pass
"""
    report = attempt(code, cpu_s=0.5, wall_s=2)
    assert report.status is Status.TIMEOUT


def test_cannot_hide_under_another_parent(attempt: Attempt) -> None:
    code = """
import ctypes, os, time
libc = ctypes.CDLL(None)
for _ in range(8):
    libc.prctl(36, 1, 0, 0, 0)  # whoever loses its parent becomes ours
    if os.fork() == 0:
        os.setsid()
        if os.fork(): os._exit(0)
        continue
    break
time.sleep(60)
"""
    report = attempt(code, wall_s=0.4)
    assert (report.status, report.limit) == (Status.TIMEOUT, "wall")


def test_cannot_hang_us_with_descriptors_in_flight(attempt: Attempt) -> None:
    code = """
import array, os, socket
one, other = socket.socketpair()
for _ in range(20):  # a ring of sockets that carry each other, and our streams, through their own end
    rights = array.array('i', [one.fileno(), other.fileno(), 1, 2, 3])
    one.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
print('done', flush=True)
os.kill(os.getpid(), 9)
"""
    report = attempt(code)
    assert (report.status, report.signal, report.stdout) == (Status.ERROR, 9, "done\n")
    assert report.wall_ms < 2000


def test_cannot_make_timers_without_end(attempt: Attempt) -> None:
    code = """
import ctypes
libc = ctypes.CDLL(None)
count = 0
while count < 10**5 and libc.timer_create(1, None, ctypes.byref(ctypes.c_void_p())) == 0: count += 1
print(count <= 256)
"""
    assert attempt(code).stdout == "True\n"


def test_cannot_hurt_with_endless_arguments(attempt: Attempt) -> None:
    code = """
import os, subprocess, sys
for size in (10**8,):
    try: subprocess.run([sys.executable, '-c', 'pass'], env={'x': 'y' * size})
    except OSError as error: print(error.errno)
for n in range(3):
    try: os.execv(sys.executable, ['x' * 10**5] * 10**3)
    except OSError as error: print(error.errno)
"""
    assert attempt(code, memory=512 << 20).stdout == "7\n" * 4


def test_cannot_use_up_its_own_descriptors_and_hurt(attempt: Attempt) -> None:
    code = """
import os
held = []
while True: held.append([os.pidfd_open(os.getpid()), os.eventfd(0), os.dup(3), os.dup(1)])
"""
    report = attempt(code)
    assert (report.status, "Too many open files" in report.stderr) == (Status.ERROR, True)


def test_cannot_run_in_real_time_even_where_its_user_may() -> None:
    """An operator may have given the worker's user a higher limit: sound servers need it."""
    code = (
        "import resource\nprint(resource.getrlimit(resource.RLIMIT_RTPRIO), resource.getrlimit(resource.RLIMIT_NICE))"
    )
    before = {kind: resource.getrlimit(kind) for kind in (resource.RLIMIT_RTPRIO, resource.RLIMIT_NICE)}
    for kind, (_, hard) in before.items():
        with contextlib.suppress(ValueError):  # as much as we ourselves may have
            most = hard if hard < 0 else max(hard, 20)
            resource.setrlimit(kind, (most, most))
    try:
        with Host(cell_python()) as host:
            report = host.run(script(code))
    finally:
        for kind, (soft, hard) in before.items():
            resource.setrlimit(kind, (soft, hard))
    assert report.stdout == "(0, 0) (0, 0)\n"
