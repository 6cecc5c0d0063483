"""The harness that runs main.py as a program, as `python main.py` would."""

import atexit
import builtins
import sys
import threading
import types
from pathlib import Path

MAIN = "main.py"


def run(request: tuple[bytes, bytes], work: Path) -> tuple[bytes, bytes]:
    """Run main.py to its end, threads and exit handlers included; what it raises is left to the caller."""
    module = types.ModuleType("__main__")
    module.__file__ = f"{work}/{MAIN}"
    with open(module.__file__, "rb") as file:
        source = file.read()
    module.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = module
    sys.argv[:] = [MAIN]
    code = parsed(source)
    try:
        exec(code, module.__dict__)  # this line is what all the walls are for
    except SystemExit as ending:
        if ending.code not in (None, 0):
            raise
    if threading.active_count() > 1:
        getattr(threading, "_shutdown")()  # noqa: B009 -- waits for the program's threads; not in the stubs
    getattr(atexit, "_run_exitfuncs")()  # noqa: B009 -- not in the stubs either
    return b"{}", b""


def parsed(source: bytes) -> types.CodeType:
    """Compile; a parser that has run out of its own stack says MemoryError, which would be mistaken for the
    limit.
    """
    try:
        return compile(source, MAIN, "exec")
    except (MemoryError, RecursionError, ValueError) as error:
        raise SyntaxError(f"Python cannot parse this: {error or 'too deeply nested'}") from None
