"""The last fork: confines itself for good, runs the harness, sends its one answer, ends."""

import atexit
import gc
import importlib
import io
import json
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from sandbox.inside import channel, confine, device
from sandbox.inside.walls import Walls

Run = Callable[[tuple[bytes, bytes], Path], tuple[bytes, bytes]]
INPUT, OUTPUT, ERRORS, ANSWER, START, GO = range(6)
NOT_STARTED, OUT_OF_MEMORY = 70, 71  # exit codes; a program may choose them too, and only misreports itself


def main(job: dict[str, Any], request: tuple[bytes, bytes], pipes: list[int], walls: Walls) -> NoReturn:
    """Become the learner's process, and run the job it was born for.

    `pipes`: where stdout, stderr, the answer and the word "started" go, and where leave to go on comes from.
    """
    with _our_fault():
        _take_descriptors(pipes)
        walls.close_behind(job["limits"])
        run = _harness(job)
        _fresh_state({})
        if job["device"] != "cpu":  # a container of which the engine has given it one
            device.opened({"kind": job["device"], "ids": ()})
            device.bound(job["device"], job["limits"]["gpu_memory"])
    _perform(run, request)


def wait(ahead: dict[str, Any], pipes: list[int], walls: Walls) -> NoReturn:
    """Become a learner's process ahead of its job: confined, its device open. Say what was opened, then wait.

    The job comes through the descriptor that leave to go on comes from.
    """
    with _our_fault():
        _take_descriptors(pipes)
        environment = {name: os.environ[name] for name in ahead["environment"]}  # as bwrap has set them
        walls.close_behind(ahead["limits"])
        _fresh_state(environment)
        facts = device.opened(ahead["device"])
        channel.write_all(START, json.dumps(facts).encode() + b"\n")
        job, (header, blob), _ = channel.receive(channel.PipeLine(GO, START))
        confine.lower_limits(job["limits"])
        device.bound(ahead["device"]["kind"], job["limits"]["gpu_memory"])
        run = _harness(job)
    _perform(run, (header, blob))


@contextmanager
def _our_fault() -> Iterator[None]:
    """Before the program has started, whatever goes wrong is ours: say so, and end."""
    try:
        yield
    except BaseException as error:
        os.write(START, f"failed: {type(error).__name__}: {error}".encode()[:4000])
        os._exit(NOT_STARTED)


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
        header, blob = run(request, Path(confine.WORK))
        _flush()
        channel.answer(ANSWER, header, blob)
        code = 0
    except BaseException as error:
        code = _told(error)
    finally:
        os._exit(code)


def _take_descriptors(pipes: list[int]) -> None:
    os.setsid()
    nothing = os.open("/dev/null", os.O_RDONLY)
    moved = [os.dup2(fd, 64 + place) for place, fd in enumerate([nothing, *pipes])]
    for place, fd in enumerate(moved):
        os.dup2(fd, place, inheritable=place < ANSWER)
    os.closerange(GO + 1, 1 << 30)


def _fresh_state(environment: dict[str, str]) -> None:
    """Nothing of the zygote's that siblings share: environment, streams, random states, signal handlers."""
    os.environ.clear()
    os.environ.update(confine.ENVIRONMENT | environment)
    os.chdir(confine.WORK)
    os.umask(0o077)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdin = io.TextIOWrapper(open(INPUT, "rb", closefd=False), encoding="utf-8")
    sys.stdout = _stream(OUTPUT)
    sys.stderr = _stream(ERRORS)
    for name in ("stdin", "stdout", "stderr"):
        setattr(sys, f"__{name}__", getattr(sys, name))
    sys.path[:] = [confine.WORK] + [entry for entry in sys.path if entry != "/harness"]
    _reseed()
    _forget_exit_handlers()
    gc.enable()


def _stream(fd: int) -> io.TextIOWrapper:
    raw = open(fd, "wb", closefd=False)
    return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", line_buffering=True)


def _reseed() -> None:
    random.seed(os.urandom(32))
    if numpy := sys.modules.get("numpy.random"):
        numpy.seed(int.from_bytes(os.urandom(4), "little"))
    if torch := sys.modules.get("torch"):
        torch.default_generator.manual_seed(int.from_bytes(os.urandom(7), "little"))


def _forget_exit_handlers() -> None:
    """What our imports registered costs 40 ms and is none of the program's; waiting for its child processes
    is.
    """
    atexit._clear()
    if multiprocessing := sys.modules.get("multiprocessing.util"):
        atexit.register(multiprocessing._exit_function)


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
