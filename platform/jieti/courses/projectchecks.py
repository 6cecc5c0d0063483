"""What is wrong with a project: texts that differ in structure, links that lead nowhere, ids that occur twice."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from django.utils.translation import gettext as _

from jieti.courses.anchors import FENCE, anchors, pictures
from jieti.courses.content import Curriculum, ProjectContent
from jieti.courses.crosschecks import Slugs, missing
from jieti.courses.problems import Problem

HEADING = re.compile(r"^(#+) .*?(?:\{:?[^{}]*#([\w-]+)[^{}]*\})?\s*$")
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
OURS = re.compile(r"^/(lesson|exercise|project)s/([a-z0-9-]+)/(?:#([\w-]+))?$")
CODE = re.compile(r"`[^`\n]*`")


def project_texts(name: str, body: dict[str, str]) -> Iterator[Problem]:
    """Yield where the two texts of a project are not of one structure, and pictures, which a project has none of."""
    zh, en = (list(_structure(body[language])) for language in ("zh", "en"))
    for (line_zh, part_zh), (line_en, part_en) in zip_longest(zh, en, fillvalue=(0, "")):
        if part_zh != part_en:
            other = f"{name}/zh.md:{line_zh}" if line_zh else f"{name}/zh.md"
            told = {"here": part_en or _("nothing"), "there": part_zh or _("nothing"), "where": other}
            message = _("not of one structure with the Chinese text: %(here)s here, %(there)s in %(where)s")
            yield Problem(f"{name}/en.md", line_en, message % told)
            break
    for language, text in body.items():
        for line, picture in pictures(text):
            yield Problem(f"{name}/{language}.md", line, _("a project shows no picture: %(name)s") % {"name": picture})


def _structure(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, what is there) of every heading with its id, every block of code, every line of a table."""
    for match in FENCE.finditer(text):
        first, *rest = match[0].split("\n")
        line = text.count("\n", 0, match.start()) + 1
        yield line, f"{first} ({len(rest) - 1})"
    for number, row in _lines(text):
        heading = HEADING.match(row)
        if heading:
            yield number, f"{heading[1]} #{heading[2]}" if heading[2] else heading[1]
        elif row.startswith("|"):
            yield number, f"| ({row.count('|')})"


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines outside of code, with their numbers."""
    blanked = FENCE.sub(lambda match: "\n" * match[0].count("\n"), text)
    yield from enumerate(blanked.split("\n"), 1)


def project_checks(curriculum: Curriculum, slugs: Slugs) -> Iterator[Problem]:
    """Yield ids that occur twice, exercises that do not exist, and links that lead nowhere."""
    paragraphs = {lesson.slug: set.intersection(*map(anchors, lesson.body.values())) for lesson in curriculum.lessons}
    for project in curriculum.projects:
        yield from _ids(project)
        yield from _exercises(project, slugs)
        for file, line, target in _links(project):
            message = _lost(target, file, project, slugs, paragraphs)
            if message:
                yield Problem(file, line, message)


def _ids(project: ProjectContent) -> Iterator[Problem]:
    name = f"projects/{project.slug}/project.yaml"
    for part in ("milestones", "checklist"):
        seen: set[str] = set()
        for n, entry in enumerate(getattr(project.file, part)):
            if entry.id in seen:
                line = project.located.line((part, n, "id"))
                yield Problem(name, line, _("%(word)s occurs twice") % {"word": entry.id})
            seen.add(entry.id)


def _exercises(project: ProjectContent, slugs: Slugs) -> Iterator[Problem]:
    for n, milestone in enumerate(project.file.milestones):
        for m, slug in enumerate(milestone.exercises):
            if slug not in slugs["exercises"]:
                line = project.located.line(("milestones", n, "exercises", m))
                yield Problem(f"projects/{project.slug}/project.yaml", line, missing("exercise") % {"slug": slug})


def _links(project: ProjectContent) -> Iterator[tuple[str, int, str]]:
    """Yield (file, line, target) of every link of a project."""
    for language, text in project.body.items():
        for number, row in _lines(text):
            for target in LINK.findall(CODE.sub("", row)):
                yield f"projects/{project.slug}/{language}.md", number, target
    for n, milestone in enumerate(project.file.milestones):
        for part in ("do", "shows"):
            for language, words in getattr(milestone, part).model_dump().items():
                for target in LINK.findall(CODE.sub("", words)):
                    line = project.located.line(("milestones", n, part, language))
                    yield f"projects/{project.slug}/project.yaml", line, target


def _lost(target: str, file: str, project: ProjectContent, slugs: Slugs, paragraphs: dict[str, set[str]]) -> str | None:
    """Return what is wrong with a link; None if it leads somewhere, or out of the house by https."""
    ours = OURS.match(target)
    if target.startswith("https://"):
        return None
    if target.startswith("#"):
        known = set.intersection(*map(anchors, project.body.values()))
        found = {"id": target[1:], "file": file}
        return None if target[1:] in known else _("no paragraph #%(id)s in %(file)s") % found
    if not ours:
        return _("not a link to a lesson, exercise, project or https address: %(target)s") % {"target": target}
    kind, slug, anchor = ours.groups()
    if slug not in slugs[f"{kind}s"]:
        return missing(kind) % {"slug": slug}
    if anchor and kind == "lesson" and anchor not in paragraphs.get(slug, {anchor}):
        return _("no paragraph #%(id)s in %(file)s") % {"id": anchor, "file": f"lessons/{slug}"}
    return None
