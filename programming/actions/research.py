"""The research file: put a reading on file, decide on one, choose the year of a date. Each is signed and says why."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from programming.actions.errors import Refused, Stale
from programming.actions.search import index_films, index_people
from programming.choices import ClaimProperty, ClaimScope, ClaimStatus
from programming.models import Claim, Film, Material, NameVariant, OtherTitle, Person, PrintedDate, Source
from programming.models.history import signed
from programming.models.properties import field_of, is_same, record_of, write
from programming.rules.research import question, seen_as

LONGEST = 300
CHANGED_SINCE = "Somebody else decided on this while you looked at it. Look again."


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Why, by whom and when something is decided."""

    reason: str
    by: User | None
    at: datetime


class Taken(Refused):
    """Another reading is accepted: `standing`. Say what is to become of it, and ask again."""

    def __init__(self, standing: Claim) -> None:
        super().__init__(
            _("“%(value)s” is accepted. Say what it is to be, then accept this one instead.")
            % {"value": standing.value}
        )
        self.standing = standing


@transaction.atomic
def claim(
    *,
    film: Film,
    about: str,
    value: str,
    source: Source,
    by: User | None,
    topic: str = "",
    scope: str = ClaimScope.WORK.value,
    material: Material | None = None,
    quote: str = "",
    seen_on: date | None = None,
) -> Claim:
    """Put what a source says beside what others say; it overwrites nothing. Raises Refused for what cannot be one."""
    made = Claim(
        film=film,
        about=about,
        topic=topic.strip(),
        scope=scope,
        material=material,
        value=value.strip(),
        source=source,
        quote=quote.strip(),
        seen_on=seen_on,
    )
    try:
        made.full_clean()
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    with signed(by):
        made.save()
    return made


@transaction.atomic
def decide(
    *,
    claim: Claim,
    status: str,
    reason: str,
    by: User | None,
    at: datetime,
    seen: str | None = None,
    instead: str = "",
    as_variant: bool = False,
) -> Claim:
    """Let the claim be accepted, disputed, rejected or unverified, and say why.

    An accepted reading is written to its field of the film or the copy (models/properties.py); one taken back leaves
    the field as it is, without a source. `instead` is the status of the reading that was accepted before: without it,
    Taken is raised, and nothing is changed. `as_variant` accepts a spelling beside the one that stands, for search.
    `seen` is the question as the person saw it (rules/research.py); Stale where it is another one by now.
    """
    others, stored = _locked(claim, seen)
    if not reason.strip():
        raise Refused(_("Say why."))
    if as_variant and status != ClaimStatus.ACCEPTED:
        raise Refused(_("Only what is accepted can be a spelling."))
    verdict = _Verdict(reason.strip()[:LONGEST], by, at)
    with signed(by):
        if status == ClaimStatus.ACCEPTED and not as_variant:
            _make_room(stored, others, verdict, instead)
        _set(stored, status, verdict, is_variant=as_variant)
        if as_variant:
            _keep_spelling(stored)
        elif stored.is_the_reading:
            _print(stored, reason)
    return stored


def _locked(claim: Claim, seen: str | None) -> tuple[list[Claim], Claim]:
    """The other readings of the claim's question and the claim as it is stored, behind a lock. Raises Stale."""
    list(Film.objects.select_for_update(no_key=True).filter(pk=claim.film_id).values_list("pk"))
    rows = Claim.objects.filter(**question(claim)).select_related("film", "material", "source").order_by("pk")
    found = list(rows)
    stored = next((one for one in found if one.pk == claim.pk), None)
    if stored is None or (seen is not None and seen != seen_as(found)):
        raise Stale(_(CHANGED_SINCE))
    return [one for one in found if one is not stored], stored


def _make_room(stored: Claim, others: list[Claim], verdict: _Verdict, instead: str) -> None:
    standing = next((one for one in others if one.is_the_reading), None)
    if standing is None:
        return
    if is_same(stored.about, stored.value, standing.value) and not instead:
        raise Refused(_("The same is accepted from %(source)s already.") % {"source": standing.source.title})
    if instead not in ClaimStatus.values or instead == ClaimStatus.ACCEPTED:
        raise Taken(standing)
    why = _("“%(value)s” was accepted instead: %(reason)s") % {"value": stored.value, "reason": verdict.reason}
    _set(standing, instead, replace(verdict, reason=why[:LONGEST]))


def _set(row: Claim, status: str, verdict: _Verdict, *, is_variant: bool = False) -> None:
    row.status, row.is_variant, row.reason = status, is_variant, verdict.reason
    row.decided_by, row.decided_at = verdict.by, verdict.at
    try:
        row.full_clean()
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    row.save()


def _print(claim: Claim, reason: str) -> None:
    """Write what is accepted to the field that the public reads. Raises Refused where the field cannot hold it."""
    row = record_of(claim)
    if row is None:
        return
    try:
        is_changed = write(row, field_of(claim), claim.value)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    if is_changed:
        told = {"source": claim.source.title, "reason": reason.strip()}
        vars(row)["_change_reason"] = (_("By %(source)s: %(reason)s") % told)[:100]  # where the package looks for it
        row.save()


def _keep_spelling(claim: Claim) -> None:
    """A row that search finds: of the person named by the topic, or of the film."""
    if claim.about == ClaimProperty.TITLE:
        if claim.film.title == claim.value:
            raise Refused(_("This is the title as the house writes it. Accept it as the reading."))
        OtherTitle.objects.get_or_create(film=claim.film, title=claim.value)
        index_films([claim.film_id])
        return
    if claim.about != ClaimProperty.NAME:
        raise Refused(_("Only a name or a title has spellings."))
    person = Person.objects.filter(name=claim.topic).first()
    if person is None:
        raise Refused(_("Nobody on file is called %(name)s.") % {"name": claim.topic})
    if person.name == claim.value:
        raise Refused(_("This is the name as the house spells it. Accept it as the reading."))
    NameVariant.objects.get_or_create(person=person, name=claim.value)
    index_people([person.pk])


@transaction.atomic
def choose_year(
    *, printed: PrintedDate, year: int, reason: str, by: User | None, at: datetime, seen: int | None = None
) -> PrintedDate:
    """Say which year was meant, and why. `seen` is the year that stood there when it was looked at, 0 for none."""
    stored = PrintedDate.objects.select_for_update(no_key=True).get(pk=printed.pk)
    if seen is not None and seen != (stored.year or 0):
        raise Stale(_(CHANGED_SINCE))
    if not reason.strip():
        raise Refused(_("Say why."))
    if year not in stored.candidates:
        raise Refused(_("%(printed)s is not a day of %(year)s.") % {"printed": stored.printed, "year": year})
    stored.year, stored.reason = year, reason.strip()[:LONGEST]
    stored.decided_by, stored.decided_at = by, at
    with signed(by):
        stored.save()
    return stored
