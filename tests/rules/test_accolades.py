"""Q04: a prize that the research file doubts is not printed, and no show of the film is published with it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programming.actions.errors import Refused
from programming.actions.judge import schedule_findings
from programming.actions.publish import publish
from programming.listings.film import film_page
from programming.listings.house import Desk
from programming.models import Accolade, Claim, Film, Source
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, run, show

pytestmark = pytest.mark.django_db
LINE = "Winner, Best Actress, Cannes Film Festival 1958"


@pytest.fixture
def cranes() -> Film:
    made = film("Cranes", note="It is here.")
    Accolade.objects.create(film=made, line=LINE)
    show(run(made, ScreenFactory()), FRIDAY, "19:00")
    return made


def says(of: Film, status: str, topic: str = "Best Actress, Cannes", trust: int = 2, label: str = "article") -> None:
    source = Source.objects.create(label=label, kind="article", title=label.capitalize(), trust=trust)
    told: dict[str, Any] = {} if status == "unverified" else {"reason": "Others had it.", "decided_at": NOON}
    Claim.objects.create(film=of, about="accolade", topic=topic, value=label, source=source, status=status, **told)


TABLE = [
    # what the file says, the level of the finding, whether it is printed
    ([], "", True),
    ([("unverified", "Best Actress, Cannes", 2)], "", True),
    ([("unverified", "Best Actress, Cannes", 1)], "warning", True),
    ([("unverified", "Best Actress, Cannes", 1), ("unverified", "Best Actress, Cannes", 1)], "", True),
    ([("accepted", "Best Actress, Cannes", 1)], "", True),
    ([("disputed", "Best Actress, Cannes", 4)], "error", False),
    ([("rejected", "Best Actress, Cannes", 4)], "error", False),
    ([("disputed", "Best Actress, Cannes", 4), ("accepted", "Best Actress, Cannes", 4)], "", True),
    ([("disputed", "Golden Globe", 4)], "", True),
    ([("disputed", "", 4)], "", True),
]


@pytest.mark.parametrize(("claims", "level", "is_printed"), TABLE)
def test_what_the_file_says_decides(
    cranes: Film, claims: list[tuple[str, str, int]], level: str, is_printed: bool
) -> None:
    for number, (status, topic, trust) in enumerate(claims):
        says(cranes, status, topic, trust, f"source-{number}")
    found = [finding for finding in schedule_findings(FRIDAY, FRIDAY) if finding.code == "Q04"]
    assert [finding.level.value for finding in found] == ([level] if level else [])
    go_public()
    desk = Desk.at_moment(NOON)
    assert desk is not None
    page = film_page(desk, "cranes")
    assert page is not None
    assert page.accolades == ((LINE,) if is_printed else ())


def test_it_blocks_and_says_why(cranes: Film) -> None:
    says(cranes, "disputed")
    with pytest.raises(Refused) as refused:
        publish(first=None, last=None, by=None, at=NOON, heed=True)
    assert [finding.message for finding in refused.value.findings] == [
        f"Cranes: “{LINE}” cannot be printed. It is disputed in the research file: Others had it."
    ]


def test_the_page_asks_as_much_whatever_the_file_holds(cranes: Film) -> None:
    go_public()
    counts = []
    for size in (1, 3, 30):
        for number in range(size):
            says(cranes, "unverified", f"Prize {number}", 2, f"source-{size}-{number}")
        desk = Desk.at_moment(NOON)
        assert desk is not None
        with CaptureQueriesContext(connection) as queries:
            film_page(desk, "cranes")
        counts.append(len(queries))
    assert len(set(counts)) == 1
