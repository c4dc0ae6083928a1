"""The second step at log-in: a code from a telephone after the password, or one of ten recovery codes on paper.

The codes are those of RFC 6238 (django-otp): every authenticator app makes them, and each is taken once.
"""

from base64 import b32encode
from binascii import unhexlify
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from math import ceil
from secrets import choice
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from programming.actions.door import Somebody, note
from programming.actions.errors import Refused
from programming.choices import DoorKind
from programming.models import SecondStepRule

CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
LENGTH = 12  # of a recovery code: 59 bits
NAME = "second step"
STANDING = f"""
SELECT EXISTS (SELECT 1 FROM {TOTPDevice._meta.db_table} own WHERE own.user_id = person.id AND own.confirmed),
    EXISTS (
        SELECT 1 FROM {SecondStepRule._meta.db_table} rule
        LEFT JOIN {User.groups.through._meta.db_table} role ON role.group_id = rule.group_id
        WHERE role.user_id = person.id OR (rule.group_id IS NULL AND %s)
    )
FROM {User._meta.db_table} person WHERE person.id = %s
"""  # noqa: S608
"""Whether a person has a second step, and whether a role of theirs must have one."""


class Due(Enum):
    """What stands between a password and the panel."""

    NOTHING = "nothing"
    CODE = "code"
    SET_UP = "set up"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether somebody has a second step, and whether their role must have one."""

    has: bool
    must: bool

    @property
    def due(self) -> Due:
        """Of a session that has not passed it."""
        return Due.CODE if self.has else Due.SET_UP if self.must else Due.NOTHING


def standing(person: User) -> Standing:
    """One query, with every page of the panel: past the object mapper, which takes ten times as long to ask it."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [person.is_superuser, person.pk])
        has, must = cursor.fetchone() or (False, True)
    return Standing(bool(has), bool(must))


def key_text(key: str) -> str:
    """The key as it is typed into an app that has no camera: “JBSW Y3DP …”."""
    text = b32encode(unhexlify(key)).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def key_address(key: str, person: User, house: str) -> str:
    """What the QR code says to an authenticator app."""
    house = house.replace(":", " ")
    query = {"secret": b32encode(unhexlify(key)).decode(), "issuer": house, "digits": 6, "period": 30}
    return f"otpauth://totp/{quote(house)}:{quote(person.get_username())}?{urlencode(query, quote_via=quote)}"


def set_up(
    person: User, *, key: str, code: str, at: datetime, address: str | None = None
) -> tuple[TOTPDevice, tuple[str, ...]]:
    """Keep the key once a code proves that the telephone has it. Returns the device and the recovery codes.

    Raises Refused for a wrong code, and for somebody who has a second step.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        if TOTPDevice.objects.filter(user=person, confirmed=True).exists():
            raise Refused(_("Your second step is set up already."))
        device = TOTPDevice(user=person, key=key, name=NAME, confirmed=True)
        device.save()
        if not device.verify_token(_digits(code)):
            device.delete()
            raise Refused(
                _("This is not the code that the telephone should show. Is its clock right? Try the next one.")
            )
        note(DoorKind.SECOND_SET_UP, at=at, about=person, address=address)
        return device, _write_codes(person)


def check(person: User, code: str, *, at: datetime, address: str | None = None) -> Any:
    """The device that takes the code: the telephone's, or the sheet of recovery codes. Raises Refused with a sentence.

    After a wrong code one waits: a second, then two, four …
    """
    wanted: type[TOTPDevice | StaticDevice] = TOTPDevice if _digits(code) else StaticDevice
    with transaction.atomic():
        device = wanted.objects.select_for_update().filter(user=person, confirmed=True).first()
        is_free, why = device.verify_is_allowed() if device else (True, None)
        is_right = bool(device and is_free and device.verify_token(_digits(code) or _letters(code)))
        if is_free:
            note(_kind(wanted, is_right=is_right), at=at, about=person, address=address)
    if is_right:
        return device
    if not is_free and why:
        raise Refused(_wait(why["locked_until"], at))
    raise Refused(_("This code is wrong, or was used before. Wait for the next one."))


def turn_off(person: User, *, at: datetime, by: Somebody, address: str | None = None) -> None:
    """Take the second step away: by oneself where no role asks for it, or by a colleague, who resets it so."""
    is_own = by == person
    if is_own and standing(person).must:
        raise Refused(_("Your role must have a second step."))
    with transaction.atomic():
        TOTPDevice.objects.filter(user=person).delete()
        StaticDevice.objects.filter(user=person).delete()
        note(DoorKind.SECOND_OFF if is_own else DoorKind.SECOND_RESET, at=at, about=person, by=by, address=address)


@transaction.atomic
def new_codes(person: User, *, at: datetime, address: str | None = None) -> tuple[str, ...]:
    """Ten new recovery codes in the place of those there were."""
    note(DoorKind.CODES, at=at, about=person, address=address)
    return _write_codes(person)


def codes_left(person: User) -> int:
    return int(StaticToken.objects.filter(device__user=person).count())


@transaction.atomic
def ask_of(groups: Iterable[Group], *, everybody: bool, at: datetime, by: User, address: str | None = None) -> None:
    """From now on ask a second step of these roles; `everybody` are those who may do everything."""
    everything = _("those who may do everything")
    wanted: dict[int | None, str] = {group.pk: group.name for group in groups} | (
        {None: everything} if everybody else {}
    )
    there = {rule.group_id for rule in SecondStepRule.objects.select_for_update()}
    if there == set(wanted):
        return
    SecondStepRule.objects.exclude(group__in=[key for key in wanted if key]).filter(group__isnull=False).delete()
    if not everybody:
        SecondStepRule.objects.filter(group=None).delete()
    SecondStepRule.objects.bulk_create(SecondStepRule(group_id=key) for key in wanted if key not in there)
    detail = ", ".join(sorted(wanted.values())) or "–"
    note(DoorKind.RULE, at=at, about=by, address=address, detail=detail)


def _write_codes(person: User) -> tuple[str, ...]:
    StaticDevice.objects.filter(user=person).delete()
    device = StaticDevice.objects.create(user=person, name=NAME, confirmed=True)
    codes = ["".join(choice(LETTERS) for _letter in range(LENGTH)) for _code in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return tuple("-".join((code[:4], code[4:8], code[8:])) for code in codes)


def _digits(code: str) -> str:
    """The six digits of a telephone, however they are spaced; nothing for anything else."""
    told = "".join(code.split())
    return told if len(told) == 6 and told.isascii() and told.isdigit() else ""


def _letters(code: str) -> str:
    return "".join(code.split()).replace("-", "").casefold()[:16]


def _kind(wanted: type[Any], *, is_right: bool) -> DoorKind:
    if not is_right:
        return DoorKind.SECOND_FAILED
    return DoorKind.SECOND_PASSED if wanted is TOTPDevice else DoorKind.CODE_USED


def _wait(until: datetime, at: datetime) -> str:
    seconds = max(1, ceil((until - at).total_seconds()))
    said = ngettext(
        "There were wrong codes. Wait %(count)s second, and try again.",
        "There were wrong codes. Wait %(count)s seconds, and try again.",
        seconds,
    )
    return said % {"count": seconds}
