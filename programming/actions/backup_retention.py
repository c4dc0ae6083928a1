"""Which backups are kept: the newest of each of the last days, and of each of the last weeks, that have one."""

import re
from collections.abc import Hashable, Iterable
from datetime import UTC, datetime
from pathlib import Path

NAMED = re.compile(r"held-over-(\d{8}T\d{6}Z)\.zip")


def prune(folder: Path, *, days: int, weeks: int) -> list[Path]:
    """Remove the backups of `folder` that are past keeping; which they were. No other file is touched, those made
    before a restore among them.
    """
    made = {path: moment for path in folder.iterdir() if (moment := moment_of(path.name))}
    kept = to_keep(made.values(), days=days, weeks=weeks)
    gone = sorted(path for path, moment in made.items() if moment not in kept)
    for path in gone:
        path.unlink()
    return gone


def moment_of(name: str) -> datetime | None:
    """When the backup of this name was made; None where it is none."""
    found = NAMED.fullmatch(name)
    return datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if found else None


def to_keep(moments: Iterable[datetime], *, days: int, weeks: int) -> set[datetime]:
    """Days and weeks (from Monday) are those of UTC; the newest backup of all is always kept."""
    newest_first = sorted(moments, reverse=True)
    by_day: dict[Hashable, datetime] = {}
    by_week: dict[Hashable, datetime] = {}
    for moment in newest_first:
        by_day.setdefault(moment.date(), moment)
        by_week.setdefault(moment.isocalendar()[:2], moment)
    return {*newest_first[:1], *list(by_day.values())[:days], *list(by_week.values())[:weeks]}
