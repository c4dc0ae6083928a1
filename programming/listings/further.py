"""Further viewing and reading: the house's own films by the same people, other films, discs, books. Never a show's."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programming.choices import CreditRole
from programming.listings.house import Desk
from programming.listings.shows import film_href
from programming.models import Credit, Edition, EditionScore, Film, PublishedTitle, Reading, RelatedFilm
from programming.models.prepared import prepared
from programming.text.names import list_names
from programming.text.specs import length
from programming.timetable.dates import month_day

MOST = 6
"""Films of the same people that a page names; those who share more with this one come first."""

NAMED = ("pk", "title", "display_title", "year")
WEIGHT = {CreditRole.DIRECTOR.value: 8, CreditRole.CINEMATOGRAPHY.value: 4, CreditRole.WRITER.value: 2}


@dataclass(frozen=True, slots=True)
class OtherFilm:
    """`film` is the primary key of one on file; `href` its page of the house, empty where the public has none."""

    title: str
    year: str
    why: str
    film: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class Disc:
    title: str  # "The Criterion Collection 146"
    spec: str  # "Blu-ray, region A, 1.37:1, …"
    extras: tuple[str, ...]
    scores: tuple[str, ...]  # "picture 8/10, sound 5/10 (The Lantern Review)": on the reviewer's own scale
    note: str


@dataclass(frozen=True, slots=True)
class Read:
    title: str
    kind: str
    told: str  # "Chris Fujiwara. In the insert of the disc, 2020"
    note: str
    address: str


@dataclass(frozen=True, slots=True)
class Further:
    here: tuple[OtherFilm, ...] = ()  # of the same people, on file in this house
    elsewhere: tuple[OtherFilm, ...] = ()
    discs: tuple[Disc, ...] = ()
    reading: tuple[Read, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.viewing or self.reading)

    @property
    def viewing(self) -> bool:
        return bool(self.here or self.elsewhere or self.discs)


def further_of(film: Film) -> Further:
    """Everything there is beside a film, without addresses. Reads the film's credits; seven queries."""
    rows = list(RelatedFilm.objects.filter(film=film).select_related("on_file"))
    here = [_known(one, why) for one, why in _kin(film)]
    shown = {one.film for one in here}
    here += [_known(row.on_file, row.why) for row in rows if row.on_file and row.on_file.pk not in shown]
    return Further(
        here=tuple(here),
        elsewhere=tuple(OtherFilm(row.title, row.year, row.why) for row in rows if row.on_file is None),
        discs=tuple(_disc(edition) for edition in _editions(film)),
        reading=tuple(_read(row) for row in Reading.objects.filter(film=film)),
    )


def _kin(film: Film) -> list[tuple[Film, str]]:
    """Films on file that share people with this one, and who they are; the closest first. One query, of columns."""
    people = {credit.person_id: credit.person.name for credit in film.credits.all()}
    found: defaultdict[tuple[object, ...], list[tuple[int, str]]] = defaultdict(list)
    shared = Credit.objects.filter(person__in=people).exclude(film=film)
    ordered = shared.order_by("film__year", "film__title", "film", "order", "pk")
    for person, role, *other in ordered.values_list("person", "role", *(f"film__{name}" for name in NAMED)):
        found[tuple(other)].append((person, role))
    closest = sorted(found, key=lambda one: -sum(WEIGHT.get(role, 1) for _person, role in found[one]))[:MOST]
    names = {one: list_names(list(dict.fromkeys(people[person] for person, _role in found[one]))) for one in closest}
    return [(Film(**dict(zip(NAMED, one, strict=True))), names[one]) for one in closest]


def addressed(desk: Desk, further: Further) -> Further:
    """With the address of each film that the public may see. One query, none where no other film is named."""
    if not further.here:
        return further
    pages = {film: film_href(slug) for film, slug in _slugs(desk.at, [one.film for one in further.here])}
    return replace(further, here=tuple(replace(one, href=pages.get(one.film, "")) for one in further.here))


@prepared
def _slugs(at: datetime, films: Collection[int]) -> "QuerySet[PublishedTitle, tuple[int, str]]":
    return PublishedTitle.objects.live(at).filter(film__among=films).values_list("film", "slug")


def _known(film: Film, why: str) -> OtherFilm:
    return OtherFilm(film.printed_title, film.year, why, film.pk)


def _editions(film: Film) -> Iterable[Edition]:
    """Three queries."""
    scores = Prefetch("scores", EditionScore.objects.select_related("source"))
    return Edition.objects.filter(film=film).prefetch_related("extras", scores)


def _disc(edition: Edition) -> Disc:
    extras = []
    for extra in edition.extras.all():
        title = f"{extra.title} ({extra.year})" if extra.year else extra.title
        extras.append(", ".join(part for part in (title, extra.what, length(extra.minutes)) if part))
    return Disc(
        title=" ".join(part for part in (edition.label, edition.number) if part),
        spec=", ".join(part for part in _disc_spec(edition) if part),
        extras=tuple(extras),
        scores=_scores(edition.scores.all()),
        note=edition.note,
    )


def _disc_spec(edition: Edition) -> tuple[str, ...]:
    return (
        edition.carrier,
        _("region %(region)s") % {"region": edition.region} if edition.region else "",
        edition.ratio,
        edition.sound,
        _("%(languages)s subtitles") % {"languages": edition.subtitles} if edition.subtitles else "",
        month_day(edition.released_on, with_year=True) if edition.released_on else "",
    )


def _scores(scores: Iterable[EditionScore]) -> tuple[str, ...]:
    """Each reviewer's together, as printed."""
    by: dict[str, list[str]] = {}
    for one in scores:
        by.setdefault(str(one.source), []).append(f"{one.about} {one.score}")
    said = pgettext("scores of a disc and who gave them", "%(scores)s (%(source)s)")
    return tuple(said % {"scores": ", ".join(told), "source": source} for source, told in by.items())


def _read(row: Reading) -> Read:
    told = ". ".join(part for part in (row.author, row.published) if part)
    return Read(row.title, str(row.get_kind_display()), told, row.note, row.address)
