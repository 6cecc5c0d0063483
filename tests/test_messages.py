"""`make messages` and its check."""

from pathlib import Path

import polib
import pytest

from tests import messages

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Today"\nmsgstr "今日"\n'


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "platform/jieti/study/locale/zh_Hans/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO, encoding="utf-8")
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    return path


def test_check_only_says_what_is_stale(catalogue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.main(["--check"]) == 1
    assert "study" in capsys.readouterr().out
    assert not catalogue.with_suffix(".mo").exists()


def test_compiling_makes_it_current(catalogue: Path) -> None:
    assert messages.main([]) == 0
    assert [entry.msgstr for entry in polib.mofile(str(catalogue.with_suffix(".mo")))] == ["今日"]
    assert messages.main(["--check"]) == 0
    catalogue.write_text(PO.replace("今日", "今天"), encoding="utf-8")
    assert messages.main(["--check"]) == 1
