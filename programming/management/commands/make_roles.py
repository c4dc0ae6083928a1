"""The roles of the house."""

from typing import Any

from django.core.management.base import BaseCommand

from programming.actions.roles import ROLES, make_roles


class Command(BaseCommand):
    help = "Make a group for each role and give it what programming/actions/roles.py says. Every migrate does so too."

    def handle(self, *args: Any, **options: Any) -> None:
        made = make_roles()
        for role in ROLES:
            self.stdout.write(f"{role}: {'set up' if role in made else 'as it should be'}")
