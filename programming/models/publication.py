"""The public record: append-only versions of what the public sees.

Public pages and feeds read these rows and no others for anything that a listing line or a calendar event says.
A version is live from `live_from` (inclusive) until `live_until` (exclusive; empty while nothing has replaced it).
"""

from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programming.choices import ChangeKind, ScreeningStatus
from programming.models.comparison import Facts
from programming.models.facts import RunFacts, ScreeningFacts, TitleFacts
from programming.models.film import Film
from programming.models.house import Screen
from programming.models.programme import Programme
from programming.models.run import Run
from programming.models.screening import Screening
from programming.models.series import Series


class PublicationQuerySet(models.QuerySet["Publication"]):
    def waiting(self, at: datetime) -> "PublicationQuerySet":
        """Those under an embargo at `at`: nobody has seen them yet."""
        return self.filter(live_from__gt=at, taken_back_at__isnull=True)


class Publication(models.Model):
    """One act of publishing, by one person; its versions become public together.

    One taken back before its hour stays on record; its versions never live.
    """

    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    live_from = models.DateTimeField(_("live from"), db_index=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken back by"),
    )
    rolls_back = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rolls back")
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(live_from__gte=models.F("made_at")), name="publication_is_not_backdated"
            )
        ]

    def __str__(self) -> str:
        return gettext("No. %(number)s") % {"number": self.number}

    def is_waiting(self, at: datetime) -> bool:
        return self.live_from > at and self.taken_back_at is None


V = TypeVar("V", bound="Version")


def live_at(at: datetime, path: str = "") -> models.Q:
    """What the public sees at the moment `at`: for versions, or for rows that reach one by `path` (“title__”)."""
    begun = models.Q(**{f"{path}is_listed": True, f"{path}live_from__lte": at})
    return begun & (models.Q(**{f"{path}live_until__isnull": True}) | models.Q(**{f"{path}live_until__gt": at}))


class VersionQuerySet(models.QuerySet[V]):
    def live(self, at: datetime) -> Self:
        """What the public sees at the moment `at`."""
        return self.filter(live_at(at))

    def listed(self) -> Self:
        """Versions that pages and feeds speak of: not those that withdraw their row."""
        return self.filter(is_listed=True)

    def standing(self) -> Self:
        """The newest version of each row, live already or waiting under an embargo."""
        return self.filter(live_until__isnull=True)

    def seen_by(self, at: datetime) -> Self:
        """Every version that has been public up to `at`, those since replaced included."""
        never = models.Q(live_until__isnull=False, live_until=models.F("live_from"))
        return self.filter(live_from__lte=at).exclude(never)

    def newest_by(self, key: str, at: datetime) -> dict[Any, datetime]:
        """By `key`, when the public last saw a version change up to `at`: come, or where it is gone again, go.

        One query.
        """
        gone = models.When(live_until__lte=at, then=models.F("live_until"))
        changed = models.Case(gone, default=models.F("live_from"), output_field=models.DateTimeField())
        rows = self.seen_by(at).filter(**{f"{key}__isnull": False}).order_by().values_list(key)
        return dict(rows.annotate(newest=models.Max(changed)))


class Version(models.Model):
    """What every version has. `facts` is all it says, as JSON; columns repeat what is looked up.

    `follows` is the version it takes over from; `change` what it changed about that; `public_note` why, for the public.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="%(class)s_versions")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)
    is_listed = models.BooleanField(default=True)
    change = models.CharField(max_length=10, choices=ChangeKind.choices, default=ChangeKind.ADDED.value)
    public_note = models.CharField(max_length=200, blank=True)
    facts = models.JSONField()

    kind_of_facts: ClassVar[type[ScreeningFacts] | type[RunFacts] | type[TitleFacts]]

    class Meta:
        abstract = True

    @cached_property
    def said(self) -> Facts:
        """What it says, as values. Read once: a version that is stored says the same for good."""
        return self.kind_of_facts.from_json(self.facts)

    def is_live(self, at: datetime) -> bool:
        return self.is_listed and self.live_from <= at and (self.live_until is None or at < self.live_until)

    def is_waiting(self, at: datetime) -> bool:
        """Whether it waits under an embargo: nobody has seen it yet."""
        return self.live_until is None and self.live_from > at


def one_standing_version(field: str) -> list[models.BaseConstraint]:
    """Nobody can publish the same row twice at once: one version stands, and each sequence number is used once."""
    return [
        models.UniqueConstraint(
            fields=[field],
            condition=models.Q(live_until__isnull=True, **{f"{field}__isnull": False}),
            name=f"one_standing_version_%(class)s_{field}",
        ),
        models.UniqueConstraint(fields=[field, "sequence"], name=f"sequence_once_%(class)s_{field}"),
        models.CheckConstraint(
            condition=models.Q(live_until__isnull=True) | models.Q(live_until__gte=models.F("live_from")),
            name=f"lives_forward_%(class)s_{field}",
        ),
    ]


class PublishedTitle(Version):
    """A film, or a programme with a page of its own, as listings name it."""

    film = models.ForeignKey(Film, models.PROTECT, null=True, related_name="published")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="published_titles")
    slug = models.SlugField(max_length=80)
    sort_title = models.CharField(max_length=220)

    kind_of_facts = TitleFacts
    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            *one_standing_version("film"),
            *one_standing_version("programme"),
            models.CheckConstraint(
                condition=models.Q(film__isnull=False, programme__isnull=True)
                | models.Q(film__isnull=True, programme__isnull=False),
                name="title_of_a_film_or_a_programme",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["slug", "live_from"]),
            # What a search asks of hundreds of films at once: it answers that by itself.
            models.Index(fields=["film", "is_listed", "live_from", "live_until", "sort_title"]),
        ]

    @property
    def names(self) -> tuple[str, ...]:
        """What search finds it by: every title that this version says, and no other."""
        return TitleFacts.from_json(self.facts).names


class PublishedRun(Version):
    """What the engagement line needs: dates, holdovers, how much is announced, the override."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="published")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="published_runs")
    opens_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    films = models.ManyToManyField(Film, related_name="published_runs")

    kind_of_facts = RunFacts
    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [*one_standing_version("run")]
        indexes: ClassVar = [models.Index(fields=["opens_on", "last_on"])]


class PublishedScreeningQuerySet(VersionQuerySet["PublishedScreening"]):
    def between(self, first: date, last: date) -> Self:
        """Shows of the house days `first` through `last`."""
        return self.filter(house_day__gte=first, house_day__lte=last)


class PublishedScreening(Version):
    """One show as the public knows it, with its calendar event ready made.

    `farewell` is the event for calendars that the show has left: cancelled there, saying where it went.
    """

    screening = models.ForeignKey(Screening, models.PROTECT, related_name="published")
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="published_screenings")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="published_screenings")
    screen = models.ForeignKey(Screen, models.PROTECT, related_name="published_screenings")
    uid = models.UUIDField(db_index=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    house_day = models.DateField()
    status = models.CharField(max_length=10, choices=ScreeningStatus.choices)
    format = models.CharField(max_length=10)
    films = models.ManyToManyField(Film, related_name="published_screenings")
    series = models.ManyToManyField(Series, related_name="published_screenings")
    vevent = models.BinaryField()
    farewell = models.BinaryField(default=bytes)

    kind_of_facts = ScreeningFacts
    objects = PublishedScreeningQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            *one_standing_version("screening"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="published_show_ends_after_it_starts"
            ),
        ]
        indexes: ClassVar = [
            # All that tells which shows of some days the public sees, and in which order: the rows are not looked at.
            models.Index(fields=["house_day", "starts_at", "live_from", "live_until", "is_listed"]),
            models.Index(fields=["programme", "house_day"]),
        ]


class FeedEntry(models.Model):
    """A calendar that a version of a show stands in, by the calendar's address (“formats/35mm”), or has left."""

    version = models.ForeignKey(PublishedScreening, models.CASCADE, related_name="feeds")
    feed = models.CharField(max_length=100)
    has_left = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["feed", "version"]),
            models.Index(fields=["feed", "version"], condition=models.Q(has_left=True), name="calendars_left"),  # a few
        ]
