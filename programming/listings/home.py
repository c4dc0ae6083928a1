"""The home page: tonight first, then the run that leads, the week, the series, what is coming."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from programming.listings.bills import bills
from programming.listings.engagements import Playing, engagements_of, engagements_where, lines, printed, showings
from programming.listings.house import Desk
from programming.listings.pages import HomePage, Lead
from programming.listings.parts import Dated, Link, Picture, RunCard
from programming.listings.pictures import stills_of, title_card
from programming.listings.series import strands_now
from programming.listings.shows import Show, by_day, film_href, shows_between
from programming.listings.titles import short_notes
from programming.models import PublishedRun
from programming.text.markup import to_html
from programming.text.measure import line_class
from programming.timetable.dates import long_day, short_day

EVENING = 17
WEEKS_AHEAD = 6
CARDS = 8


def home_page(desk: Desk) -> HomePage:
    """A fixed number of queries, however many shows."""
    week = desk.week
    horizon = week.first + timedelta(weeks=WEEKS_AHEAD)
    shows = shows_between(desk, week.first, horizon)
    days = by_day(shows)
    playing = engagements_of(desk, (show for show in shows if show.day >= desk.today))
    tonight = bills(desk, days.get(desk.today, ()))
    now = [one for one in playing.values() if one.first and one.first <= week.last and not one.is_over(desk)]
    coming = [one for one in playing.values() if one.first and one.first > week.last]
    stills = stills_of(one.slug for one in now)
    cards = [(one, _card(desk, one, stills)) for one in sorted(now, key=lambda one: _rank(desk, one))]
    notes = short_notes(one.slug for one, _card_ in cards[:1])
    return HomePage(
        heading=_("Tonight")
        if desk.local(desk.at).hour >= EVENING or desk.local(desk.at).date() != desk.today
        else _("Today"),
        date=long_day(desk.today),
        earlier=tuple(bill for bill in tonight if bill.time.is_past),
        bill=tuple(bill for bill in tonight if not bill.time.is_past),
        tomorrow=bills(desk, days.get(desk.today + timedelta(days=1), ())),
        empty=_("No more shows today.") if tonight else _("The house is dark today."),
        lead=_lead(cards[0], notes) if cards else None,
        week_label=week.label,
        runs=tuple(card for _one, card in cards[1 : CARDS + 1]),
        strands=strands_now(desk, shows)[:3],
        soon=_soon(desk, coming),
        pager=(
            Link(_("The whole week"), reverse("week", args=[week.first])),
            Link(_("The calendar"), reverse("month", args=[desk.today.year, desk.today.month])),
        ),
    )


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


def _lead(first: tuple[Playing, RunCard], notes: dict[str, str]) -> Lead:
    playing, card = first
    year = next((show.facts.year for show in playing.shows), "")
    return Lead(card, year, to_html(notes.get(playing.slug, "")), line_class(card.title))


def _soon(desk: Desk, coming: list[Playing]) -> tuple[Dated, ...]:
    undated = engagements_where_undated(desk)
    dated = [
        Dated(_opening(one, desk), one.title, film_href(one.slug), one.spec, credit=one.credit)
        for one in sorted(coming, key=lambda one: one.first or desk.today)
    ]
    return (
        *dated,
        *(Dated(_("Announced, dates to come"), one.title, film_href(one.slug), one.spec) for one in undated),
    )


def _opening(playing: Playing, desk: Desk) -> str:
    first = playing.first or desk.today
    if len({show.day for show in playing.on}) == 1:
        return short_day(first)
    return _("Opens %(day)s") % {"day": long_day(first)}


def engagements_where_undated(desk: Desk) -> list[Playing]:
    """Runs announced without dates, and dated ones still without times that open after this week."""
    live = PublishedRun.objects.live(desk.at).filter(opens_on__isnull=True).values_list("run_id", flat=True)
    return sorted(engagements_where(desk, run__in=list(live)).values(), key=lambda one: one.title)
