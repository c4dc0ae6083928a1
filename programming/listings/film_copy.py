"""What the house says of a film, or of a programme under its own name, on its page: the part of the page that no
publication changes, ready to print.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from programming.choices import ClaimProperty, CreditRole, PressLineKind
from programming.listings.further import Further, further_of
from programming.listings.notes import NoteHead, note_heads
from programming.listings.pages import Fact, Quote
from programming.listings.parts import Picture
from programming.listings.pictures import picture
from programming.listings.rating import Quoted, quoted_of
from programming.listings.restoration import restoration_line
from programming.listings.works import Work, work_of
from programming.models import Claim, Credit, Film, Programme, RunQuote
from programming.rules.accolades import doubt
from programming.text.markup import plain_text, to_html
from programming.text.names import list_names
from programming.text.quotes import attribution, quoted

DESCRIPTION = 155


@dataclass(frozen=True, slots=True)
class TitleCopy:
    """All but the note and the description is a film's."""

    note: str = ""  # safe HTML
    description: str = ""
    strapline: str = ""
    accolades: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    press_lines: tuple[str, ...] = ()
    release: str = ""
    advice: str = ""
    stills: tuple[Picture, ...] = ()
    quotes: Mapping[int, Quote] = field(default_factory=dict)  # those that are approved, by primary key, in their order
    chosen: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # the quotes of each run that has some
    programme_notes: tuple[NoteHead, ...] = ()
    work: Work | None = None
    further: Further = field(default_factory=Further)
    quoted: tuple[Quoted, ...] = ()


def film_copy(pk: int) -> TitleCopy:
    """Twenty queries at most."""
    film = _film(pk)
    return TitleCopy(
        note=to_html(film.note),
        description=_shortened(plain_text(film.short_note or film.note)),
        strapline=film.strapline,
        accolades=tuple(_accolades(film)),
        facts=tuple(_facts(film)),
        press_lines=tuple(line.line for line in film.press_lines.all() if line.kind != PressLineKind.RELEASE),
        release=next((line.line for line in film.press_lines.all() if line.kind == PressLineKind.RELEASE), ""),
        advice=film.content_advice,
        stills=tuple(picture(still) for still in film.stills.all()),
        quotes=_quotes(film),
        chosen=_chosen(film),
        programme_notes=note_heads(film.slug, film.programme_notes.all()),
        work=work_of(film),
        further=further_of(film),
        quoted=quoted_of(film),
    )


def programme_copy(pk: int) -> TitleCopy:
    """One query."""
    note = Programme.objects.values_list("note", flat=True).get(pk=pk)
    return TitleCopy(note=to_html(note), description=_shortened(plain_text(note)))


def _film(pk: int) -> Film:
    credits = Prefetch("credits", Credit.objects.select_related("person"))
    doubted = Claim.objects.filter(about=ClaimProperty.ACCOLADE).select_related("source")
    rows = Film.objects.prefetch_related(credits, "accolades", "quotes", "press_lines", "stills")
    return rows.prefetch_related("materials__restored", "programme_notes", Prefetch("claims", doubted)).get(pk=pk)


def _accolades(film: Film) -> Iterator[str]:
    """Those that nothing in the research file forbids to print."""
    for accolade in film.accolades.all():
        against = doubt(accolade, film.claims.all())
        if against is None or not against.blocks:
            yield accolade.line


def _shortened(prose: str) -> str:
    return prose if len(prose) <= DESCRIPTION else prose[:DESCRIPTION].rsplit(" ", 1)[0].rstrip(".,;:") + "…"


def _facts(film: Film) -> Iterator[Fact]:
    for role in CreditRole:
        names = [credit.person.name for credit in film.credits.all() if credit.role == role]
        if names:
            yield Fact(str(role.label), ", ".join(names) if role is CreditRole.CAST else list_names(names))
    restored = next(filter(None, map(restoration_line, film.materials.all())), "")
    if restored:
        yield Fact(_("Restoration"), restored)
    if film.rating:
        yield Fact(_("Rating"), film.rating)


def _quotes(film: Film) -> dict[int, Quote]:
    return {
        quote.pk: Quote(quoted(quote.printed), attribution(quote.critic, quote.outlet, quote.work, quote.audience))
        for quote in film.quotes.all()
        if quote.is_approved
    }


def _chosen(film: Film) -> dict[int, tuple[int, ...]]:
    """One query."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    pairs: Iterable[tuple[int, int]] = RunQuote.objects.filter(quote__film=film).values_list("run", "quote")
    for run, quote in pairs:
        found[run].append(quote)
    return {run: tuple(quotes) for run, quotes in found.items()}
