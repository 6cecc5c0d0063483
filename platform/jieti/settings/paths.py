"""Where things lie, in a checkout and in an installed wheel."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REPOSITORY = PACKAGE.parent.parent
IN_CHECKOUT = (REPOSITORY / "manage.py").exists()
ROOT = REPOSITORY if IN_CHECKOUT else PACKAGE

VAR = Path(os.environ.get("JIETI_VAR", ROOT / "var" if IN_CHECKOUT else Path.cwd() / "var")).resolve()
CURRICULUM = ROOT / "curriculum"
TEMPLATES = ROOT / "templates"
CELL_PYTHON = Path(os.environ.get("JIETI_CELL_PYTHON", ROOT / ".venv-cell" / "bin" / "python"))
