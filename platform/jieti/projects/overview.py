"""All projects with one learner's state, for the list, in a few queries."""

from dataclasses import dataclass

from jieti.accounts.models import User
from jieti.courses.models import Project, Unit, UnitItem
from jieti.projects.models import ProjectWork
from jieti.study.models import Completion


@dataclass(frozen=True)
class Entry:
    """A line of the list: where a roadmap first asks for the project, and how far the learner is."""

    project: Project
    unit: Unit | None
    work: ProjectWork | None
    done: bool


def overview(learner: User) -> list[Entry]:
    """Return every project that is published, as the roadmaps order them; one that none asks for comes last."""
    asked = _asked()
    works = {work.project_id: work for work in ProjectWork.objects.filter(learner=learner)}
    kind = Completion.Kind.PROJECT
    done = set(Completion.objects.filter(learner=learner, kind=kind).values_list("key", flat=True))
    projects = Project.objects.filter(withdrawn_at=None).defer("body", "checklist")
    entries = [Entry(each, asked.get(each.pk), works.get(each.pk), each.slug in done) for each in projects]
    places = {pk: n for n, pk in enumerate(asked)}
    return sorted(entries, key=lambda entry: (places.get(entry.project.pk, len(places)), entry.project.slug))


def _asked() -> dict[int, Unit]:
    """Return the first unit that asks for each project, by the project's id, in order."""
    items = UnitItem.objects.filter(project__isnull=False, unit__withdrawn_at=None, unit__track__withdrawn_at=None)
    found: dict[int, Unit] = {}
    ordered = items.order_by("unit__track__position", "unit__position", "position")
    for item in ordered.select_related("unit__track").defer("unit__track__data"):
        found.setdefault(item.project_id or 0, item.unit)
    return found
