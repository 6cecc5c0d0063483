"""Making the demo school, and taking it away again."""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from jieti.accounts.models import Role, User
from jieti.courses.models import Exercise, Lesson, Project, Track
from jieti.mentoring.models import Cohort, Comment, Notice
from jieti.operations.demo.people import DOMAIN, MARK, Pupil, pupils
from jieti.projects.models import ProjectWork
from jieti.study import clock
from jieti.study.models import Completion, Enrolment, ReviewCard
from jieti.study.outline import Step, outline
from jieti.study.plan import plan
from jieti.submissions.models import Submission

COHORT = "演示班 · Demo school"
SEED = 42  # the same school every time


def exists() -> bool:
    return User.objects.filter(is_demo=True).exists()


def remove() -> int:
    """Take away every person, cohort, attempt and comment of the demo school; return how many people."""
    with transaction.atomic():
        people = User.objects.filter(is_demo=True)
        count = people.count()
        Submission.objects.filter(learner__is_demo=True).delete()
        Cohort.objects.filter(is_demo=True).delete()
        people.delete()
    return count


class School:
    """Puts the people in, lets them work through their plans, and hands in what they wrote."""

    def __init__(self, password: str, grade: Callable[[], None]) -> None:
        self.password = make_password(password)
        self.grade = grade
        self.random = random.Random(SEED)
        self.handed_in: list[tuple[Submission, datetime]] = []

    def open(self) -> None:
        """Make everybody and everything they did; what is in `handed_in` may still wait for a worker."""
        self.author = self.person("苏文 Su Wen", "author", "zh-hans", Role.AUTHOR)
        self.mentor = self.person("周敏 Zhou Min", "mentor", "zh-hans", Role.MENTOR)
        cohort = Cohort.objects.create(name=COHORT, is_demo=True)
        cohort.mentors.add(self.mentor)
        for number, pupil in enumerate(pupils(), start=1):
            learner = self.person(pupil.name, f"learner{number:02}", pupil.language, Role.LEARNER)
            cohort.learners.add(learner)
            self.study(learner, pupil)

    def person(self, name: str, address: str, language: str, role: str) -> User:
        return User.objects.create(
            email=f"{address}@{DOMAIN}",
            name=name + MARK[language],
            language=language,
            time_zone="Asia/Shanghai" if language == "zh-hans" else "Europe/Berlin",
            role=role,
            password=self.password,
            is_demo=True,
        )

    def study(self, learner: User, pupil: Pupil) -> None:
        """Enrol, and do what the plan had up to today, less (or more) what this pupil is behind."""
        track = Track.objects.get(key=pupil.track)
        today = clock.today_for(learner)
        begun = today - timedelta(days=pupil.began)
        enrolment = Enrolment.objects.enrol(learner, track, begun, pupil.weekdays, pupil.minutes)
        steps = outline(track)
        original = plan(steps.items, begun, pupil.weekdays, pupil.minutes, [], {}, begun)
        reached = today - timedelta(days=pupil.behind)
        days = {slot.item.key: day.date for day in original.days for slot in day.slots if day.date < reached}
        for key, day in days.items():
            at = clock.now() - timedelta(days=max((today - day).days, 0), minutes=self.random.randint(5, 600))
            last = key == list(days)[-1]
            self.do(learner, pupil, steps.by_key[key], at, last)
        if pupil.habit == "paused":
            enrolment.pause(today - timedelta(days=2))

    def do(self, learner: User, pupil: Pupil, step: Step, at: datetime, last: bool) -> None:
        """Tick off a unit, read a lesson and take its cards in, build a project, or hand in attempts at an exercise."""
        if step.kind == "project":
            self.build(learner, step.ref, None if last else at)
        elif step.kind != "exercise":
            Completion.objects.record(learner, step.kind, step.ref, at)
        if step.kind == "lesson":
            ReviewCard.objects.enter(learner, Lesson.objects.select_related("published").get(slug=step.ref))
        if step.kind == "exercise":
            exercise = Exercise.objects.select_related("current").get(slug=step.ref)
            for n, source in enumerate(self.attempts(exercise, pupil, stuck=pupil.habit == "stuck" and last)):
                if Submission.objects.unfinished().filter(learner=learner).count() >= settings.WAITING_LIMIT:
                    self.grade()  # nobody may have more waiting, here neither
                row = Submission.objects.submit(learner, exercise, source)
                self.handed_in.append((row, at + timedelta(minutes=9 * n)))

    def build(self, learner: User, slug: str, accepted: datetime | None) -> None:
        """Tick a project's milestones and hand it in; the mentor accepted it then, or (None) has yet to look."""
        project = Project.objects.get(slug=slug)
        work = ProjectWork.objects.begin(learner, project)
        for milestone in project.milestones:
            if not milestone["exercises"]:
                work.tick(milestone["id"], f"https://example.org/{slug}", "")
        work.hand_in()
        if accepted:
            Completion.objects.record(learner, Completion.Kind.PROJECT, slug, accepted)
            work.review(self.mentor, work.seen, {item["id"]: True for item in project.checklist}, "", True)

    def attempts(self, exercise: Exercise, pupil: Pupil, stuck: bool) -> list[str]:
        """Return what somebody wrote: wrong variants the bank knows, then one of the right ones."""
        assert exercise.current is not None
        files = exercise.current.files
        wrong = [files[name] for name in sorted(files) if name.startswith("wrong/")]
        right = [files["solution.py"], *(files[name] for name in sorted(files) if name.startswith("right/"))]
        if stuck:
            return self.random.sample(wrong, k=min(4, len(wrong)))
        tries = self.random.randint(1, 2) if pupil.habit == "stumbles" else 0
        return [*self.random.sample(wrong, k=min(tries, len(wrong))), self.random.choice(right)]

    def wait_for_workers(self, rows: list[UUID]) -> None:
        """Let other workers finish what they have claimed."""
        while Submission.objects.filter(pk__in=rows, state=Submission.State.RUNNING).exists():
            time.sleep(0.1)

    def date_back(self) -> None:
        """Give the graded attempts the times at which they were handed in."""
        for row, at in self.handed_in:
            later = at + timedelta(seconds=1)
            Submission.objects.filter(pk=row.pk).update(created_at=at, started_at=later, graded_at=later)
            Completion.objects.filter(
                learner=row.learner, kind=Completion.Kind.EXERCISE, key=row.task.slug, at__gt=later
            ).update(at=later)

    def talk(self) -> None:
        """Let the mentor say something about failed attempts, and some learners answer."""
        failed = (
            Submission.objects.filter(learner__is_demo=True, status="failed").select_related("learner").order_by("pk")
        )
        for n, row in enumerate(failed[:12]):
            zh = row.learner.language == "zh-hans"
            line = min(8, row.source.count("\n") + 1)
            said = [Comment.objects.say(self.mentor, row, ADVICE["zh" if zh else "en"][n % 3], line)]
            if n % 3 == 0:
                said.append(Comment.objects.say(row.learner, row, THANKS["zh" if zh else "en"], line))
            for hours, comment in enumerate(said, start=2):
                at = min(row.created_at + timedelta(hours=hours), clock.now())
                Comment.objects.filter(pk=comment.pk).update(created_at=at)
                Notice.objects.filter(comment=comment).update(created_at=at)


ADVICE = {
    "zh": [
        "先看诊断里说的那一步：把中间结果的形状打印出来，和公式逐项对一遍。",
        "思路是对的。回到课文里对应的那一段，再想想这里为什么要这样写。",
        "试一个小到能手算的例子，比如 `T=2`，看看哪一步和你想的不一样。",
    ],
    "en": [
        "Look at the step the diagnosis names: print the shapes there and hold them against the formula.",
        "The idea is right. Read that paragraph of the lesson again and ask why it is written this way.",
        "Try an example small enough for pen and paper, say `T=2`, and find the first step that surprises you.",
    ],
}
THANKS = {
    "zh": "明白了，我漏了一步。改完再交一次，谢谢。",
    "en": "I see, I left a step out. I will hand it in again, thank you.",
}
