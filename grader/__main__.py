"""python -m grader check EXERCISE FILE | reproduce EXERCISE CHECK | verify [SLUG ...]: no database, no broker.

Exit codes: 0 passed, 1 the learner's (a wrong command line among it), 2 the author's, 3 ours.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from grader import Exercise, grade
from grader.faults import AuthorFault, OurFault
from grader.proof import Proof, table, total
from grader.report import render
from grader.reproduce import script
from grader.verify import verify
from sandbox.backend import Backend, open_host

SHELF = Path("curriculum", "exercises")


class Parser(argparse.ArgumentParser):
    """Ends with 1 on a wrong command line: 2 would blame the author."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how it is used."""
        self.print_usage(sys.stderr)
        self.exit(1, f"{self.prog}: {message}\n")


def parser() -> Parser:
    """Return the command line's grammar."""
    whole = Parser(prog="python -m grader", description="Grade code without a database or a broker.")
    commands = whole.add_subparsers(dest="command", required=True, parser_class=Parser)
    check = commands.add_parser("check", help="grade a file")
    check.add_argument("exercise", help=f"a slug under {SHELF}, or a folder")
    check.add_argument("file", help="the learner's file; - for standard input")
    check.add_argument("--json", action="store_true", help="print the verdict as JSON")
    check.add_argument("--lang", choices=["zh", "en"], default=language())
    check.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    check.add_argument("--seed", type=seed, help="judge on this case, which an earlier verdict has named")
    again = commands.add_parser("reproduce", help="print a program that makes a check's inputs again")
    again.add_argument("exercise", help=f"a slug under {SHELF}, or a folder")
    again.add_argument("check", help="the check's id")
    again.add_argument("--seed", type=seed, required=True, help="as the verdict names it")
    prove = commands.add_parser("verify", help="let exercises prove themselves")
    prove.add_argument("exercises", nargs="*", metavar="SLUG", help="all of them if none is named")
    prove.add_argument("--json", action="store_true", help="print the proofs as JSON")
    prove.add_argument("--seeds", type=int, default=3, metavar="N", help="how many cases each (3)")
    return whole


def seed(text: str) -> int:
    """Read a seed, decimal or as 0x..."""
    return int(text, 0)


def language() -> str:
    """Return the language of the terminal."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.startswith("zh") else "en"


def find(name: str) -> Exercise:
    """Return the exercise with this slug, or in this folder."""
    for folder in (SHELF / name, Path(name)):
        if (folder / "exercise.yaml").is_file():
            return Exercise.from_folder(folder)
    raise SystemExit(missing(f"there is no exercise {name}"))


def missing(message: str) -> int:
    """Say what is not there; the exit code is that of whoever asked for it."""
    print(f"python -m grader: {message}", file=sys.stderr)
    return 1


def source_of(name: str) -> str:
    """Return a file's text; what is no UTF-8 becomes a lone surrogate, which the grader explains."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise SystemExit(missing(f"{name}: {error.strerror}")) from None
    return data.decode("utf-8", "surrogateescape")


def opened() -> Backend:
    """Return the sandbox that JIETI_SANDBOX chooses. Raises OurFault if it names none."""
    try:
        return open_host()
    except ValueError as error:
        raise OurFault(str(error)) from None


def check_command(arguments: argparse.Namespace, host: Backend) -> int:
    """Grade one file and print the verdict."""
    exercise = find(arguments.exercise)
    source = source_of(arguments.file)
    verdict = grade(exercise, source, host, device=arguments.device, seed=arguments.seed)
    if arguments.json:
        print(json.dumps(verdict.to_json(), ensure_ascii=False, indent=1, allow_nan=False))
        if verdict.status.exit_code > 1:
            print(verdict.reason, file=sys.stderr)
    else:
        print(render(verdict, exercise, arguments.lang, f"{arguments.exercise} {arguments.file}"))
    return verdict.status.exit_code


def reproduce_command(arguments: argparse.Namespace) -> int:
    """Print a program; nothing runs here."""
    exercise = find(arguments.exercise)
    if arguments.check not in [check.id for check in exercise.spec.checks]:
        return missing(f"{exercise.slug} has no check {arguments.check}")
    print(script(exercise, arguments.check, arguments.seed), end="")
    return 0


def verify_command(arguments: argparse.Namespace, host: Backend) -> int:
    """Prove exercises and print what was found."""
    names = arguments.exercises or sorted(path.parent.name for path in SHELF.glob("*/exercise.yaml"))
    began = time.monotonic()
    proofs = verify([find(name) for name in names], host, max(1, arguments.seeds))
    took = time.monotonic() - began
    good = bool(proofs) and all(proof.holds for proof in proofs)
    if arguments.json:
        print(json.dumps(summary(proofs, good, took), ensure_ascii=False, indent=1))
    else:
        print(table(proofs, took))
    return 0 if good else 2


def summary(proofs: list[Proof], good: bool, wall_s: float) -> dict[str, Any]:
    """Return the proofs and their sums for --json."""
    sums = {key: value for key, value in total(proofs).to_json().items() if key not in ("slug", "ok", "problems")}
    exercises = [proof.to_json() for proof in proofs]
    return {"ok": good, "wall_s": round(wall_s, 1), "total": sums, "exercises": exercises}


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks and return the exit code."""
    arguments = parser().parse_args(argv)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        if arguments.command == "reproduce":
            return reproduce_command(arguments)
        command = {"check": check_command, "verify": verify_command}[arguments.command]
        with opened() as host:
            return command(arguments, host)
    except AuthorFault as fault:
        print(fault, file=sys.stderr)
        return 2
    except OurFault as fault:
        print(f"our fault: {fault}", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
