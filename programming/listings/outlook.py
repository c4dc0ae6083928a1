"""The coming play week as it would stand after Monday's decisions: lines, what is in the way, the week itself."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.listings.engagements import printed
from programming.listings.holdovers import HoldoverDesk, Playing, by_title, line_of
from programming.listings.house import Desk
from programming.listings.parts import EngagementLine
from programming.models import Screening
from programming.rules.snapshot import Show as Judged
from programming.timetable import showtimes
from programming.timetable.dates import long_day, short_day
from programming.timetable.engagement import Engagement, engagement


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided of one run. `lines` are what its listing says once this is public, `later` from the week on."""

    run: int
    title: str
    said: str  # “one week more”, “ends”
    lines: tuple[EngagementLine, ...]
    later: tuple[EngagementLine, ...]
    shows: str  # “Daily 12:30, 4:10. 14 shows on Screen 2.”
    until: str  # “Thursday, December 10”
    is_held: bool
    changes: str  # “14 shows added, 7 off.”
    plain: int = 0


@dataclass(frozen=True, slots=True)
class InTheWay:
    """A show that has to come off, or else nothing is done."""

    key: int
    when: str
    is_public: bool
    comes_off: bool


@dataclass(frozen=True, slots=True)
class Way:
    """What is in the way of one title."""

    title: str
    planned: str
    by: str
    shows: tuple[InTheWay, ...]

    @property
    def is_settled(self) -> bool:
        return all(show.comes_off for show in self.shows)


@dataclass(frozen=True, slots=True)
class WeekLine:
    title: str
    times: str
    state: str  # "", new, changed, off


@dataclass(frozen=True, slots=True)
class WeekScreen:
    name: str
    lines: tuple[WeekLine, ...]


def verdict(
    desk: Desk,
    page: HoldoverDesk,
    *,
    run: int,
    title: str,
    after: Engagement,
    is_held: bool,
    shows: Sequence[Screening],
    new: int,
    gone: int,
    plain: int = 0,
) -> Verdict:
    """`after` is the run as its line will see it; `shows` those of the coming week as they will be."""
    first = page.week.first
    opening = desk.venue.house_day(first).span.starts_at.astimezone(UTC)
    lines = printed(engagement(after, day=desk.today, now=desk.at, clock=desk.wall))
    later = printed(engagement(after, day=first, now=max(opening, desk.at), clock=desk.wall)) if is_held else ()
    last = after.last or after.last_known
    return Verdict(
        run=run,
        title=title,
        said=_("held over") if is_held else _("ends"),
        lines=lines,
        later=later if later != lines else (),
        shows=_shows(desk, page, shows) if is_held else "",
        until=long_day(last) if last else "",
        is_held=is_held,
        changes=_changes(new, gone),
        plain=plain,
    )


def _changes(new: int, gone: int) -> str:
    parts = (
        ngettext("%(count)s show added", "%(count)s shows added", new) % {"count": new} if new else "",
        ngettext("%(count)s show off", "%(count)s shows off", gone) % {"count": gone} if gone else "",
    )
    return ", ".join(part for part in parts if part)


def _shows(desk: Desk, page: HoldoverDesk, shows: Sequence[Screening]) -> str:
    """“Daily 12:30, 4:10. 14 shows on Screen 2.”, screen by screen."""
    said = []
    for key, screen in page.screens.items():
        own = [planned(desk, show, "") for show in shows if show.screen_id == key]
        if own:
            count = ngettext("%(count)s show", "%(count)s shows", len(own)) % {"count": len(own)}
            where = _("%(shows)s on %(screen)s") % {"shows": count, "screen": screen.name}
            said.append(f"{line_of(desk, own, page.week)}. {where}.")
    return " ".join(said)


def planned(desk: Desk, show: Screening, title: str) -> Playing:
    """A show that need not be stored, as the desk reads those that are."""
    local = desk.local(show.starts_at)
    said = showtimes.Show(show.house_day, local.time().replace(fold=0), fold=local.fold)
    return Playing(show.pk or 0, show.run_id or 0, title, show.screen_id, said, show.starts_at.timestamp())


def in_the_way(
    desk: Desk, page: HoldoverDesk, shows: Iterable[tuple[Judged, Sequence[str], bool, bool]]
) -> tuple[Way, ...]:
    """By title. Each show comes with the titles that want its place, whether the public knows it, whether it goes."""
    found: dict[tuple[str, int], list[tuple[Judged, Sequence[str], bool, bool]]] = {}
    for one in shows:
        found.setdefault((one[0].bill.title, one[0].run), []).append(one)
    return tuple(_way(desk, page, title, own) for (title, _run), own in found.items())


def _way(desk: Desk, page: HoldoverDesk, title: str, own: Sequence[tuple[Judged, Sequence[str], bool, bool]]) -> Way:
    by = dict.fromkeys(name for _show, names, _public, _off in own for name in names)
    return Way(
        title=title,
        planned=" ".join(_planned(desk, page, [show for show, *_rest in own])),
        by=", ".join(by),
        shows=tuple(
            InTheWay(show.key, f"{short_day(show.house_day)}, {desk.clock(show.starts_at)}", is_public, comes_off)
            for show, _names, is_public, comes_off in own
        ),
    )


def _planned(desk: Desk, page: HoldoverDesk, shows: Sequence[Judged]) -> Iterable[str]:
    for key, screen in page.screens.items():
        own = [_read(desk, show) for show in shows if show.screen == key]
        inside = [one for one in own if one.day in page.week]
        if inside:
            yield f"{screen.name}, {line_of(desk, inside, page.week)}."
        for one in own:  # the night before the week, and the morning after
            if one not in inside:
                yield f"{screen.name}, {long_day(one.day)}, {desk.wall(one.said.time)}."


def _read(desk: Desk, show: Judged) -> Playing:
    local = desk.local(show.starts_at)
    said = showtimes.Show(show.house_day, local.time().replace(fold=0), fold=local.fold)
    return Playing(show.key, show.run, show.bill.title, show.screen, said, show.starts_at.timestamp())


def coming_week(
    desk: Desk,
    page: HoldoverDesk,
    *,
    new: Iterable[Playing] = (),
    off: Collection[int] = (),
    decided: Mapping[int, str] | None = None,
) -> tuple[WeekScreen, ...]:
    """The coming week by screen: each title with its times, those that come off apart.

    `off` are primary keys of shows that go; `decided` says by run what its line is to be marked with.
    """
    marks = decided or {}
    stays = [show for show in page.coming if show.key not in off]
    gone = [show for show in page.coming if show.key in off]
    every = (*stays, *new)
    return tuple(
        WeekScreen(
            screen.name,
            (
                *_week_lines(desk, page, [one for one in every if one.screen == key], lambda run: marks.get(run, "")),
                *_week_lines(desk, page, [one for one in gone if one.screen == key], lambda _run: "off"),
            ),
        )
        for key, screen in page.screens.items()
    )


def _week_lines(
    desk: Desk, page: HoldoverDesk, shows: Sequence[Playing], mark: Callable[[int], str]
) -> Iterable[WeekLine]:
    ordered = sorted(shows, key=lambda one: one.at)
    for title, own in by_title(ordered).items():
        yield WeekLine(title, line_of(desk, own, page.week), mark(own[0].run))
