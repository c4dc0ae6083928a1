"""A house ready to be looked at."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from programming.models import Venue


class Command(BaseCommand):
    help = "Bring the database up to date, load the seeds where there is no house yet, and make a staff user."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, stdout=self.stdout)
        if not Venue.objects.exists():
            self.stdout.write("The house is empty: loading the seeds …")
            call_command("load_seeds", stdout=self.stdout, stderr=self.stderr)
        call_command("make_staff", stdout=self.stdout)
