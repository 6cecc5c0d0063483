"""What went wrong in a learner's code, told without trusting the exception to tell it."""

import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

MAX_MESSAGE = 2000
MAX_FRAMES = 12


class TooSlow(BaseException):
    """Raised by `deadline`; no `except Exception` of the learner's swallows it."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise TooSlow in the body after `seconds` of wall clock; 0 is no deadline."""
    if not seconds or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_signal: int, _frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def guarded(read: Callable[[], str], otherwise: str) -> str:
    """Return `read()`, or `otherwise` if that raises or does not come back: it may be the learner's own `__str__`."""
    try:
        with deadline(0.5):
            return str.__str__(read())[:MAX_MESSAGE].encode("utf-8", "replace").decode().replace("\0", "")
    except BaseException:
        return otherwise


def describe(error: BaseException, source: str, filename: str) -> dict[str, Any]:
    """Return type, message, line and traceback of `error`, naming only frames of `filename`."""
    kind = guarded(lambda: type(error).__name__, "Exception")
    message = guarded(lambda: str(error), "")
    frames = own_frames(error.__traceback__, filename)
    return {
        "type": kind,
        "message": message,
        "line": frames[-1][0] if frames else None,
        "traceback": render(frames, source, filename, kind, message),
        "memory": out_of_memory(error, message),
    }


def out_of_memory(error: BaseException, message: str) -> bool:
    """Return whether an allocation was refused; torch says so with a RuntimeError."""
    refused = ("can't allocate memory", "not enough memory", "CUDA out of memory", "Cannot allocate memory")
    return issubclass(type(error), MemoryError) or any(words in message for words in refused)


def own_frames(trace: TracebackType | None, filename: str) -> list[tuple[int, str]]:
    """Return (line, function) of the frames that belong to `filename`, outermost first."""
    frames = []
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename:
            frames.append((trace.tb_lineno, trace.tb_frame.f_code.co_qualname))
        trace = trace.tb_next
    return frames


def render(frames: list[tuple[int, str]], source: str, filename: str, kind: str, message: str) -> str:
    """Return a traceback in Python's own style; the middle of a deep recursion is left out."""
    lines = source.splitlines()
    shown = [frame_text(line, name, lines, filename) for line, name in frames]
    if len(shown) > MAX_FRAMES:
        half = MAX_FRAMES // 2
        shown = [*shown[:half], f"  ... {len(shown) - MAX_FRAMES} more ...\n", *shown[-half:]]
    head = "Traceback (most recent call last):\n" if shown else ""
    return head + "".join(shown) + (f"{kind}: {message}" if message else kind)


def frame_text(line: int, name: str, lines: list[str], filename: str) -> str:
    """Return the two lines that a traceback spends on one frame."""
    text = lines[line - 1].strip()[:200] if 0 < line <= len(lines) else ""
    return f'  File "{filename}", line {line}, in {name}\n' + (f"    {text}\n" if text else "")


def describe_unparsable(error: BaseException, filename: str) -> dict[str, Any]:
    """Return what `compile` had against a source, with the place where it stopped."""
    if isinstance(error, SyntaxError):
        return {
            "kind": "syntax",
            "type": type(error).__name__,
            "message": str(error.msg)[:MAX_MESSAGE],
            "line": error.lineno,
            "offset": error.offset,
            "traceback": "".join(traceback.format_exception_only(error))[:MAX_MESSAGE],
        }
    deep = isinstance(error, MemoryError | RecursionError)
    message = "too many nested expressions" if deep else str(error)[:MAX_MESSAGE]
    return {
        "kind": "syntax",
        "type": "SyntaxError",
        "message": message,
        "line": None,
        "offset": None,
        "traceback": f'  File "{filename}"\nSyntaxError: {message}',
    }
