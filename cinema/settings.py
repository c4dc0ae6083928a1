"""Every setting, in one file.

What differs between machines comes from the environment; facts about the house (name, clock, screens) are rows.
"""

import zoneinfo
from pathlib import Path
from typing import Any

import font_fjallaone
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from cinema import cache, env

# The machine's own zone files may be years older than the tzdata package: only the package is read.
zoneinfo.reset_tzpath(to=[])

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")

# --- Where it runs --------------------------------------------------------------------------------

DEBUG = env.yes_no("DEBUG")
HTTPS = env.yes_no("HTTPS")
SECRET_KEY = env.secret("SECRET_KEY", kept_in=DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
ROOT_URLCONF = "cinema.urls"
WSGI_APPLICATION = "cinema.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "crispy_forms",
    "simple_history",
    "programming",
]

MIDDLEWARE = [
    "cinema.health.probes",
    "cinema.logs.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "programming.views.keeping.Keeper",
    "csp.middleware.CSPMiddleware",
    "cinema.middleware.permissions_policy",
    "cinema.middleware.content_language",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
CRISPY_TEMPLATE_PACK = "house"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["house"]

# --- What it stores -------------------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL", default=DATA_DIR / "held-over.sqlite3")}
CACHES = cache.backends(env.text("REDIS_URL"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SIMPLE_HISTORY_DATE_INDEX = False  # states are asked for by their row, never by date alone
MEDIA_ROOT = env.folder("MEDIA_ROOT", DATA_DIR / "media")
MEDIA_URL = "/media/"
FILE_UPLOAD_PERMISSIONS = 0o644

# A still from a press kit may be 20 MB; it is streamed to disk. What stays in memory is a form's text.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- What it shows --------------------------------------------------------------------------------

# A house speaks one language on every page, so that pages may be kept by anybody: no cookie, no Vary.
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LANGUAGE_CODE = env.one_of("HOUSE_LANGUAGE", [code for code, _name in LANGUAGES])
LOCALE_PATHS = [BASE_DIR / "programming" / "locale"]  # the house's words come before Django's own
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # a house's own zone is a fact of its Venue

# The display face stays where its package keeps it: pages ask for static fonts/FjallaOne-Regular.ttf.
FONT_DIR = Path(font_fjallaone.font_directory)
FONT_PATH = FONT_DIR / "FjallaOne-Regular.ttf"

STATIC_URL = "/static/"
STATIC_ROOT = env.folder("STATIC_ROOT", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", FONT_DIR)]
PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
NAMED_STATIC = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PLAIN_STATIC if DEBUG else NAMED_STATIC},
}

# --- Who may do what ------------------------------------------------------------------------------

FORMS_URLFIELD_ASSUME_HTTPS = True
LOGIN_URL = "staff:login"
LOGIN_REDIRECT_URL = "staff:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Anonymous pages set no cookie: a message waits in the session, which only somebody who has logged in has.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
if HTTPS:
    # The proxy in front must set this header itself and drop one that a visitor sends.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- What it says of itself -----------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discreet": {"()": "cinema.logs.Discreet"}},
    "formatters": {
        "plain": {
            "()": "cinema.logs.Plain",
            "format": "{asctime} {levelname} {name} [{request_id}]: {message}",
            "style": "{",
        },
        "json": {"()": "cinema.logs.Lines"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": env.one_of("LOG_FORMAT", ["plain", "json"]),
            "filters": ["discreet"],
        }
    },
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "axes": {"level": "ERROR"},  # below that it writes down who tried to log in, and from where
    },
}
