"""Files for every importer: sheets of the box office, folders of seeds. What is refused has changed nothing."""

import csv
import tempfile
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random

from programming.importers.admissions import read_admissions
from programming.importers.seeds import load_seeds
from tests.fuzz.house import AT
from tests.fuzz.site import Site
from tests.fuzz.values import Values

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FILMS = {"the-third-man", "detour", "double-indemnity", "the-cranes-are-flying"}
"""What is taken of the house's own seeds: all that is said of these, so that a folder loads in no time."""
FEW = 3
MOST = 6
Sheet = list[list[str]]


def admissions(site: Site, random: Random) -> tuple[str, str]:
    """A box office's sheet."""
    values = Values(random)
    content = values.sheet() if values.chance(0.7) else values.file()[2]
    return f"read_admissions({content!r})", site.wrong_in_import(
        lambda: read_admissions("a.csv", content, at=AT), in_whole=False
    )


def seeds(site: Site, random: Random) -> tuple[str, str]:
    """A folder of seeds with a few things wrong; loaded into the house as it stands."""
    values = Values(random)
    with tempfile.TemporaryDirectory(prefix="seeds-") as room:
        folder = Path(room)
        files = {name: [row[:] for row in sheet] for name, sheet in _sheets().items()}
        told = [_spoil(files, values) for _each in range(random.choice((0, 1, 1, 2, 5)))]
        for name, sheet in files.items():
            (folder / name).write_bytes(_written(sheet))
        (folder / "notes").symlink_to(SEEDS / "notes")
        (folder / "stills").mkdir()
        (folder / "house.toml").write_bytes((SEEDS / "house.toml").read_bytes())
        told += [_tear(folder, values) for _each in range(random.choice((0, 0, 0, 1)))]
        return "\n    ".join(told) or "as they are", site.wrong_in_import(
            lambda: load_seeds(folder, at=AT, say=lambda _step: None), in_whole=True
        )


@cache
def _sheets() -> dict[str, Sheet]:
    """The rows of the seeds that speak of these films and of nothing that is not there."""
    sheets = {path.name: _read(path) for path in sorted(SEEDS.glob("*.csv"))}
    kept = {name: [sheet[0]] for name, sheet in sheets.items()}
    runs = {row[0] for row in [row for row in sheets["runs.csv"][1:] if row[1] in FILMS][-MOST:]}
    known: dict[str, set[str]] = {"film": FILMS, "programme": FILMS, "run": runs}
    known["edition"] = {row[0] for row in sheets["editions.csv"][1:] if row[1] in FILMS}
    known["series"] = {row[0] for row in sheets["series.csv"][1:]}
    own = {"films.csv": "film", "runs.csv": "run", "programmes.csv": "", "stills.csv": ""}
    for name, sheet in sheets.items():
        columns = {place: known[word] for place, word in enumerate(sheet[0]) if word in known}
        if own.get(name):
            columns = {0: known[own[name]]}
        if own.get(name) != "":
            kept[name] += [row for row in sheet[1:] if all(row[place] in keys for place, keys in columns.items())]
    kept["changes.csv"] = kept["changes.csv"][:1]
    kept["claims.csv"] = kept["claims.csv"][:MOST]
    return kept


def _read(path: Path) -> Sheet:
    return list(csv.reader(StringIO(path.read_text(encoding="utf-8"), newline="")))


def _written(sheet: Sheet) -> bytes:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in sheet]
    return "\r\n".join(lines).encode("utf-8", "surrogatepass")


def _spoil(files: dict[str, Sheet], values: Values) -> str:
    """One thing done to one sheet, and what it was."""
    choose = values.random.choice
    name = choose([name for name, sheet in files.items() if len(sheet) > 1])
    sheet = files[name]
    place = values.random.randrange(1, len(sheet)) if len(sheet) > 1 and values.chance(0.95) else 0
    row, deed = sheet[place], values.random.random()
    column = values.random.randrange(len(row)) if row else 0
    if deed < 0.7 and row:
        told = sheet[0][column] if column < len(sheet[0]) else ""
        row[column] = values.any(told) if values.chance(0.5) else values.near(row[column])
        return f"{name}, row {place}: {told} is {row[column][:300]!r}"
    if deed < 0.78:
        sheet.append(row[:])
        return f"{name}: row {place} twice"
    if deed < 0.86 and place:
        del sheet[place]
        return f"{name}: row {place} left out"
    if deed < 0.93 and row:
        del row[column]
        return f"{name}, row {place}: cell {column} left out"
    other = choose(sheet)
    row[:], other[:] = other[:], row[:]
    return f"{name}: row {place} in another place"


def _tear(folder: Path, values: Values) -> str:
    """A file gone, emptied, torn, or with a few letters of it otherwise."""
    path = values.random.choice([*folder.glob("*.csv"), folder / "house.toml", folder / "house.toml"])
    content, deed = path.read_bytes(), values.random.randrange(5)
    if deed == 0:
        path.unlink()
    elif deed == 1:
        path.write_bytes(content[: values.random.randrange(len(content) + 1)])
    elif deed == 2:
        path.write_bytes(values.data())
    else:
        text = content.decode("utf-8", "surrogatepass")
        for _each in range(FEW):
            text = values.near(text)[:200_000]
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return f"{path.name} torn ({deed})"
