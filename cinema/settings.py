"""Every setting, in one file.

What differs between machines comes from the environment; facts about the house (name, clock, screens) are rows.
"""

import zoneinfo
from datetime import timedelta
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
    "axes",
    "crispy_forms",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "simple_history",
    "programming",
]

MIDDLEWARE = [
    "cinema.middleware.safety_headers",  # outside the rest, so that what those refuse has them too
    "cinema.health.probes",
    "cinema.logs.log_requests",
    "programming.views.keeping.Keeper",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cinema.middleware.content_language",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "programming.staff.door.DoorKeeper",
    "axes.middleware.AxesMiddleware",
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
WHITENOISE_ALLOW_ALL_ORIGINS = (
    False  # our pages alone ask for it; what other sites may read is the API, feeds and media
)
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
# Length counts, and what everybody would guess; which kinds of letters are in it does not.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
    }.items()
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]

# Five wrong passwords for one name from one address: that name waits there. Elsewhere it does not, so that nobody can
# shut a colleague out of the box office from home; and who only tries again meanwhile does not wait longer for it.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "programming.forms.visitor.address_of"
AXES_LOCKOUT_CALLABLE = "programming.staff.door.shut_out"
AXES_DISABLE_ACCESS_LOG = True  # the door book tells it (models/door.py)
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# How many proxies stand before the site, each of which writes X-Forwarded-For: whose word on an address is believed.
PROXIES = env.number("PROXIES", default=int(HTTPS))
OTP_TOTP_ISSUER = "Held Over"
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 1  # seconds to wait: 1, 2, 4 … with each wrong code

# A computer at the box office stands open: who does nothing is logged out, and everybody is after a long shift.
SESSION_COOKIE_AGE = 60 * env.number("SESSION_IDLE_MINUTES", default=120)
SESSION_HOURS = env.number("SESSION_HOURS", default=14)
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
        "frame-src": [NONE],
        "object-src": [NONE],
        **({"upgrade-insecure-requests": True} if HTTPS else {}),
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.yes_no("HSTS_SUBDOMAINS")
# The other names under a house's own, and the lists that browsers are shipped with, are not for this site to decide on.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
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
