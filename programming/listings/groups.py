"""A title's times on one day, together: the entries of a week."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from programming.listings.house import Desk
from programming.listings.parts import Time
from programming.listings.shows import Show, film_href, show_time
from programming.models.facts import SegmentFacts


@dataclass(frozen=True, slots=True)
class ShowGroup:
    """All of a title's times on one day."""

    times: tuple[Time, ...]
    title: str
    href: str
    spec: str
    companions: tuple["ShowGroup", ...] = ()  # the other films of a bill, at their own times

    @property
    def printed(self) -> SafeString:
        """The entry as the week prints it. Ready made, since a page has dozens."""
        others = "".join(f'<div class="with">\n{film.as_companion}</div>' for film in self.companions)
        return SafeString(f'<li>\n{self._times}<h3 class="title">{self._title}</h3>\n{self._spec}{others}\n</li>\n')

    @property
    def as_companion(self) -> str:
        """Within the entry of the film it plays with."""
        return f'{self._times}<h4 class="title"><span>{_("with")}</span> {self._title}</h4>\n{self._spec}'

    @property
    def _times(self) -> str:
        return '<ul class="times">\n' + "".join(f"<li>{time.whole}</li>\n" for time in self.times) + "</ul>\n"

    @property
    def _title(self) -> str:
        return f'<a href="{escape(self.href)}">{escape(self.title)}</a>'

    @property
    def _spec(self) -> str:
        return f'<p class="spec">{escape(self.spec)}</p>\n' if self.spec else ""


def groups(desk: Desk, shows: Iterable[Show]) -> tuple[ShowGroup, ...]:
    """Shows of one day by page, in the order of their first times; the other films of a bill under its first."""
    titles: dict[str, list[Show]] = {}
    for show in shows:
        titles.setdefault(show.facts.slug, []).append(show)
    return tuple(_group(desk, own) for own in titles.values())


def _group(desk: Desk, shows: list[Show]) -> ShowGroup:
    facts = shows[0].facts
    return ShowGroup(
        times=tuple(show_time(desk, show) for show in shows),
        title=facts.title,
        href=film_href(facts.slug),
        spec=_spec(shows),
        companions=_companions(desk, shows),
    )


def _spec(shows: list[Show]) -> str:
    """“Carol Reed, 1949. Screen 1, + introduction by Ines Calloway”"""
    facts = shows[0].facts
    who = ", ".join(part for part in (facts.directors, facts.year) if part)
    screens = ", ".join(dict.fromkeys(show.facts.screen.replace(" ", "\u00a0") for show in shows))
    lines = dict.fromkeys(show.facts.event_line for show in shows if show.facts.event_line)
    return ". ".join(part for part in (who, screens, *lines) if part)


def _companions(desk: Desk, shows: list[Show]) -> tuple[ShowGroup, ...]:
    if shows[0].facts.kind != "double_bill":
        return ()
    second: dict[str, list[tuple[Show, SegmentFacts]]] = {}
    for show in shows:
        for film in show.facts.films[1:]:
            second.setdefault(film.slug, []).append((show, film))
    return tuple(
        ShowGroup(
            times=tuple(show_time(desk, show, film) for show, film in own),
            title=own[0][1].title,
            href=film_href(slug),
            spec=", ".join(part for part in (own[0][1].directors, own[0][1].year) if part),
        )
        for slug, own in second.items()
    )
