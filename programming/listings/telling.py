"""A change to the public record in words: what it was beside what it is. Staff read it before, the public after."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programming.choices import Access, ChangeKind, Format
from programming.listings.house import Desk
from programming.listings.shows import film_href
from programming.models.comparison import Facts
from programming.models.facts import RunFacts, ScreeningFacts, TitleFacts
from programming.timetable.dates import day_range, long_day, short_day


@dataclass(frozen=True, slots=True)
class Difference:
    """Old beside new; either may be empty. `label` says what of."""

    was: str
    now: str
    label: str = ""

    @property
    def text(self) -> str:
        said = " → ".join(part for part in (self.was, self.now) if part)
        return f"{self.label} {said}".strip()


@dataclass(frozen=True, slots=True)
class Told:
    """One change. `kind` is a value of ChangeKind, `label` its word, `when` the show's day and time, `note` why."""

    kind: str
    label: str
    title: str
    href: str
    when: str
    differences: tuple[Difference, ...]
    note: str = ""
    is_bad_news: bool = False

    @property
    def text(self) -> str:
        """On one line, without markup and without its label."""
        head = ", ".join(part for part in (self.title, self.when) if part)
        what = "; ".join(difference.text for difference in self.differences)
        said = f"{head}: {what}" if what else head
        return f"{said}. {self.note}" if self.note else f"{said}."


def tell(desk: Desk, was: Facts | None, now: Facts, kinds: Iterable[ChangeKind], note: str = "") -> Told:
    """`was` is None for something new. `kinds` come most important first; the first gives the label."""
    kinds = tuple(kinds)
    first = kinds[0]
    found = [one for kind in kinds for one in _differences(desk, was, now, kind)]
    return Told(
        kind=first.value,
        label=capfirst(str(first.label)),
        title=now.title,
        href=film_href(now.slug),
        when=_when(desk, now, first),
        differences=tuple(dict.fromkeys(found)),
        note=note or (now.reason if isinstance(now, ScreeningFacts) else ""),
        is_bad_news=first.is_bad_news,
    )


def _when(desk: Desk, now: Facts, first: ChangeKind) -> str:
    if not isinstance(now, ScreeningFacts):
        return ""
    if first in (ChangeKind.MOVED, ChangeKind.CANCELLED):  # the time stands in the difference
        return long_day(now.day)
    return f"{long_day(now.day)}, {desk.clock(now.starts)}"


def _differences(desk: Desk, was: Facts | None, now: Facts, kind: ChangeKind) -> list[Difference]:
    if isinstance(now, ScreeningFacts) and (was is None or isinstance(was, ScreeningFacts)):
        return _of_a_show(desk, was, now, kind)
    if isinstance(now, RunFacts) and (was is None or isinstance(was, RunFacts)):
        return _of_a_run(was, now, kind)
    if isinstance(was, TitleFacts) and isinstance(now, TitleFacts):
        return _first_of((was.title, now.title), (was.spec, now.spec), (was.credit, now.credit))
    return []


def _of_a_show(desk: Desk, was: ScreeningFacts | None, now: ScreeningFacts, kind: ChangeKind) -> list[Difference]:
    if kind is ChangeKind.CANCELLED:
        return [Difference(desk.clock(now.starts), "")]
    if was is None:
        return [Difference("", now.screen), *_extra("", _special(now))]
    if kind is ChangeKind.MOVED:
        return _move(desk, was, now)
    if kind is ChangeKind.REPLACED:
        return [Difference(now.title, now.replacement)]
    if kind in SAID:
        return [Difference(SAID[kind](was), SAID[kind](now))]
    if kind is ChangeKind.DETAILS:
        return _first_of(*((said(was), said(now)) for said in DETAILS))
    return []


def _move(desk: Desk, was: ScreeningFacts, now: ScreeningFacts) -> list[Difference]:
    found = []
    if was.starts_at != now.starts_at:
        days = [f"{short_day(facts.day)}, " if was.day != now.day else "" for facts in (was, now)]
        times = [day + desk.clock(facts.starts) for day, facts in zip(days, (was, now), strict=True)]
        found.append(Difference(times[0], times[1]))
    if was.screen != now.screen:
        found.append(Difference(was.screen, now.screen))
    return found


def _of_a_run(was: RunFacts | None, now: RunFacts, kind: ChangeKind) -> list[Difference]:
    if was is None:
        return [Difference("", _dates(now))]
    match kind:
        case ChangeKind.HELD_OVER if now.last:
            label = _("must end") if now.holdovers and now.holdovers[-1].is_final else _("through")
            return [Difference(long_day(was.last) if was.last else "", long_day(now.last), label)]
        case ChangeKind.DATES:
            return [Difference(_dates(was), _dates(now))]
        case ChangeKind.LINE:
            return [Difference(was.line_override, now.line_override or _("the line as derived"))]
        case ChangeKind.TITLE:
            return [Difference(was.title, now.title)]
        case ChangeKind.DETAILS:
            return _first_of((was.spec, now.spec), (was.credit, now.credit))
    return []


def _dates(run: RunFacts) -> str:
    if run.opening is None:
        return _("dates to be announced")
    last: date | None = run.last
    return day_range(run.opening, last) if last else _("from %(day)s") % {"day": long_day(run.opening)}


def _special(facts: ScreeningFacts) -> str:
    print_runs = [format for format in facts.formats if Format(format).is_film]
    return ", ".join(part for part in (*print_runs, _access(facts).lower(), facts.event_line) if part)


def _formats(facts: ScreeningFacts) -> str:
    return " + ".join(str(Format(format).label) for format in facts.formats)


def _films(facts: ScreeningFacts) -> str:
    return " + ".join(film.title for film in facts.films) or facts.title


def _access(facts: ScreeningFacts) -> str:
    return ", ".join(str(Access(kind).label) for kind in facts.access)


def _price(facts: ScreeningFacts) -> str:
    return _("free") if facts.is_free else facts.price or _("usual admission")


def _extra(was: str, now: str) -> list[Difference]:
    return [Difference(was, now)] if was != now else []


def _first_of(*pairs: tuple[str, str]) -> list[Difference]:
    return next(([Difference(was, now)] for was, now in pairs if was != now), [])


def _series(facts: ScreeningFacts) -> str:
    return ", ".join(title for _slug, title in facts.series)


Said = Callable[[ScreeningFacts], str]
SAID: dict[ChangeKind, Said] = {
    ChangeKind.FORMAT: _formats,
    ChangeKind.PROGRAMME: _films,
    ChangeKind.ACCESS: _access,
    ChangeKind.EXTRAS: attrgetter("event_line"),
    ChangeKind.PRICE: _price,
    ChangeKind.TITLE: attrgetter("title"),
}
DETAILS: tuple[Said, ...] = (*map(attrgetter, ("note", "spec", "reason", "credit", "admission")), _series)
"""What else of a show may differ, in the order in which one is told."""
