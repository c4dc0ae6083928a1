"""The README tells people to type only what there is."""

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8") if README.is_file() else ""
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))


def named(pattern: str) -> set[str]:
    """What the README's code, in blocks or in a line, says after `pattern`."""
    code = re.findall(r"```.*?```|`[^`\n]+`", TEXT, flags=re.DOTALL)
    return set(re.findall(pattern, "\n".join(code)))


def test_the_ways_in_are_named() -> None:
    assert named(r"\bmake ([a-z-]+)") >= {"demo", "test"}


def test_every_make_target_named_exists() -> None:
    assert named(r"\bmake ([a-z-]+)") - TARGETS == set()


def test_every_command_named_exists() -> None:
    assert named(r"manage\.py ([a-z_]+)") - set(get_commands()) == set()
