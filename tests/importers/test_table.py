"""Files that no spreadsheet wrote, or one gone wrong: each is refused in a sentence and none breaks the reader."""

from pathlib import Path

import pytest

from programming.importers import table
from programming.importers.admissions import read_admissions
from programming.importers.report import Report
from programming.importers.table import BadCell, Row, read_table
from programming.models import Screening
from tests.factories import FRIDAY, NOON, ScreenFactory, film, run, show

HEAD = b"name,note\n"
BROKEN: list[tuple[bytes, int, str]] = [
    (b"", 0, "The header lacks name, note"),
    (b"\xff\xfen\x00a\x00m\x00e\x00", 0, "not a CSV file in UTF-8"),  # UTF-16, as “Unicode text”
    (HEAD + "Schöne Tage,x\n".encode("latin-1"), 0, "not a CSV file in UTF-8"),
    (b"PK\x03\x04\x14\x00\x06\x00", 0, "The header lacks"),  # an XLSX called .csv
    (HEAD + b'"' + b"x" * 200_000, 0, "not a CSV file"),
    (HEAD + b"x," + b"y" * 30_000 + b"\n", 0, "more than 20000 letters"),
    (HEAD + b"a\0b,c\n", 0, "null character"),
    (HEAD + b"one,two,three\n", 0, "3 cells where the header has 2"),
    (b"name,note,note\x1b[31m\n", 0, "is not known"),
    (HEAD + b"," * 100_000 + b"\n", 0, ""),
    (HEAD + b"a,b\n" * 30, 20, "more than 20 lines"),
]


@pytest.mark.parametrize(("content", "read", "said"), BROKEN)
def test_a_broken_file_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, read: int, said: str
) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 20)
    path, report = tmp_path / "a.csv", Report()
    path.write_bytes(content)
    rows = list(read_table(path, ("name", "note"), report))
    assert len(rows) == read
    assert said in " ".join(map(str, report.refused))
    assert len(report.refused) == bool(said)


def test_a_huge_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_BYTES", 20_000_000)
    path, report = tmp_path / "a.csv", Report()
    with path.open("wb") as huge:
        huge.truncate(20_000_001)
    assert list(read_table(path, ("name",), report)) == []
    assert str(report.refused[0]) == "a.csv, line 1: This file has more than 20 MB."


@pytest.mark.parametrize("text", ["9" * 5_000, "1" * 10, "-1", "1e9", "²", "0x10", "1 000"])
def test_a_number_is_a_short_row_of_digits(text: str) -> None:
    with pytest.raises(BadCell, match="not a whole number"):
        Row("a.csv", 2, {"seats": text}).number("seats")


ODD_LINES = [
    "2026-11-20,17:00,Screen 1," + "9" * 5_000,
    "9999-12-31,17:00,Screen 1,5",
    "0001-01-01,17:00,Screen 1,5",
    "2026-11-20,99999999999999:00,Screen 1,5",
    "2026-11-20,17:00,=HYPERLINK(1),5",
    "2026-11-20,17:00,<script>alert(1)</script>,5",
    "2026-11-20,17:00,Screen 1,-5",
    "2026-11-20,٢:٠٠,Screen 1,5",
    "٢٠٢٦-١١-٢٠,17:00,Screen 1,5",
    '"2026-11-20\n","17:00\n","Screen 1","\n"',
]


@pytest.mark.django_db
@pytest.mark.parametrize("line", ODD_LINES)
def test_an_odd_line_of_the_box_office_changes_nothing(line: str) -> None:
    stored = show(run(film("Detour"), ScreenFactory(name="Screen 1")), FRIDAY, "17:00")
    content = f"date,time,screen,admissions\n{line}\n".encode()
    report = read_admissions("takings.csv", content, at=NOON.replace(year=2027))
    assert len(report.refused) == 1
    assert Screening.objects.get(pk=stored.pk).admissions is None
