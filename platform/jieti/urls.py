"""Every address, by app. Each app's urls.py groups its routes under the prefixes named there."""

from django.urls import include, path

urlpatterns = [
    path("", include("jieti.study.urls")),  # /, /today/, /enrol/..., /plan/, /review/
    path("", include("jieti.accounts.urls")),  # /setup/, /settings/, /people/, /language/
    path("", include("jieti.courses.urls")),  # /roadmaps/..., /lessons/..., /curriculum/files/...
    path("", include("jieti.projects.urls")),  # /projects/...
    path("", include("jieti.submissions.urls")),  # /exercises/..., /submissions/...
    path("", include("jieti.mentoring.urls")),  # /mentor/..., /inbox/
    path("", include("jieti.studio.urls")),  # /studio/...
    path("", include("jieti.operations.urls")),  # /healthz, /readyz, /machines/...
    path("api/v1/", include("jieti.api.urls")),
    path("accounts/", include("allauth.account.urls")),
]

handler500 = "jieti.lib.errors.server_error"
