"""The door book, and what closes and opens the door: log out everywhere, let in again."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from axes.utils import reset
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.sessions.models import Session
from django.db import transaction

from programming.choices import DoorKind
from programming.models import DoorEntry

Somebody = User | AnonymousUser | None

DETAIL = 300


def note(
    kind: DoorKind,
    *,
    at: datetime,
    about: Somebody = None,
    by: Somebody = None,
    address: str | None = None,
    detail: str = "",
) -> DoorEntry:
    """Write a line: what happened to whom, and who did it where that is somebody else."""
    who, actor = (one if isinstance(one, User) and one.pk else None for one in (about, by))
    return DoorEntry.objects.create(
        at=at,
        kind=kind,
        user=who,
        name=who.get_username() if who else "",
        by=None if actor == who else actor,
        address=address,
        detail=detail[:DETAIL],
    )


def note_failure(name: str, *, at: datetime, address: str | None) -> None:
    """A log-in that failed. A name that nobody here has is not kept: it may be somebody's password."""
    known = get_user_model().objects.filter(username=name).first()
    note(DoorKind.FAILED, at=at, about=known, address=address)


def sessions_of(person: User) -> Iterator[Session]:
    """Where somebody is logged in. A house has a few dozen sessions, and whose one is stands inside it."""
    key = str(person.pk)
    return (one for one in Session.objects.all() if one.get_decoded().get(SESSION_KEY) == key)


@transaction.atomic
def log_out_everywhere(
    person: User, *, at: datetime, by: Somebody, address: str | None = None, keep: str | None = None
) -> int:
    """End every session of that person but `keep`; how many those were."""
    keys = [one.session_key for one in sessions_of(person) if one.session_key != keep]
    Session.objects.filter(session_key__in=keys).delete()
    note(DoorKind.OUT_EVERYWHERE, at=at, about=person, by=by, address=address)
    return len(keys)


@transaction.atomic
def let_in(person: User, *, at: datetime, by: Somebody = None, address: str | None = None) -> bool:
    """Forget the wrong passwords given for that name, from wherever; whether there were any."""
    there = bool(reset(username=person.get_username()))
    note(DoorKind.LET_IN, at=at, about=person, by=by, address=address)
    return there


def tidy(at: datetime) -> None:
    """Forget addresses, entries and sessions that have been kept for long enough."""
    DoorEntry.objects.forget(at)
    Session.objects.filter(expire_date__lt=at).delete()


def is_over(since: float | None, at: datetime, longest: timedelta) -> bool:
    """Whether a session begun at `since` has lasted long enough, however busy it was."""
    return since is not None and at.timestamp() - since > longest.total_seconds()
