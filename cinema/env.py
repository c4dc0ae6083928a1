"""Typed readers for what the environment may set. A value that cannot be read stops the start with a sentence."""

import os
import re
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"", "0", "false", "no", "off"})
PRIVATE_NAMES = (".localhost", ".local", ".lan", ".internal", ".home.arpa", ".test")
WEAK = re.compile(
    r"django-insecure|change.?me|your.?secret|secret.?key|example|password|0123456789|abcdefgh", re.IGNORECASE
)

SQLITE: Mapping[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    # Kept open: what was read stays in memory, and whoever opens the file first makes the index of its log, for which
    # a full disk has no room.
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        # A transaction asks for the write lock at its start: asking half-way fails at once, however long the timeout.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # A read through the memory map costs no system call, but all of the map that has been read counts as memory of
        # the process: it holds the beginning of the file, 16 MB of its own what was read last of an old house.
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA mmap_size = 8388608; "
        "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;",
    },
}
POSTGRES: Mapping[str, Any] = {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_HEALTH_CHECKS": True,
}
POOL: Mapping[str, Any] = {"min_size": 1, "max_size": 8, "timeout": 4, "reconnect_timeout": 5}
"""Connections that the threads of a process share; each waits so many seconds for one. After a longer absence of the
database nobody waits for the next of ever rarer attempts: whoever wants a connection makes the pool try at once.
"""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def words(name: str) -> list[str]:
    """A list written with commas; empty parts do not count."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def yes_no(name: str, *, default: bool = False) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} must be yes or no (or 1 or 0), not {value!r}.")
    return value in YES


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def one_of(name: str, choices: Sequence[str]) -> str:
    """One of `choices`, the first of them unless something is said."""
    value = text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def folder(name: str, default: Path) -> Path:
    return Path(text(name) or default).expanduser().resolve()


def secret(name: str, kept_in: Path) -> str:
    """The environment's secret, or else the one in the file `kept_in`, made at the first start."""
    if given := text(name):
        if len(given) < 32:
            raise ImproperlyConfigured(f"{name} is too short to be a secret: give it at least 32 characters.")
        return given
    if not kept_in.exists():
        _keep(secrets.token_urlsafe(50), kept_in)
    return kept_in.read_text(encoding="ascii").strip()


def _keep(value: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_text(value + "\n", encoding="ascii")
    try:
        # Linked whole into place, so of several workers starting together the first wins and none reads half a key.
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()


def database(name: str, default: Path) -> dict[str, Any]:
    """Django's settings for a database written as an address; without one, the SQLite file `default`.

    sqlite:///data/house.sqlite3 is relative, sqlite:////srv/house.sqlite3 absolute. postgres://user:password@host:5432/name
    takes options after a question mark; ?host=/run/postgresql names a socket's folder.
    """
    address = text(name)
    if not address:
        default.parent.mkdir(parents=True, exist_ok=True)
        return _sqlite(default)
    parts = urlsplit(address)
    if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
        return _sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme in ("postgres", "postgresql") and len(parts.path) > 1:
        return _postgres(name, parts)
    raise ImproperlyConfigured(
        f"{name} must read sqlite:///file or postgres://user:password@host:port/name, not {parts.scheme or '?'}://…"
    )


def _sqlite(file: Path) -> dict[str, Any]:
    """Where nothing may be written beside the file, SQLite has no place for its notes: it is read as it stands."""
    is_at_rest = not any(beside.exists() for beside in (Path(f"{file}-wal"), Path(f"{file}-shm")))
    if file.exists() and is_at_rest and not os.access(file.parent, os.W_OK):
        return {
            **SQLITE,
            "NAME": f"{file.resolve().as_uri()}?immutable=1",
            "OPTIONS": {**SQLITE["OPTIONS"], "uri": True},
        }
    return {**SQLITE, "NAME": str(file)}


def _postgres(name: str, parts: SplitResult) -> dict[str, Any]:
    options = dict(parse_qsl(parts.query))
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} names a port that is no number between 1 and 65535.") from error
    return {
        **POSTGRES,
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(port or "")),
        "OPTIONS": {"pool": dict(POOL), **options},
    }


def refuse_what_is_unsafe() -> None:
    """For whatever is about to serve: stop with a sentence before a stranger could use what is wrong."""
    hosts: Sequence[str] = settings.ALLOWED_HOSTS
    public = [host for host in hosts if not is_private(host)]
    if "*" in hosts:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is *, so the site would answer to any name and repeat it in its links. "
            "List the names that it has."
        )
    if settings.DEBUG and public:
        raise ImproperlyConfigured(
            f"DEBUG is on, and {public[0]} is a public name: its visitors would be shown the settings and the code. "
            "Set DEBUG=0, or keep to localhost."
        )
    if public and not settings.HTTPS:
        raise ImproperlyConfigured(
            f"{public[0]} is a public name, and HTTPS is not set: passwords would cross the net in the open. "
            "Put a proxy that speaks TLS before the site and set HTTPS=1."
        )
    _refuse_weak_secret(str(settings.SECRET_KEY))
    _refuse_open_folders()


def is_private(host: str) -> bool:
    """Whether a name or an address is one's own machine or network."""
    name = host.strip("[]").removeprefix(".").lower()
    try:
        return not ip_address(name).is_global
    except ValueError:
        return name != "*" and ("." not in name or name.endswith(PRIVATE_NAMES))


def _refuse_weak_secret(key: str) -> None:
    if len(set(key)) < 10 or WEAK.search(key):
        raise ImproperlyConfigured(
            "SECRET_KEY can be guessed: who knows it can log in as anybody. Leave it out, and one is made and kept in "
            "DATA_DIR."
        )
    kept = Path(settings.DATA_DIR) / "secret_key"
    if not text("SECRET_KEY") and kept.exists() and kept.stat().st_mode & 0o077:
        raise ImproperlyConfigured(f"Others on this machine may read {kept}. Run chmod 600 {kept}.")


def _refuse_open_folders() -> None:
    """Everybody may read what lies in MEDIA_ROOT and STATIC_ROOT."""
    media, static = Path(settings.MEDIA_ROOT), Path(settings.STATIC_ROOT)
    if media.is_relative_to(static) or static.is_relative_to(media):
        raise ImproperlyConfigured(
            "MEDIA_ROOT and STATIC_ROOT lie one in the other. Give uploads a folder of their own."
        )
    kept = [Path(settings.DATA_DIR) / "secret_key", Path(settings.BASE_DIR) / "manage.py"]
    stored = settings.DATABASES["default"]
    if stored["ENGINE"].endswith("sqlite3"):
        kept.append(Path(stored["NAME"]).resolve())
    for folder_name, open_folder in (("MEDIA_ROOT", media), ("STATIC_ROOT", static)):
        for path in kept:
            if path.is_relative_to(open_folder):
                raise ImproperlyConfigured(
                    f"{folder_name} is {open_folder}, from which everybody may read, and {path.name} lies in it. "
                    "Choose another folder."
                )


def refuse_without_words() -> None:
    """A house that speaks another language needs its catalogue compiled, or else it would speak English."""
    made = Path(settings.BASE_DIR) / "programming" / "locale" / settings.LANGUAGE_CODE / "LC_MESSAGES" / "django.mo"
    if made.with_suffix(".po").exists() and not made.exists():
        raise ImproperlyConfigured(f"The words of {settings.LANGUAGE_CODE!r} are not compiled yet: run make setup.")


def refuse_without_hosts() -> None:
    """For whatever is about to serve: commands and tests need no host name, a site that answers strangers does."""
    if not settings.DEBUG and not settings.ALLOWED_HOSTS:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is not set, so every visitor would be refused. "
            "Set it to the site's names, as in ALLOWED_HOSTS=example.org,www.example.org, "
            "or set DEBUG=1 on your own machine."
        )
