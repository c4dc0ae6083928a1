"""Roll back: a new publication that repeats older versions. The working schedule stays as it is."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from programming.actions.errors import Refused
from programming.actions.issue import ROW_OF, Draft, issue, new_publication, repeat
from programming.actions.whole import refuse_unnamed
from programming.choices import ChangeKind
from programming.models import Publication, PublishedRun, PublishedScreening, PublishedTitle
from programming.models.comparison import kinds_of_change
from programming.models.publication import Version


@transaction.atomic
def roll_back(*, publication: Publication, by: User | None, at: datetime, note: str = "") -> Publication:
    """Give each row that `publication` changed the version it had before; withdraw what it first announced.

    Rows that a later publication changed again stay as that left them. Raises Refused when nothing of the publication
    stands any more, when it waits for its hour or was taken back, and when a row waits under another embargo.
    """
    made, venue = new_publication(by=by, at=at, live_from=None, note=note, rolls_back=publication)
    if publication.is_waiting(at) or publication.taken_back_at:
        said = _("Nobody has seen publication %(number)s: take it back instead of rolling it back.")
        raise Refused(said % {"number": publication.number})
    standing = [version for model in ROW_OF for version in standing_of(publication, model)]
    drafts = [_before(version) for version in standing if version.follows or not _is_needed(version, publication)]
    refuse_unnamed(_uids_taken_away(drafts))
    if not drafts:
        said = _("Nothing of publication %(number)s stands any more: there is nothing to roll back.")
        raise Refused(said % {"number": publication.number})
    return issue(made, venue, drafts) or made


@transaction.atomic
def restore(*, version: PublishedScreening, by: User | None, at: datetime, note: str = "") -> Publication:
    """Publish again what an earlier version of a show said.

    Raises Refused when it is what the public sees already, and when the show waits under an embargo.
    """
    made, venue = new_publication(by=by, at=at, live_from=None, note=note, rolls_back=None)
    standing = PublishedScreening.objects.standing().select_related("publication").get(screening=version.screening_id)
    if standing.pk == version.pk:
        raise Refused(_("This is what the public sees already."))
    return issue(made, venue, [_again(version, standing)]) or made


def _uids_taken_away(drafts: Iterable[Draft]) -> Iterator[str]:
    for draft in drafts:
        if isinstance(draft.version, PublishedScreening) and not draft.version.is_listed:
            yield str(draft.version.uid)


def _is_needed(version: Version, publication: Publication) -> bool:
    """Whether shows or runs of other publications stand on this page, or belong to this run."""
    if isinstance(version, PublishedScreening):
        return False
    if isinstance(version, PublishedRun):
        rows: list[Any] = [PublishedScreening.objects.filter(run=version.run_id)]
    else:
        assert isinstance(version, PublishedTitle)  # noqa: S101  what is left is a title
        on = Q(films=version.film_id) if version.film_id else Q(programme=version.programme_id)
        rows = [model._default_manager.filter(on) for model in (PublishedScreening, PublishedRun)]
    return any(
        found.filter(live_until=None, is_listed=True).exclude(publication=publication).exists() for found in rows
    )


def standing_of(publication: Publication, model: type[Version]) -> list[Version]:
    """Versions of the publication that nothing has replaced."""
    rows = model._default_manager.filter(publication=publication, live_until=None).select_related(
        "publication", "follows"
    )
    return list(rows.order_by("pk"))


def _before(version: Version) -> Draft:
    """What the public saw of the row before `version`."""
    earlier = version.follows
    if earlier is None or not earlier.is_listed:
        return repeat(version, version, ChangeKind.WITHDRAWN, is_listed=False)
    return _again(earlier, version)


def _again(version: Version, standing: Version) -> Draft:
    was = standing.said if standing.is_listed else None
    kinds = kinds_of_change(was, version.said) or (ChangeKind.DETAILS,)
    return repeat(version, standing, kinds[0], is_listed=version.is_listed)
