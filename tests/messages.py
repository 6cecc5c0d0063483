"""`python -m tests.messages` compiles every .po of ours into its .mo; with --check it only names the stale (exit 1)."""

import sys
from collections.abc import Sequence
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]


def catalogues() -> list[Path]:
    """Return every .po file of ours."""
    return sorted((ROOT / "platform" / "jieti").glob("**/locale/*/LC_MESSAGES/*.po"))


def is_stale(path: Path) -> bool:
    """Say whether the .mo beside a .po says something else, or is missing."""
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or _texts(polib.pofile(str(path))) != _texts(polib.mofile(str(compiled)))


def _texts(catalogue: polib._BaseFile) -> set[tuple[str | None, str, str, str]]:
    entries = catalogue.translated_entries()
    return {(entry.msgctxt, entry.msgid, entry.msgstr, str(entry.msgstr_plural)) for entry in entries}


def compile_all() -> list[Path]:
    """Write the .mo files that are stale; return their .po files."""
    stale = [path for path in catalogues() if is_stale(path)]
    for path in stale:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return stale


def main(arguments: Sequence[str]) -> int:
    """Compile, or check."""
    check = "--check" in arguments
    stale = [path for path in catalogues() if is_stale(path)] if check else compile_all()
    for path in stale:
        print(f"{'stale' if check else 'compiled'}: {path.relative_to(ROOT)}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
