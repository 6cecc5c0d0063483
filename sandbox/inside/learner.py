"""The learner's process: confines itself for good, runs the harness, sends its one answer, ends.

Whatever it can do once for all, its zygote does before the fork: see `prepare`.
"""

import atexit
import fcntl
import gc
import importlib
import io
import json
import os
import random
import select
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from sandbox.inside import channel, confine, device, forks, pages, rights
from sandbox.inside.channel import NOT_STARTED, OUT_OF_MEMORY

Run = Callable[[tuple[bytes, bytes], Path], tuple[bytes, bytes]]
CloseBehind = Callable[[], None]
INPUT, OUTPUT, ERRORS, ANSWER, START, GO = range(6)
PIPES = GO  # how many there are: all but the input

DESK = Path(confine.WORK)
QUIET_S = 0.01  # a machine with more to do has a job for a waiting process sooner

_given: dict[str, str] = {}  # the environment before `prepare`


def prepare() -> None:
    """Leave nothing that siblings would share and a program should not see: environment, places to import from, exit
    handlers. In the zygote, once.
    """
    _given.update(os.environ)
    os.environ.clear()
    os.environ.update(rights.ENVIRONMENT)
    os.umask(0o077)
    sys.path[:] = [confine.WORK] + [entry for entry in sys.path if entry != "/harness"]
    # What our imports registered costs 40 ms and is none of the program's; waiting for its child processes is.
    atexit._clear()
    if multiprocessing := sys.modules.get("multiprocessing.util"):
        atexit.register(multiprocessing._exit_function)
    _make_streams()


def _make_streams() -> None:
    """Make them by the numbers that they will have, and on what these will be: an object asks that when it is made."""
    before = [os.dup(OUTPUT), os.dup(ERRORS)]
    read, write = os.pipe()
    os.dup2(write, OUTPUT)
    os.dup2(write, ERRORS)
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(open(INPUT, "rb", closefd=False), encoding="utf-8")  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = _stream(OUTPUT)  # type: ignore[misc]  # final, but for who replaces it
    sys.stderr = sys.__stderr__ = _stream(ERRORS)  # type: ignore[misc]
    for fd, ours in zip((OUTPUT, ERRORS), before, strict=True):
        os.dup2(ours, fd)
    for fd in (*before, read, write):
        os.close(fd)


def _stream(fd: int) -> io.TextIOWrapper:
    raw = open(fd, "wb", closefd=False)
    return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", line_buffering=True)


def main(pipes: list[int], close_behind: CloseBehind) -> NoReturn:
    """Become the learner's process, confined for good, and wait for the job that it was born for.

    `pipes`: where stdout, stderr, the answer and the word "started" go, and where the job and, after it, leave to go on
    comes from.
    """
    try:
        line = _line(pipes)
        close_behind()
        _fresh_state()
        if not select.select([GO], [], [], QUIET_S)[0]:
            pages.touch()
        job, request = _job(line)
        if job["device"] != "cpu":  # a container of which the engine has given it one
            device.opened({"kind": job["device"], "ids": ()})
            device.bound(job["device"], job["limits"]["gpu_memory"])
        run = _harness(job)
    except BaseException as error:
        fail(START, error)
    _perform(run, request)


def wait(pipes: list[int], close_behind: CloseBehind) -> NoReturn:
    """Become a learner's process that opens its device ahead of its job, and says what it has opened.

    What it is to be comes before the job does, the same way.
    """
    try:
        line = _line(pipes)
        ahead, _, _ = channel.receive(line)
        os.environ.update({name: _given[name] for name in ahead["environment"]})  # as bwrap has set them
        close_behind()
        _fresh_state()
        facts = device.opened(ahead["device"])
        channel.write_all(START, json.dumps(facts).encode() + b"\n")
        job, request = _job(line)
        device.bound(ahead["device"]["kind"], job["limits"]["gpu_memory"])
        run = _harness(job)
    except BaseException as error:
        fail(START, error)
    _perform(run, request)


def fail(start: int, error: BaseException) -> NoReturn:
    """Before the program has started, whatever goes wrong is ours: say so on the descriptor `start`, and end."""
    os.write(start, f"failed: {type(error).__name__}: {error}".encode()[:4000])
    os._exit(NOT_STARTED)


def _job(line: channel.PipeLine) -> tuple[dict[str, Any], tuple[bytes, bytes]]:
    """Wait for the job, and take on its limits; return it and its request."""
    job, (header, blob), _ = channel.receive(line)
    rights.own_limits(job["limits"])
    return job, (header, blob)


def _harness(job: dict[str, Any]) -> Run:
    run: Run = importlib.import_module(f"sandbox.inside.{job['harness']}").run
    return run


def _perform(run: Run, request: tuple[bytes, bytes]) -> NoReturn:
    code = 1
    os.write(START, b"started")
    os.read(GO, 1)  # the warden notes first what has been used so far: that was us
    os.close(START)
    os.close(GO)
    try:
        header, blob = run(request, DESK)
        _flush()
        channel.answer(ANSWER, header, blob)
        os.closerange(OUTPUT, ANSWER + 1)  # all is said: the warden need not wait until our memory is taken down
        code = 0
    except BaseException as error:
        code = _told(error)
    finally:
        os._exit(code)


def _line(pipes: list[int]) -> channel.PipeLine:
    """Have the six descriptors that are ours, and no other; return the one that the job comes through."""
    try:
        os.setsid()
        nothing = os.open("/dev/null", os.O_RDONLY)
        moved = [fcntl.fcntl(fd, fcntl.F_DUPFD, GO + 1) for fd in (nothing, *pipes)]  # none is in another's way
    except OSError as error:
        fail(pipes[START - 1], error)  # what has the number START is still somebody else's
    for place, fd in enumerate(moved):
        os.dup2(fd, place, inheritable=place < ANSWER)
    os.closerange(GO + 1, 1 << 30)
    return channel.PipeLine(GO, START)


def _fresh_state() -> None:
    """Nothing of the zygote's that siblings share: where they are, random states."""
    os.chdir(confine.WORK)
    _reseed()
    forks.wake()
    gc.enable()


def _reseed() -> None:
    random.seed()
    if numpy := sys.modules.get("numpy.random"):
        numpy.seed(int.from_bytes(os.urandom(4), "little"))
    if torch := sys.modules.get("torch"):
        torch.default_generator.manual_seed(int.from_bytes(os.urandom(7), "little"))
        torch.get_num_threads()  # what torch itself does after a fork


def _told(error: BaseException) -> int:
    """Write what left the harness to stderr, as Python would, and return the exit code that goes with it."""
    _flush()
    if isinstance(error, SystemExit):
        if isinstance(error.code, int):
            return error.code & 0xFF
        if error.code is not None:
            print(error.code, file=sys.stderr)
        return 1 if error.code is not None else 0
    while error.__traceback__ and error.__traceback__.tb_frame.f_code.co_filename.startswith("/harness/"):
        error.__traceback__ = error.__traceback__.tb_next
    traceback.print_exception(error)
    _flush()
    return OUT_OF_MEMORY if isinstance(error, MemoryError) else 1


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass  # closed or replaced by the program: its own loss
