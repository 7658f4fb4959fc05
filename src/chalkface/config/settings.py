"""The one settings file. Everything comes from the environment through four small readers; the defaults are a safe install
for one school on SQLite."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlparse

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable ``CHALKFACE_<name>``."""
    return os.environ.get(f"CHALKFACE_{name}", default)


def flag(name: str, default: bool) -> bool:
    """A yes or no. Raises ``ImproperlyConfigured`` for anything else."""
    value = text(name, "yes" if default else "no").strip().lower()
    if value in ("yes", "true", "1", "on"):
        return True
    if value in ("no", "false", "0", "off"):
        return False
    raise ImproperlyConfigured(f"CHALKFACE_{name} is '{value}': set it to yes or no.")


def number(name: str, default: int) -> int:
    """A whole number. Raises ``ImproperlyConfigured`` for anything else."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"CHALKFACE_{name} is '{value}': set it to a whole number.")
    return int(value)


def given_secret(name: str) -> str:
    """A secret from ``CHALKFACE_<name>``, or from the file named by ``CHALKFACE_<name>_FILE``; "" when neither is given."""
    if value := text(name):
        return value
    if named := text(f"{name}_FILE"):
        try:
            return Path(named).read_text("utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"CHALKFACE_{name}_FILE names a file that cannot be read: {error.strerror}.") from error
    return ""


def secret(name: str, made_at: Path) -> str:
    """A secret that is given, or made once and kept."""
    if value := given_secret(name):
        return value
    try:
        if not made_at.exists():
            made_at.parent.mkdir(parents=True, exist_ok=True)
            made_at.touch(mode=0o600)
            made_at.write_text(secrets.token_urlsafe(48), "utf-8")
        return made_at.read_text("utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {made_at.parent} cannot be used: {error.strerror}. Give it to the user that runs Chalkface, or "
            "set CHALKFACE_DATA to another."
        ) from error


def mail_security(way: str) -> tuple[bool, bool]:
    """How mail is kept from being read on its way: (STARTTLS, TLS from the start). Raises ``ImproperlyConfigured``."""
    ways = {"starttls": (True, False), "tls": (False, True), "none": (False, False)}
    if way.strip().lower() not in ways:
        raise ImproperlyConfigured(f"CHALKFACE_MAIL_TLS is '{way}': set it to starttls, tls or none.")
    return ways[way.strip().lower()]


def database(url: str, folder: Path) -> dict:
    """The database: PostgreSQL when a URL is given, else one SQLite file in the data folder."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "chalkface.sqlite3",
            "CONN_MAX_AGE": 60,  # to open the file anew, and read its tables, was a third of what a short request needs
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; "
                    "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA cache_size=-16384;"
                ),
            },
        }
    parts = urlparse(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("CHALKFACE_DATABASE_URL must begin with postgresql:// (leave it out for SQLite).")
    options = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "chalkface.records.postgres",  # Django's own, which also says which school is open
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,  # after a restart of the database the next page finds it again
        "OPTIONS": options,
    }


def providers() -> dict[str, dict[str, str]]:
    """Whose word lets people in (OpenID Connect): those of which client ID and secret are given; by default nobody's."""
    found = {}
    for code, title, issuer in (
        ("microsoft", "Microsoft", "https://login.microsoftonline.com/organizations/v2.0"),
        ("google", "Google", "https://accounts.google.com"),
        ("openid", text("OPENID_NAME", "your school's account"), ""),
    ):
        client_id, client_secret = text(f"{code.upper()}_CLIENT_ID"), given_secret(f"{code.upper()}_CLIENT_SECRET")
        issuer = text(f"{code.upper()}_ISSUER", issuer)
        if any((client_id, client_secret)) and not all((client_id, client_secret, issuer)):
            raise ImproperlyConfigured(
                f"To sign in with {code}, set CHALKFACE_{code.upper()}_CLIENT_ID and _CLIENT_SECRET (openid: and _ISSUER) all."
            )
        if client_id:
            found[code] = {"title": title, "issuer": issuer, "client_id": client_id, "client_secret": client_secret}
    return found


DATA = Path(text("DATA", "var")).resolve()
SECRET_KEY = secret("SECRET_KEY", DATA / "secret-key")
# What seals confidential notes: the first seals, all of them open (docs/keys.md). Never in the database, nor in a backup.
NOTE_KEYS = tuple(key for key in secret("NOTE_KEYS", DATA / "note-keys").replace("\n", ",").split(",") if key)
DEBUG = False
SIGN_IN_WITH = providers()
ALLOWED_HOSTS = [host for host in text("HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host]
BEHIND_HTTPS = flag("HTTPS", False)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if BEHIND_HTTPS else []

DATABASES = {"default": database(text("DATABASE_URL"), DATA)}
# Who owns the tables, where that is not who serves (docs/how-to/run-on-postgresql.md): migrates, and prunes the audit trail.
_OWNER = database(text("OWNER_URL"), DATA) if text("OWNER_URL") else {}
OWNER_DATABASE = {key: _OWNER[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS") if _OWNER}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "chalkface.records",
    "chalkface.web",
    "chalkface.jobs",
]
MIDDLEWARE = [
    "chalkface.web.headers.SecurityHeaders",
    "chalkface.web.headers.NotTooLarge",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "chalkface.web.visiting.Visiting",
    "django.contrib.messages.middleware.MessageMiddleware",
    "chalkface.web.headers.Refusals",
]
ROOT_URLCONF = "chalkface.config.urls"
WSGI_APPLICATION = "chalkface.config.wsgi.application"

# Where backups and the running copy go: better on another disk than the data (docs/never-lose-anything.md).
BACKUPS = Path(text("BACKUPS", str(DATA / "backups"))).resolve()
BACKUPS_KEPT_DAYS = number("BACKUPS_KEPT_DAYS", 35)
COPIES = Path(text("COPIES", str(DATA / "copies"))).resolve()
COPY_SECONDS = number("COPY_SECONDS", 30)

_WEB = Path(__file__).resolve().parent.parent / "web"
TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_WEB / "templates", _WEB],
        "OPTIONS": {"environment": "chalkface.web.environment.environment", "autoescape": True},
    }
]

AUTH_USER_MODEL = "records.Account"
LOGIN_URL = "/sign-in/"
CSRF_FAILURE_VIEW = "chalkface.web.errors.stale_form"
PASSWORD_HASHERS = ["chalkface.web.passwords.Argon2AtOwaspMinimum"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
# A browser takes a cookie of this name from this very host and over HTTPS only: no neighbour of the same domain can set one.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (f"{'__Host-' * BEHIND_HTTPS}{name}" for name in ("sessionid", "csrftoken"))
# web/headers.py does on every answer what Django's SecurityMiddleware and XFrameOptionsMiddleware would.
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002"]
CSRF_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [_WEB / "static"]
STATIC_ROOT = None  # served straight from where they lie; there is no collecting step to forget
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 60 * 60 * 24

CACHES = {"default": {"BACKEND": "chalkface.config.cache.ForgivingFileCache", "LOCATION": DATA / "cache"}}
# Long tasks wait for the worker that `serve` starts; TASKS_NOW does them at once, where there is no worker.
_TASKS = "django_tasks.backends.immediate.ImmediateBackend" if flag("TASKS_NOW", False) else "django_tasks_db.DatabaseBackend"
TASKS = {"default": {"BACKEND": _TASKS}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Digests go out through the school's own mail server; without one they are written on the console (docs/mail.md).
EMAIL_HOST = text("MAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_HOST_USER = text("MAIL_USER")
EMAIL_HOST_PASSWORD = given_secret("MAIL_PASSWORD")
EMAIL_USE_TLS, EMAIL_USE_SSL = mail_security(text("MAIL_TLS", "starttls"))
EMAIL_PORT = number("MAIL_PORT", 465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = text("MAIL_FROM", "chalkface@localhost")
# Where people open Chalkface, for the link at the end of a mail; left out when it is not said.
ADDRESS = text("ADDRESS")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
LARGEST_UPLOAD = 50 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "chalkface.config.logs.SecretsLeftOut"}},
    "formatters": {"scrubbed": {"()": "chalkface.config.logs.Scrubbed"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["secrets"], "formatter": "scrubbed"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
