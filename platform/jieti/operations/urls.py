"""Addresses for machines that watch this one."""

from django.urls import path

from jieti.operations import views

urlpatterns = [
    # /healthz/
    path("healthz/", views.healthz, name="healthz"),
]
