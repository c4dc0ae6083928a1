"""The lock names versions and hashes of everything that pyproject.toml asks for, and no place to fetch them from."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace("_", "-").replace(".", "-")


def test_every_line_is_a_version_or_a_hash() -> None:
    version = re.compile(r"[a-z0-9-]+==[A-Za-z0-9.]+( ; [a-z_]+ (==|!=|<) '[A-Za-z0-9.]+')? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in LOCK.splitlines() if not (version.fullmatch(line) or digest.fullmatch(line))] == []


def test_everything_asked_for_is_locked() -> None:
    asked = {name(line) for line in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]}
    locked = {name(line) for line in LOCK.splitlines() if "==" in line}
    assert asked - locked == set()
