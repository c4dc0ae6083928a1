"""The copy desk: films that play in the next weeks and what their copy lacks, the earliest press deadline first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from programming.choices import RunState, ScreeningStatus
from programming.listings.house import Desk
from programming.models import Claim, Film, Screening, Vote
from programming.rules.copy import Gap, gaps, press_deadline
from programming.timetable.dates import long_day, short_day

WEEKS = (2, 4, 6, 8, 13)
USUAL_WEEKS = 6
"""How far ahead the desk looks unless somebody asks otherwise."""


@dataclass(frozen=True, slots=True)
class GapLink:
    code: str
    said: str
    href: str  # the very field


@dataclass(frozen=True, slots=True)
class CopyFilm:
    title: str
    year: str
    href: str  # its form
    first: str  # "Fri, Dec 4"
    gaps: tuple[GapLink, ...]


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Films whose copy is due on the same day."""

    due: str  # "Overdue since Friday, November 20", "Due today", "Due Friday, November 27"
    is_overdue: bool
    films: tuple[CopyFilm, ...]


@dataclass(frozen=True, slots=True)
class CopyDesk:
    weeks: int
    until: str
    wanting: tuple[CopyGroup, ...]  # the oldest deadline first
    complete: tuple[CopyFilm, ...]
    words: int  # visitors' words that wait to be read
    lead_days: int

    @property
    def missing(self) -> int:
        return sum(len(film.gaps) for group in self.wanting for film in group.films)

    @property
    def overdue(self) -> int:
        """How many films."""
        return sum(len(group.films) for group in self.wanting if group.is_overdue)


def copy_desk_page(desk: Desk, weeks: int) -> CopyDesk:
    """What plays from today on, for so many play weeks, this one included. Nine queries, however many films."""
    last = desk.week.first + timedelta(days=7 * weeks - 1)
    first = _first_days(desk.today, last)
    due: dict[date, list[CopyFilm]] = {}
    complete: list[CopyFilm] = []
    for film in sorted(_films(first), key=lambda one: first[one.pk]):
        line = _line(desk, film, first[film.pk])
        deadline = press_deadline(desk.venue.week_of(first[film.pk]), desk.venue.press_lead_days)
        (due.setdefault(deadline, []) if line.gaps else complete).append(line)
    return CopyDesk(
        weeks=weeks,
        until=long_day(last, with_year=last.year != desk.today.year),
        wanting=tuple(CopyGroup(_due(desk, day), day < desk.today, tuple(films)) for day, films in due.items()),
        complete=tuple(complete),
        words=Vote.objects.pending().count(),
        lead_days=desk.venue.press_lead_days,
    )


def _first_days(today: date, last: date) -> dict[int, date]:
    """Each film's next house day by its key: of the working schedule, without pencilled runs. One query."""
    shows = Screening.objects.filter(status=ScreeningStatus.SCHEDULED, house_day__gte=today, house_day__lte=last)
    booked = shows.filter(Q(run=None) | Q(run__state=RunState.CONFIRMED), programme__items__film__isnull=False)
    rows = booked.order_by().values_list("programme__items__film").annotate(first=Min("house_day"))
    return dict(rows)


def _films(first: Iterable[int]) -> list[Film]:
    """With all that the rules read. Seven queries."""
    claims = Claim.objects.select_related("film", "material", "source")
    rows = Film.objects.filter(pk__in=list(first)).prefetch_related(
        "credits", "materials", "stills", "quotes", "programme_notes", Prefetch("claims", claims)
    )
    return list(rows)


def _line(desk: Desk, film: Film, first: date) -> CopyFilm:
    form = reverse("staff:programming_film_change", args=[film.pk])
    return CopyFilm(
        title=film.title,
        year=film.year,
        href=form,
        first=short_day(first, with_year=first.year != desk.today.year),
        gaps=tuple(GapLink(gap.code, gap.said, _href(film, form, gap)) for gap in gaps(film)),
    )


def _due(desk: Desk, deadline: date) -> str:
    if deadline == desk.today:
        return _("Due today")
    day = {"day": long_day(deadline, with_year=deadline.year != desk.today.year)}
    return _("Overdue since %(day)s") % day if deadline < desk.today else _("Due %(day)s") % day


def _href(film: Film, form: str, gap: Gap) -> str:
    if gap.in_research:
        return f"{reverse('staff-research', args=[film.pk])}#{gap.field}"
    return f"{form}?add={gap.adds}#{gap.field}" if gap.adds else f"{form}#{gap.field}"
