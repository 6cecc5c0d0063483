"""The REST API, version 1: what a learner can do in the browser, for their scripts."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import api_view
from rest_framework.exceptions import ValidationError as Refused
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

from jieti.accounts.models import User
from jieti.api import serializers as shapes
from jieti.api.waiting import wait_until_done
from jieti.courses.models import Exercise, Track
from jieti.study import clock
from jieti.study.models import Completion, ReviewCard
from jieti.study.plan import Slot
from jieti.study.schedule import Schedule, schedules_of
from jieti.submissions.models import Submission

PAGE = 50


@extend_schema(responses=shapes.PersonSerializer)
@api_view(["GET"])
def me(request: Request) -> Response:
    """Who this token belongs to."""
    return Response(shapes.PersonSerializer(request.user).data)


@extend_schema(responses=shapes.TrackSerializer(many=True))
@api_view(["GET"])
def tracks(request: Request) -> Response:
    """The roadmaps."""
    published = Track.objects.filter(withdrawn_at__isnull=True)
    return Response(shapes.TrackSerializer(published, many=True).data)


@extend_schema(responses=shapes.PlanSerializer(many=True))
@api_view(["GET"])
def plan(request: Request) -> Response:
    """The plan of every roadmap I follow, as of today."""
    found = [
        {
            "track": schedule.enrolment.track.slug,
            "today": schedule.today,
            "finish": schedule.plan.finish,
            "days_behind": schedule.pace.days,
            "days": [
                {"date": day.date, "minutes": day.minutes, "items": slots(schedule, day.slots)}
                for day in schedule.plan.days
            ],
        }
        for schedule in schedules_of(person(request))
    ]
    return Response(shapes.PlanSerializer(found, many=True).data)


@extend_schema(responses=shapes.TodaySerializer)
@api_view(["GET"])
def today(request: Request) -> Response:
    """What is planned for me today."""
    items = [
        slot for schedule in schedules_of(person(request)) for slot in slots(schedule, schedule.plan.on(schedule.today))
    ]
    due = ReviewCard.objects.due(person(request)).count()
    found = {"date": clock.today_for(person(request)), "cards_due": due, "items": items}
    return Response(shapes.TodaySerializer(found).data)


@extend_schema(responses=shapes.ProgressSerializer(many=True))
@api_view(["GET"])
def progress(request: Request) -> Response:
    """How far I am on every roadmap I follow."""
    found = []
    for schedule in schedules_of(person(request)):
        done, total = schedule.progress.total
        units = {key: schedule.progress.unit(key) for key in schedule.outline.nodes}
        found.append({"track": schedule.enrolment.track.slug, "done": done, "total": total, "units": units})
    return Response(shapes.ProgressSerializer(found, many=True).data)


@extend_schema(responses=shapes.ExerciseSerializer(many=True))
@api_view(["GET"])
def exercises(request: Request) -> Response:
    """The exercises, and which of them I have passed."""
    published = Exercise.objects.filter(withdrawn_at__isnull=True, current__isnull=False).order_by("slug")
    return Response(shapes.ExerciseSerializer(with_passes(published, request), many=True).data)


@extend_schema(responses=shapes.ExerciseDetailSerializer)
@api_view(["GET"])
def exercise(request: Request, slug: str) -> Response:
    """One exercise: statement in both languages, and the starter."""
    published = Exercise.objects.filter(withdrawn_at__isnull=True, current__isnull=False).select_related("current")
    found = with_passes([get_object_or_404(published, slug=slug)], request)[0]
    assert found.current is not None
    files = found.current.files
    shape = {
        "slug": found.slug,
        "title": found.title,
        "minutes": found.minutes,
        "difficulty": found.difficulty,
        "passed": found.passed,  # type: ignore[attr-defined]  # set by with_passes
        "version": found.current.digest,
        "statement": {"zh": files["statement.zh.md"], "en": files["statement.en.md"]},
        "starter": files["starter.py"],
    }
    return Response(shapes.ExerciseDetailSerializer(shape).data)


@extend_schema(request=shapes.CodeSerializer, responses={201: shapes.SubmissionSerializer})
@api_view(["POST"])
def submit(request: Request, slug: str) -> Response:
    """Hand in code for an exercise. The answer comes at once; wait for the verdict at the submission's address."""
    found = get_object_or_404(Exercise.objects.select_related("current"), slug=slug)
    asked = shapes.CodeSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    code = asked.validated_data
    try:
        row = Submission.objects.submit(person(request), found, code["source"], code["kind"])
    except ValidationError as refusal:
        raise Refused({"source": refusal.messages}, code=refusal.code) from None
    location = reverse("api_submission", args=[row.pk])
    return Response(shapes.SubmissionSerializer(row).data, status.HTTP_201_CREATED, headers={"Location": location})


@extend_schema(
    parameters=[OpenApiParameter("wait", float, description="Seconds to wait for the verdict, at most 30.")],
    responses=shapes.SubmissionSerializer,
)
@api_view(["GET"])
def submission(request: Request, pk: UUID) -> Response:
    """One of my submissions; with `?wait=20` the answer comes when it is graded."""
    visible = Submission.objects.of_exercises().visible_to(person(request)).select_related("exercise")
    found = get_object_or_404(visible, pk=pk)
    if not found.is_done and (seconds := wished_wait(request)):
        wait_until_done(found.pk, seconds)
        found = get_object_or_404(visible, pk=pk)
    return Response(shapes.SubmissionSerializer(found).data)


@extend_schema(responses=shapes.SubmissionSerializer(many=True))
@api_view(["GET"])
def submissions(request: Request) -> Response:
    """My submissions, the newest first, a page at a time."""
    mine = Submission.objects.of_exercises().by_learners().filter(learner=person(request))
    rows = mine.select_related("exercise").order_by("-created_at")
    pages = PageNumberPagination()
    pages.page_size = PAGE
    page = pages.paginate_queryset(rows, request) or []
    return pages.get_paginated_response([shapes.SubmissionSerializer(row).data for row in page])


def person(request: Request) -> User:
    """Return who asks; nobody gets here without an account."""
    assert isinstance(request.user, User)
    return request.user


def slots(schedule: Schedule, planned: Iterable[Slot]) -> list[dict[str, Any]]:
    """Return planned slots with what they are about."""
    found = []
    for slot in planned:
        step = schedule.outline.by_key[slot.item.key]
        shape = {"kind": step.kind, "key": step.ref, "unit": step.unit, "title": step.title, "minutes": slot.minutes}
        found.append({**shape, "part": slot.part, "parts": slot.parts, "done": slot.done})
    return found


def with_passes(rows: QuerySet[Exercise] | list[Exercise], request: Request) -> list[Exercise]:
    """Return the exercises, each knowing whether this person has passed it."""
    found = list(rows)
    done = Completion.objects.for_learner(person(request))
    for row in found:
        row.passed = f"exercise:{row.slug}" in done  # type: ignore[attr-defined]
    return found


def wished_wait(request: Request) -> float:
    """Return the seconds asked for; a 400 if that is no number."""
    try:
        return max(0.0, float(request.query_params.get("wait", 0)))
    except ValueError:
        raise Refused({"wait": ["A number of seconds is needed."]}) from None
