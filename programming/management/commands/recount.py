"""The counts of the archive, made anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from programming.actions.recount import recount_all


class Command(BaseCommand):
    help = "Count again what the house has shown, by month. Publishing keeps the counts; this is for after a repair."

    def handle(self, *args: Any, **options: Any) -> None:
        months = recount_all(at=timezone.now())
        self.stdout.write(f"{months} month{'' if months == 1 else 's'} counted.")
