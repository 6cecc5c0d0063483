"""Addresses of the studio."""

from django.urls import path

from jieti.studio import views

urlpatterns = [
    # /studio/
    path("studio/", views.studio, name="studio"),
    path("studio/lessons/<slug:slug>/", views.lesson, name="studio_lesson"),
    path("studio/lessons/<slug:slug>/preview/", views.preview, name="studio_preview"),
    path("studio/lessons/<slug:slug>/revisions/", views.revisions, name="studio_revisions"),
    path("studio/lessons/<slug:slug>/revisions/<int:number>/", views.revision, name="studio_revision"),
    path("studio/lessons/<slug:slug>/revisions/<int:number>/restore/", views.restore, name="studio_restore"),
    path("studio/lessons/<slug:slug>/revisions/<int:number>/settle/", views.settle, name="studio_settle"),
]
