"""Addresses of exercises and submissions."""

from django.urls import URLPattern, path

from jieti.submissions.views import exercises, handing_in, lesson_code, live, submissions

urlpatterns: list[URLPattern] = [
    # /exercises/
    path("exercises/", exercises.exercises, name="exercises"),
    path("exercises/<slug:slug>/", exercises.exercise, name="exercise"),
    path("exercises/<slug:slug>/draft/", exercises.draft, name="draft"),
    path("exercises/<slug:slug>/submit/", handing_in.submit, name="submit"),
    path("exercises/<slug:slug>/run/", handing_in.run, name="run"),
    path("exercises/<slug:slug>/attempts/", submissions.attempts, name="attempts"),
    # /lessons/
    path("lessons/<slug:slug>/run/", lesson_code.run, name="lesson_run"),
    # /submissions/
    path("submissions/<uuid:pk>/", submissions.submission, name="submission"),
    path("submissions/<uuid:pk>/reproduce.py", submissions.reproduce, name="submission_reproduce"),
    path("submissions/<uuid:pk>/figures/<int:number>.png", lesson_code.figure, name="submission_figure"),
    path("submissions/<uuid:pk>/state/", live.submission_state, name="submission_state"),
    path("submissions/<uuid:pk>/events/", live.submission_events, name="submission_events"),
]
