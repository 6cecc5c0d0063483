from django.urls import path

from jieti.study.views import enrol, review, today

urlpatterns = [
    path("", today.home, name="home"),
    path("today/", today.today, name="today"),
    path("today/sitting/", today.sitting, name="sitting"),
    path("roadmaps/units/<str:key>/done/", today.unit_done, name="unit_done"),
    # /plan/
    path("plan/", today.plan, name="plan"),
    path("plan/settings/<int:pk>/", enrol.enrolment, name="enrolment"),
    # /enrol/
    path("enrol/<slug:slug>/", enrol.enrol, name="enrol"),
    path("enrol/<slug:slug>/preview/", enrol.enrol_preview, name="enrol_preview"),
    # /review/
    path("review/", review.review, name="review"),
    path("review/<int:pk>/", review.review_card, name="review_card"),
]
