"""Addresses of mentoring."""

from django.urls import path

from jieti.mentoring import projects, views

urlpatterns = [
    # /mentor/
    path("mentor/", views.mentor, name="mentor"),
    path("mentor/learners/<int:pk>/", views.mentor_learner, name="mentor_learner"),
    path("mentor/projects/<int:pk>/", projects.review, name="project_review"),
    # /submissions/<id>/comments/
    path("submissions/<uuid:pk>/comments/", views.comment, name="comment"),
    # /inbox/
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.inbox_read, name="inbox_read"),
    path("inbox/<int:pk>/", views.notice, name="notice"),
]
