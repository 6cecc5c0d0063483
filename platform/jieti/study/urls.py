from django.urls import path

from jieti.study.views import enrol, quiz, review, today

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
    # /quizzes/
    path("quizzes/lessons/<slug:slug>/", quiz.lesson_quiz, name="lesson_quiz"),
    path("quizzes/units/<str:key>/", quiz.unit_quiz, name="unit_quiz"),
    path("quizzes/results/<int:pk>/", quiz.quiz_result, name="quiz_result"),
    # /review/
    path("review/", review.review, name="review"),
    path("review/<int:pk>/", review.review_card, name="review_card"),
]
