"""The first person on staff, and those who come after."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.utils import timezone

from programming.actions.door import note
from programming.actions.roles import ROLES, make_roles
from programming.choices import DoorKind


class Command(BaseCommand):
    help = (
        "Make a staff user who may do everything, or with --role what that role may, and print a new password once. "
        "An existing user is left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", default="staff")
        parser.add_argument("--role", choices=list(ROLES), help="default: everything, users included")

    def handle(self, *args: Any, name: str, role: str | None, **options: Any) -> None:
        users = get_user_model().objects
        if users.filter(username=name).exists():
            self.stdout.write(f"User {name!r} exists. To set a new password: python manage.py changepassword {name}")
            return
        password = secrets.token_hex(8)
        if role is None:
            users.create_superuser(username=name, password=password)
        else:
            make_roles()
            person = users.create_user(username=name, password=password, is_staff=True)
            person.groups.add(Group.objects.get(name=role))
        note(DoorKind.RIGHTS, at=timezone.now(), about=users.get(username=name), detail=f"+{role or 'is_superuser'}")
        kind = f" ({role})" if role else ""
        self.stdout.write(f"Made staff user {name!r}{kind} with the password {password} (it is not shown again).")
