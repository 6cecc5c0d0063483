"""The code of lessons that readers can run: where it stands, and whether it does what the page says.

It runs in cells, all blocks of a lesson in order, as the page's Run button has them run.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext as _

from grader import run_blocks
from grader.cells import Host
from jieti.courses.content import LessonContent
from jieti.courses.problems import Problem
from jieti.lib.bilingual import pick

FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.M | re.S)
RUN, OUTPUT = {".python", ".run"}, {".text", ".output"}
NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?")
STOPPED = re.compile(r'File "block (\d+)", line (\d+)')


@dataclass(frozen=True)
class Block:
    """A block that can be run, the line of its file on which its code begins, and the output shown below it."""

    code: str
    line: int
    shown: str = ""


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a lesson's text, in order."""
    fences = list(FENCE.finditer(text))
    found = []
    for fence, after in zip_longest(fences, fences[1:]):
        if _classes(fence) >= RUN:
            shown = after[2].rstrip("\n") if after and _classes(after) >= OUTPUT else ""
            found.append(Block(fence[2], text.count("\n", 0, fence.start()) + 2, shown))
    return found


def _classes(fence: re.Match[str]) -> set[str]:
    return set(fence[1].strip().strip("{}").split())


def program(blocks: Iterable[Block]) -> str:
    """Return them as one source for `grader.run_blocks`."""
    return "".join(f"# %%\n{block.code}\n" for block in blocks)


def broken(lessons: Iterable[LessonContent], host: Host) -> list[Problem]:
    """Run every lesson's code and return what does not run, or prints something else than what is shown."""
    problems = []
    for lesson in lessons:
        seen: set[str] = set()
        for language in ("en", "zh"):
            blocks = blocks_of(lesson.body[language])
            if blocks and program(blocks) not in seen:  # both languages have the same code, unless that is the mistake
                seen.add(program(blocks))
                problems += _broken(f"lessons/{lesson.slug}/{language}.md", blocks, host)
    return problems


def _broken(file: str, blocks: list[Block], host: Host) -> list[Problem]:
    result = run_blocks(program(blocks), host)
    if result.status != "ok":
        stops = STOPPED.findall(result.stderr)
        number, line = (int(digits) for digits in stops[-1]) if stops else (1, 1)
        return [Problem(file, blocks[number - 1].line + line - 1, _("this code does not run: ") + pick(result.message))]
    printed = zip(blocks, [*result.printed, result.stdout], strict=True)
    words = _("this code prints something else than what is shown below it")
    return [Problem(file, block.line, words) for block, text in printed if not same_output(text, block.shown)]


def same_output(printed: str, shown: str) -> bool:
    """Compare words exactly, and numbers to within 5 % or 0.03, for other processors round training differently."""
    if " ".join(NUMBER.sub("#", printed).split()) != " ".join(NUMBER.sub("#", shown).split()):
        return False
    pairs = zip(NUMBER.findall(printed), NUMBER.findall(shown), strict=True)
    return all(math.isclose(float(a), float(b), rel_tol=0.05, abs_tol=0.03) for a, b in pairs)
