"""What differs between two versions of the same thing, most important first."""

from programming.choices import ChangeKind, ScreeningStatus
from programming.models.facts import RunFacts, ScreeningFacts, TitleFacts

Facts = ScreeningFacts | RunFacts | TitleFacts


def kinds_of_change(was: Facts | None, now: Facts) -> tuple[ChangeKind, ...]:
    """Every kind in which `now` differs from `was`; None stands for something nobody had been told of.

    Empty where the two say the same. Both must be facts of the same sort.
    """
    if was is None:
        return (ChangeKind.ADDED,)
    if isinstance(was, ScreeningFacts) and isinstance(now, ScreeningFacts):
        found = _of_a_show(was, now)
    elif isinstance(was, RunFacts) and isinstance(now, RunFacts):
        found = _of_a_run(was, now)
    else:
        found = [(ChangeKind.TITLE, was != now)]
    kinds = tuple(kind for kind, differs in found if differs)
    return kinds or ((ChangeKind.DETAILS,) if was != now else ())


def _of_a_show(was: ScreeningFacts, now: ScreeningFacts) -> list[tuple[ChangeKind, bool]]:
    return [
        (
            ChangeKind(now.status) if now.status != ScreeningStatus.SCHEDULED else ChangeKind.BACK,
            was.status != now.status,
        ),
        (ChangeKind.MOVED, (was.starts_at, was.screen_slug) != (now.starts_at, now.screen_slug)),
        (ChangeKind.FORMAT, was.formats != now.formats),
        (ChangeKind.PROGRAMME, [film.slug for film in was.films] != [film.slug for film in now.films]),
        (ChangeKind.ACCESS, was.access != now.access),
        (ChangeKind.EXTRAS, was.extras != now.extras),
        (ChangeKind.PRICE, (was.price, was.is_free) != (now.price, now.is_free)),
        (ChangeKind.TITLE, was.title != now.title),
    ]


def _of_a_run(was: RunFacts, now: RunFacts) -> list[tuple[ChangeKind, bool]]:
    is_kept_on = len(now.holdovers) > len(was.holdovers)
    dates = (was.opens_on, was.closes_on, was.announcement) != (now.opens_on, now.closes_on, now.announcement)
    return [
        (ChangeKind.HELD_OVER, is_kept_on),
        (ChangeKind.DATES, dates or (not is_kept_on and was.holdovers != now.holdovers)),
        (ChangeKind.LINE, was.line_override != now.line_override),
        (ChangeKind.TITLE, was.title != now.title),
    ]
