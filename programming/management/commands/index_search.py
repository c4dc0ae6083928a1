"""The index of the search, written anew."""

from typing import Any

from django.core.management.base import BaseCommand

from programming.actions.search import rebuild


class Command(BaseCommand):
    help = "Write the index of the search anew, from what is published and on file. Needed only after a repair by hand."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} words are indexed.")
