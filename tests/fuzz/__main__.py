"""Ten thousand inputs out of one seed: `make fuzz`, `make fuzz SEED=7`, `make fuzz ARGS="--only forms:123"`."""

import os
import subprocess
import sys
import tempfile
import time
import warnings
from argparse import ArgumentParser, Namespace

import django
from django.conf import settings
from django.test.utils import setup_databases, setup_test_environment, teardown_databases


def main() -> int:
    parser = ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=957)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--only", metavar="KIND[:NUMBER]", default="", help="one kind, or one input of it once more")
    parser.add_argument("--go-on", action="store_true", help="past the first failure, and say them all")
    parser.add_argument("--jobs", type=int, default=2, help="so many processes (on SQLite)")
    parser.add_argument("--part", type=int, help="what one of them does, said as JSON")
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cinema.settings")
    if ":" in chosen.only or not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        chosen.jobs = 1
    return _all(chosen) if chosen.part is None else _part(chosen)


def _all(chosen: Namespace) -> int:
    """Every part in a process of its own; what they say, in one."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "tests.fuzz", *sys.argv[1:], f"--jobs={chosen.jobs}"]
    running = [
        subprocess.Popen([*command, f"--part={part}"], stdout=subprocess.PIPE, text=True) for part in range(chosen.jobs)
    ]
    said = [one.communicate()[0] for one in running]
    if any(one.returncode for one in running):
        return 1
    _set_up()
    from tests.fuzz.addresses import routes  # noqa: PLC0415  Django must stand first
    from tests.fuzz.run import Told  # noqa: PLC0415  likewise

    told = Told()
    for text in said:
        told.add(text)
    unseen = [route for route in routes() if route not in told.routes]
    lines = [f"{failed}\n" for failed in told.failed]
    lines += [f"{name:<12}{count:>6}" for name, count in told.counts.items()]
    lines.append(f"{'inputs':<12}{told.counts.total():>6}, {len(told.failed) or 'none'} failed")
    lines.append("answers: " + ", ".join(f"{count} × {what}" for what, count in sorted(told.answers.items())))
    lines.append(
        f"{len(routes()) - len(unseen)} of {len(routes())} addresses reached; not: {' '.join(unseen) or 'none'}"
    )
    lines.append(f"seed {chosen.seed}, {time.perf_counter() - began:.0f} s")
    sys.stdout.write("\n".join(lines) + "\n")
    return min(len(told.failed), 1)


def _part(chosen: Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as room:
        _set_up()
        settings.MEDIA_ROOT = room
        from tests.fuzz.run import run  # noqa: PLC0415  Django must stand first

        databases = setup_databases(verbosity=0, interactive=False)
        try:
            how = {"only": chosen.only, "part": chosen.part, "parts": chosen.jobs, "go_on": chosen.go_on}
            sys.stdout.write(str(run(chosen.seed, chosen.count, **how)))
        finally:
            teardown_databases(databases, verbosity=0)
    return 0


def _set_up() -> None:
    """As tests/conftest.py does for all tests."""
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", message="The FORMS_URLFIELD_ASSUME_HTTPS transitional setting")
    settings.STORAGES["staticfiles"]["BACKEND"] = settings.PLAIN_STATIC
    settings.STATIC_ROOT = None
    settings.SESSION_COOKIE_AGE, settings.SESSION_HOURS = 10 * 365 * 86_400, 10 * 365 * 24
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
    setup_test_environment()


if __name__ == "__main__":
    sys.exit(main())
