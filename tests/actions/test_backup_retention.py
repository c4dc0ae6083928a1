"""The newest backup of each of the last days and weeks is kept, and nothing else in the folder is touched."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from programming.actions.backup_retention import moment_of, prune, to_keep


def test_the_newest_of_each_day_and_week_is_kept() -> None:
    nightly = [datetime(2026, 11, 21, 3, tzinfo=UTC) - timedelta(days=day) for day in range(60)]
    extra = datetime(2026, 11, 20, 18, tzinfo=UTC)
    kept = sorted(to_keep([*nightly, extra], days=7, weeks=4), reverse=True)
    assert [f"{one:%b %d %H}" for one in kept] == [
        *("Nov 21 03", "Nov 20 18", "Nov 19 03", "Nov 18 03", "Nov 17 03", "Nov 16 03", "Nov 15 03"),
        *("Nov 08 03", "Nov 01 03"),
    ]


@pytest.mark.parametrize(("days", "weeks", "kept"), [(0, 0, 1), (3, 0, 3), (0, 3, 3), (99, 0, 10)])
def test_days_without_a_backup_cost_none(days: int, weeks: int, kept: int) -> None:
    """After a month away the old ones are still there; the newest always is."""
    moments = [datetime(2026, 1, 5, 3, tzinfo=UTC) + timedelta(days=30 * step) for step in range(10)]
    found = to_keep(moments, days=days, weeks=weeks)
    assert len(found) == kept
    assert max(moments) in found


def test_only_backups_are_removed(tmp_path: Path) -> None:
    old = [f"held-over-2026110{day}T030000Z.zip" for day in range(1, 6)]
    others = ["held-over-before-restore-20250101T000000Z.zip", "notes.txt", "held-over-20269999T000000Z.zip.part"]
    for name in (*old, *others):
        (tmp_path / name).touch()
    gone = prune(tmp_path, days=2, weeks=0)
    assert [one.name for one in gone] == old[:3]
    assert {one.name for one in tmp_path.iterdir()} == {*old[3:], *others}
    assert moment_of(old[0]) == datetime(2026, 11, 1, 3, tzinfo=UTC)
