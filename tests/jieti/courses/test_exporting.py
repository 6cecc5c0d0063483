"""What was exported can be loaded again, and nothing changes."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from jieti.courses.exporting import export
from jieti.courses.loading import load
from jieti.courses.models import ExerciseVersion, Lesson, Track
from jieti.courses.reading import read_curriculum
from tests.jieti.courses.test_loading import edit_in_browser


def files_in(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_the_files_come_back(track: Track, folder: Path, tmp_path: Path) -> None:
    export(tmp_path / "out", folder)
    exported, original = files_in(tmp_path / "out"), files_in(folder)
    assert exported.keys() == original.keys()
    same = [name for name in original if not name.endswith("lesson.yaml")]
    assert {name: exported[name] for name in same} == {name: original[name] for name in same}


def test_loading_an_export_changes_nothing(track: Track, folder: Path, tmp_path: Path) -> None:
    export(tmp_path / "out", folder)
    assert load(read_curriculum(tmp_path / "out")).is_quiet


def test_what_the_browser_wrote_is_exported(lesson: Lesson, folder: Path, tmp_path: Path) -> None:
    edit_in_browser(lesson, "## Scaling {#scale}\r\n\r\nWritten in the browser.")
    export(tmp_path / "out", folder)
    assert (tmp_path / "out/lessons/attention/en.md").read_text() == "## Scaling {#scale}\n\nWritten in the browser.\n"
    outcome = load(read_curriculum(tmp_path / "out"))
    assert outcome.is_quiet and not outcome.conflicts


def test_a_name_that_leads_out_is_refused(track: Track, folder: Path, tmp_path: Path) -> None:
    version = ExerciseVersion.objects.get(exercise__slug="dot")
    version.files["../../escaped.py"] = "x"
    version.save()
    with pytest.raises(ValueError, match="leads out"):
        export(tmp_path / "out", folder)
    assert not (tmp_path / "escaped.py").exists()


def test_the_command(track: Track, tmp_path: Path, settings: Callable[..., None]) -> None:
    out = StringIO()
    call_command("export_curriculum", tmp_path / "out", stdout=out)
    assert "1" in out.getvalue() and (tmp_path / "out/tracks/0-short.yaml").is_file()
