"""An exercise: a folder of texts, read and never executed."""

import functools
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from grader.faults import AuthorFault
from grader.spec import Spec
from grader.yamltext import Located, YamlProblem

REQUIRED = ("exercise.yaml", "statement.zh.md", "statement.en.md", "starter.py", "solution.py", "probe.py")
MAX_FILE = 512 * 1024
KNOWN = re.compile(
    r"exercise\.yaml|statement\.(zh|en)\.md|(starter|solution|probe)\.py|(wrong|right)/[a-z0-9-]+\.py|[\w-]+\.svg"
)


@dataclass(frozen=True)
class Problem:
    """Something an author has to repair. `line` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


@dataclass(frozen=True)
class Exercise:
    """A slug and the files of its folder, by name ("wrong/no-scale.py")."""

    slug: str
    files: Mapping[str, str]

    @classmethod
    def from_files(cls, slug: str, files: Mapping[str, str]) -> Self:
        """Take the files from wherever they are kept."""
        return cls(slug, dict(sorted(files.items())))

    @classmethod
    def from_folder(cls, folder: Path) -> Self:
        """Read every file of a folder but hidden ones and caches.

        Raises AuthorFault for what is no UTF-8 text, and OSError.
        """
        files = {}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in name.parts):
                try:
                    files[name.as_posix()] = path.read_text(encoding="utf-8")
                except UnicodeDecodeError:
                    raise AuthorFault(f"{folder.name}/{name} is not UTF-8 text") from None
        return cls.from_files(folder.resolve().name, files)

    @functools.cached_property
    def version(self) -> str:
        """A digest over names and contents; submissions are pinned to it."""
        digest = hashlib.sha256()
        for name, text in sorted(self.files.items()):
            for part in (name, text):
                data = part.encode("utf-8", "surrogatepass")
                digest.update(len(data).to_bytes(8, "big") + data)
        return digest.hexdigest()

    @property
    def spec(self) -> Spec:
        """What exercise.yaml says. Raises AuthorFault if it cannot be read."""
        spec, problems = read_spec(self.files.get("exercise.yaml", ""))
        if spec is None:
            raise AuthorFault("; ".join(map(str, problems)))
        return spec

    def file(self, name: str) -> bytes:
        """Return a file's bytes. Raises AuthorFault if it is missing."""
        if name not in self.files:
            raise AuthorFault(f"{name} is missing")
        return self.files[name].encode("utf-8", "surrogatepass")

    def problems(self) -> list[Problem]:
        """Return everything that is wrong with the files, as far as reading them can tell; `verify` tells the rest."""
        spec, found = read_spec(self.files.get("exercise.yaml", ""))
        return [*found, *self._file_problems(), *(self._listing_problems(spec) if spec else [])]

    def _file_problems(self) -> Iterator[Problem]:
        for name in REQUIRED:
            if not self.files.get(name, "").strip():
                yield Problem(name, 0, "missing or empty")
        for name, text in self.files.items():
            if not KNOWN.fullmatch(name):
                yield Problem(name, 0, "not a file an exercise has")
            if len(text) > MAX_FILE:
                yield Problem(name, 0, f"longer than {MAX_FILE} characters")

    def _listing_problems(self, spec: Spec) -> Iterator[Problem]:
        located = Located(self.files["exercise.yaml"])
        listed = {"wrong": [w.id for w in spec.wrong], "right": list(spec.right)}
        for kind, ids in listed.items():
            for index, name in enumerate(ids):
                if f"{kind}/{name}.py" not in self.files:
                    line = located.line((kind, index))
                    yield Problem("exercise.yaml", line, f"{kind}/{name}.py is listed but missing")
        for index, wrong in enumerate(spec.wrong):
            for name in set(wrong.loose) - {check.id for check in spec.checks}:
                line = located.line(("wrong", index, "loose"))
                yield Problem("exercise.yaml", line, f"wrong.{index}.loose: there is no check {name}")
        for name in self.files:
            kind, _, rest = name.partition("/")
            if kind in listed and rest.removesuffix(".py") not in listed[kind]:
                yield Problem(name, 0, f"not listed under {kind} in exercise.yaml")


@functools.lru_cache(maxsize=256)
def read_spec(text: str) -> tuple[Spec | None, tuple[Problem, ...]]:
    """Parse exercise.yaml: the spec if there is nothing wrong with it, and all that is."""
    try:
        located = Located(text)
    except YamlProblem as error:
        return None, (Problem("exercise.yaml", error.line, error.message),)
    try:
        spec = Spec.model_validate(located.data)
    except ValidationError as error:
        return None, tuple(
            Problem("exercise.yaml", located.line(item["loc"]), f"{place(item['loc'])}{item['msg']}")
            for item in error.errors(include_url=False, include_input=False)
        )
    repeated = tuple(
        Problem("exercise.yaml", located.line(path), f"the id {name} occurs twice") for path, name in spec.repeated()
    )
    return (None if repeated else spec), repeated


def place(path: tuple[str | int, ...]) -> str:
    """Return "checks.2.title: " for a path; nothing for the document itself."""
    return ".".join(map(str, path)) + ": " if path else ""
