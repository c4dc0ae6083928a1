"""What audiences wrote, for the house to read before the public does."""

from dataclasses import dataclass

from django.db.models import QuerySet

from programming.choices import WordsState
from programming.listings.house import Desk
from programming.models import Vote
from programming.rules.rating import stars_text

MOST = 50


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody's words. `by` and `decided` are empty while nobody has read them."""

    key: int
    version: int
    title: str
    when: str  # the show
    stars: str
    words: str
    sent: str
    state: WordsState
    by: str
    decided: str


@dataclass(frozen=True, slots=True)
class ModerationPage:
    pending: tuple[Written, ...]
    waiting: int  # all of them, also those that are not on the page
    decided: tuple[Written, ...]


def moderation_page(desk: Desk) -> ModerationPage:
    """Five queries, however many there are."""
    pending = Vote.objects.pending()
    decided = Vote.objects.filter(words_state__in=[WordsState.APPROVED, WordsState.REFUSED])
    return ModerationPage(
        pending=_written(desk, pending),
        waiting=pending.count(),
        decided=_written(desk, decided.order_by("-decided_at", "-pk")),
    )


def _written(desk: Desk, votes: QuerySet[Vote]) -> tuple[Written, ...]:
    rows = votes.select_related("film", "screening__programme", "decided_by")
    rows = rows.prefetch_related("screening__programme__items__film")
    return tuple(
        Written(
            key=vote.pk,
            version=vote.version,
            title=vote.film.title if vote.film else vote.screening.programme.full_title,
            when=desk.stamp(vote.screening.starts_at),
            stars=stars_text(vote.stars),
            words=vote.words,
            sent=desk.stamp(vote.changed_at),
            state=WordsState(vote.words_state),
            by=vote.decided_by.get_username() if vote.decided_by else "",
            decided=desk.stamp(vote.decided_at) if vote.decided_at else "",
        )
        for vote in rows[:MOST]
    )
