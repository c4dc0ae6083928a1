"""A few hundred inputs of `make fuzz`, the same each time; and that it would see what it looks for."""

import pytest
import time_machine

from tests.fuzz.house import AT, build
from tests.fuzz.run import TRIALS, tried
from tests.fuzz.site import Site

pytestmark = pytest.mark.django_db
COUNTS = {"addresses": 60, "forms": 30, "bodies": 30, "admissions": 30, "seeds": 2, "showtimes": 200, "texts": 200}


def test_a_few_of_each_kind() -> None:
    with time_machine.travel(AT, tick=True):
        site = Site(build())
        found = {name: tried(site, name, 1, count) for name, count in COUNTS.items()}
    assert {name: done for name, (done, _failed) in found.items()} == COUNTS
    assert [complaint for _done, failed in found.values() for complaint in failed] == []


def test_every_kind_is_tried() -> None:
    assert set(COUNTS) == set(TRIALS)
