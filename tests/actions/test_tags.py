"""Marks typed behind a time: as the house prints them, and in English in every house."""

import pytest

from programming.actions.errors import Refused
from programming.actions.tags import Particulars, read_tags
from programming.choices import Access, ExtraKind
from programming.models import Programme

ALL = Particulars(
    access=(Access.OPEN_CAPTIONS, Access.RELAXED),
    extras=((ExtraKind.QA, ""), (ExtraKind.LIVE_MUSIC, "")),
    is_free=True,
)


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    "tags",
    [
        ("ST-SME", "RELAX", "RENCONTRE", "CINÉ-CONCERT", "GRATUIT"),
        ("OC", "RELAXED", "Q&A", "LIVE MUSIC", "FREE"),
        ("st-sme", "relax", "rencontre", "ciné-concert", "gratuit"),
    ],
)
def test_marks_are_read_in_both_languages(tags: tuple[str, ...]) -> None:
    assert read_tags(tags, Programme()) == ALL


@pytest.mark.usefixtures("french")
def test_an_instrument_is_called_by_its_name() -> None:
    assert read_tags(("ORGUE",), Programme()).extras == ((ExtraKind.LIVE_MUSIC, "orgue"),)


def test_an_english_house_reads_no_french_marks() -> None:
    with pytest.raises(Refused, match="“RENCONTRE” is not a mark of this house"):
        read_tags(("RENCONTRE",), Programme())
