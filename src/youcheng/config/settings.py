"""Settings of the platform. Everything an office may want to change is read from the environment (docs/reference).

Defaults are those of a single machine on a closed network: SQLite, local files, tasks in the database.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url

from youcheng.config import env, logs

PACKAGE = Path(__file__).resolve().parent.parent
YOUCHENG_HOME = env.home()
SECRET_KEY = env.secret_key(YOUCHENG_HOME)
DEBUG = env.flag("YOUCHENG_DEBUG", False)
ALLOWED_HOSTS = env.words("YOUCHENG_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("YOUCHENG_ORIGINS")

INSTALLED_APPS = [
    "youcheng.site",
    "youcheng.coordination",
    "youcheng.strategy",
    "youcheng.network",
    "youcheng.evidence",
    "youcheng.accounts",
    "youcheng.foundation",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "youcheng.foundation.middleware.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "youcheng.accounts.middleware.ActorMiddleware",
    "youcheng.foundation.middleware.NotAllowedMiddleware",
    "youcheng.accounts.middleware.FirstStepsMiddleware",
]

ROOT_URLCONF = "youcheng.config.urls"
WSGI_APPLICATION = "youcheng.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "youcheng.site.context.frame",
            ],
        },
    }
]

# ── Data ────────────────────────────────────────────────────────────────────────────────────────────────────────


def databases() -> dict[str, Any]:
    """SQLite in the data home, or what DATABASE_URL names."""
    url = env.text("DATABASE_URL", f"sqlite:///{YOUCHENG_HOME / 'youcheng.sqlite3'}")
    database: dict[str, Any] = dict(dj_database_url.parse(url))
    if database["ENGINE"].endswith("sqlite3"):
        # Without these three, concurrent writers lose writes to lock errors.
        database["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
        }
    elif "postgresql" in database["ENGINE"]:
        database["OPTIONS"] = {
            "pool": {"min_size": 1, "max_size": env.number("YOUCHENG_DB_POOL", 8, at_least=1)}
        }
    return {"default": database}


DATABASES = databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # In the database, so that several workers count attempts together. The framework's default of 300 entries would
    # let anybody push the counters of others out of it.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # In files: large things each machine can make again (foundation.remembering).
    "made": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": YOUCHENG_HOME / "made",
        "TIMEOUT": timedelta(days=90).total_seconds(),
        "OPTIONS": {"MAX_ENTRIES": 3_000},
    },
}
TASKS = {"default": {"BACKEND": env.text("YOUCHENG_TASKS", "django_tasks_db.DatabaseBackend")}}
YOUCHENG_EVIDENCE_BACKEND = env.text("YOUCHENG_EVIDENCE_BACKEND", "duckdb")
YOUCHENG_EVIDENCE_FILES = env.text(
    "YOUCHENG_EVIDENCE_FILES", ""
)  # where a cluster finds the files, if elsewhere
MEDIA_ROOT = YOUCHENG_HOME / "files"
STATIC_URL = "static/"
STATIC_ROOT = YOUCHENG_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
YOUCHENG_FONT_DIRS = env.words("YOUCHENG_FONT_DIRS")  # fonts for scripts that the shipped ones lack
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# ── Languages ───────────────────────────────────────────────────────────────────────────────────────────────────

LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_CODE = env.text("YOUCHENG_LANGUAGE", "zh-hans")
LANGUAGE_COOKIE_NAME = "language"
USE_TZ = True
TIME_ZONE = env.text("YOUCHENG_TIME_ZONE", "Asia/Shanghai")

# ── Sign-in (defaults of the protection rules in docs/explanation/security.md) ──────────────────────────────────

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "youcheng.accounts.passwords.LeanArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * env.number("YOUCHENG_IDLE_MINUTES", 30, at_least=1)
SESSION_SAVE_EVERY_REQUEST = True  # the session's age counts from the last request: an idle time-out
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("YOUCHENG_HTTPS", False)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_DISPLAY = "youcheng.accounts.display.person_name"
ACCOUNT_ADAPTER = "youcheng.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"change_password": "youcheng.accounts.forms.OwnPasswordForm"}
ACCOUNT_SESSION_REMEMBER = False  # closing the browser ends the session
YOUCHENG_LOGIN_FAILURES = env.number("YOUCHENG_LOGIN_FAILURES", 5, at_least=1)
YOUCHENG_LOCK_MINUTES = env.number("YOUCHENG_LOCK_MINUTES", 30, at_least=1)
# Failed passwords are counted by accounts.actions.signing_in; this limit is the second factor's.
ACCOUNT_RATE_LIMITS = {"login_failed": f"{YOUCHENG_LOGIN_FAILURES}/{YOUCHENG_LOCK_MINUTES}m/key"}
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "youcheng.accounts.passwords.Length",
        "OPTIONS": {"min_length": env.number("YOUCHENG_PASSWORD_LENGTH", 8, at_least=8)},
    },
    {
        "NAME": "youcheng.accounts.passwords.CharacterClasses",
        "OPTIONS": {"least": env.number("YOUCHENG_PASSWORD_CLASSES", 3, at_least=1)},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=15).total_seconds())
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = env.text("YOUCHENG_NAME", "Youcheng 友城")
MFA_FORMS = {
    "authenticate": "youcheng.accounts.forms.SecondFactorForm",
    "reauthenticate": "youcheng.accounts.forms.SecondFactorAgainForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = (
    not SESSION_COOKIE_SECURE
)  # browsers offer keys on localhost without HTTPS
YOUCHENG_SECOND_FACTOR_REQUIRED = env.flag("YOUCHENG_SECOND_FACTOR_REQUIRED", False)
YOUCHENG_INVITATION_DAYS = env.number("YOUCHENG_INVITATION_DAYS", 7, at_least=1)

# The number of proxies of the office's own in front of the web server: that many entries of X-Forwarded-For are
# believed, and the outermost one's word on HTTPS.
YOUCHENG_PROXY = env.number("YOUCHENG_PROXY", 0)
if YOUCHENG_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# How long the audit log is kept before it may be pruned; six months is the least (see foundation.audit).
YOUCHENG_AUDIT_DAYS = env.number("YOUCHENG_AUDIT_DAYS", 183, at_least=183)

# ── Supervision and messages (docs/how-to/send-messages.md) ─────────────────────────────────────────────────────────

YOUCHENG_SWEEP_HOUR = env.number("YOUCHENG_SWEEP_HOUR", 8, at_most=23)
# The address under which people open the platform, for links in messages; a proxy's origin says it already.
YOUCHENG_ADDRESS = env.text("YOUCHENG_ADDRESS", next(iter(CSRF_TRUSTED_ORIGINS), "")).rstrip("/")

EMAIL_HOST = env.text("YOUCHENG_EMAIL_HOST", "")
# Without a server nothing is queued for e-mail: the console is for looking at, not for sending.
EMAIL_BACKEND = env.text(
    "YOUCHENG_EMAIL_BACKEND", f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
)
_EMAIL_SECURITY = env.one_of("YOUCHENG_EMAIL_SECURITY", "none", ("none", "starttls", "tls"))
EMAIL_USE_TLS, EMAIL_USE_SSL = _EMAIL_SECURITY == "starttls", _EMAIL_SECURITY == "tls"
EMAIL_PORT = env.number(
    "YOUCHENG_EMAIL_PORT",
    {"none": 25, "starttls": 587, "tls": 465}[_EMAIL_SECURITY],
    at_least=1,
    at_most=65535,
)
EMAIL_HOST_USER = env.text("YOUCHENG_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("YOUCHENG_EMAIL_PASSWORD", "")
EMAIL_TIMEOUT = env.number("YOUCHENG_EMAIL_TIMEOUT_SECONDS", 20, at_least=1)
DEFAULT_FROM_EMAIL = env.text("YOUCHENG_EMAIL_FROM", "youcheng@localhost")
YOUCHENG_SEND_TRIES = env.number("YOUCHENG_SEND_TRIES", 8, at_least=1)
YOUCHENG_SEND_RETRY_MINUTES = env.number("YOUCHENG_SEND_RETRY_MINUTES", 5, at_least=1)
# Services that chat rooms may belong to, by the first word of their addresses; none: nothing leaves the house.
YOUCHENG_CHAT_SERVICES = [word.lower() for word in env.words("YOUCHENG_CHAT_SERVICES")]

LOGGING = logs.configuration(
    as_json=env.flag("YOUCHENG_LOG_JSON", False), level=env.text("YOUCHENG_LOG_LEVEL", "WARNING").upper()
)

# ── Limits ──────────────────────────────────────────────────────────────────────────────────────────────────────

YOUCHENG_UPLOAD_BYTES = 1024 * 1024 * env.number("YOUCHENG_UPLOAD_MEGABYTES", 20, at_least=1)
YOUCHENG_IMPORT_UNPACKED_BYTES = (
    1024 * 1024 * env.number("YOUCHENG_IMPORT_UNPACKED_MEGABYTES", 100, at_least=1)
)
YOUCHENG_IMPORT_ROWS = env.number("YOUCHENG_IMPORT_ROWS", 20_000, at_least=1)
YOUCHENG_IMPORT_DAYS = env.number("YOUCHENG_IMPORT_DAYS", 30, at_least=1)
YOUCHENG_IMPORT_COLUMNS = env.number("YOUCHENG_IMPORT_COLUMNS", 100, at_least=1)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
