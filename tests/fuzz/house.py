"""A small house with a row of each kind, and all who may knock: visitors, each role, somebody at the second step."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.http.cookie import SimpleCookie
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from programming.actions.drafts import make_draft
from programming.actions.move import move
from programming.actions.ratings import Mark, rate
from programming.actions.roles import ROLES, make_roles
from programming.choices import DoorKind
from programming.forms.subscribing import Choice, make_token
from programming.models import (  # fmt: skip
    Claim,
    DoorEntry,
    Edition,
    Film,
    Import,
    Notice,
    PrintedDate,
    PublishedScreening,
    PullQuote,
    QuotedRating,
    Restoration,
    Screen,
    Screening,
    Series,
    Source,
)
from programming.rules.ballot import link_code
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, hold, programme, run, series, shows

AT = NOON + timedelta(minutes=1)
DAY = timedelta(days=1)
VISITOR, CHIEF, WAITING = "", "superuser", "second step"
EVERYBODY = (VISITOR, CHIEF, WAITING, *ROLES)
OURS = ("programming", "auth")


@dataclass(frozen=True)
class House:
    """Who is logged in, by role; and what is there to be asked for."""

    cookies: dict[str, SimpleCookie]

    @cached_property
    def rows(self) -> dict[str, list[str]]:
        """The keys that are there, by the name of the model."""
        models = [model for model in apps.get_models() if model._meta.app_label in OURS]
        return {str(model._meta.model_name): [str(key) for key in _keys(model)] for model in models}

    @cached_property
    def slugs(self) -> list[str]:
        return [slug for model in (Film, Series, Screen) for slug in model.objects.values_list("slug", flat=True)]

    @cached_property
    def shows(self) -> list[int]:
        return list(Screening.objects.order_by("starts_at").values_list("pk", flat=True))

    @cached_property
    def codes(self) -> list[str]:
        return [link_code(pk) for pk in self.shows]

    @cached_property
    def uids(self) -> list[str]:
        return [str(uid) for uid in PublishedScreening.objects.values_list("uid", flat=True).distinct()]

    @cached_property
    def tokens(self) -> list[str]:
        return [make_token(Choice(feeds, 60)) for feeds in (("formats/35mm",), ("films/detour", "nothing/at-all"), ())]


def _keys(model: type[Model]) -> list[object]:
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True)[:20])


def build() -> House:
    """Into an empty database; it is noon of the factories' Friday."""
    make_roles()
    chief = User.objects.create_superuser("chief", password="not a secret")
    people = {CHIEF: chief, WAITING: User.objects.create_superuser("waiting", password="not a secret")}
    TOTPDevice.objects.create(user=people[WAITING], name="second step", confirmed=True)
    for role in ROLES:
        people[role] = User.objects.create_user(role.replace(" ", "-"), is_staff=True)
        people[role].groups.add(Group.objects.get(name=role))
    _season(chief)
    cookies = {VISITOR: SimpleCookie()}
    for role, person in people.items():
        client = Client()
        client.force_login(person)
        cookies[role] = client.cookies
    return House(cookies)


def _season(chief: User) -> None:
    one, two = ScreenFactory(), ScreenFactory()
    third_man = film("The Third Man", director="Carol Reed", note="A *zither*, and [a wheel](/films/detour/).")
    detour = film("Detour", director="Edgar G. Ulmer", format="35mm")
    held = run(third_man, one, first=FRIDAY - 3 * DAY, days=8)
    shows(held, "13:00", "19:30")
    hold(held, held.last_day + 7 * DAY)
    both = run(programme(third_man, detour, kind="double_bill", slug="both"), two, first=FRIDAY - DAY, days=None)
    shows(both, "21:00", days=4)
    series("Vienna", held.programme, both.programme)
    _files(third_man)
    go_public()
    seen = held.screenings.get(house_day=FRIDAY - DAY, starts_at__hour=0)
    rate(screening=seen.pk, voter="1", marks=[Mark("the-third-man", 9, "A wheel.")], at=NOON)
    last = both.screenings.order_by("-starts_at")[0]
    move(screening=last, starts_at=last.starts_at + DAY / 24, screen=two, version=last.version, by=chief, at=NOON)
    make_draft(name="One", first=FRIDAY + 7 * DAY, by=chief, at=NOON)
    run(detour, two, first=FRIDAY + 7 * DAY)


def _files(of: Film) -> None:
    source = Source.objects.create(label="poster", kind="page", title="A poster")
    Claim.objects.create(film=of, about="year", value="1949", source=source)
    Claim.objects.create(film=of, about="year", value="1950", source=source)
    PrintedDate.objects.create(film=of, about="the run must end", printed="Thursday, August 1", source=source)
    Restoration.objects.create(film=of, label="4k", resolution="4K")
    Edition.objects.create(film=of, label="The Label", carrier="DVD")
    PullQuote.objects.create(film=of, text="A film of great beauty.", critic="A. Critic")
    QuotedRating.objects.create(film=of, source="a page", seen_on=FRIDAY, score="93 %", stars=[5, 6])
    Notice.objects.create(heading="Closed", text="On Monday.", starts_on=FRIDAY, ends_on=FRIDAY)
    Import.objects.create(source="seeds", made_at=NOON)
    DoorEntry.objects.create(kind=DoorKind.FAILED.value, at=NOON)
