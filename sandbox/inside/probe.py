"""The harness of exercises: turns the exercise's probe.py and a module into named observations.

Request header: {"mode", ...}. Modes:

    reference   {"seed", "module"}: make the cases, observe the solution -> {"inputs", "secrets", "observations",
                "calls"} (what the solution was called with, as text, where that is short)
    observe     {"module", "inputs", "forbids"}: observe a learner's module -> {"load", "forbidden", "observations"}
    variants    {"modules": {id: file}, "inputs"}: observe several -> {"variants": {id: {"load", "observations"}}}
    signatures  {"one", "other"}: how the signatures of two sources differ, by their syntax trees alone
    several     {"sizes": [[header, blob], ...]}: requests, one after another in the blob -> the same, of answers

All but the last two also carry "names" (of the observations), "entry" (names that must exist), "device", "noise" (the
seed of torch's, numpy's and random's global generators, set anew before each observation) and "max_bytes".
"""

import functools
import linecache
import random
import sys
import time
from collections.abc import Callable, Mapping
from os import urandom
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import numpy as np

from sandbox.inside import faults, seccomp, signatures
from sandbox.inside.calls import Recorder
from sandbox.inside.guard import Guard
from sandbox.inside.shortcuts import find
from sandbox.inside.tensors import Inputs, Packer, TooMuch, as_itself, read, torch_module, write

Header = dict[str, Any]
Outcome = dict[str, Any]

NO_PROGRAMS = seccomp.without_programs()


class Unloadable(Exception):
    """A module could not be loaded; args[0] says why, in the form that the header carries."""


def run(request: tuple[bytes, bytes], work: Path) -> tuple[bytes, bytes]:
    """Answer one request about the files in `work`."""
    header = read(request[0])
    if header["mode"] == "several":
        return several(header["sizes"], request[1], work)
    mode: Callable[[Header, bytes, Path, Packer], Header] = MODES[header["mode"]]
    packer = Packer(header.get("max_bytes", 0), strict=mode is not observe)
    answer = mode(header, request[1], work, packer)
    return write(answer), packer.blob()


def several(sizes: list[tuple[int, int]], data: bytes, work: Path) -> tuple[bytes, bytes]:
    """Answer several requests, each as if it were the only one."""
    answers, begin = [], 0
    for header, blob in sizes:
        middle, end = begin + header, begin + header + blob
        answers.append(run((data[begin:middle], data[middle:end]), work))
        begin = end
    told = write({"sizes": [[len(part) for part in answer] for answer in answers]})
    return told, b"".join(part for answer in answers for part in answer)


def reference(header: Header, blob: bytes, work: Path, packer: Packer) -> Header:
    """Make fresh cases and say what the solution does with them."""
    try:
        bench = Bench(header, work, packer)
        made = bench.probe["make_cases"](np.random.default_rng(header["seed"]))
        split = type(made) is dict and "inputs" in made and set(made) <= {"inputs", "secrets"}
        packer.begin("i")
        inputs = packer.node(made["inputs"] if split else made)
        packer.begin("s")
        secrets = packer.node(made.get("secrets") if split else None)
    except Exception as error:
        return {"broken": faults.describe(error, source_of(work, "probe.py"), "probe.py")}
    fresh = Inputs(inputs, packer.blob(), bench.device)
    return {"inputs": inputs, "secrets": secrets, **bench.observe(header["module"], fresh, record=True)}


def observe(header: Header, blob: bytes, work: Path, packer: Packer) -> Header:
    """Say what one module does with the given inputs."""
    try:
        bench = Bench(header, work, packer)
    except Exception as error:
        return {"broken": faults.describe(error, source_of(work, "probe.py"), "probe.py")}
    if header["forbids"]:
        seccomp.install(NO_PROGRAMS)  # in another Python nothing would be forbidden
    return bench.observe(header["module"], Inputs(header["inputs"], blob, bench.device), header["forbids"])


def variants(header: Header, blob: bytes, work: Path, packer: Packer) -> Header:
    """Say what each of several modules does with the same inputs."""
    bench = Bench(header, work, packer)
    inputs = Inputs(header["inputs"], blob, bench.device)
    return {"variants": {name: bench.observe(file, inputs) for name, file in header["modules"].items()}}


def differences(header: Header, blob: bytes, work: Path, packer: Packer) -> Header:
    """Say how the signatures of two sources differ."""
    one, other = (source_of(work, header[key]) for key in ("one", "other"))
    try:
        return {"differences": signatures.differences(one, other, header["entry"])}
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        return {"differences": [f"not parseable: {error}"]}


MODES = {"reference": reference, "observe": observe, "variants": variants, "signatures": differences}


class Bench:
    """The exercise's probe, loaded before anything of the learner's, and what the request asks of it."""

    def __init__(self, header: Header, work: Path, packer: Packer) -> None:
        self.work = work
        self.packer = packer
        self.names: list[str] = header["names"]
        self.entry: list[str] = header["entry"]
        self.device: str = header["device"]
        self.noise: int = header["noise"]
        self.seconds: float | None = header.get("seconds")
        self.probe = vars(load(source_of(work, "probe.py"), "probe.py", "exercise_probe"))

    def observe(
        self, file: str, inputs: Inputs, forbids: list[dict[str, Any]] | None = None, record: bool = False
    ) -> Header:
        """Load one module and evaluate every observation of it. `record`: say what it was called with."""
        source = source_of(self.work, file)
        guard = Guard(forbids or [], file)
        try:
            forbidden = find(source, [forbid["name"] for forbid in guard.forbids]) if guard.forbids else []
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            forbidden = []  # loading says it better
        if forbidden:
            return {"forbidden": forbidden}
        self.packer.begin("o")
        guard.stand()
        return {**self._observations(file, source, inputs, record), "forbidden": guard.hits}

    def _observations(self, file: str, source: str, inputs: Inputs, record: bool) -> Header:
        try:
            self._reseed()
            module = load(source, file, file.removesuffix(".py").replace("/", "."))
        except Unloadable as failure:
            return {"load": failure.args[0]}
        except BaseException as error:
            return {"load": {"kind": "raised", **faults.describe(error, source, file)}}
        missing = [name for name in self.entry if not callable(vars(module).get(name))]
        if missing:
            return {"load": {"kind": "missing", "names": missing, "defined": defined(module)}}
        recorder = Recorder(module, self.entry) if record else None
        outcomes = self._evaluate(module, source, file, inputs, recorder)
        return {"observations": outcomes, **({"calls": recorder.calls} if recorder else {})}

    def _evaluate(
        self, module: ModuleType, source: str, file: str, inputs: Inputs, recorder: Recorder | None
    ) -> dict[str, Outcome]:
        # In an order that nobody can foresee: code that counts its calls must not know which one is looked at.
        outcomes = {}
        for name in sorted(self.names, key=lambda _: urandom(8)):
            outcomes[name] = self._outcome(name, module, source, file, inputs)
            if recorder:
                recorder.note(name)
            if outcomes[name].get("raised", {}).get("type") == "TooSlow":
                break
        return {name: outcomes[name] for name in self.names if name in outcomes}

    def _outcome(self, name: str, module: ModuleType, source: str, file: str, inputs: Inputs) -> Outcome:
        self._reseed()
        began = time.perf_counter()
        try:
            with faults.deadline(self.seconds or 0):
                with as_itself():
                    fresh = inputs.fresh()
                watched = self.probe["observe"](module, fresh, self.device)
                if name not in watched:
                    return {"absent": True}
                seen = watched[name]()
                with as_itself():
                    value = self.packer.node(seen)
            return {"value": value, "ms": (time.perf_counter() - began) * 1e3}
        except TooMuch as error:
            return {"too_much": str(error)}
        except BaseException as error:
            return {"raised": faults.describe(error, source, file)}

    def _reseed(self) -> None:
        random.seed(self.noise)
        np.random.seed(self.noise % (1 << 32))
        torch = torch_module()
        if torch is not None:
            # Not torch.manual_seed: it also notes, with a stack each, what to do once there is a GPU of any make.
            torch.default_generator.manual_seed(self.noise)
            if torch.cuda.is_initialized():
                torch.cuda.manual_seed_all(self.noise)


def source_of(work: Path, file: str) -> str:
    """Return the text of a file; whatever its bytes are, the compiler is the one to complain."""
    try:
        with open(f"{work}/{file}", "rb") as opened:
            return opened.read().decode("utf-8", "surrogatepass").removeprefix("\ufeff")
    except FileNotFoundError:
        return ""


@functools.lru_cache
def compiled(source: str, file: str) -> CodeType:
    """Return the code of a file; once, for how many cases it may be."""
    return compile(source, file, "exec", dont_inherit=True)


def load(source: str, file: str, name: str) -> ModuleType:
    """Execute the source of a file as a module called `name`.

    Raises Unloadable when it cannot be compiled, and whatever the module itself raises.
    """
    try:
        code = compiled(source, file)
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        raise Unloadable(faults.describe_unparsable(error, file)) from None
    module = ModuleType(name)
    module.__file__ = file
    sys.modules[name] = module  # dataclasses, typing and pickle look their module up
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(code, vars(module))
    return module


def defined(module: ModuleType) -> list[str]:
    """Return the public functions and classes that a module defines itself."""
    own: Mapping[str, object] = vars(module)
    mine = [n for n, v in own.items() if callable(v) and getattr(v, "__module__", "") == module.__name__]
    return [name[:80] for name in mine if not name.startswith("_")][:20]
