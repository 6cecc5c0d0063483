"""Asks cells: one holds the solution and never the learner's code, the other the reverse."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from grader.exercise import Exercise
from grader.faults import AuthorFault, BadAnswer, OurFault
from grader.frames import Entry, Json, Reader, Value, clean, naturals, read_json, read_tensors, write_tensors
from sandbox import Answer, Job, Report, Status

MAX_ANSWER = 24 << 20
MAX_TRACEBACK = 8000
SOLUTION = {"module": "solution.py"}
CHEAP_MS, CHEAP_SHARE = 3.0, 0.1
REFERENCE_FACTOR = 2.0  # the reference may take longer than a learner: its cell also makes the cases


class Host(Protocol):
    """What the grader needs of sandbox.host.Host."""

    def run(self, job: Job) -> Report:
        """Run a job to its end."""
        ...


@dataclass(frozen=True)
class Raised:
    """An observation that ended in an exception."""

    type: str
    message: str
    line: int | None
    traceback: str
    memory: bool = False


@dataclass(frozen=True)
class Seen:
    """An observation that has a value."""

    value: Value


Outcome = Seen | Raised
Outcomes = Mapping[str, Outcome]


@dataclass(frozen=True)
class Case:
    """Fresh inputs and what the solution makes of them. Good for one attempt."""

    inputs: bytes  # the node, as JSON
    blob: bytes
    noise: int
    expected: Outcomes
    secrets: Value
    size: int
    costs: Mapping[str, float]  # ms that each observation of the solution took
    seed: int = 0  # makes the same case again; nobody's before the verdict, and of no use to anybody after it
    calls: Mapping[str, str] = field(default_factory=dict)  # the solution's first call in an observation, as text

    def cheap(self) -> list[str]:
        """Return the observations that together cost little: what to look at first in many variants."""
        budget = max(CHEAP_MS, CHEAP_SHARE * sum(self.costs.values()))
        found: list[str] = []
        for name in sorted(self.costs, key=lambda name: self.costs[name]):
            budget -= self.costs[name]
            if budget >= 0 or not found:
                found.append(name)
        return found


@dataclass(frozen=True)
class Attempt:
    """What a learner's cell said, read but not judged."""

    report: Report
    load: Mapping[str, Any] | None = None
    forbidden: tuple[Mapping[str, Any], ...] = ()
    outcomes: Outcomes = field(default_factory=dict)


def run(host: Host, job: Job) -> Report:
    """Run a job; whatever goes wrong on this side of the border, or in making the cell, is ours."""
    try:
        report = host.run(job)
    except Exception as error:
        raise OurFault(f"the host raised {type(error).__name__}: {error}") from error
    if report.status is Status.INTERNAL:
        raise OurFault(report.detail or "the cell could not be made")
    return report


def reference(exercise: Exercise, host: Host, seed: int | None = None) -> Case:
    """Make a case in a cell that holds the solution.

    Raises AuthorFault when the probe or the solution does not work, OurFault when the cell does not.
    """
    (case,) = references(exercise, host, [secrets.randbits(128) if seed is None else seed])
    return case


def references(exercise: Exercise, host: Host, seeds: Sequence[int]) -> list[Case]:
    """Make several cases in one cell that holds the solution. Raises what `reference` does."""
    files = {"solution.py": exercise.file("solution.py")}
    headers = [_header(exercise, "reference", noise_of(seed)) | {"seed": seed, **SOLUTION} for seed in seeds]
    requests = [Answer(json.dumps(header).encode()) for header in headers]
    answers = _ask_reference(exercise, host, files, requests, len(seeds))
    return [_case(exercise, seed, *answer) for seed, answer in zip(seeds, answers, strict=True)]


def _case(exercise: Exercise, seed: int, answer: dict[str, Json], entries: dict[str, Entry]) -> Case:
    if "broken" in answer:
        raise AuthorFault(f"probe.py: {answer['broken'].get('traceback', '')}")
    if answer.get("load"):
        raise AuthorFault(f"solution.py: {answer['load'].get('traceback') or answer['load']}")
    _require_size(answer, "solution.py")
    reader = Reader({name: entry for name, entry in entries.items() if not name.startswith("i")})
    expected = _outcomes(exercise, answer, reader)
    for name, outcome in expected.items():
        if isinstance(outcome, Raised):
            raise AuthorFault(f"{name} fails on the solution: {outcome.type}: {outcome.message}\n{outcome.traceback}")
    inputs = {name: entry for name, entry in entries.items() if name.startswith("i")}
    Reader(inputs).value(answer.get("inputs"))
    node = json.dumps(answer.get("inputs")).encode()
    size = sum(len(data) for _, _, data in entries.values()) + len(node)
    at_once = exercise.spec.at_once
    costs = {name: 0.0 if at_once else float(answer["observations"][name].get("ms", 0)) for name in expected}
    secret = reader.value(answer.get("secrets"))
    calls = {name: clean(str(text)) for name, text in answer.get("calls", {}).items()}
    return Case(node, write_tensors(inputs), noise_of(seed), expected, secret, size, costs, seed, calls)


def noise_of(seed: int) -> int:
    """Return the seed of the global generators in every cell of a case, which a learner's code may know: from it
    nobody finds the way back to the seed that made the case, and its secrets.
    """
    return int.from_bytes(hashlib.sha256(b"noise of %d" % seed).digest()[:8]) >> 2


def observe(exercise: Exercise, source: bytes, case: Case, host: Host, device: str) -> Attempt:
    """Run a learner's source on a case, in a cell that holds nothing else.

    Raises OurFault when the cell does not work, BadAnswer when what it says makes no sense. That the exercise is broken
    is nothing this cell could tell: the probe has just worked in the reference cell.
    """
    spec = exercise.spec
    forbids = [{"name": forbid.name, "ops": forbid.ops} for forbid in spec.forbids]
    header = _header(exercise, "observe", case.noise, device) | {"module": "learner.py", "forbids": forbids}
    report = run(
        host,
        Job(
            harness="probe",
            files={"probe.py": exercise.file("probe.py"), "learner.py": source},
            request=Answer(_with_inputs(header, case), case.blob),
            image=spec.image,
            limits=spec.limits.limits(),
            device=device,
        ),
    )
    if report.answer is None:
        return Attempt(report)
    answer = _read_header(report.answer)
    load = answer.get("load")
    forbidden = answer.get("forbidden") or []
    if not isinstance(forbidden, list) or not all(isinstance(item, dict) for item in forbidden):
        raise BadAnswer("forbidden is no list")
    if load is not None and not isinstance(load, dict):
        raise BadAnswer("load is no object")
    done = not load and not forbidden
    outcomes = _outcomes(exercise, answer, Reader(read_tensors(report.answer.blob))) if done else {}
    return Attempt(report, load, tuple(forbidden), outcomes)


def diagnosable(exercise: Exercise) -> list[str]:
    """Return the wrong variants that end in observations."""
    return [wrong.id for wrong in exercise.spec.wrong if wrong.ends == "failed"]


def variants(
    exercise: Exercise, case: Case, host: Host, ids: Sequence[str], names: Sequence[str] | None = None
) -> dict[str, Outcomes]:
    """Run wrong variants on a case, all observations or some; a variant that does not load is left out."""
    if not ids:
        return {}
    files = {f"wrong/{name}.py": name for name in ids}
    (found,) = together(exercise, host, [(case, {file: exercise.file(file) for file in files})], names)
    return {files[file]: outcomes for file, outcomes in found.items()}


def together(
    exercise: Exercise,
    host: Host,
    looks: Sequence[tuple[Case, Mapping[str, bytes]]],
    names: Sequence[str] | None = None,
) -> list[dict[str, Outcomes]]:
    """Run, in one cell, several of the author's modules on a case each; one that does not load is left out."""
    files = {name: source for _, some in looks for name, source in some.items()}
    requests = [_request(exercise, case, list(some), names) for case, some in looks]
    answers = _ask_reference(exercise, host, files, requests, sum(len(some) for _, some in looks))
    return [_seen(exercise, some, *answer) for (_, some), answer in zip(looks, answers, strict=True)]


def _request(exercise: Exercise, case: Case, files: Sequence[str], names: Sequence[str] | None) -> Answer:
    header = _header(exercise, "variants", case.noise) | {
        "modules": {file: file for file in files},
        "seconds": exercise.spec.limits.wall_s,
    }
    if names is not None:
        header["names"] = list(names)
    return Answer(_with_inputs(header, case), case.blob)


def _seen(
    exercise: Exercise, files: Mapping[str, bytes], answer: dict[str, Json], entries: dict[str, Entry]
) -> dict[str, Outcomes]:
    found = answer.get("variants")
    if not isinstance(found, dict):
        raise AuthorFault("the modules that were run together gave no answer")
    seen = {f: body for f, body in found.items() if f in files and isinstance(body, dict) and "observations" in body}
    for file, body in seen.items():
        _require_size(body, file)
    return {file: _outcomes(exercise, body, Reader(entries), complete=False) for file, body in seen.items()}


def _require_size(answer: Mapping[str, Any], file: str) -> None:
    """Raise AuthorFault if an author's module returns more than is looked at: that is never taken for an answer."""
    bodies = answer.get("observations")
    for name, body in bodies.items() if isinstance(bodies, dict) else ():
        if isinstance(body, dict) and "too_much" in body:
            raise AuthorFault(f"{file}: {name} returns {clean(str(body['too_much']))}")


def signatures(exercise: Exercise, host: Host) -> list[str]:
    """Return how the starter's signatures differ from the solution's, as sentences."""
    header = {"mode": "signatures", "one": "starter.py", "other": "solution.py", "entry": exercise.spec.entry.all}
    files = {name: exercise.file(name) for name in ("starter.py", "solution.py")}
    ((answer, _),) = _ask_reference(exercise, host, files, [Answer(json.dumps(header).encode())])
    return [clean(str(item)) for item in answer.get("differences", [])]


def _header(exercise: Exercise, mode: str, noise: int, device: str = "cpu") -> dict[str, Any]:
    spec = exercise.spec
    return {
        "mode": mode,
        "names": [check.id for check in spec.checks],
        "entry": spec.entry.all,
        "device": device,
        "noise": noise,
        "max_bytes": MAX_ANSWER,
    }


def _with_inputs(header: dict[str, Any], case: Case) -> bytes:
    """Put the inputs into a header as they came, without building their tree again."""
    return json.dumps(header).encode()[:-1] + b', "inputs": ' + case.inputs + b"}"


def _ask_reference(
    exercise: Exercise, host: Host, files: Mapping[str, bytes], requests: Sequence[Answer], share: float = 1
) -> list[tuple[dict[str, Any], dict[str, Entry]]]:
    spec = exercise.spec
    job = Job(
        harness="probe",
        files={"probe.py": exercise.file("probe.py"), **files},
        request=requests[0] if len(requests) == 1 else joined(requests),
        image=spec.image,
        limits=spec.limits.limits(REFERENCE_FACTOR * share**0.5),
    )
    report = run(host, job)
    if report.answer is None:
        ended = f"the reference cell ended with {report.status} {report.limit}"
        raise AuthorFault(f"{ended}: {report.detail}\n{report.stderr[-MAX_TRACEBACK:]}")
    try:
        answers = [report.answer] if len(requests) == 1 else parted(report.answer, len(requests))
        parts = 2 + len(files)  # inputs and secrets are parts, too
        return [(_read_header(answer), read_tensors(answer.blob, parts)) for answer in answers]
    except BadAnswer as error:
        raise AuthorFault(f"the reference cell's answer cannot be read: {error}") from None


def joined(requests: Sequence[Answer]) -> Answer:
    """Return one request that asks several."""
    sizes = [[len(request.header), len(request.blob)] for request in requests]
    header = json.dumps({"mode": "several", "sizes": sizes}).encode()
    return Answer(header, b"".join(part for request in requests for part in (request.header, request.blob)))


def parted(answer: Answer, number: int) -> list[Answer]:
    """Return the answers to several requests. Raises BadAnswer if they are not as many."""
    sizes = _read_header(answer).get("sizes")
    if (
        not isinstance(sizes, list)
        or len(sizes) != number
        or not all(naturals(size, 2) and len(size) == 2 for size in sizes)
    ):
        raise BadAnswer("several were asked for")
    found, begin = [], 0
    for header, blob in sizes:
        middle, end = begin + header, begin + header + blob
        found.append(Answer(answer.blob[begin:middle], answer.blob[middle:end]))
        begin = end
    if begin != len(answer.blob):
        raise BadAnswer("several answers are not as long as they say")
    return found


def _read_header(answer: Answer) -> dict[str, Json]:
    header = read_json(answer.header)
    if not isinstance(header, dict):
        raise BadAnswer("the header is no object")
    return header


def _outcomes(exercise: Exercise, answer: dict[str, Json], reader: Reader, complete: bool = True) -> Outcomes:
    bodies = answer.get("observations")
    if not isinstance(bodies, dict):
        raise BadAnswer("there are no observations")
    names = [check.id for check in exercise.spec.checks if complete or check.id in bodies]
    return {name: _outcome(name, bodies.get(name), reader) for name in names}


def _outcome(name: str, body: Json, reader: Reader) -> Outcome:
    if not isinstance(body, dict):
        raise BadAnswer(f"{name} was not observed")
    if "value" in body:
        return Seen(reader.value(body["value"]))
    if "absent" in body:
        return Raised("KeyError", f"observe() has no {name}", None, "")
    return raised(body.get("raised"))


def raised(body: Json) -> Raised:
    """Read a description of an exception; every text in it may be the learner's."""
    if not isinstance(body, dict):
        raise BadAnswer("an exception is not described")
    line = body.get("line")
    return Raised(
        type=clean(str(body.get("type", "")))[:80],
        message=clean(str(body.get("message", "")))[:2000],
        line=line if type(line) is int and line > 0 else None,
        traceback=clean(str(body.get("traceback", "")))[:MAX_TRACEBACK],
        memory=body.get("memory") is True,
    )
