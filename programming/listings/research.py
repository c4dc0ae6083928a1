"""The research file of a film: every question with its readings side by side, who says so, and what was decided."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programming.choices import ClaimScope
from programming.models import Claim, Film, Material, PrintedDate
from programming.models.properties import FILM, MATERIAL, field_of, record_of
from programming.rules.research import Tally, key, readings, seen_as, tally

Say = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class ClaimLine:
    pk: int
    source: str
    kind: str
    trust: str
    address: str
    quote: str
    seen: str  # "2026-11-21"
    status: str  # a value of choices.ClaimStatus
    status_label: str
    decided: str  # "alice, Friday, November 20, 10:00 am: The listing agrees."

    @property
    def key(self) -> str:
        """Its name on the page, where dates have numbers too."""
        return f"c{self.pk}"


@dataclass(frozen=True, slots=True)
class Reading:
    value: str
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """`stands` is what the house prints, and `is_sourced` whether an accepted reading says so. `seen` names the
    question as it was looked at, for a decision.
    """

    key: str
    title: str
    scope: str
    stands: str
    is_field: bool
    is_sourced: bool
    counts: tuple[str, ...]  # "3 sources", "1 disagrees"
    readings: tuple[Reading, ...]
    seen: str
    is_open: bool
    is_spelled: bool

    @property
    def keys(self) -> frozenset[str]:
        """Those of its claims."""
        return frozenset(claim.key for reading in self.readings for claim in reading.claims)


@dataclass(frozen=True, slots=True)
class DateLine:
    pk: int
    about: str
    printed: str
    source: str
    candidates: tuple[int, ...]
    year: int  # 0 for none chosen
    decided: str

    @property
    def key(self) -> str:
        return f"d{self.pk}"


@dataclass(frozen=True, slots=True)
class ResearchFile:
    questions: tuple[Question, ...]  # those to decide first
    unsourced: tuple[tuple[str, str], ...]  # fields that nobody gave a source for, with what they say
    dates: tuple[DateLine, ...]

    @property
    def keys(self) -> frozenset[str]:
        """Of all that can be decided on."""
        return frozenset(key for one in self.questions for key in one.keys) | {date.key for date in self.dates}

    @property
    def open(self) -> int:
        return sum(question.is_open for question in self.questions)


def research_file(film: Film, say: Say) -> ResearchFile:
    """Two queries."""
    asked = _questions(_claims(film))
    questions = [_question(claims, say) for claims in asked]
    questions.sort(key=lambda one: not one.is_open)
    dates = PrintedDate.objects.filter(film=film).select_related("source", "decided_by")
    return ResearchFile(tuple(questions), tuple(_unsourced(film, asked)), tuple(_date(row, say) for row in dates))


def field_counts(row: Film | Material) -> dict[str, tuple[str, ...]]:
    """For each field of the record that claims can speak of, what stands beside it: “3 sources”, “1 disagrees”. One
    query. A field without a source says so; an empty one that nobody speaks of is left out.
    """
    film = row if isinstance(row, Film) else row.film
    told = {}
    for claims in _questions(_claims(film)):
        record = record_of(claims[0])
        if record is not None and (type(record), record.pk) == (type(row), row.pk):
            told[field_of(claims[0])] = counts(tally(claims))
    fields = FILM if isinstance(row, Film) else MATERIAL
    return told | {name: (_("no source"),) for name in fields.values() if getattr(row, name) and name not in told}


def counts(found: Tally) -> tuple[str, ...]:
    """What the tally comes to, in words that stand side by side."""
    told = [ngettext("%(count)s source", "%(count)s sources", found.sources) % {"count": found.sources}]
    if found.against:
        told.append(ngettext("%(count)s disagrees", "%(count)s disagree", found.against) % {"count": found.against})
    elif found.is_disputed:
        told.append(_("disputed"))
    elif found.is_open:
        told.append(_("%(count)s readings, none chosen") % {"count": found.readings})
    return tuple(told)


def _claims(film: Film) -> QuerySet[Claim]:
    rows = Claim.objects.filter(film=film).select_related("film", "material", "source", "decided_by")
    return rows.order_by("about", "topic", "scope", "material", "pk")


def _questions(claims: Iterable[Claim]) -> list[list[Claim]]:
    found: dict[tuple[str, str, str, int], list[Claim]] = {}
    for claim in claims:
        found.setdefault(key(claim), []).append(claim)
    return list(found.values())


def _question(claims: Sequence[Claim], say: Say) -> Question:
    first, found = claims[0], tally(claims)
    return Question(
        key=f"q{min(claim.pk for claim in claims)}",
        title=first.question,
        scope=_scope(first),
        stands=found.stands,
        is_field=bool(field_of(first)),
        is_sourced=found.source is not None,
        counts=counts(found),
        readings=tuple(
            Reading(same[0].value, tuple(_line(claim, say) for claim in sorted(same, key=_weight)))
            for same in readings(claims)
        ),
        seen=seen_as(claims),
        is_open=found.is_open,
        is_spelled=first.is_a_spelling,
    )


def _scope(claim: Claim) -> str:
    if claim.material:
        return f"{ClaimScope(claim.scope).label}: {claim.material.get_format_display()} ({claim.material.label})"
    return "" if claim.scope == ClaimScope.WORK else str(ClaimScope(claim.scope).label)


def _weight(claim: Claim) -> tuple[bool, int, int]:
    """What was chosen first, then whom the house trusts most."""
    return not claim.is_the_reading, -claim.source.trust, claim.pk


def _line(claim: Claim, say: Say) -> ClaimLine:
    return ClaimLine(
        pk=claim.pk,
        source=str(claim.source),
        kind=str(claim.source.get_kind_display()),
        trust=str(claim.source.get_trust_display()),
        address=claim.source.address,
        quote=claim.quote,
        seen=claim.seen_on.isoformat() if claim.seen_on else "",
        status=claim.status,
        status_label=_("accepted as a spelling") if claim.is_variant else str(claim.get_status_display()),
        decided=_decided(claim, say),
    )


def _decided(row: Claim | PrintedDate, say: Say) -> str:
    if row.decided_at is None:
        return ""
    who = row.decided_by.get_username() if row.decided_by else _("by command")
    return f"{who}, {say(row.decided_at)}: {row.reason}"


def _unsourced(film: Film, asked: Sequence[Sequence[Claim]]) -> Iterable[tuple[str, str]]:
    spoken = {field_of(claims[0]) for claims in asked if claims[0].scope == ClaimScope.WORK}
    for name in FILM.values():
        if name not in spoken and getattr(film, name):
            label = str(film._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column has one
            yield label[:1].upper() + label[1:], str(getattr(film, name))


def _date(row: PrintedDate, say: Say) -> DateLine:
    return DateLine(row.pk, row.about, row.printed, str(row.source), row.candidates, row.year or 0, _decided(row, say))
