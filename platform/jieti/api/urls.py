"""Addresses of the REST API, below /api/v1/."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from jieti.api import views

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("me/", views.me, name="api_me"),
    path("tracks/", views.tracks, name="api_tracks"),
    # my work
    path("plan/", views.plan, name="api_plan"),
    path("today/", views.today, name="api_today"),
    path("progress/", views.progress, name="api_progress"),
    # exercises/
    path("exercises/", views.exercises, name="api_exercises"),
    path("exercises/<slug:slug>/", views.exercise, name="api_exercise"),
    path("exercises/<slug:slug>/submissions/", views.submit, name="api_submit"),
    # submissions/
    path("submissions/", views.submissions, name="api_submissions"),
    path("submissions/<uuid:pk>/", views.submission, name="api_submission"),
]
