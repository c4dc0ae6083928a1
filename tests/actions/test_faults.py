"""A few of the kills of `make faults`, in the normal run: the same moments each time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db(transaction=True)


def address_of_the_database() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    who = told["USER"] + (f":{told['PASSWORD']}" if told["PASSWORD"] else "")
    return f"postgres://{who}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def test_six_kills_leave_the_house_whole() -> None:
    connection.close()
    environment = os.environ | {
        "DATABASE_URL": address_of_the_database(),
        "DJANGO_SETTINGS_MODULE": "cinema.settings",
        "LOG_LEVEL": "ERROR",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kill", "--kills=6", "--seed=957"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "6 kills" in done.stdout, done.stderr
    assert "half done, lost or doubled: 0" in done.stdout
    assert done.returncode == 0
