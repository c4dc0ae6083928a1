"""Ten thousand inputs out of one seed: `make fuzz`, `make fuzz SEED=7`, `make fuzz ARGS="--only forms:123"`."""

import os
import sys
import tempfile
import warnings
from argparse import ArgumentParser

import django
from django.conf import settings
from django.test.utils import setup_databases, setup_test_environment, teardown_databases


def main() -> int:
    parser = ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=957)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--only", metavar="KIND[:NUMBER]", default="", help="one kind, or one input of it once more")
    parser.add_argument("--go-on", action="store_true", help="past the first failure, and say them all")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as room:
        _set_up(room)
        from tests.fuzz.run import run  # noqa: PLC0415  Django must stand first

        databases = setup_databases(verbosity=0, interactive=False)
        try:
            return run(told.seed, told.count, only=told.only, go_on=told.go_on)
        finally:
            teardown_databases(databases, verbosity=0)


def _set_up(room: str) -> None:
    """As tests/conftest.py does for all tests."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cinema.settings")
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", message="The FORMS_URLFIELD_ASSUME_HTTPS transitional setting")
    settings.STORAGES["staticfiles"]["BACKEND"] = settings.PLAIN_STATIC
    settings.STATIC_ROOT = None
    settings.SESSION_COOKIE_AGE, settings.SESSION_HOURS = 10 * 365 * 86_400, 10 * 365 * 24
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = room
    django.setup()
    setup_test_environment()


if __name__ == "__main__":
    sys.exit(main())
