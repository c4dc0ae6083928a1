"""The first person on staff."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Make a staff user who may do everything, and print a new password once. An existing user is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", default="staff")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        users = get_user_model()._default_manager
        if users.filter(username=name).exists():
            self.stdout.write(f"User {name!r} exists. To set a new password: python manage.py changepassword {name}")
            return
        password = secrets.token_hex(8)
        get_user_model().objects.create_superuser(username=name, password=password)
        self.stdout.write(f"Made staff user {name!r} with the password {password} (it is not shown again).")
