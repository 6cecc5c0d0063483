"""Run: a learner's own program, or the code of a lesson, with its prints and figures, and no grading."""

import base64
import re
import struct
from dataclasses import dataclass, replace
from typing import Any

from grader import cells, endings
from grader.exercise import Exercise
from grader.faults import AuthorFault, BadAnswer, OurFault
from grader.frames import clean, read_json
from grader.messages import Text, plain, say
from grader.sources import trap
from grader.verdict import Resources
from sandbox import Answer, Job, Limits, Report
from sandbox import Status as Ended

MIB = 1 << 20
#: What the code of a lesson may use, from its first block to the one that is run.
LESSON_LIMITS = Limits(wall_s=60, cpu_s=60, memory=2048 * MIB, output=64 * 1024, answer=4 * MIB)
MOST_FIGURES, MOST_FIGURE, MOST_SIDE = 4, 200 * 1024, 4000  # how many, of how many bytes and pixels

IMPORTS = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.M)
IMAGES = {
    "export": {"onnx", "onnxruntime", "onnxscript"},
    "transformers": {"transformers", "peft"},
    "torch": {"torch", "torchvision"},
    "plot": {"matplotlib", "pandas"},
    "web": {"fastapi", "starlette"},
}


@dataclass(frozen=True)
class RunResult:
    """What a program printed and how it ended. `status` is "ok" or one of the verdict states."""

    status: str
    message: Text
    stdout: str = ""
    stderr: str = ""
    exit_code: int | None = None
    resources: Resources = Resources()
    figures: tuple[bytes, ...] = ()  # PNG, of which nothing but the beginning has been looked at
    printed: tuple[str, ...] = ()  # by the earlier blocks of a lesson

    def to_json(self) -> dict[str, Any]:
        """Return it as pages and the API carry it."""
        return {
            "version": 1,
            "status": self.status,
            "message": self.message,
            "stdout": self.stdout,
            "stderr": self.stderr,
            "exit_code": self.exit_code,
            "resources": self.resources.to_json(),
            "figures": [base64.b64encode(figure).decode() for figure in self.figures],
        }


def run_blocks(source: str, host: cells.Host) -> RunResult:
    """Run the code of a lesson, whose blocks begin with `# %%`: what the last one prints and draws is the result."""
    refused = trap(source)
    if refused is not None:
        return RunResult("error", refused)
    job = Job("notebook", {"main.py": source.encode()}, image=image_of(source), limits=LESSON_LIMITS)
    try:
        report = cells.run(host, job)
    except OurFault:
        return RunResult("internal", say("internal"))
    return _with_answer(_result(report, job), report.answer)


def image_of(source: str) -> str:
    """Return the image that has imported what a source is going to. A guess: it costs time if it is wrong."""
    names = set(IMPORTS.findall(source))
    return next((image for image, modules in IMAGES.items() if names & modules), "python")


def _with_answer(result: RunResult, answer: Answer | None) -> RunResult:
    """Add what the harness answered; of one that the program has forged, nothing."""
    if answer is None:
        return result
    try:
        header = read_json(answer.header)
        sizes, printed = header["figures"], header["printed"]
        known = all(type(size) is int and size >= 0 for size in sizes) and all(type(text) is str for text in printed)
    except (BadAnswer, KeyError, TypeError):
        return result
    if not known or len(sizes) > MOST_FIGURES or sum(sizes) != len(answer.blob):
        return result
    ends = [sum(sizes[: n + 1]) for n in range(len(sizes))]
    figures = [answer.blob[end - size : end] for size, end in zip(sizes, ends, strict=True)]
    return replace(result, figures=tuple(filter(_is_picture, figures)), printed=tuple(map(clean, printed)))


def _is_picture(data: bytes) -> bool:
    """Return whether it begins as a PNG of a reasonable size does. Browsers decode it; we never do."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") or not len(data) <= MOST_FIGURE:
        return False
    return len(data) >= 24 and max(struct.unpack(">II", data[16:24])) <= MOST_SIDE


def run(where: Exercise | str, source: str, host: cells.Host, limits: Limits | None = None) -> RunResult:
    """Run a source as a program, in the image and with the limits of an exercise, or in an image by name."""
    refused = trap(source)
    if refused is not None:
        return RunResult("error", refused)
    try:
        image = where if isinstance(where, str) else where.spec.image
        limits = limits or (Limits() if isinstance(where, str) else where.spec.limits.limits())
        job = Job("script", {"main.py": source.encode()}, image=image, limits=limits)
        return _result(cells.run(host, job), job)
    except AuthorFault:
        return RunResult("broken_exercise", say("broken"))
    except OurFault:
        return RunResult("internal", say("internal"))


def _result(report: Report, job: Job) -> RunResult:
    if report.status is Ended.OK:
        status, message = "ok", plain("")
    elif report.status is Ended.ERROR and not report.signal and report.stderr.strip():
        status, message = "error", plain(report.stderr.strip().splitlines()[-1][:300])
    else:
        status, message = endings.of_report(report, job.limits)
    return RunResult(
        str(status), message, report.stdout, report.stderr, report.exit_code, resources=Resources.of(report)
    )
