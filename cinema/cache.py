"""What processes remember. One machine needs no server for it; several share a Redis, and live on while it is away."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

CODE = ("programming/**/*.py", "cinema/*.py", "templates/**/*.html", "static/**/*", "programming/locale/**/*.mo")
PATIENCE_SECONDS = 0.25
REST_SECONDS = 5.0
"""How long nothing is asked of a Redis that did not answer."""


def backends(redis_url: str) -> dict[str, dict[str, Any]]:
    """Django's CACHES: `default` for what is counted, `pages` for whole answers that machines share.

    Without an address each process counts for itself and keeps its own pages alone.
    """
    if not redis_url:
        return {
            "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
            "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
        }
    patience = {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}
    redis = {"BACKEND": "cinema.cache.PatientRedis", "LOCATION": redis_url, "OPTIONS": patience}
    # Pages of another release are other pages.
    return {"default": {**redis, "KEY_PREFIX": "count"}, "pages": {**redis, "KEY_PREFIX": f"page-{_release()}"}}


def _release() -> str:
    """A word for the code that runs."""
    folder = Path(__file__).resolve().parent.parent
    digest = sha256()
    for pattern in CODE:
        for file in sorted(folder.glob(pattern)):
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _patiently(name: str) -> Callable[..., Any]:
    """The method of RedisCache, or what it says of a key that is not there where no Redis answers."""
    usual = getattr(RedisCache, name)

    @wraps(usual)
    def asked(self: "PatientRedis", key: Any, *args: Any, **options: Any) -> Any:
        if time.monotonic() >= PatientRedis.rests_until:
            try:
                return usual(self, key, *args, **options)
            except (RedisError, OSError) as wrong:
                PatientRedis.rests_until = time.monotonic() + REST_SECONDS
                log.warning("Redis does not answer, so nothing is shared for %d seconds: %s", REST_SECONDS, wrong)
        return _nothing(name, args, options)

    return asked


def _nothing(name: str, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
    if name == "get":
        return args[0] if args else options.get("default")
    if name == "incr":
        raise ValueError("There is no such key.")
    return name == "add"


class PatientRedis(RedisCache):
    """A RedisCache that is empty while its server is away."""

    rests_until = 0.0
    get, set, add, incr, delete = (_patiently(name) for name in ("get", "set", "add", "incr", "delete"))
