"""Smaller pictures for stills that lack them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from programming.actions.renditions import NotMade, renew, sweep
from programming.models import Still

EVERY = 25


class Command(BaseCommand):
    help = (
        "Make the smaller pictures that stills lack, and remove those that belong to none. What is there is left "
        "alone: run it as often as you like, and stop it when you like."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        made, failed, every = 0, 0, Still.objects.count()
        for number, still in enumerate(Still.objects.order_by("pk").iterator(), start=1):
            try:
                made += renew(still=still)
            except NotMade as wrong:
                failed += 1
                self.stderr.write(f"  {wrong}")
            if number % EVERY == 0:
                self.stderr.write(f"… {number} of {every}")
        gone = sweep(keys=set(Still.objects.values_list("renditions__key", flat=True)))
        self.stdout.write(f"Stills: {made} made, {every - made - failed} there already, {failed} refused.")
        if gone:
            self.stdout.write(f"Left over, and removed: {gone}.")
        if failed:
            raise CommandError(f"Not every picture could be read ({failed}); pages show those as they are stored.")
