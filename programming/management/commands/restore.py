"""A backup, put back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programming.actions.backup_file import NotDone
from programming.actions.backup_restore import restore
from programming.management.progress import Progress


class Command(BaseCommand):
    help = (
        "Put an archive that `backup` wrote back into an empty house, and bring it up to date. With --replace a house "
        "that is there gives way; it is backed up first. Everybody logs in again afterwards."
    )
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument("--replace", action="store_true", help="replace the house that is there")
        parser.add_argument(
            "--no-migrate",
            action="store_true",
            help="leave the tables as they were, for an older version of the program",
        )
        parser.add_argument(
            "--backups",
            type=Path,
            default=Path(settings.DATA_DIR) / "backups",
            help="folder for the backup of the house that is replaced",
        )

    def handle(self, *args: Any, archive: Path, replace: bool, no_migrate: bool, backups: Path, **options: Any) -> None:
        try:
            manifest, before = restore(
                path=archive, replace=replace, backups=backups, at=timezone.now(), say=Progress(self.stderr)
            )
        except NotDone as wrong:
            raise CommandError(str(wrong)) from wrong
        if before:
            self.stdout.write(f"The house that was here is in {before}.")
        rows = sum(table.rows for table in manifest.tables.values())
        said = f"{rows} rows in {len(manifest.tables)} tables and {len(manifest.media)} files"
        self.stdout.write(f"Restored {said}, as of {manifest.made_at} ({manifest.program}).")
        if not no_migrate:
            self._migrate()

    def _migrate(self) -> None:
        try:
            call_command("migrate", verbosity=0, stdout=self.stdout)
        except Exception as wrong:
            raise CommandError(
                "The archive is back, but its tables could not be brought up to date. Mend what is said here and run "
                f"manage.py migrate: {wrong}"
            ) from wrong
