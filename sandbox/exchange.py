"""What host and warden say to each other about one job, whatever cell it is."""

import math
import time
from collections.abc import Mapping
from typing import Any

from sandbox import wire
from sandbox.contract import MIB, Answer, Job, Limits, Report, Status
from sandbox.text import clean

START_S = 20.0  # for our own part: fork, namespaces, mounts, on a busy machine
GRACE_S = 10.0  # what a warden may take beyond its job's wall clock before we give it up


def birth(files: Mapping[str, int] | None = None, device: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the message that asks for a cell which waits for its job.

    `files`: the control group's, that go with the message; `device`: what the cell opens, and by which variables.
    """
    return {"descriptors": list(files or ()), "ahead": device}


def order(job: Job, limits: Mapping[str, int]) -> dict[str, Any]:
    """Return the message that asks for `job`. `limits`: what the control group adds or changes."""
    return {
        "harness": job.harness,
        "files": list(job.files),
        "limits": {**vars(job.limits), **limits},
        "start_s": START_S,
        "device": job.device,
    }


def payloads(job: Job) -> list[bytes]:
    """Return what follows the message."""
    return [job.request.header, job.request.blob, *job.files.values()]


def deadline(limits: Limits) -> float:
    """Return until when the report of a job that begins now has to be there."""
    return time.monotonic() + START_S + limits.wall_s + GRACE_S


def most(limits: Limits) -> int:
    """Return how many bytes of payload a report may have."""
    return 2 * limits.output + limits.answer + MIB


def report(answer: dict[str, Any], parts: list[bytes]) -> Report:
    """Return what a warden told, as a Report. Raises wire.Broken if it makes no sense."""
    try:
        stdout, stderr, *frame = parts
        return Report(
            status=Status(answer["status"]),
            answer=Answer(*frame) if frame else None,
            limit=_text(answer["limit"]),
            detail=_text(answer["detail"]),
            stdout=clean(stdout),
            stderr=clean(stderr),
            exit_code=_whole(answer["exit_code"]),
            signal=_whole(answer["signal"]),
            wall_ms=_number(answer["wall_ms"]),
            cpu_ms=_number(answer["cpu_ms"]),
            peak_mb=_number(answer["peak_mb"]),
            timings={_text(phase): _number(ms) for phase, ms in answer["timings"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise wire.Broken(f"a report that makes no sense ({type(error).__name__}: {error})") from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return clean(value.encode("utf-8", "replace"))


def _whole(value: object) -> int | None:
    if value is not None and type(value) is not int:
        raise TypeError("no whole number")
    if value is not None and value not in range(256):
        raise ValueError("no code or signal of a process")
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("no number")
    return float(value)
