"""docs/hostile.md: every promise, what keeps it, and the test that proves it.

The tests say what is promised, the page says what keeps it. `python -m tests.sandbox.promises` renews the page: a new
test gets a row with nothing in it, to be filled in by hand, and a row whose test is gone goes too.
"""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "hostile.md"
PROMISE = re.compile(r"^def (test_(?:cannot|finds_no|sees_only|holds_no|inherits_no|any)_\w+)", re.MULTILINE)
CONTROL = re.compile(r"^def (test_\w+)", re.MULTILINE)
ROW = re.compile(r"^\| `(test_\w+)` \| (.*) \|$", re.MULTILINE)
HONEST = "tests/sandbox/test_honest.py"
GROUPS = {
    "tests/sandbox/test_processes.py": "Processes and time",
    "tests/sandbox/test_memory.py": "Memory",
    "tests/sandbox/test_disk.py": "Disk and files",
    "tests/sandbox/test_output.py": "Output",
    "tests/sandbox/test_answer.py": "The answer",
    "tests/sandbox/test_secrets.py": "Secrets",
    "tests/sandbox/test_network.py": "Network",
    "tests/sandbox/test_kernel.py": "The kernel",
    "tests/sandbox/test_births.py": "Between zygote and warden",
    "tests/sandbox/test_ordinary_user.py": "Without control groups",
    "tests/sandbox/test_fuzz.py": "Anything at all",
    "tests/grader/test_frames.py": "What the judge reads",
    "tests/grader/test_hostile.py": "The judge",
}
HEAD = """# What a program cannot do

**{promises} promises, {controls} honest controls.** Each promise is a test, most of them with many programs, and runs
with every change. After each program the same host must do good work at once, and these must be as before
(`tests/sandbox/invariants.py`): processes and control groups; files of ours, of the interpreter's, of the system's; a
folder anybody may write; mounts, locks, keys, System V objects, shared memory; our limits, processors, priority, clock,
environment and descriptors. Secrets in our environment, in a file and in another job's source must be nowhere in what
comes back, and nobody may have connected to three servers of ours. Two thousand submissions, one in five hostile, four
at a time, leave nothing (`tests/soak`).

`python -m tests.sandbox.promises` renews this page from the tests; the right column is written by hand.
"""
TAIL_MARK = "## Honest controls"


def promises(file: str) -> list[str]:
    """Return the names of the tests in `file` that are promises, in their order."""
    return PROMISE.findall((PROJECT / file).read_text(encoding="utf-8"))


def controls() -> list[str]:
    """Return the names of the tests that honest work is not refused."""
    return CONTROL.findall((PROJECT / HONEST).read_text(encoding="utf-8"))


def unlisted() -> list[str]:
    """Return the files with promises in them that belong to no group."""
    files = [*PROJECT.glob("tests/sandbox/test_*.py"), *PROJECT.glob("tests/grader/test_*.py")]
    names = [str(path.relative_to(PROJECT)) for path in files]
    return [name for name in names if name not in GROUPS and promises(name)]


def render(page: str) -> str:
    """Return the page as it should be, with the words and the last part of `page` kept."""
    keeps = dict(ROW.findall(page))
    total = sum(len(promises(file)) for file in GROUPS)
    parts = [HEAD.format(promises=total, controls=len(controls()))]
    for file, title in GROUPS.items():
        rows = [f"| `{name}` | {keeps.get(name, '')} |" for name in promises(file)]
        parts.append("\n".join([f"## {title}\n", f"`{file}`\n", "| promise | kept by |", "|---|---|", *rows, ""]))
    tail = page.partition(TAIL_MARK)[2].partition("\n\n")[2].partition("\n\n")[2]
    names = ", ".join(f"`{name}`" for name in controls())
    return "\n".join(parts) + f"\n{TAIL_MARK}\n\n`{HONEST}`: {names}.\n\n{tail}"


def main() -> None:
    """Renew the page."""
    PAGE.write_text(render(PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""), encoding="utf-8")


if __name__ == "__main__":
    main()
