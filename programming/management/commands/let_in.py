"""For somebody who stands before the door: too many wrong passwords, or a lost telephone."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programming.actions.door import let_in, log_out_everywhere
from programming.actions.second_step import turn_off


class Command(BaseCommand):
    help = "Let somebody log in again after too many wrong passwords; with --second-step, also without their telephone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument(
            "--second-step", action="store_true", help="take the second step away, and log out everywhere"
        )

    def handle(self, *args: Any, name: str, second_step: bool, **options: Any) -> None:
        person = User.objects.filter(username=name).first()
        if person is None:
            raise CommandError(f"Nobody here is called {name!r}.")
        at = timezone.now()
        let_in(person, at=at)
        if second_step:
            turn_off(person, at=at, by=None)
            log_out_everywhere(person, at=at, by=None)
        more = " The second step is taken away." if second_step else ""
        self.stdout.write(f"{name!r} can log in again.{more}")
