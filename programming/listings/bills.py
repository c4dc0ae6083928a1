"""A night's shows, by the hour: each film of a double bill stands at its own time."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from programming.listings.house import Desk
from programming.listings.parts import Bill, Mark
from programming.listings.shows import Show, film_href, show_time
from programming.models.facts import SegmentFacts
from programming.text.specs import length


def bills(desk: Desk, shows: Iterable[Show]) -> tuple[Bill, ...]:
    """One entry a show, and one a film where a bill of two plays; by time."""
    entries = [entry for show in shows for entry in _entries(desk, show)]
    return tuple(sorted(entries, key=lambda entry: entry.time.iso))


def _entries(desk: Desk, show: Show) -> list[Bill]:
    if show.facts.kind == "double_bill":
        return [_bill(desk, show, segment) for segment in show.facts.films]
    return [_bill(desk, show, None)]


def _bill(desk: Desk, show: Show, segment: SegmentFacts | None) -> Bill:
    facts = show.facts
    time = show_time(desk, show, segment)
    return Bill(
        time=time,
        title=segment.title if segment else facts.title,
        href=film_href(segment.slug if segment else facts.slug),
        facts=_facts(show, segment),
        marks=time.marks if not _after_midnight(desk, show, segment) else (*time.marks, _midnight_mark()),
        note=". ".join(part for part in (facts.event_line, facts.note, time.reason) if part),
    )


def _facts(show: Show, segment: SegmentFacts | None) -> str:
    """“Edgar G. Ulmer, 1945, 68 min. Screen 2”"""
    facts = show.facts
    lead = segment or (facts.films[0] if len(facts.films) == 1 else None)
    minutes = length(lead.minutes) if lead else ""
    said = ", ".join(part for part in (lead.directors, lead.year, minutes) if part) if lead else facts.spec
    return " ".join(part for part in (said, facts.screen.replace(" ", "\u00a0")) if part)


def _after_midnight(desk: Desk, show: Show, segment: SegmentFacts | None) -> bool:
    return desk.local(segment.at if segment else show.starts_at).date() != show.day


def _midnight_mark() -> Mark:
    return Mark(_("AFTER MIDNIGHT"))
