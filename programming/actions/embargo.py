"""A publication under an embargo: set another hour for it, or take it back. Nobody has seen it yet."""

from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from programming.actions.errors import Refused
from programming.actions.issue import ROW_OF, write_events
from programming.actions.recount import recount_for
from programming.actions.whole import refuse_orphans
from programming.models import Publication, PublishedScreening, Venue
from programming.models.plain import BATCH, in_batches
from programming.models.publication import Version


@transaction.atomic
def set_hour(*, publication: Publication, live_from: datetime, at: datetime) -> Publication:
    """Let a waiting publication go live at `live_from` instead; at `at` itself: now.

    Raises Refused when it does not wait any more, and when `live_from` is past.
    """
    stored, venue = _waiting(publication, at)
    if live_from < at:
        raise Refused(_("A publication cannot go live in the past."))
    for model in ROW_OF:
        own = _own(stored, model)
        _set_ends(own, model, live_from)
        for version in own:
            _set_hour(version, live_from, venue)
        fields = ["live_from", *(["facts", "vevent", "farewell"] if model is PublishedScreening else [])]
        model._default_manager.bulk_update(own, fields, batch_size=BATCH)
    stored.live_from = live_from
    stored.save(update_fields=["live_from"])
    refuse_orphans(version for model in ROW_OF for version in _own(stored, model))
    _recount(stored, venue, at)
    return stored


@transaction.atomic
def take_back(*, publication: Publication, by: User | None, at: datetime) -> Publication:
    """Let a waiting publication never go live: what it would have replaced stays. Its record is kept.

    Raises Refused when it does not wait any more.
    """
    stored, venue = _waiting(publication, at)
    for model in ROW_OF:
        own = _own(stored, model)
        for batch in in_batches([version.pk for version in own]):
            model._default_manager.filter(pk__in=batch).update(live_until=stored.live_from)
        _set_ends(own, model, None)
    refuse_orphans(version for model in ROW_OF for version in _own(stored, model))
    stored.taken_back_at, stored.taken_back_by = at, by
    stored.save(update_fields=["taken_back_at", "taken_back_by"])
    _recount(stored, venue, at)
    return stored


def _recount(publication: Publication, venue: Venue, at: datetime) -> None:
    own = _own(publication, PublishedScreening)
    recount_for((one for version in own for one in (version, version.follows)), venue, at)


def _waiting(publication: Publication, at: datetime) -> tuple[Publication, Venue]:
    """The publication as stored, behind the publishers' lock."""
    venue = Venue.objects.select_for_update().get()
    stored = Publication.objects.get(pk=publication.pk)
    if not stored.is_waiting(at):
        said = (
            _("Publication %(number)s was taken back already.")
            if stored.taken_back_at
            else _("Publication %(number)s is public already.")
        )
        raise Refused(said % {"number": stored.number})
    return stored, venue


def _own(publication: Publication, model: type[Version]) -> list[Version]:
    return list(model._default_manager.filter(publication=publication).select_related("follows").order_by("pk"))


def _set_ends(own: list[Version], model: type[Version], end: datetime | None) -> None:
    """Move the end of the versions that `own` are to take over from."""
    for batch in in_batches([version.follows.pk for version in own if version.follows]):
        model._default_manager.filter(pk__in=batch).update(live_until=end)


def _set_hour(version: Version, live_from: datetime, venue: Venue) -> None:
    was, version.live_from = version.live_from, live_from
    if isinstance(version, PublishedScreening):
        if version.facts.get("announced_at") == was.astimezone(UTC).isoformat():
            version.facts["announced_at"] = live_from.astimezone(UTC).isoformat()
        write_events(version, venue)
