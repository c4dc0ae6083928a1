"""What tests of public pages and feeds share."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.factories import NOON


@pytest.fixture
def noon() -> Iterator[None]:
    """It is noon of the factories' Friday, and stays so."""
    with time_machine.travel(NOON, tick=False):
        yield
