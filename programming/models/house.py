"""The house: its address, its clock, its screens, and what it has to say to everyone."""

from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programming.choices import Format
from programming.models.fields import list_of
from programming.models.history import Kept
from programming.timetable.clock import ClockRule, ClockStyle, spoken_style
from programming.timetable.houseday import HouseDay
from programming.timetable.languages import Language, spoken
from programming.timetable.playweek import PlayWeek

hex_colour = RegexValidator(r"^#[0-9a-f]{6}\Z", _("Write a colour as #be2c14."))


def real_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("%(name)s is not a time zone. Write it like America/New_York."), params={"name": name})


def known_formats(value: object) -> None:
    list_of(Format, value)


class Venue(models.Model):
    """The one house this installation speaks for."""

    name = models.CharField(_("name"), max_length=80)
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    street = models.CharField(_("street"), max_length=120)
    locality = models.CharField(_("town"), max_length=80)
    region = models.CharField(_("state or county"), max_length=80, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    country = models.CharField(_("country, two letters"), max_length=2, validators=[RegexValidator(r"^[A-Z]{2}\Z")])
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    phone = models.CharField(_("box office telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    site_url = models.URLField(_("address of this site"), help_text=_("With https:// and without a path."))

    time_zone = models.CharField(
        _("time zone"), max_length=60, validators=[real_zone], help_text=_("Like America/New_York.")
    )
    rollover_hour = models.PositiveSmallIntegerField(
        _("house day begins at"),
        default=5,
        validators=[MaxValueValidator(11)],
        help_text=_("Shows before this hour belong to the night before."),
    )
    week_starts = models.PositiveSmallIntegerField(
        _("play week begins on"),
        default=4,
        choices=list(
            enumerate(
                [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]
            )
        ),
    )
    clock_style = models.CharField(
        _("clock style"),
        max_length=10,
        default=ClockStyle.BARE.value,
        choices=[
            (ClockStyle.BARE.value, "7:00"),
            (ClockStyle.MERIDIEM.value, "7:00 pm"),
            (ClockStyle.TWENTY_FOUR.value, "19:00"),
        ],
    )
    ten_eleven = models.CharField(
        _("10:00 and 11:00 mean"),
        max_length=10,
        default="ask",
        choices=[("ask", _("ask every time")), ("morning", _("morning")), ("evening", _("evening"))],
        help_text=_("When showtimes are typed without am or pm. All other bare hours run from noon."),
    )
    turnaround_minutes = models.PositiveSmallIntegerField(_("turnaround, minutes"), default=15)
    preshow_minutes = models.PositiveSmallIntegerField(_("preshow, minutes"), default=5)
    hard_minimum_minutes = models.PositiveSmallIntegerField(
        _("least turnaround, minutes"), default=5, help_text=_("Less between two shows cannot be published.")
    )
    doors_minutes = models.PositiveSmallIntegerField(_("doors before the first show, minutes"), default=30)
    grid_minutes = models.PositiveSmallIntegerField(
        _("shows start on multiples of, minutes"), default=5, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    opens_at = models.TimeField(_("house opens"), null=True, blank=True)
    closes_at = models.TimeField(
        _("house closes"), null=True, blank=True, help_text=_("After midnight: the small hours.")
    )
    licensed_from = models.TimeField(_("licensed from"), null=True, blank=True)
    licensed_until = models.TimeField(_("licensed until"), null=True, blank=True)
    last_train_at = models.TimeField(_("last train"), null=True, blank=True)

    calendar_days = models.PositiveSmallIntegerField(
        _("calendars keep shows for, days"),
        default=120,
        validators=[MaxValueValidator(400)],
        help_text=_("How long a show stays in subscribers' calendars after its day."),
    )
    press_lead_days = models.PositiveSmallIntegerField(
        _("press closes before a play week, days"),
        default=14,
        validators=[MaxValueValidator(120)],
        help_text=_("Copy for a film is due so many days before the play week of its next show begins."),
    )

    admission = models.CharField(_("admission"), max_length=200, blank=True, help_text=_("“$14, members $9”."))
    ticketing_note = models.CharField(_("ticketing note"), max_length=300, blank=True)
    access_note = models.CharField(_("access"), max_length=300, blank=True)

    spot = models.CharField(_("spot colour"), max_length=7, default="#be2c14", validators=[hex_colour])
    spot_dark = models.CharField(_("spot colour, dark"), max_length=7, default="#ff6a4a", validators=[hex_colour])

    history = Kept()

    class Meta:
        verbose_name = _("house")
        verbose_name_plural = _("house")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(rollover_hour__lte=11), name="venue_rollover_before_noon"),
            models.CheckConstraint(condition=models.Q(week_starts__lte=6), name="venue_week_starts_on_a_weekday"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def style(self) -> ClockStyle:
        return spoken_style(ClockStyle(self.clock_style))

    @property
    def clock_rule(self) -> ClockRule:
        return self.rule_in(spoken())

    def rule_in(self, language: Language) -> ClockRule:
        """How a bare hour is read in a line of that language."""
        chosen = ClockStyle(self.clock_style)
        return ClockRule(self.ten_eleven, twenty_four=chosen is ClockStyle.TWENTY_FOUR or bool(language.hour_mark))

    def day_of(self, moment: datetime) -> date:
        """The house day that `moment` (aware) belongs to."""
        return HouseDay.of(moment, self.zone, self.rollover_hour).date

    def house_day(self, day: date) -> HouseDay:
        return HouseDay(day, self.zone, self.rollover_hour)

    def week_of(self, day: date) -> PlayWeek:
        return PlayWeek.of(day, self.week_starts)


class Screen(models.Model):
    """A room with seats, and what its booth can project."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="screens", verbose_name=_("house"))
    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=40)
    seats = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])
    formats = models.JSONField(_("projects"), default=list, validators=[known_formats])
    access_note = models.CharField(_("access"), max_length=200, blank=True)
    turnaround_minutes = models.PositiveSmallIntegerField(
        _("turnaround, minutes"), null=True, blank=True, help_text=_("Empty: as for the house.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = Kept()

    class Meta:
        ordering = ("order", "name")
        verbose_name = _("screen")
        verbose_name_plural = _("screens")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="screen_has_seats"),
            models.UniqueConstraint(fields=["venue", "name"], name="screen_name_once_a_house"),
        ]

    def __str__(self) -> str:
        return self.name


class Closure(models.Model):
    """A time at which a screen is not to be had: hired out, under repair."""

    screen = models.ForeignKey(Screen, models.CASCADE, related_name="closures", verbose_name=_("screen"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    why = models.CharField(_("why"), max_length=80, default="closed", help_text=_("“hired out”, “closed for repairs”."))

    history = Kept()

    class Meta:
        ordering = ("starts_at",)
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="closure_ends_after_it_starts",
                violation_error_message=_("The closure ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.screen}: {self.why}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def standing_on(self, day: date) -> "NoticeQuerySet":
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Notice(models.Model):
    """What the house says above every page for some days; never part of a film's record."""

    heading = models.CharField(_("heading"), max_length=80)
    text = models.CharField(_("text"), max_length=300)
    link = models.CharField(_("link"), max_length=300, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("through"))

    objects = NoticeQuerySet.as_manager()
    history = Kept()

    class Meta:
        ordering = ("starts_on", "pk")
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="notice_ends_after_it_starts",
                violation_error_message=_("The notice ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.heading

    def is_standing_on(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on
