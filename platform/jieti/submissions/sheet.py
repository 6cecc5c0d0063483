"""What a learner reads about an exercise: the published folder of one version, minus everything that is the judge's."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from django.utils.safestring import SafeString

from jieti.courses.models import ExerciseVersion
from jieti.lib.bilingual import content_language
from jieti.lib.markdown import render

Text = dict[str, str]


@dataclass(frozen=True)
class Manifest:
    """The part of exercise.yaml that people see."""

    title: Text
    summary: Text
    hints: list[Text]
    concepts: list[str]
    group: str
    check_titles: dict[str, Text]


@dataclass(frozen=True)
class Sheet:
    """One version of an exercise, ready to be shown."""

    manifest: Manifest
    starter: str
    statement: Text  # Markdown

    @property
    def html(self) -> SafeString:
        """The statement in the reader's language."""
        language = content_language()
        text = self.statement.get(language) or next(iter(self.statement.values()), "")
        return render(text).html

    @property
    def hints(self) -> list[SafeString]:
        """The hints in the reader's language, one step after the other."""
        language = content_language()
        return [render(hint.get(language) or hint.get("en", "")).html for hint in self.manifest.hints]


def sheet_of(version: ExerciseVersion) -> Sheet:
    """Read the files of a version."""
    files = version.files
    statement = {code: files[name] for code in ("zh", "en") if (name := f"statement.{code}.md") in files}
    return Sheet(manifest(files.get("exercise.yaml", "")), files.get("starter.py", ""), statement)


@lru_cache(maxsize=512)
def manifest(text: str) -> Manifest:
    """Read an exercise.yaml; it was validated when it was published."""
    data: dict[str, Any] = yaml.safe_load(text) or {}
    return Manifest(
        title=data.get("title", {}),
        summary=data.get("summary", {}),
        hints=data.get("hints", []),
        concepts=data.get("concepts", []),
        group=str(data.get("group") or ""),
        check_titles={check["id"]: check.get("title", {}) for check in data.get("checks", [])},
    )
