"""The API keeps to its own document, whatever is asked of it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
import time_machine
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as bounds

from programming.choices import Announcement
from programming.models import Screening
from programming.views.api import document
from tests.factories import (
    FRIDAY,
    NOON,
    ScreenFactory,
    VenueFactory,
    film,
    go_public,
    programme,
    run,
    series,
    show,
    shows,
)

LIMITS = bounds(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """As in Django's own test client: a request does not close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def house(db: None, one_connection: None, settings: Any) -> Iterator[None]:
    """Something of everything, at noon."""
    settings.ALLOWED_HOSTS = ["localhost"]
    with time_machine.travel(NOON, tick=True):
        booked = run(film("Cranes", director="Mikhail Kalatozov"), ScreenFactory(slug="screen-1"), days=3)
        shows(booked, "14:35", "19:00")
        run(film("Wanda"), booked.screen, first=FRIDAY + timedelta(days=9), announcement=Announcement.UNDATED.value)
        secret = programme(film("Vertigo"), kind="secret", title="Secret", slug="secret")
        show(secret, FRIDAY, "23:00", booked.screen, price="$5", access=["relaxed"])
        Screening.objects.update(availability="sold_out", ticket_url="https://tickets.example/1")
        series("Spring", booked.programme)
        go_public()
        yield


schema = schemathesis.openapi.from_dict(document(VenueFactory.build(site_url="http://localhost"), ["screen-1"]))
schema.app = get_wsgi_application()


@schema.parametrize()
@LIMITS
def test_every_answer_is_one_that_the_document_promises(house: None, case: schemathesis.Case) -> None:
    # Its WSGI transport asks for gzip and does not undo it.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})


def test_the_document_is_served(client: Client, house: None) -> None:
    served = client.get("/api/v1/openapi.json", headers={"host": "localhost"}).json()
    assert served["servers"] == [{"url": "https://lantern.example"}]
    assert served["paths"].keys() == schema.raw_schema["paths"].keys()
    assert served["components"] == schema.raw_schema["components"]
