"""One archive of database and media."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programming.actions.backup import back_up
from programming.actions.backup_file import NotDone
from programming.actions.backup_retention import prune
from programming.management.progress import Progress


class Command(BaseCommand):
    help = (
        "Write one archive of database and media, while the house works, and read it back. Sessions and the secret key "
        "are not in it. With --keep, older archives of the folder are removed afterwards."
    )
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=Path(settings.DATA_DIR) / "backups")
        parser.add_argument("--keep", type=_count, metavar="DAYS", help="keep the newest of so many days that have one")
        parser.add_argument("--keep-weekly", type=_count, metavar="WEEKS", help="and of so many weeks")

    def handle(self, *args: Any, folder: Path, keep: int | None, keep_weekly: int | None, **options: Any) -> None:
        try:
            made = back_up(folder=folder, at=timezone.now(), say=Progress(self.stderr))
        except NotDone as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(f"{made} ({made.stat().st_size / 1e6:.1f} MB), written and read back.")
        if keep is not None or keep_weekly is not None:
            for gone in prune(folder, days=keep or 0, weeks=keep_weekly or 0):
                self.stdout.write(f"Removed {gone.name}.")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
