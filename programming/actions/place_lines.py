"""Many lines of showtimes, with the same end as if each were placed after the other, but judged and stored together.

Another show can only add to what stands in a show's way. So a line that has nothing in its way when all of them are
supposed at once has nothing in its way in its turn either; only the others are placed by themselves.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.db.models import F

from programming.actions.errors import Refused
from programming.actions.place import BESIDE, Plan, place, store, told
from programming.actions.snapshot import keys_of, load
from programming.models import Run, Screen, Screening
from programming.rules.findings import errors
from programming.rules.judge import PLACING, judge
from programming.timetable.showtimes import Show

MOST_SHOWS = 2000
"""In one snapshot."""


@dataclass(frozen=True, slots=True)
class Line:
    """What `place` is told of one run on one screen."""

    run: Run
    shows: Sequence[Show]
    first: date
    last: date
    screen: Screen


Outcome = Plan | Refused


@transaction.atomic
def place_lines(lines: Sequence[Line], *, tags_are_all: bool = True, at: datetime) -> list[Outcome]:
    """What `place` does for each, or why it refuses it. No two lines are of the same run and screen."""
    list(Run.objects.select_for_update().filter(pk__in={line.run.pk for line in lines}).order_by("pk"))
    drafts = _drafts(lines, tags_are_all=tags_are_all)
    done: list[Outcome] = []
    for batch in _batches(zip(lines, drafts, strict=True)):
        blocked = _blocked([made for _line, made in batch if made])
        for is_free, grouped in groupby(batch, key=lambda pair: pair[1] is not None and id(pair[1]) not in blocked):
            own = list(grouped)
            done += _put(own) if is_free else [_alone(line, tags_are_all=tags_are_all, at=at) for line, _made in own]
    return done


def _drafts(lines: Sequence[Line], *, tags_are_all: bool) -> list[Plan | None]:
    """The plan of each line that does nothing but add shows; None for the others. Two queries."""
    if not lines:
        return []
    stored: defaultdict[tuple[int | None, int], list[Screening]] = defaultdict(list)
    rows = Screening.objects.filter(run__in={line.run.pk for line in lines})
    days = min(line.first for line in lines), max(line.last for line in lines)
    for row in rows.between(*days).select_related(*BESIDE).prefetch_related("extras"):
        stored[row.run_id, row.screen_id].append(row)
    return [_draft(line, stored[line.run.pk, line.screen.pk], tags_are_all=tags_are_all) for line in lines]


def _draft(line: Line, stored: Iterable[Screening], *, tags_are_all: bool) -> Plan | None:
    if line.run.line_override:  # is judged against all shows of the run
        return None
    within = [row for row in stored if line.first <= row.house_day <= line.last]
    try:
        made = told(line.run, line.shows, line.screen, within, tags_are_all=tags_are_all)
    except Refused:
        return None
    return None if made.gone or made.retagged else made


Draft = tuple[Line, Plan | None]


def _batches(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """As many together as make one snapshot. Those of no plan stand alone: what they take away is gone for the next."""
    for is_plain, own in groupby(drafts, key=lambda pair: pair[1] is not None):
        batch: list[Draft] = []
        for pair in own:
            batch.append(pair)
            if not is_plain or sum(len(line.shows) for line, _made in batch) >= MOST_SHOWS:
                yield batch
                batch = []
        if batch:
            yield batch


def _blocked(plans: Sequence[Plan]) -> set[int]:
    """Which of the plans, by identity, have a show that something may stand in the way of, were all of them true."""
    owners = [(planned.screening, made) for made in plans for planned in (*made.kept, *made.new)]
    owners = [(screening, made) for screening, made in owners if screening.is_on]
    if not owners:
        return set()
    shows = [screening for screening, _made in owners]
    days = [screening.house_day for screening in shows]
    snapshot = load(min(days), max(days), supposing=shows, placing=True)
    found = errors(judge(snapshot, about=snapshot.supposed, rules=PLACING))
    keys = {key for finding in found for key in finding.screenings}
    return {id(made) for key, (_screening, made) in zip(keys_of(shows), owners, strict=True) if key in keys}


def _put(drafts: Sequence[Draft]) -> list[Outcome]:
    plans = [made for _line, made in drafts if made]
    store(plans)
    by_times: defaultdict[int, list[int]] = defaultdict(list)
    for run, times in Counter(line.run.pk for line, _made in drafts).items():
        by_times[times].append(run)
    for times, runs in by_times.items():
        Run.objects.filter(pk__in=runs).update(version=F("version") + times)
    return list(plans)


def _alone(line: Line, *, tags_are_all: bool, at: datetime) -> Outcome:
    try:
        return place(
            run=line.run,
            shows=line.shows,
            first=line.first,
            last=line.last,
            screen=line.screen,
            tags_are_all=tags_are_all,
            at=at,
        )
    except Refused as refused:
        return refused
