"""What the first page of the staff panel tells: whose shows are due to be typed, and how much waits to be published."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from programming.actions.errors import Refused
from programming.actions.publish import changes
from programming.admin.names import programme_name
from programming.choices import ScreeningStatus
from programming.listings.house import Desk
from programming.models import Run
from programming.timetable.dates import long_day, short_day
from programming.timetable.playweek import PlayWeek

# How far ahead the desk looks for shows that wait to be published: no house prints its programme earlier.
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class RunLine:
    title: str
    facts: str  # "Screen 2. Fri, Nov 20 – Thu, Nov 26"
    shows: int  # in this week
    href: str
    typing_href: str


@dataclass(frozen=True, slots=True)
class Week:
    key: str
    name: str
    label: str
    runs: tuple[RunLine, ...]


@dataclass(frozen=True, slots=True)
class DeskPage:
    today: str
    said: str
    waiting: int
    weeks: tuple[Week, ...]


def desk_page(at: datetime) -> DeskPage | None:
    """The desk at `at`, or None while no house has been set up. As many queries for a hundred runs as for one."""
    desk = Desk.at_moment(at)
    if desk is None:
        return None
    waiting, said = _waiting(desk.today, at)
    weeks = (
        _week("this", _("This week"), desk.week, desk.today),
        _week("next", _("Next week"), desk.week.next, desk.today),
    )
    return DeskPage(long_day(desk.today), said, waiting, weeks)


def _waiting(today: date, at: datetime) -> tuple[int, str]:
    """How many shows from `today` on the public does not see as they stand, and a sentence that says so."""
    try:
        count = len(changes(first=today, last=today + AHEAD, at=at))
    except Refused as refused:
        return 0, refused.message
    if count:
        return count, _("The public does not see the latest changes yet.")
    return 0, _("The public sees every show from today on as it stands.")


def _week(key: str, name: str, week: PlayWeek, today: date) -> Week:
    return Week(key, name, week.label_for(today), tuple(_line(run) for run in _runs(week)))


def _runs(week: PlayWeek) -> list[Run]:
    """Runs with shows in the week, and those whose dates say that they should have some. The emptiest come first."""
    days = Q(screenings__house_day__gte=week.first, screenings__house_day__lte=week.last)
    shows = Count("screenings", filter=days & Q(screenings__status=ScreeningStatus.SCHEDULED), distinct=True)
    due = Q(opens_on__lte=week.last) & (Q(closes_on__gte=week.first) | Q(holdovers__last_on__gte=week.first))
    opening = Q(opens_on__gte=week.first, opens_on__lte=week.last)
    return list(
        Run.objects.annotate(shows=shows)
        .filter(due | opening | Q(shows__gt=0))
        .select_related("programme", "screen")
        .prefetch_related("holdovers", "programme__items__film")
        .order_by("screen__order", "opens_on", "pk")
        .distinct()
    )


def _line(run: Run) -> RunLine:
    return RunLine(
        title=programme_name(run.programme),
        facts=run_facts(run),
        shows=getattr(run, "shows", 0),
        href=reverse("staff:programming_run_change", args=[run.pk]),
        typing_href=reverse("staff-showtimes", args=[run.pk]),
    )


def run_facts(run: Run) -> str:
    """“Screen 2. Fri, Nov 20 – Thu, Nov 26, pencilled.” Reads the holdovers."""
    parts = [run.screen.name if run.screen else _("no screen yet"), _dates(run)]
    return ". ".join(part for part in parts if part) + ("" if run.is_announced else _(". Pencilled"))


def _dates(run: Run) -> str:
    if run.opens_on is None:
        return _("No dates yet")
    last = run.last_day
    if last == run.opens_on:
        return short_day(run.opens_on)
    return f"{short_day(run.opens_on)} – {short_day(last) if last else _('open end')}"
