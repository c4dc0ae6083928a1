"""What the rules say about the schedule, for a terminal or a nightly job."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programming.actions.errors import Refused
from programming.actions.snapshot import load
from programming.models import Screening, Venue
from programming.rules.findings import Finding, Level, errors
from programming.rules.judge import judge
from programming.timetable.dates import long_day


class Command(BaseCommand):
    help = "Judge the working schedule by all rules, and say what they find day by day. Ends with status 1 on errors."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="first", type=date.fromisoformat, help="first house day (default: today's)")
        parser.add_argument(
            "--to", dest="last", type=date.fromisoformat, help="last house day (default: the last show's)"
        )

    def handle(self, *args: Any, first: date | None, last: date | None, **options: Any) -> None:
        first = first or _today()
        last = last or max(first, _last_day(first))
        if last < first:
            raise CommandError(f"{last} is before {first}. Give the earlier day as --from.")
        try:
            snapshot = load(first, last)
        except Refused as refused:
            raise CommandError(refused.message) from refused
        findings = judge(snapshot)
        for line in _lines(findings):
            self.stdout.write(line)
        self.stdout.write(_totals(findings, len(snapshot.within)))
        if errors(findings):
            raise SystemExit(1)


def _today() -> date:
    """The house day it is; the calendar's where there is no house, which is said later."""
    venue = Venue.objects.first()
    return venue.day_of(timezone.now()) if venue else timezone.now().date()


def _last_day(first: date) -> date:
    days = Screening.objects.on().filter(house_day__gte=first).order_by("-house_day")
    return days.values_list("house_day", flat=True).first() or first


def _lines(findings: Iterable[Finding]) -> Iterable[str]:
    for day, of_day in groupby(findings, key=lambda finding: finding.day):
        yield long_day(day, with_year=True) if day else "On no day"
        for finding in of_day:
            way_out = f" [{finding.fix.label}?]" if finding.fix else ""
            yield f"  {finding.level.value} {finding.code}: {finding.message}{way_out}"


def _totals(findings: Iterable[Finding], shows: int) -> str:
    counts = Counter(finding.level for finding in findings)
    parts = [_count(counts[level], level.value) for level in Level]
    return f"{', '.join(parts)} on {_count(shows, 'show')}."


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
