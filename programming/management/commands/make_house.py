"""A large house to measure with and to try things on."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programming.actions.errors import Refused
from programming.importers.invented.make import Size, make_house

BAR = 30
MOST_YEARS, MOST_SCREENS = 200, 20


class Command(BaseCommand):
    help = "Fill an empty database with an invented house: the same size and day make the same house, row by row."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--years", type=_years, default=1.0, help="how far back its record goes (default: 1)")
        parser.add_argument("--screens", type=_screens, default=4, help="how many screens it has (default: 4)")
        parser.add_argument("--today", type=date.fromisoformat, help="the day on which it is made (default: today)")

    def handle(self, *args: Any, years: float, screens: int, today: date | None, **options: Any) -> None:
        size = Size(years, screens)
        begun = monotonic()
        try:
            make_house(size, today=today or timezone.now().date(), say=self._say)
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"{size.shows} shows, {size.films} films, {monotonic() - begun:.0f} s.")

    def _say(self, what: str, done: int, whole: int) -> None:
        """A bar in a terminal, nothing anywhere else."""
        if sys.stderr.isatty():
            full = BAR * done // whole
            end = "\n" if done == whole else ""
            self.stderr.write(f"\r{what:<12}[{'#' * full}{' ' * (BAR - full)}] {done}/{whole}", ending=end)


def _years(text: str) -> float:
    try:
        years = float(text)
    except ValueError:
        years = 0
    if not 0 < years <= MOST_YEARS:
        raise ArgumentTypeError(f"{text} is no number of years up to {MOST_YEARS}.")
    return years


def _screens(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_SCREENS:
        raise ArgumentTypeError(f"{text} is no number of screens from 1 to {MOST_SCREENS}.")
    return int(text)
