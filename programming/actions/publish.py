"""Publish: freeze what changed into new versions that become public together."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programming.actions.diff import Change, differences, draft, titles_behind
from programming.actions.errors import Refused, Stale
from programming.actions.heed import review
from programming.actions.issue import Draft, issue, new_publication, repeat
from programming.choices import ChangeKind
from programming.models import Publication, PublishedRun, PublishedScreening, PublishedTitle, Screening

CHANGED_SINCE = gettext_lazy("The schedule changed while you looked at it. Look at the changes again, then publish.")


@transaction.atomic
def publish(
    *,
    first: date | None,
    last: date | None,
    by: User | None,
    at: datetime,
    live_from: datetime | None = None,
    note: str = "",
    only: Mapping[str, str] | None = None,
    public_notes: Mapping[str, str] | None = None,
    heed: bool = False,
) -> Publication | None:
    """Publish what changed in the house days `first` through `last` (None: without bound), live at `live_from` or now.

    `only` chooses changes: their keys with the fingerprints they were looked at with; a run or title that nobody
    knows yet comes along with the show that needs it. `public_notes` says why, by key, in the public's words.
    With `heed` the rules are asked first: an error, or a warning that nobody has answered for, is a reason to refuse.

    Returns the publication, or None when nothing had changed. Raises Refused when a row that changed waits under an
    embargo of an earlier publication, and when `live_from` is past; Stale when a chosen change is another one by now.
    """
    publication, venue = new_publication(by=by, at=at, live_from=live_from, note=note)
    found = differences(first=first, last=last)
    chosen = found if only is None else _chosen(found, only)
    if heed:
        review(chosen).refuse()
    _refuse_untold_replacements(chosen, publication)
    drafts = [draft(change) for change in chosen]
    for change, one in zip(chosen, drafts, strict=True):
        one.version.public_note = (public_notes or {}).get(change.key, "")
    return issue(publication, venue, [*drafts, *_titles_without_shows(chosen)])


def _chosen(found: list[Change], only: Mapping[str, str]) -> list[Change]:
    by_key = {change.key: change for change in found}
    for key, fingerprint in only.items():
        if key not in by_key or by_key[key].fingerprint != fingerprint:
            raise Stale(str(CHANGED_SINCE))
    needed = {key for chosen in only for key in _needed(by_key[chosen])}
    return [change for change in found if change.key in only or (change.key in needed and change.was is None)]


def _needed(change: Change) -> Iterator[str]:
    """What must be public for this change to make sense: the run it belongs to, the pages it stands on."""
    if change.programme is None or not change.is_listed:
        return
    yield from (f"{model}-{key}" for model, key in _pages(change))
    if isinstance(change.subject, Screening):
        yield f"run-{change.subject.run_id}"
        yield f"screening-{change.subject.replaced_by_id}"


def _refuse_untold_replacements(chosen: list[Change], publication: Publication) -> None:
    """Raises Refused where a show would name the one that plays instead before the public may know of that."""
    instead = {change.subject.replaced_by_id for change in chosen if isinstance(change.subject, Screening)} - {None}
    told = {change.subject.pk for change in chosen if isinstance(change.subject, Screening) and change.is_listed}
    public = PublishedScreening.objects.live(publication.live_from).filter(screening__in=instead)
    if instead - told - set(public.values_list("screening_id", flat=True)):
        raise Refused(_("The show that plays instead is not public by then. Publish both together, or that one first."))


def _titles_without_shows(chosen: list[Change]) -> list[Draft]:
    """Titles to withdraw with `chosen`: of what it takes back, those that nothing else speaks of."""
    gone = [change for change in chosen if not change.is_listed]
    taken = {title for change in gone for title in _pages(change)}
    kept = {title for change in chosen if change.is_listed for title in _pages(change)}
    return [withdrawal for title in sorted(taken - kept) for withdrawal in _withdrawal(*title, gone)]


def _pages(change: Change) -> list[tuple[str, int]]:
    return titles_behind(change.programme) if change.programme else []


def _withdrawal(model: str, key: int, gone: list[Change]) -> Iterator[Draft]:
    condition = Q(films=key) if model == "film" else Q(programme=key)
    for versions in (PublishedScreening, PublishedRun):
        followed = [change.standing.pk for change in gone if isinstance(change.standing, versions)]
        if (
            versions._default_manager.filter(condition, live_until=None, is_listed=True)
            .exclude(pk__in=followed)
            .exists()
        ):
            return
    standing = PublishedTitle.objects.standing().listed().filter(**{model: key}).select_related("publication").first()
    if standing:
        yield repeat(standing, standing, ChangeKind.WITHDRAWN, is_listed=False)
