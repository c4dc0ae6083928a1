"""Load a folder of seeds through the importers."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programming.importers.seeds import load_seeds


class Command(BaseCommand):
    help = "Load a house and its season from CSV and TOML. Loading the same folder twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=Path(settings.BASE_DIR) / "seeds")
        parser.add_argument(
            "--around",
            type=date.fromisoformat,
            help="lay relative weeks around this day (default: as before, or today)",
        )

    def handle(self, *args: Any, folder: Path, around: date | None, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        report = load_seeds(folder, at=timezone.now(), around=around, say=self._say)
        for line in report.lines():
            self.stdout.write(line)
        if not report.is_clean:
            raise CommandError(f"{len(report.refused)} rows were refused; nothing was changed.")

    def _say(self, step: str) -> None:
        self.stderr.write(f"… {step}")
