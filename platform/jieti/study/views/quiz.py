"""Quizzes about a lesson, and the checks of a week: questions, answers, and what they were worth."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from jieti.courses.models import Lesson, Question, Topic, Unit
from jieti.lib import markdown
from jieti.lib.bilingual import pick
from jieti.study import quiz
from jieti.study.models import QuizAttempt
from jieti.study.views.who import learner_of

QUESTIONS = {"lesson": 6, "unit": 10}  # of a quiz
SEED = 16  # characters


@dataclass(frozen=True)
class Asked:
    """A question as a page shows it; with what was answered once it was."""

    question: Question
    ask: str
    options: list[quiz.Option]
    why: str = ""
    given: Any = None
    right: bool | None = None

    @property
    def chosen(self) -> list[int]:
        """The choices that were ticked."""
        return self.given if isinstance(self.given, list) else [] if self.given is None else [self.given]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lesson_quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """Questions about one lesson."""
    lessons = Lesson.objects.select_related("published")
    lesson = get_object_or_404(lessons, slug=slug, withdrawn_at=None, published__isnull=False)
    assert lesson.published is not None  # asked for above
    about = {"title": lesson.published.title, "back": lesson.get_absolute_url(), "weekly": False}
    return _quiz(request, f"lesson:{slug}", Question.objects.filter(lesson=slug), about)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unit_quiz(request: HttpRequest, key: str) -> HttpResponse:
    """Questions about all the lessons of a week, or of another unit and what lies in it."""
    unit = get_object_or_404(Unit.objects.select_related("track"), key=key, withdrawn_at=None, track__withdrawn_at=None)
    about = {"title": unit.title, "back": unit.url_on(unit.track), "weekly": unit.kind == Unit.Kind.WEEK}
    return _quiz(request, f"unit:{key}", questions_of(unit), about)


def questions_of(unit: Unit) -> Any:
    """Return the questions of a unit's lessons and of those that teach its topics, the units in it included."""
    inside, layer = [unit.pk], [unit.pk]
    while layer:
        layer = list(Unit.objects.filter(parent__in=layer, withdrawn_at=None).values_list("pk", flat=True))
        inside += layer
    topics = Topic.objects.filter(unit__in=inside, withdrawn_at=None).values_list("lessons", flat=True)
    taught = {slug for lessons in topics for slug in lessons}
    asked = Q(unit_items__unit__in=inside) | Q(slug__in=taught)
    lessons = Lesson.objects.filter(asked, withdrawn_at=None, published__isnull=False)
    return Question.objects.filter(lesson__in=lessons.values("slug"))


def _quiz(request: HttpRequest, about: str, pool: Any, context: dict[str, Any]) -> HttpResponse:
    questions = list(pool)
    if not questions:
        raise Http404
    seed = request.POST.get("seed", "")[:SEED] or secrets.token_hex(SEED // 2)
    drawn = quiz.draw(questions, seed, QUESTIONS[about.partition(":")[0]])
    if request.method == "POST":
        return redirect("quiz_result", _take(request, about, seed, drawn).pk)
    asked = [Asked(question, _html(question.data["ask"]), quiz.options(question, seed)) for question in drawn]
    last = QuizAttempt.objects.filter(learner=learner_of(request), about=about).first()
    return render(request, "study/quiz.html", {**context, "asked": asked, "seed": seed, "last": last})


def _take(request: HttpRequest, about: str, seed: str, drawn: list[Question]) -> QuizAttempt:
    """Keep what was answered; sent twice, the first counts."""
    answers = []
    for question in drawn:
        given = quiz.read(question, seed, request.POST)
        answers.append({"question": question.key, "given": given, "right": quiz.is_right(question, given)})
    kept = {"answers": answers, "right": sum(answer["right"] for answer in answers), "total": len(answers)}
    return QuizAttempt.objects.get_or_create(learner=learner_of(request), about=about, seed=seed, defaults=kept)[0]


@login_required
@require_safe
def quiz_result(request: HttpRequest, pk: int) -> HttpResponse:
    """What was right, and why. One's own only."""
    attempt = get_object_or_404(QuizAttempt, pk=pk, learner=learner_of(request))
    keys = [answer["question"] for answer in attempt.answers]
    questions = {question.key: question for question in Question.objects.filter(key__in=keys)}
    asked = [
        _answered(questions[a["question"]], a, attempt.seed) for a in attempt.answers if a["question"] in questions
    ]
    kind, _colon, key = attempt.about.partition(":")
    return render(request, "study/quiz_result.html", {"attempt": attempt, "asked": asked, "kind": kind, "key": key})


def _answered(question: Question, answer: dict[str, Any], seed: str) -> Asked:
    ask, why = _html(question.data["ask"]), _html(question.data["why"])
    return Asked(question, ask, quiz.options(question, seed), why, answer["given"], answer["right"])


def _html(text: Any) -> str:
    return markdown.render(pick(text)).html
