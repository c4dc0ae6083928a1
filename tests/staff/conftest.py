"""What tests of the programmer's own pages share."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from tests.factories import NOON, programmer


@pytest.fixture
def noon() -> Iterator[None]:
    """It is noon of the factories' Friday, and stays so."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def staff(client: Client) -> Client:
    """Somebody who may do everything, logged in."""
    client.force_login(programmer())
    return client
