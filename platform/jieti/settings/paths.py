"""Where things lie, in a checkout and in an installed wheel."""

import hashlib
import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REPOSITORY = PACKAGE.parent.parent
IN_CHECKOUT = (REPOSITORY / "manage.py").exists()
ROOT = REPOSITORY if IN_CHECKOUT else PACKAGE

VAR = Path(os.environ.get("JIETI_VAR", ROOT / "var" if IN_CHECKOUT else Path.cwd() / "var")).resolve()
STATIC = Path(os.environ.get("JIETI_STATIC", VAR / "static"))  # collected; in an image they are there already
CURRICULUM = Path(os.environ.get("JIETI_CURRICULUM", ROOT / "curriculum"))
TEMPLATES = ROOT / "templates"
CELL_PYTHON = Path(os.environ.get("JIETI_CELL_PYTHON", ROOT / ".venv-cell" / "bin" / "python"))

# A Unix socket's path holds 108 bytes, its closing zero among them.
SOCKET_PATH_LIMIT = 100


def broker_socket() -> Path:
    """Return where the embedded broker listens: in VAR, or in a folder of ours under /tmp where VAR is too deep."""
    path = VAR / "run" / "valkey.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
        return path
    digest = hashlib.sha256(os.fsencode(VAR)).hexdigest()[:12]
    return Path(f"/tmp/jieti-{os.getuid()}-{digest}") / "valkey.sock"
