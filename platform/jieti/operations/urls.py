"""Addresses for machines that watch this one, and for administrators."""

from django.urls import path, re_path

from jieti.operations import views

urlpatterns = [
    # /healthz, /readyz: with or without a slash, for a probe may take a redirect for a yes
    re_path(r"^healthz/?$", views.healthz, name="healthz"),
    re_path(r"^readyz/?$", views.readyz, name="readyz"),
    # /machines/
    path("machines/", views.machines, name="machines"),
    path("machines/<int:pk>/examine/", views.examine_machine, name="examine_machine"),
    path("machines/<int:pk>/forget/", views.forget_machine, name="forget_machine"),
]
