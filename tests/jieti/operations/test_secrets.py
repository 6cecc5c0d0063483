"""Generated secrets: made once, kept, readable by their owner only."""

import stat
import subprocess
import sys
from pathlib import Path

from jieti.settings.secrets import generated


def test_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    first = generated(folder, "django")
    assert len(first) >= 60 and generated(folder, "django") == first
    assert stat.S_IMODE((folder / "django").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from jieti.settings.secrets import generated; "
        f"print(generated(Path({str(tmp_path)!r}), 'x'))"
    )
    started = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(6)]
    assert len({process.communicate()[0] for process in started}) == 1
