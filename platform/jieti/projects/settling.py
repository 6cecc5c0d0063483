"""When a project is done without a mentor: as soon as its last milestone is."""

from typing import Any

from jieti.accounts.models import User
from jieti.courses.models import Project
from jieti.projects.models import ProjectWork
from jieti.projects.standing import standing
from jieti.study.models import Completion


def settle(project: Project, learner: User) -> None:
    """Count a project as done if every milestone is and there is no mentor to look at it."""
    found = standing(project, learner)
    if found.is_whole and not found.has_mentor:
        ProjectWork.objects.begin(learner, project).complete()


def exercise_passed(sender: Any, instance: Completion, created: bool, raw: bool = False, **rest: Any) -> None:
    """See to the projects of which a passed exercise is a milestone."""
    if not created or raw or instance.kind != Completion.Kind.EXERCISE:
        return
    for project in Project.objects.filter(withdrawn_at=None).defer("body", "checklist"):
        if any(instance.key in about["exercises"] for about in project.milestones):
            settle(project, instance.learner)
