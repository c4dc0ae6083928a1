"""S08 and R05: shows of which nobody knows when they end."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from programming.rules.findings import Finding, Fix, Level, Subject
from programming.rules.snapshot import Copy, Part, Show, Snapshot, Work, about_show, grouped
from programming.rules.words import format_text, minutes_text

USUAL_TALK = 20


def unknown_ends(snapshot: Snapshot) -> Iterator[Finding]:
    """S08: a programme without a running time, or with a film that has none. Once a programme."""
    for shows in grouped(snapshot, _lengthless):
        bill = shows[0].bill
        missing = next((part.work.title for part in bill.parts if part.work and not part.minutes), bill.title)
        said = _("%(film)s has no running time: nobody knows when %(programme)s is over.")
        said %= {"film": missing, "programme": bill.title}
        yield _on(shows, Subject.PROGRAMME, bill.key, said, ("no length", missing))


def odd_copies(snapshot: Snapshot) -> Iterator[Finding]:
    """S08: a copy whose length is not its film's, so that one of the two is wrong. Once a copy."""
    pairs: dict[int, tuple[Work, Copy, list[Show]]] = {}
    for show in snapshot.in_order:
        for part in show.bill.parts:
            if part.work and part.copy and _is_odd(part, snapshot.rules.tolerance):
                pairs.setdefault(part.copy.key, (part.work, part.copy, []))[2].append(show)
    for work, copy, shows in pairs.values():
        told = {
            "format": format_text(copy.format),
            "film": work.title,
            "length": minutes_text(copy.minutes or 0),
            "minutes": work.minutes,
        }
        said = _(
            "The %(format)s of %(film)s is said to last %(length)s, the film %(minutes)s. One of the two is wrong."
        )
        said %= told
        yield _on(shows, Subject.MATERIAL, copy.key, said, (f"{copy.minutes}/{work.minutes}",))


def untimed_extras(snapshot: Snapshot) -> Iterator[Finding]:
    """R05: an introduction, a Q&A, a discussion without minutes."""
    for show in snapshot.in_order:
        for extra in show.extras:
            if extra.adds_minutes and not extra.minutes:
                said = (
                    _("%(show)s has an %(extra)s, and nobody has said how long it lasts.")
                    if extra.word[:1] in "aeiou"
                    else _("%(show)s has a %(extra)s, and nobody has said how long it lasts.")
                )
                said %= {"show": snapshot.name(show), "extra": extra.word}
                values = {"extra": extra.key, "minutes": USUAL_TALK}
                fix = Fix(_("Allow %(minutes)s") % {"minutes": minutes_text(USUAL_TALK)}, "time-extra", values)
                yield about_show(show, Level.WARNING, "R05", said, (f"extra {extra.key}",), fix=fix)


def _lengthless(show: Show) -> int | None:
    """The key of a programme that has no length, whole or in part."""
    is_known = show.bill.minutes and all(part.minutes for part in show.bill.parts if part.work)
    return None if is_known else show.bill.key


def _is_odd(part: Part, tolerance: int) -> bool:
    if part.work is None or part.copy is None or not part.copy.minutes or part.is_typed:
        return False
    return abs(part.copy.minutes - part.work.minutes) > tolerance


def _on(shows: list[Show], subject: Subject, key: int, said: str, facts: tuple[str, ...]) -> Finding:
    return Finding(
        Level.WARNING,
        "S08",
        said,
        (key,),
        facts,
        subject=subject,
        on=tuple(dict.fromkeys(show.key for show in shows)),
        at=shows[0].span.starts_at,
        day=shows[0].house_day,
    )
