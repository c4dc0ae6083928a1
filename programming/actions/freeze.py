"""Working rows to facts: what a published version will say. Reads rows that the caller has prefetched."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _

from programming.actions.length import extra_minutes, item_minutes, shown_material
from programming.choices import ExtraKind, Format, ItemKind, ProgrammeKind, ScreeningStatus
from programming.models import Credit, Film, Material, Programme, ProgrammeItem, Run, Screening, ScreeningExtra
from programming.models.facts import ExtraFacts, HoldoverFacts, RunFacts, ScreeningFacts, SegmentFacts, TitleFacts
from programming.text.names import list_names, possessive
from programming.text.specs import Spec, short_spec, spec_line


def freeze_film(film: Film) -> TitleFacts:
    material = next(iter(film.materials.all()), None)
    return TitleFacts(
        slug=film.slug,
        title=film.printed_title,
        credit=_possessive(film),
        canonical=_canonical(film),
        original_title=film.original_title,
        directors=_directors(film),
        year=film.year,
        countries=film.countries,
        minutes=film.running_minutes,
        is_approximate=film.is_approximate,
        spec=_spec(film, material),
    )


def freeze_programme(programme: Programme) -> TitleFacts:
    """A programme that has a page of its own."""
    minutes = sum(item_minutes(item, shown_material(item)) for item in programme.items.all())
    return TitleFacts(slug=programme.slug, title=programme.title, minutes=minutes, spec=_programme_spec(programme))


def freeze_run(run: Run) -> RunFacts:
    named = page_title(run.programme)
    return RunFacts(
        title=named.title,
        slug=named.slug,
        announcement=run.announcement,
        opens_on=run.opens_on.isoformat() if run.opens_on else "",
        closes_on=run.closes_on.isoformat() if run.closes_on else "",
        line_override=run.line_override,
        credit=named.credit,
        spec=named.spec,
        holdovers=tuple(
            HoldoverFacts(holdover.first_on.isoformat(), holdover.last_on.isoformat(), holdover.is_final)
            for holdover in run.holdovers.all()
        ),
    )


@dataclass(frozen=True, slots=True)
class Bill:
    """What all shows of a programme from the same copies say alike. `parts` lack their hour: they have minutes instead,
    counted from the start of the show."""

    named: TitleFacts
    parts: tuple[tuple[timedelta, dict[str, Any]], ...]
    minutes: int
    format: str
    admission: str
    series: tuple[tuple[str, str], ...]


Bills = dict[tuple[int, int | None, int | None], Bill]
"""By programme, the show's own copy, the run's. Kept for the length of one deed, whose rows are read once."""


def freeze_screening(
    screening: Screening, standing: ScreeningFacts | None, bills: Bills | None = None
) -> ScreeningFacts:
    """The facts of a show; `standing` is what was published last, so that a move can say where from.

    `bills` is an empty dict to begin with, and the same for many shows: it saves putting the same words together.
    """
    bill = _bill(screening, {} if bills is None else bills)
    starts_at = screening.starts_at.astimezone(UTC)
    length = timedelta(minutes=screening.screen.venue.preshow_minutes + bill.minutes + extra_minutes(screening))
    extras = screening.extras.all()
    named, instead = bill.named, screening.replaced_by
    facts = ScreeningFacts(
        title=named.title,
        slug=named.slug,
        kind=screening.programme.kind,
        starts_at=starts_at.isoformat(),
        ends_at=(starts_at + length).isoformat(),
        house_day=screening.house_day.isoformat(),
        status=screening.status,
        screen=screening.screen.name,
        screen_slug=screening.screen.slug,
        format=bill.format,
        credit=named.credit,
        directors=named.directors,
        year=named.year,
        spec=named.spec,
        admission=bill.admission,
        event_line=_event_line(list(extras)),
        price=screening.price,
        is_free=screening.is_free,
        note=screening.note,
        reason=screening.reason,
        moved_from=_moved_from(starts_at, standing),
        replaced_by=str(instead.uid) if instead else "",
        replacement=page_title(instead.programme).title if instead else "",
        announced_at=standing.announced_at if standing else "",
        segments=tuple(SegmentFacts(starts_at=(starts_at + offset).isoformat(), **said) for offset, said in bill.parts),
        extras=tuple(ExtraFacts(extra.kind, extra.person, extra.minutes, extra.note) for extra in extras),
        access=tuple(screening.access),
        series=bill.series,
    )
    return facts.leaving(standing) if standing else facts


def withdrawn(standing: ScreeningFacts) -> ScreeningFacts:
    """The last version of a show that should not be public after all."""
    return replace(standing, status=ScreeningStatus.WITHDRAWN.value)


def page_title(programme: Programme) -> TitleFacts:
    """The film or programme on whose page a programme stands."""
    lead = next((item.film for item in programme.items.all() if item.film), None)
    if lead is not None and ProgrammeKind(programme.kind).leads_with_film:
        return freeze_film(lead)
    return freeze_programme(programme)


def _bill(screening: Screening, bills: Bills) -> Bill:
    run = screening.run
    own, usual = screening.material, run.material if run else None
    key = (screening.programme_id, own.pk if own else None, usual.pk if usual else None)
    if key not in bills:
        bills[key] = _new_bill(screening.programme, own, usual)
    return bills[key]


def _new_bill(programme: Programme, *copies: Material | None) -> Bill:
    items = list(programme.items.all())
    materials = [shown_material(item, *copies) for item in items]
    lengths = [item_minutes(item, material) for item, material in zip(items, materials, strict=True)]
    offsets = [timedelta(minutes=minutes) for minutes in (0, *accumulate(lengths))]
    parts = [_segment(item, material, length) for item, material, length in zip(items, materials, lengths, strict=True)]
    films = [part for part in parts if ItemKind(part["kind"]).is_film]
    return Bill(
        named=page_title(programme),
        parts=tuple(zip(offsets, parts, strict=False)) if ProgrammeKind(programme.kind).names_films else (),
        minutes=sum(lengths),
        format=films[0]["format"] if films else "",
        admission=_admission(programme),
        series=tuple((series.slug, series.title) for series in programme.series.all()),
    )


def _segment(item: ProgrammeItem, material: Material | None, minutes: int) -> dict[str, Any]:
    """What a part of a programme says, but for its hour."""
    film = item.film
    if film is None:
        label = item.label or ItemKind(item.kind).label
        return {"kind": item.kind, "title": str(label), "minutes": minutes, "person": item.person}
    return {
        "kind": item.kind,
        "title": film.printed_title,
        "minutes": minutes,
        "slug": film.slug,
        "credit": _possessive(film),
        "directors": _directors(film),
        "year": film.year,
        "format": material.format if material else "",
        "spec": _spec(film, material),
        "person": item.person,
        "canonical": _canonical(film),
        "language": (material.audio if material else "") or film.languages,
        "subtitles": material.subtitles if material else "",
    }


def _canonical(film: Film) -> str:
    return film.title if film.title != film.printed_title else ""


def _credits(film: Film, role: str) -> list[Credit]:
    return [credit for credit in film.credits.all() if credit.role == role]


def _directors(film: Film) -> str:
    return list_names([credit.person.name for credit in _credits(film, "director")])


def _possessive(film: Film) -> str:
    names = [credit.person.name for credit in film.credits.all() if credit.is_possessive]
    return possessive(list_names(names)) if names else ""


def _spec(film: Film, material: Material | None) -> str:
    return spec_line(
        Spec(
            countries=tuple(part.strip() for part in film.countries.split(",") if part.strip()),
            year=film.year,
            minutes=(material.running_minutes if material else None) or film.running_minutes,
            approximate=film.is_approximate,
            format=str(Format(material.format).label) if material else "",
            language=(material.audio if material else "") or film.languages,
            subtitles=material.subtitles if material else "",
            silent=film.is_silent,
            colour=film.colour,
        )
    )


def _programme_spec(programme: Programme) -> str:
    films = [item for item in programme.items.all() if ItemKind(item.kind).is_film]
    if not ProgrammeKind(programme.kind).names_films:
        return ""
    return short_spec([item.film.printed_title for item in films if item.film])


def _admission(programme: Programme) -> str:
    films = sum(1 for item in programme.items.all() if item.kind == ItemKind.FILM)
    if programme.admission or programme.kind != ProgrammeKind.DOUBLE_BILL:
        return programme.admission
    return _("%(count)s films for 1 admission") % {"count": films}


def _event_line(extras: list[ScreeningExtra]) -> str:
    return " ".join(_extra_words(extra) for extra in extras)


def _extra_words(extra: ScreeningExtra) -> str:
    kind = ExtraKind(extra.kind)
    if kind is ExtraKind.LIVE_MUSIC:
        played = _("+ live %(music)s by %(person)s") if extra.person else _("+ live %(music)s")
        return played % {"music": extra.note or _("music"), "person": extra.person}
    alone, by_somebody = {
        ExtraKind.INTRODUCTION: (_("+ introduction"), _("+ introduction by %(person)s")),
        ExtraKind.QA: (_("+ Q&A"), _("+ Q&A with %(person)s")),
        ExtraKind.DISCUSSION: (_("+ discussion"), _("+ discussion with %(person)s")),
        ExtraKind.SIGNING: (_("+ book signing"), _("+ book signing with %(person)s")),
        ExtraKind.QUIZ: (_("+ quiz"), _("+ quiz with %(person)s")),
    }[kind]
    return by_somebody % {"person": extra.person} if extra.person else alone


def _moved_from(starts_at: datetime, standing: ScreeningFacts | None) -> str:
    if standing is None:
        return ""
    return standing.moved_from if standing.starts_at == starts_at.isoformat() else standing.starts_at
