"""Roadmaps and lessons."""

from django.urls import path

from jieti.courses.views import concepts, finding, lessons, roadmaps

urlpatterns = [
    # /roadmaps/
    path("roadmaps/", roadmaps.roadmaps, name="roadmaps"),
    path("roadmaps/<slug:slug>/", roadmaps.roadmap, name="roadmap"),
    path("roadmaps/<slug:slug>/<str:key>/", roadmaps.unit, name="unit"),
    # /lessons/
    path("lessons/<slug:slug>/", lessons.lesson, name="lesson"),
    path("lessons/<slug:slug>/done/", lessons.lesson_done, name="lesson_done"),
    # /concepts/
    path("concepts/", concepts.concepts, name="concepts"),
    # /glossary/, /search/
    path("glossary/", finding.glossary, name="glossary"),
    path("search/", finding.search_page, name="search"),
    # /curriculum/
    path("curriculum/lessons/<slug:slug>/<str:name>", lessons.lesson_asset, name="lesson_asset"),
]
