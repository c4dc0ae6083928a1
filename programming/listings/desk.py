"""What the first page of the staff panel tells of the working schedule: whose shows are due to be typed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from programming.choices import ScreeningStatus
from programming.listings.house import Desk
from programming.models import Run
from programming.timetable.dates import short_day
from programming.timetable.playweek import PlayWeek

# What a queryset of programmes must prefetch so that naming them asks nothing more.
FILMS_OF_A_PROGRAMME = "items__film"


@dataclass(frozen=True, slots=True)
class RunLine:
    title: str
    facts: str  # "Screen 2. Fri, Nov 20 – Thu, Nov 26"
    shows: int  # of this week
    href: str
    typing_href: str


@dataclass(frozen=True, slots=True)
class RunWeek:
    key: str
    name: str
    label: str
    runs: tuple[RunLine, ...]


def run_weeks(desk: Desk) -> tuple[RunWeek, ...]:
    """This play week and the next. As many queries for a hundred runs as for one."""
    return (
        _week("this", _("This week"), desk.week, desk.today),
        _week("next", _("Next week"), desk.week.next, desk.today),
    )


def _week(key: str, name: str, week: PlayWeek, today: date) -> RunWeek:
    return RunWeek(key, name, week.label_for(today), tuple(_line(run) for run in _runs(week)))


def _runs(week: PlayWeek) -> list[Run]:
    """Runs with shows in the week, and those whose dates say that they should have some."""
    days = Q(screenings__house_day__gte=week.first, screenings__house_day__lte=week.last)
    shows = Count("screenings", filter=days & Q(screenings__status=ScreeningStatus.SCHEDULED), distinct=True)
    due = Q(opens_on__lte=week.last) & (Q(closes_on__gte=week.first) | Q(holdovers__last_on__gte=week.first))
    opening = Q(opens_on__gte=week.first, opens_on__lte=week.last)
    return list(
        Run.objects.filter(due | opening | days)
        .annotate(shows=shows)
        .select_related("programme", "screen")
        .prefetch_related("holdovers", f"programme__{FILMS_OF_A_PROGRAMME}")
        .order_by("screen__order", "opens_on", "pk")
    )


def _line(run: Run) -> RunLine:
    return RunLine(
        title=run.programme.full_title,
        facts=run_facts(run),
        shows=getattr(run, "shows", 0),
        href=reverse("staff:programming_run_change", args=[run.pk]),
        typing_href=reverse("staff-showtimes", args=[run.pk]),
    )


def run_facts(run: Run) -> str:
    """“Screen 2. Fri, Nov 20 – Thu, Nov 26. Pencilled”. Reads the holdovers."""
    parts = [run.screen.name if run.screen else _("No screen yet"), _dates(run)]
    return ". ".join(parts if run.is_announced else [*parts, _("Pencilled")])


def _dates(run: Run) -> str:
    if run.opens_on is None:
        return _("No dates yet")
    last = run.last_day
    if last == run.opens_on:
        return short_day(run.opens_on)
    return f"{short_day(run.opens_on)} – {short_day(last) if last else _('open end')}"
