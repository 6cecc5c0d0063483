"""The harness that runs main.py block by block, as the code of a lesson is read: `# %%` begins a block.

All blocks share their names. What the last one prints goes where a program's prints go, and what it draws becomes
pictures; of the earlier ones only the prints are kept, for whoever compares them.
"""

import builtins
import contextlib
import io
import json
import linecache
import re
import sys
import types
import warnings
from pathlib import Path
from typing import Any

from sandbox.inside.script import MAIN

BORDER = re.compile(r"^# %%.*\n?", re.M)
MOST_FIGURES = 4
MOST_PIXELS = 2000  # of a side
DPI = 100


def run(request: tuple[bytes, bytes], work: Path) -> tuple[bytes, bytes]:
    """Run the blocks. The answer: what each but the last printed, and the sizes of the figures, which are PNG, in
    the blob; what a block raises is left to the caller.
    """
    first, *blocks = BORDER.split((work / MAIN).read_text("utf-8"))
    blocks = [first, *blocks] if first.strip() else blocks
    module = types.ModuleType("__main__")
    module.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = module
    sys.argv[:] = [MAIN]
    warnings.filterwarnings(
        "ignore", message="FigureCanvasAgg is non-interactive"
    )  # plt.show() is none of its business
    printed = []
    for number, block in enumerate(blocks[:-1], 1):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            _run(block, number, module)
        printed.append(out.getvalue())
        _close_figures()
    for number, block in list(enumerate(blocks, 1))[-1:]:
        _run(block, number, module)
    figures = _figures()
    header = {"printed": printed, "figures": [len(figure) for figure in figures]}
    return json.dumps(header).encode(), b"".join(figures)


def _run(block: str, number: int, module: types.ModuleType) -> None:
    name = f"block {number}"
    linecache.cache[name] = (len(block), None, block.splitlines(keepends=True), name)  # for tracebacks
    code = compile(block, name, "exec")
    exec(code, module.__dict__)  # this line is what all the walls are for


def _pyplot() -> Any:
    return sys.modules.get("matplotlib.pyplot")


def _close_figures() -> None:
    if pyplot := _pyplot():
        pyplot.close("all")


def _figures() -> list[bytes]:
    """Return the open figures as PNG, the first few of them, shrunk where they are too large."""
    if not (pyplot := _pyplot()):
        return []
    found = []
    for number in pyplot.get_fignums()[:MOST_FIGURES]:
        figure = pyplot.figure(number)
        dpi = min(DPI, MOST_PIXELS / (max(figure.get_size_inches()) + 0.3))  # some of it is the edge
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=dpi, facecolor="white", bbox_inches="tight")
        found.append(out.getvalue())
    pyplot.close("all")
    return found
