"""python -m sandbox run FILE | doctor"""

import argparse
import base64
import json
import sys
from dataclasses import asdict
from pathlib import Path

from sandbox import doctor
from sandbox.backend import NAMES, Backend, open_host
from sandbox.contract import Job, Limits, Report, Status
from sandbox.host import IMAGES

UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def size(text: str) -> int:
    """Read "64M" or "1G" as bytes."""
    number, unit = text.rstrip("KMGkmg"), text[-1:].upper() if text[-1:].isalpha() else ""
    try:
        return int(float(number) * UNITS[unit])
    except (ValueError, KeyError):
        raise argparse.ArgumentTypeError(f"not a size: {text!r} (like 512M or 1G)") from None


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    whole = argparse.ArgumentParser(prog="python -m sandbox", description="Runs a program nobody trusts.")
    commands = whole.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run a Python file in a cell")
    run.add_argument("file", type=Path)
    run.add_argument("--image", choices=IMAGES, default="torch", help="what is imported already")
    run.add_argument("--wall", type=float, default=10.0, metavar="S", help="seconds by the wall clock")
    run.add_argument("--cpu", type=float, default=None, metavar="S", help="seconds of CPU; --wall if not given")
    run.add_argument("--memory", type=size, default=1 << 30, metavar="SIZE", help="for example 512M or 1G")
    run.add_argument("--backend", choices=NAMES, help="what confines; JIETI_SANDBOX if not given")
    run.add_argument("--json", action="store_true", help="the whole report as one JSON object")
    examine = commands.add_parser("doctor", help="see whether this machine can confine")
    examine.add_argument("--backend", choices=NAMES, help="what confines; JIETI_SANDBOX if not given")
    examine.add_argument("--json", action="store_true", help="one JSON object")
    return whole


def as_json(report: Report) -> str:
    """Return the report as JSON; the answer's bytes in base64."""
    answer = report.answer and {
        "header": report.answer.header.decode(errors="replace"),
        "blob": base64.b64encode(report.answer.blob).decode(),
    }
    return json.dumps({**asdict(report), "answer": answer}, ensure_ascii=False)


def run(host: Backend, file: Path, image: str, limits: Limits, whole: bool) -> int:
    """Run `file`; exit code 0 (it ended well), 1 (its fault) or 3 (ours), as `python -m grader` has them."""
    try:
        source = file.read_bytes()
    except OSError as error:
        print(f"{file}: {error.strerror}", file=sys.stderr)
        return 2
    with host:
        report = host.run(Job("script", {"main.py": source}, image=image, limits=limits))
    if whole:
        print(as_json(report))
    else:
        sys.stdout.write(report.stdout)
        sys.stderr.write(report.stderr)
        if report.status is not Status.OK:
            words = [str(report.status), report.limit and f"({report.limit})", report.detail]
            print(" ".join(word for word in words if word), file=sys.stderr)
    return {Status.OK: 0, Status.INTERNAL: 3}.get(report.status, 1)


def examine(host: Backend, whole: bool) -> int:
    """Examine this machine; exit code 0 (fit) or 1."""
    with host:
        findings = doctor.examine(host)
    good = doctor.fit(findings)
    if whole:
        print(json.dumps({"fit": good, "findings": [asdict(finding) for finding in findings]}, ensure_ascii=False))
    else:
        print(table(findings))
        print("This machine is fit to grade." if good else "This machine is NOT fit to grade.")
    return 0 if good else 1


def table(findings: list[doctor.Finding]) -> str:
    """Return the findings for a terminal: limit, held by, proved how; remedies below."""
    rows = [("", "limit", "held by", "proved how")]
    for one in findings:
        rows.append(("ok" if one.holds else "NO" if one.essential else "--", one.limit, one.held_by, one.proof))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join([*(row[n].ljust(widths[n]) for n in range(3)), row[3]]) for row in rows]
    remedies = dict.fromkeys(one.remedy for one in findings if one.remedy)
    return "\n".join([*lines, *(f"\n-> {remedy}" for remedy in remedies)])


def main() -> int:
    """Read the command line and do it."""
    options = parser().parse_args()
    try:
        host = open_host(name=options.backend)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if options.command == "doctor":
        return examine(host, options.json)
    limits = Limits(wall_s=options.wall, cpu_s=options.cpu or options.wall, memory=options.memory)
    return run(host, options.file, options.image, limits, options.json)


if __name__ == "__main__":
    sys.exit(main())
