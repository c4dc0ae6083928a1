"""Working rows to facts: what a published version will say. Reads rows that the caller has prefetched."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from django.utils.translation import gettext as _

from programming.actions.length import item_minutes, show_length, shown_material
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


def freeze_screening(screening: Screening, standing: ScreeningFacts | None) -> ScreeningFacts:
    """The facts of a show; `standing` is what was published last, so that a move can say where from."""
    programme = screening.programme
    named = page_title(programme)
    segments = _segments(screening)
    starts_at = screening.starts_at.astimezone(UTC)
    films = [segment for segment in segments if segment.is_film]
    instead = screening.replaced_by
    facts = ScreeningFacts(
        title=named.title,
        slug=named.slug,
        kind=programme.kind,
        starts_at=starts_at.isoformat(),
        ends_at=(starts_at + show_length(screening)).isoformat(),
        house_day=screening.house_day.isoformat(),
        status=screening.status,
        screen=screening.screen.name,
        screen_slug=screening.screen.slug,
        format=films[0].format if films else "",
        credit=named.credit,
        directors=named.directors,
        year=named.year,
        spec=named.spec,
        admission=_admission(programme),
        event_line=_event_line(list(screening.extras.all())),
        price=screening.price,
        is_free=screening.is_free,
        note=screening.note,
        reason=screening.reason,
        moved_from=_moved_from(starts_at, standing),
        replaced_by=str(instead.uid) if instead else "",
        replacement=page_title(instead.programme).title if instead else "",
        announced_at=standing.announced_at if standing else "",
        segments=segments if ProgrammeKind(programme.kind).names_films else (),
        extras=tuple(
            ExtraFacts(extra.kind, extra.person, extra.minutes, extra.note) for extra in screening.extras.all()
        ),
        access=tuple(screening.access),
        series=tuple((series.slug, series.title) for series in programme.series.all()),
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


def _segments(screening: Screening) -> tuple[SegmentFacts, ...]:
    run_material = screening.run.material if screening.run else None
    items = list(screening.programme.items.all())
    materials = [shown_material(item, screening.material, run_material) for item in items]
    lengths = [item_minutes(item, material) for item, material in zip(items, materials, strict=True)]
    offsets = [0, *accumulate(lengths)]
    return tuple(
        _segment(item, material, length, screening.starts_at.astimezone(UTC) + timedelta(minutes=offset))
        for item, material, length, offset in zip(items, materials, lengths, offsets, strict=False)
    )


def _segment(item: ProgrammeItem, material: Material | None, minutes: int, starts_at: datetime) -> SegmentFacts:
    film = item.film
    if film is None:
        label = item.label or ItemKind(item.kind).label
        return SegmentFacts(item.kind, str(label), starts_at.isoformat(), minutes, person=item.person)
    return SegmentFacts(
        kind=item.kind,
        title=film.printed_title,
        starts_at=starts_at.isoformat(),
        minutes=minutes,
        slug=film.slug,
        credit=_possessive(film),
        directors=_directors(film),
        year=film.year,
        format=material.format if material else "",
        spec=_spec(film, material),
        person=item.person,
        canonical=_canonical(film),
        language=(material.audio if material else "") or film.languages,
        subtitles=material.subtitles if material else "",
    )


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
