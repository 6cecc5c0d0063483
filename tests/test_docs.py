"""The documentation keeps up with the code, and says the same in both languages."""

import argparse
import re
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands
from pydantic import BaseModel

import grader.__main__
import sandbox.__main__
from grader.exercise import read_spec
from grader.spec import Spec
from jieti.courses.content import GlossaryFile, LessonFile, ProjectFile, TrackFile

ROOT = Path(__file__).resolve().parents[1]
PAIRS = [
    ("README.md", "README.zh.md"),
    *((f"docs/{n}.md", f"docs/{n}.zh.md") for n in ("guide", "deploy", "authoring")),
]
LANGUAGES = {"en": [pair[0] for pair in PAIRS], "zh": [pair[1] for pair in PAIRS]}
CODE = ["manage.py", "platform/**/*.py", "grader/**/*.py", "sandbox/**/*.py"]
BLOCK = re.compile(r"^(`{3,}|~{3,})(.*?)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?: {4}.*\n)+", re.MULTILINE)
INLINE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(params=LANGUAGES)
def documentation(request: pytest.FixtureRequest) -> str:
    """All that a reader of one language has."""
    return "\n".join(read(name) for name in LANGUAGES[request.param])


def mentions(text: str, word: str) -> bool:
    """Whether the word stands in code: in backticks, a fence or an indented block. Prose has too many common words."""
    code = [match[3] for match in BLOCK.finditer(text)] + INDENTED.findall(text) + INLINE.findall(BLOCK.sub("", text))
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", "\n".join(code)) is not None


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    (choices,) = (a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(choices)


def keys(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[str]:
    """Every key that a file of this shape may have, at any depth."""
    if model in seen:
        return set()
    seen.add(model)
    found = set(model.model_fields)
    for field in model.model_fields.values():
        for part in parts(field.annotation):
            found |= keys(part, seen)
    return found


def parts(annotation: object) -> list[type[BaseModel]]:
    """The models inside of an annotation such as list[Check] or Tolerance | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in getattr(annotation, "__args__", ()) for model in parts(inner)]


def test_every_management_command_is_documented(documentation: str) -> None:
    ours = [name for name, app in get_commands().items() if str(app).startswith("jieti.")]
    assert {"up", "backup", "load_curriculum"} <= set(ours)
    assert not [name for name in ours if not mentions(documentation, name)]


@pytest.mark.parametrize("module", [grader.__main__, sandbox.__main__], ids=lambda module: module.__package__)
def test_every_subcommand_and_its_options_are_documented(documentation: str, module: object) -> None:
    name = getattr(module, "__package__", "")
    for command, parser in subcommands(module.parser()).items():  # type: ignore[attr-defined]  # both have one
        assert f"python -m {name} {command}" in documentation
        options = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
        assert not [option for option in options - {"--help"} if not mentions(documentation, option)]


@pytest.mark.parametrize(
    "model", [Spec, LessonFile, TrackFile, ProjectFile], ids=["exercise.yaml", "lesson.yaml", "tracks", "project.yaml"]
)
def test_every_key_of_a_content_file_is_documented(documentation: str, model: type[BaseModel]) -> None:
    assert not [key for key in sorted(keys(model, set())) if not mentions(documentation, key)]


def test_every_environment_variable_is_documented(documentation: str) -> None:
    read_by_code = {
        found
        for pattern in CODE
        for path in ROOT.glob(pattern)
        for found in re.findall(r"[\"'](JIETI_[A-Z_]+|REDIS_URL|DATABASE_URL)[\"']", path.read_text(encoding="utf-8"))
    }
    assert "JIETI_VAR" in read_by_code
    assert not [name for name in sorted(read_by_code) if not mentions(documentation, name)]


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_both_languages_have_the_same_parts(english: str, chinese: str) -> None:
    one, other = outline(read(english)), outline(read(chinese))
    assert one == other


def outline(text: str) -> tuple[list[int], list[str], int, int]:
    """The levels of the headings, the languages of the fences, the number of indented blocks and of table rows."""
    prose = BLOCK.sub("\n", text)
    levels = [len(marks) for marks in re.findall(r"^(#+) ", prose, re.MULTILINE)]
    fences = [match[2] for match in BLOCK.finditer(text)]
    return levels, fences, len(INDENTED.findall(prose)), len(re.findall(r"^\|", prose, re.MULTILINE))


@pytest.mark.parametrize("name", PAIRS[-1])
def test_the_examples_for_authors_are_valid(name: str) -> None:
    lesson, glossary, exercise = [match[3] for match in BLOCK.finditer(read(name)) if match[2] == "yaml"][:3]
    assert LessonFile.model_validate(yaml.safe_load(lesson)).cards
    assert GlossaryFile.model_validate(yaml.safe_load(glossary)).terms
    assert read_spec(exercise)[1] == ()
    (project,) = [match[3] for match in BLOCK.finditer(read(name)) if "\nchecklist:" in match[3]]
    assert ProjectFile.model_validate(yaml.safe_load(project)).milestones


@pytest.mark.parametrize("name", [*LANGUAGES["en"], *LANGUAGES["zh"], "docs/architecture.md", "docs/sandbox.md"])
def test_links_lead_somewhere(name: str) -> None:
    prose = INLINE.sub("", BLOCK.sub("", read(name)))
    targets = [target.partition("#")[0] for target in LINK.findall(prose)]
    local = [target for target in targets if target and "://" not in target]
    assert not [target for target in local if not (ROOT / name).parent.joinpath(target).exists()]
