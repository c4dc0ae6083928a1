"""The home page: tonight first, then the run that leads, the week, the series, what is coming."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programming.listings.bills import bills
from programming.listings.engagements import Playing, engagements_of, engagements_where, lines, printed, showings
from programming.listings.house import Desk
from programming.listings.pages import HomePage, Lead
from programming.listings.parts import Bill, Dated, Link, Picture, RunCard
from programming.listings.pictures import stills_of, title_card
from programming.listings.remembered import while_it_stands
from programming.listings.series import strands_now
from programming.listings.shows import Show, by_day, film_href, shows_between
from programming.listings.titles import short_notes
from programming.models import PublishedRun
from programming.models.prepared import prepared
from programming.text.markup import to_html
from programming.text.measure import line_class
from programming.timetable.dates import long_day, short_day, weekday

EVENING = 17
WEEKS_AHEAD = 6
CARDS = 8
SOON = 18
STRANDS = 3


def home_page(desk: Desk) -> HomePage:
    """A fixed number of queries, however many shows."""
    week = desk.week
    shows = shows_between(desk, week.first, week.first + timedelta(weeks=WEEKS_AHEAD))
    playing = engagements_of(desk, (show for show in shows if show.day >= desk.today), known=shows)
    now = sorted((one for one in playing.values() if _plays_this_week(desk, one)), key=lambda one: _rank(desk, one))
    keys = {one.key for one in now}
    coming = [one for one in playing.values() if one.key not in keys and one.first and one.first > desk.today]
    slugs = tuple(one.slug for one in now)
    stills = while_it_stands(desk.copy, stills_of, slugs)
    notes = while_it_stands(desk.copy, short_notes, slugs[:1])
    cards = [_card(desk, one, stills) for one in now[: CARDS + 1]]
    night = night_of(desk, by_day(shows))
    return HomePage(
        heading=night.heading,
        date=long_day(night.day),
        earlier=night.earlier,
        bill=night.bill,
        tomorrow=night.tomorrow,
        empty=_("No shows are announced."),
        lead=_lead(now[0], cards[0], notes) if cards else None,
        week_label=week.label,
        runs=tuple(cards[1:]),
        strands=strands_now(desk, shows, STRANDS),
        soon=_soon(desk, coming),
        pager=(
            Link(_("The whole week"), reverse("week", args=[week.first])),
            Link(_("The calendar"), reverse("month", args=[desk.today.year, desk.today.month])),
        ),
    )


@dataclass(frozen=True, slots=True)
class Night:
    """The bill that the page opens with: today's while shows are left, else the next day's that has any."""

    heading: str
    day: date
    earlier: tuple[Bill, ...]
    bill: tuple[Bill, ...]
    tomorrow: tuple[Bill, ...]


def night_of(desk: Desk, days: dict[date, list[Show]]) -> Night:
    today = bills(desk, days.get(desk.today, ()))
    left = tuple(bill for bill in today if not bill.time.is_past)
    tomorrow = desk.today + timedelta(days=1)
    if left:
        is_evening = desk.at >= evening_of(desk)
        earlier = tuple(bill for bill in today if bill.time.is_past)
        heading = _("Tonight") if is_evening else _("Today")
        return Night(heading, desk.today, earlier, left, bills(desk, days.get(tomorrow, ())))
    following = min((day for day in days if day > desk.today), default=desk.today)
    heading = _("Tomorrow") if following == tomorrow else capfirst(weekday(following))
    return Night(heading, following, (), bills(desk, days.get(following, ()) if following > desk.today else ()), ())


def evening_of(desk: Desk) -> datetime:
    """When the page begins to speak of tonight."""
    return datetime.combine(desk.today, time(EVENING), tzinfo=desk.venue.zone).astimezone(UTC)


def _plays_this_week(desk: Desk, playing: Playing) -> bool:
    return any(desk.today <= show.day <= desk.week.last for show in playing.on)


def _rank(desk: Desk, playing: Playing) -> tuple[bool, int, date]:
    """Held-over runs lead, then the run with the most shows to come."""
    held = bool(playing.facts and playing.facts.holdovers)
    ahead = sum(1 for show in playing.on if show.day >= desk.today)
    return (not held, -ahead, playing.first or desk.today)


def _card(desk: Desk, playing: Playing, stills: dict[str, tuple[Picture, ...]]) -> RunCard:
    week = desk.week
    ahead = [show for show in playing.on if desk.today <= show.day <= week.last]
    pictures = stills.get(playing.slug)
    sample = (ahead or list(playing.on) or list(playing.shows))[:1]
    return RunCard(
        title=playing.title,
        href=film_href(playing.slug),
        credit=playing.credit,
        picture=pictures[0] if pictures else title_card(playing.title, playing.credit),
        lines=printed(lines(desk, playing)),
        showings=showings(desk, ahead, max(desk.today, week.first), week.last),
        spec=playing.spec,
        admission=sample[0].facts.admission if sample else "",
        companions=_companions(sample[0]) if sample else (),
    )


def _companions(show: Show) -> tuple[Link, ...]:
    if show.facts.kind != "double_bill":
        return ()
    return tuple(Link(film.title, film_href(film.slug)) for film in show.facts.films if film.slug != show.facts.slug)


def _lead(playing: Playing, card: RunCard, notes: dict[str, str]) -> Lead:
    year = next((show.facts.year for show in playing.shows), "")
    return Lead(card, year, to_html(notes.get(playing.slug, "")), line_class(card.title))


def _soon(desk: Desk, coming: list[Playing]) -> tuple[Dated, ...]:
    """What opens next, and last what is announced without dates."""
    waiting = _without_times(desk)
    undated = [one for one in waiting if one.first is None]
    dated = sorted((one for one in (*coming, *waiting) if one.first), key=lambda one: one.first or desk.today)
    return tuple(_dated(one) for one in (*dated[: SOON - len(undated)], *undated))


def _dated(playing: Playing) -> Dated:
    return Dated(_opening(playing), playing.title, film_href(playing.slug), playing.spec, credit=playing.credit)


def _opening(playing: Playing) -> str:
    if playing.first is None:
        return _("Announced, dates to come")
    if len({show.day for show in playing.on}) == 1:
        return short_day(playing.first)
    return _("Opens %(day)s") % {"day": long_day(playing.first)}


def _without_times(desk: Desk) -> list[Playing]:
    """Runs to come that are announced without times, or without dates. Three queries."""
    ahead = [run for (run,) in _told_ahead(desk.at, desk.today)]
    found = engagements_where(desk, "run__among", ahead)
    return sorted(found.values(), key=lambda one: one.title)


@prepared
def _told_ahead(at: datetime, today: date) -> "QuerySet[PublishedRun, tuple[int]]":
    told = PublishedRun.objects.live(at).filter(facts__announcement__in=("undated", "dated"))
    return told.filter(Q(opens_on__isnull=True) | Q(opens_on__gte=today)).values_list("run_id")
