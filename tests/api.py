"""The JSON API as its tests ask it, and a small programme for it to tell of."""

from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.test import Client

from programming.actions.cancel import cancel
from programming.choices import Format
from programming.models import Run, Screening
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, programme, run, series, show, shows

PUBLISHED = NOON - timedelta(days=30)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EVERY = "screenings?from=2000-01-01"


def ask(address: str, at: datetime = NOON, method: str = "get", **headers: str) -> Any:
    with time_machine.travel(at, tick=False):
        return getattr(Client(enforce_csrf_checks=True), method)(f"/api/v1/{address}", headers=headers)


def read(address: str, at: datetime = NOON) -> Any:
    response = ask(address, at)
    assert response.status_code == 200, response.content
    return response.json()


def walk(address: str, at: datetime = NOON, limit: int = 200) -> list[Any]:
    """The whole list, sheet by sheet."""
    glue = "&" if "?" in address else "?"
    items: list[Any] = []
    cursor = ""
    while cursor is not None:
        sheet = read(f"{address}{glue}limit={limit}" + (f"&cursor={cursor}" if cursor else ""), at)
        assert len(sheet["items"]) <= limit
        items += sheet["items"]
        cursor = sheet["next"]
    return items


def book() -> Run:
    """*Cranes* on DCP for a week, twice a day, in a series; *Wanda* once from a print, captioned, on another screen."""
    cranes = run(film("Cranes", director="Mikhail Kalatozov"), ScreenFactory(slug="one", name="One"))
    shows(cranes, "14:35", "19:00")
    wanda = programme(film("Wanda", format=Format.FILM_35.value))
    show(wanda, FRIDAY + DAY, "21:00", ScreenFactory(slug="two", name="Two"), access=["open-captions"])
    series("Soviet Spring", cranes.programme)
    go_public()
    off = Screening.objects.filter(run=cranes, house_day=FRIDAY + 2 * DAY).latest("starts_at")
    cancel(screening=off, reason="The print is lost.", at=PUBLISHED)
    go_public(PUBLISHED + HOUR)
    return cranes
