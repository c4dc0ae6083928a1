"""Programme notes: their heads on the film's page, all of them on a page of their own, some on the door's sheet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from programming.choices import CreditRole
from programming.listings.house import Desk
from programming.listings.shows import film_href
from programming.listings.title import title_at
from programming.models import Film, ProgrammeNote
from programming.text.markup import plain_text, to_html
from programming.text.names import list_names, possessive
from programming.text.specs import Spec, spec_line

OPENING = 140
"""How much of a note its head gives away."""


@dataclass(frozen=True, slots=True)
class NoteHead:
    heading: str
    kind: str  # "production history"; empty where the heading says so
    opening: str
    href: str


@dataclass(frozen=True, slots=True)
class NoteText:
    key: str  # its name on the page
    heading: str
    kind: str
    text: str  # safe HTML
    signed: str  # "The house, November 2026"
    source: str
    address: str  # of the source


@dataclass(frozen=True, slots=True)
class NotesPage:
    credit: str
    title: str
    spec: str
    slug: str
    href: str  # of the film
    notes: tuple[NoteText, ...]
    description: str


@dataclass(frozen=True, slots=True)
class DoorSheet:
    """What is handed out at the door: one side of A4. `left_out` are notes that the editor keeps off it."""

    house: str
    place: str
    credit: str
    title: str
    original_title: str
    spec: str
    people: tuple[tuple[str, str], ...]  # role, names
    notes: tuple[NoteText, ...]
    left_out: tuple[str, ...]
    address: str  # where the rest is to be read, without the scheme


def note_heads(slug: str, notes: Iterable[ProgrammeNote]) -> tuple[NoteHead, ...]:
    """Of the notes on the film at `slug`."""
    there = notes_href(slug)
    return tuple(NoteHead(note.heading, _kind(note), _opening(note.text), f"{there}#{_key(note)}") for note in notes)


def notes_href(slug: str) -> str:
    return reverse("film-notes", args=[slug])


def notes_page(desk: Desk, slug: str) -> NotesPage | None:
    """All notes of a film that the public may see; None where there is no such film, or nothing is written of it.
    Two queries.
    """
    title = title_at(desk, slug)
    found = (
        note_texts(ProgrammeNote.objects.filter(film=title.film).select_related("source"))
        if title and title.film
        else ()
    )
    if title is None or not found:
        return None
    facts = title.facts
    return NotesPage(
        credit=facts.credit,
        title=facts.title,
        spec=facts.spec,
        slug=slug,
        href=film_href(slug),
        notes=found,
        description=_("%(title)s: %(headings)s")
        % {"title": facts.title, "headings": ", ".join(note.heading for note in found)},
    )


def door_sheet(desk: Desk, film: Film) -> DoorSheet:
    """As the working records stand: staff print it before the public sees anything. Five queries at most."""
    notes = list(film.programme_notes.select_related("source"))
    credits = list(film.credits.select_related("person"))
    material = film.materials.first()
    spec = Spec(
        countries=[part.strip() for part in film.countries.split(",")],
        year=film.year,
        minutes=(material.running_minutes if material else None) or film.running_minutes,
        approximate=film.is_approximate and not (material and material.running_minutes),
        colour=film.colour,
        format=str(material.get_format_display()) if material else "",
        language="" if film.is_silent else film.languages,
        subtitles=material.subtitles if material else "",
        silent=film.is_silent,
    )
    roles = {role: [one.person.name for one in credits if one.role == role] for role in CreditRole}
    above = [one.person.name for one in credits if one.is_possessive]
    return DoorSheet(
        house=desk.venue.name,
        place=", ".join(part for part in (desk.venue.street, desk.venue.locality) if part),
        credit=possessive(list_names(above)) if above else "",
        title=film.printed_title,
        original_title=film.original_title if film.original_title != film.title else "",
        spec=spec_line(spec),
        people=tuple((str(role.label), ", ".join(names)) for role, names in roles.items() if names),
        notes=note_texts(note for note in notes if note.on_sheet),
        left_out=tuple(note.heading for note in notes if not note.on_sheet),
        address=desk.venue.site_url.rstrip("/").partition("://")[2] + film_href(film.slug),
    )


def note_texts(notes: Iterable[ProgrammeNote]) -> tuple[NoteText, ...]:
    """Ready to print. Reads the sources."""
    return tuple(
        NoteText(
            key=_key(note),
            heading=note.heading,
            kind=_kind(note),
            text=to_html(note.text),
            signed=", ".join(part for part in (note.author, note.dated) if part),
            source=note.credit or (str(note.source) if note.source else ""),
            address="" if note.credit or not note.source else note.source.address,
        )
        for note in notes
    )


def _key(note: ProgrammeNote) -> str:
    return f"note-{note.pk}"


def _kind(note: ProgrammeNote) -> str:
    return str(note.get_kind_display()) if note.title else ""


def _opening(text: str) -> str:
    words = plain_text(text)
    return words if len(words) <= OPENING else words[:OPENING].rsplit(" ", 1)[0].rstrip(".,;:") + "…"
