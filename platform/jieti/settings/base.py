"""Settings of a running Jieti. State lives under VAR; what may differ between hosts is read from the environment."""

import os

from django.utils.translation import gettext_lazy as _

from jieti.settings import https
from jieti.settings.caches import caches
from jieti.settings.databases import database
from jieti.settings.environment import given, server
from jieti.settings.logs import logs
from jieti.settings.numbers import number
from jieti.settings.paths import CELL_PYTHON as CELL_PYTHON
from jieti.settings.paths import CURRICULUM as CURRICULUM
from jieti.settings.paths import PACKAGE, STATIC, VAR, broker_socket
from jieti.settings.paths import TEMPLATES as TEMPLATES_DIR
from jieti.settings.secrets import generated

DEBUG = os.environ.get("JIETI_DEBUG") == "1"
SECRET_KEY = given("JIETI_SECRET_KEY") or generated(VAR / "secrets", "django")
ALLOWED_HOSTS = os.environ.get("JIETI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("JIETI_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "jieti.accounts",
    "jieti.courses",
    "jieti.study",
    "jieti.projects",
    "jieti.submissions",
    "jieti.mentoring",
    "jieti.studio",
    "jieti.api",
    "jieti.operations",
]

MIDDLEWARE = [
    "jieti.lib.request_id.RequestIdMiddleware",
    "jieti.lib.csp.ContentSecurityPolicyMiddleware",  # before whoever may answer
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jieti.accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "jieti.urls"
ASGI_APPLICATION = "jieti.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [TEMPLATES_DIR],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "jieti.lib.template"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jieti.lib.navigation.navigation",
            ],
        },
    }
]

DATABASES = {"default": database(server("DATABASE"), VAR)}
REDIS_GIVEN = server("REDIS")  # somebody's own; else we start one
CACHES = caches(REDIS_GIVEN)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "jieti.accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "jieti.accounts.forms.SignupForm"
ACCOUNT_PREVENT_ENUMERATION = False  # without a mail server the sign-up form has to say that an address is taken
ACCOUNT_RATE_LIMITS = {  # for each address it comes from, of which a whole class may have one; and for each account
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "signup": "60/m/ip",
    "reset_password": "20/m/ip,5/m/key",
}
EMAIL_BACKEND = os.environ.get("JIETI_EMAIL_BACKEND", "jieti.lib.outbox.Outbox")
EMAIL_FILE_PATH = VAR / "mail"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = STATIC
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "jieti.lib.storage.StaticStorage"},
}
MEDIA_ROOT = VAR / "media"

HTTPS = https.wanted(os.environ.get("JIETI_HTTPS", ""), CSRF_TRUSTED_ORIGINS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = https.EXEMPT
SECURE_HSTS_SECONDS = https.HSTS_SECONDS if HTTPS else 0
SILENCED_SYSTEM_CHECKS = https.NOT_OURS
ALLAUTH_TRUSTED_PROXY_COUNT = https.proxies(os.environ.get("JIETI_PROXIES", "0"))
if ALLAUTH_TRUSTED_PROXY_COUNT:  # else anybody could say so
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "jieti.lib.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# The broker. Messages are nudges: everything they stand for is a row.
REDIS_URL = REDIS_GIVEN or f"unix://{broker_socket()}"
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://") if REDIS_URL.startswith("unix") else REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker whose broker is away goes on asking for it
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "grade.cpu"
CELERY_TIMEZONE = "UTC"

# What one person may send, and how long a worker may hold a row before the reconciler takes it back.
SOURCE_LIMIT_BYTES = 128 * 1024
WAITING_LIMIT = int(number("JIETI_WAITING_LIMIT", 20, at_least=1))  # submissions of one person, at a time
LEASE_SECONDS = number("JIETI_LEASE_SECONDS", 30, at_least=1)  # workers renew it three times as often
NUDGE_AFTER_SECONDS = number("JIETI_NUDGE_AFTER_SECONDS", 5)
RECONCILE_SECONDS = number("JIETI_RECONCILE_SECONDS", 5, at_least=0.1)
STALLED_SECONDS = number("JIETI_STALLED_SECONDS", 300)  # of waiting without any verdict: /readyz
FAULT_LIMIT = 3

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "jieti.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "EXCEPTION_HANDLER": "rest_framework.views.exception_handler",
}
SPECTACULAR_SETTINGS = {"TITLE": "Jieti", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False}

LOGGING = logs(os.environ.get("JIETI_LOG", "plain"), os.environ.get("JIETI_LOG_LEVEL", "INFO"))
