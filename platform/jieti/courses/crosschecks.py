"""Checks between content files: keys are unique, and what is pointed to exists."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from grader.exercise import Exercise
from grader.yamltext import Located, Path
from jieti.courses.anchors import anchors
from jieti.courses.content import ConceptFile, Curriculum, TermFile, TrackContent, topics_of, walk
from jieti.courses.problems import Problem

GLOSSARY, CONCEPTS = "glossary.yaml", "concepts.yaml"
FEW = 2  # places that are named beside the first

Slugs = Mapping[str, set[str]]  # "lessons", "exercises" and "projects": the folders that exist


def crosschecks(curriculum: Curriculum, located: Mapping[str, Located], slugs: Slugs) -> Iterator[Problem]:
    """Yield everything that is wrong between files that are right in themselves."""
    seen: dict[str, str] = {}
    for content in curriculum.tracks:
        lines = located[content.name]
        yield from _keys(content, lines, seen)
        yield from _units(content, lines)
        yield from _items(content, lines, slugs)
        yield from _taught(content, lines)
        yield from _places(content, lines)
        yield from _shapes(content, lines)
    yield from _links(curriculum, slugs)


def _keys(content: TrackContent, lines: Located, seen: dict[str, str]) -> Iterator[Problem]:
    """Every key and slug once in the whole curriculum: progress is kept by them."""
    track = content.track
    found: list[tuple[Path, str, str]] = [((), track.key, "track"), (("slug",), track.slug, "slug")]
    found += [((*p.path, "key"), p.unit.key, "key") for p in walk(track.units)]
    found += [((*path, "key"), topic.key, "key") for path, topic in topics_of(track)]
    found += [(("notes", n, "id"), note.id, "note") for n, note in enumerate(track.notes)]
    found += [(("tables", n, "id"), table.id, "table") for n, table in enumerate(track.tables)]
    for path, key, kind in found:
        where = f"{content.name}:{lines.line(path)}"
        first = seen.setdefault(f"{kind} {key}", where)
        if first != where:
            message = _("%(key)s is taken: see %(where)s") % {"key": key, "where": first}
            yield Problem(content.name, lines.line(path), message)


def _units(content: TrackContent, lines: Located) -> Iterator[Problem]:
    for place in walk(content.track.units):
        unit, line = place.unit, lines.line(place.path)
        if unit.title is None and not (unit.kind == "day" and unit.topics):
            yield Problem(content.name, line, _("%(key)s has no title") % {"key": unit.key})
        if not unit.units and unit.minutes is None:
            yield Problem(content.name, line, _("%(key)s says no minutes") % {"key": unit.key})
        if unit.kind == "day" and unit.number is None:
            yield Problem(content.name, line, _("%(key)s has no number") % {"key": unit.key})


def _items(content: TrackContent, lines: Located, slugs: Slugs) -> Iterator[Problem]:
    seen: set[str] = set()
    for place in walk(content.track.units):
        for n, item in enumerate(place.unit.items):
            line = lines.line((*place.path, "items", n))
            if len(item.named) != 1:
                yield Problem(content.name, line, _("an item is one lesson, one exercise or one project"))
                continue
            kind, slug = item.named[0]
            if slug not in slugs[f"{kind}s"]:
                yield Problem(content.name, line, missing(kind) % {"slug": slug})
            if f"{kind}/{slug}" in seen:
                yield Problem(content.name, line, _("%(slug)s is asked for twice") % {"slug": slug})
            seen.add(f"{kind}/{slug}")


def missing(kind: str) -> str:
    """Return what to say of a lesson, exercise or project that does not exist."""
    if kind == "lesson":
        return _("there is no lesson %(slug)s")
    return _("there is no exercise %(slug)s") if kind == "exercise" else _("there is no project %(slug)s")


def _taught(content: TrackContent, lines: Located) -> Iterator[Problem]:
    """A topic is taught by lessons that its own roadmap asks for: its page links to them."""
    asked = {item.lesson for place in walk(content.track.units) for item in place.unit.items}
    for path, topic in topics_of(content.track):
        for n, slug in enumerate(topic.lessons):
            if slug not in asked:
                message = _("this roadmap asks for no lesson %(slug)s") % {"slug": slug}
                yield Problem(content.name, lines.line((*path, "lessons", n)), message)


def _places(content: TrackContent, lines: Located) -> Iterator[Problem]:
    """A note or table belongs to something that exists."""
    track = content.track
    units = {place.unit.key for place in walk(track.units)}
    tables = {table.id for table in track.tables}
    known = units | tables | {topic.key for _path, topic in topics_of(track)} | {f"{track.key}/resources"}
    wanted: list[tuple[Path, str, set[str]]] = [
        (("notes", n, "at", m), at, known) for n, note in enumerate(track.notes) for m, at in enumerate(note.at)
    ]
    wanted += [(("tables", n, "at"), table.at, units | {track.key}) for n, table in enumerate(track.tables)]
    for path, at, among in wanted:
        if at not in among:
            yield Problem(content.name, lines.line(path), _("%(key)s does not exist") % {"key": at})


def _shapes(content: TrackContent, lines: Located) -> Iterator[Problem]:
    for n, table in enumerate(content.track.tables):
        if bool(table.rows) == bool(table.items):
            yield Problem(content.name, lines.line(("tables", n)), _("a table has rows, or a list has items"))
        for m, row in enumerate(table.rows):
            path = ("tables", n, "rows", m)
            if len(row) != len(table.columns):
                yield Problem(content.name, lines.line(path), _("a row with another number of cells than the head"))
            for k, cell in enumerate(row):
                if bool(cell.zh) != bool(cell.en):
                    yield Problem(content.name, lines.line((*path, k)), _("a cell in one language only"))


def _links(curriculum: Curriculum, slugs: Slugs) -> Iterator[Problem]:
    """A diagnosis sends the learner to a paragraph, which exists in both languages. What is missing is told once."""
    lost: dict[str, list[tuple[str, int]]] = {}
    for message, name, line in _lost_links(curriculum, slugs):
        lost.setdefault(message, []).append((name, line))
    for message, places in lost.items():
        yield Problem(*places[0], f"{message}{_and_from(places[1:])}")


def _lost_links(curriculum: Curriculum, slugs: Slugs) -> Iterator[tuple[str, str, int]]:
    """Yield what is missing, and the file and line that lead there."""
    known = {
        lesson.slug: {language: anchors(body) for language, body in lesson.body.items()}
        for lesson in curriculum.lessons
    }
    for content in curriculum.exercises:
        name = f"exercises/{content.slug}/exercise.yaml"
        lines = Located(content.files["exercise.yaml"])
        for n, wrong in enumerate(Exercise.from_files(content.slug, content.files).spec.wrong):
            line = lines.line(("wrong", n, "link"))
            slug, _hash, anchor = wrong.link.partition("#")
            if slug not in slugs["lessons"]:
                yield _("there is no lesson %(slug)s") % {"slug": slug}, name, line
            elif anchor and slug in known:
                for language in sorted(lang for lang, ids in known[slug].items() if anchor not in ids):
                    file = f"lessons/{slug}/{language}.md"
                    yield _("no paragraph #%(id)s in %(file)s") % {"id": anchor, "file": file}, name, line


def _and_from(places: list[tuple[str, int]]) -> str:
    """Return " (also from FILE:LINE and 7 more)"; nothing if there are no more places."""
    if not places:
        return ""
    shown = ", ".join(f"{name}:{line}" for name, line in places[:FEW])
    if len(places) <= FEW:
        return " " + _("(also from %(places)s)") % {"places": shown}
    return " " + _("(also from %(places)s and %(n)d more)") % {"places": shown, "n": len(places) - FEW}


def glossary_checks(terms: list[tuple[TermFile, int]], curriculum: Curriculum) -> Iterator[Problem]:
    """Yield terms that occur twice, and lessons or paragraphs of theirs that do not exist."""
    paragraphs = {lesson.slug: set.intersection(*map(anchors, lesson.body.values())) for lesson in curriculum.lessons}
    seen: set[str] = set()
    for term, line in terms:
        for said in (f"#{term.id}", *sorted(forms(term))):
            if said in seen:
                yield Problem(GLOSSARY, line, _("%(word)s occurs twice") % {"word": said})
            seen.add(said)
        slug, _hash, anchor = term.lesson.partition("#")
        if slug and slug not in paragraphs:
            yield Problem(GLOSSARY, line, _("there is no lesson %(slug)s") % {"slug": slug})
        elif anchor and anchor not in paragraphs[slug]:
            yield Problem(
                GLOSSARY, line, _("no paragraph #%(id)s in %(file)s") % {"id": anchor, "file": f"lessons/{slug}"}
            )


def forms(term: TermFile) -> set[str]:
    """Return all that is said for a term, in small letters."""
    return {word.casefold() for word in (term.zh, term.en, *term.also.zh, *term.also.en)}


def concept_checks(concepts: list[tuple[ConceptFile, int]], slugs: Slugs) -> Iterator[Problem]:
    """Yield concepts that occur twice, that come before what they need, and what they name that does not exist."""
    seen: set[str] = set()
    for concept, line in concepts:
        if concept.id in seen:
            yield Problem(CONCEPTS, line, _("%(word)s occurs twice") % {"word": concept.id})
        for need in concept.needs:
            if need not in seen:
                message = _("%(concept)s needs %(need)s, which does not come before it")
                yield Problem(CONCEPTS, line, message % {"concept": concept.id, "need": need})
        for slug in concept.lessons:
            if slug not in slugs["lessons"]:
                yield Problem(CONCEPTS, line, _("there is no lesson %(slug)s") % {"slug": slug})
        for slug in concept.exercises:
            if slug not in slugs["exercises"]:
                yield Problem(CONCEPTS, line, _("there is no exercise %(slug)s") % {"slug": slug})
        seen.add(concept.id)


def quiz_checks(curriculum: Curriculum, slugs: Slugs) -> Iterator[Problem]:
    """Yield quizzes without a lesson, questions that occur twice, and paragraphs that do not exist."""
    paragraphs = {lesson.slug: set.intersection(*map(anchors, lesson.body.values())) for lesson in curriculum.lessons}
    for quiz in curriculum.quizzes:
        name = f"quizzes/{quiz.lesson}.yaml"
        if quiz.lesson not in slugs["lessons"]:
            yield Problem(name, 0, _("there is no lesson %(slug)s") % {"slug": quiz.lesson})
        seen: set[str] = set()
        for question, line in zip(quiz.questions, quiz.lines, strict=True):
            if question.id in seen:
                yield Problem(name, line, _("%(word)s occurs twice") % {"word": question.id})
            seen.add(question.id)
            if question.link and question.link not in paragraphs.get(quiz.lesson, {question.link}):
                found = {"id": question.link, "file": f"lessons/{quiz.lesson}"}
                yield Problem(name, line, _("no paragraph #%(id)s in %(file)s") % found)
