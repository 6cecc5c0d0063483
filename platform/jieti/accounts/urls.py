from django.urls import path

from jieti.accounts.views import language, people, settings, setup

urlpatterns = [
    path("setup/<str:token>/", setup.setup, name="setup"),
    path("language/", language.language, name="language"),
    # /settings/
    path("settings/", settings.settings, name="settings"),
    path("settings/tokens/", settings.create_token, name="create_token"),
    path("settings/tokens/<int:pk>/delete/", settings.delete_token, name="delete_token"),
    # /people/
    path("people/", people.people, name="people"),
    path("people/cohorts/", people.create_cohort, name="create_cohort"),
    path("people/cohorts/<int:pk>/delete/", people.delete_cohort, name="delete_cohort"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/password-link/", people.password_link, name="password_link"),
]
