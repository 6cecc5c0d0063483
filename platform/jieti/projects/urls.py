"""Addresses of projects."""

from django.urls import path

from jieti.projects import views

urlpatterns = [
    # /projects/
    path("projects/", views.projects, name="projects"),
    path("projects/<slug:slug>/", views.project, name="project"),
    path("projects/<slug:slug>/milestones/<slug:id>/", views.milestone, name="milestone"),
    path("projects/<slug:slug>/hand-in/", views.hand_in, name="project_hand_in"),
]
