"""A backup's file: a ZIP archive with a manifest of all that is in it, so that damage is found before it is needed."""

import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

FORMAT = 1
"""Counted up when an older program could no longer read what a newer one writes."""
MANIFEST = "manifest.json"
MEDIA = "media/"
CHUNK = 1 << 20
LONGEST_MANIFEST = 64 << 20

Say = Callable[[str, float], None]
"""Told what is being done, and how much of that is (0 to 1)."""


class NotDone(Exception):
    """Nothing was changed. Its text is a sentence for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a table holds: how many rows, and a sum over all that they say."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Part:
    """A member of the archive."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    made_at: str
    program: str
    engine: str
    database: str  # the member that holds it
    server: str  # the version of the database's own program
    migrations: tuple[tuple[str, str], ...]
    tables: Mapping[str, Table]
    left_out: tuple[str, ...]  # tables that come without their rows
    parts: Mapping[str, Part]

    def to_json(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, written: bytes) -> "Manifest":
        """Raises NotDone for what no program, or only a newer one, has written."""
        try:
            told = json.loads(written)
            newer = told.pop("format") > FORMAT
            if not newer:
                return cls._of(told)
        except (ValueError, TypeError, LookupError, AttributeError) as wrong:
            raise NotDone("The manifest of the archive cannot be read: this is no backup of Held Over.") from wrong
        raise NotDone("A newer version of Held Over wrote this archive. Restore it with that version.")

    @classmethod
    def _of(cls, told: dict[str, Any]) -> "Manifest":
        return cls(
            **told
            | {
                "migrations": tuple((app, name) for app, name in told["migrations"]),
                "left_out": tuple(told["left_out"]),
                "tables": {name: Table(**table) for name, table in told["tables"].items()},
                "parts": {name: Part(**part) for name, part in told["parts"].items()},
            }
        )

    @property
    def media(self) -> list[str]:
        """Paths under the media folder."""
        return [name.removeprefix(MEDIA) for name in self.parts if name.startswith(MEDIA)]


class Writer:
    """Adds members one after another, and keeps account of them."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.parts: dict[str, Part] = {}

    def add(self, path: Path, name: str, *, is_dense: bool) -> None:
        """Store the file as `name`; one that is dense already (a picture) is not compressed again."""
        with path.open("rb") as source:
            info = ZipInfo(name)
            info.compress_type = ZIP_STORED if is_dense else ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            with self.archive.open(info, "w", force_zip64=True) as member:
                self.parts[name] = _poured(source, member)

    def finish(self, manifest: Manifest) -> None:
        self.archive.writestr(MANIFEST, manifest.to_json(), compress_type=ZIP_DEFLATED)


def _poured(source: IO[bytes], into: IO[bytes] | None, most: int | None = None) -> Part:
    """What went through. Stops behind `most` bytes: an archive may not hold more than its manifest says."""
    sum, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if most is not None and size > most:
            break
        sum.update(chunk)
        if into is not None:
            into.write(chunk)
    return Part(size, sum.hexdigest())


class Reader:
    """An archive whose members are those that its manifest names. `verify` it before anything is believed."""

    def __init__(self, archive: ZipFile) -> None:
        """Raises NotDone where it is no backup, or a member's name leads out of its folder."""
        self.archive = archive
        infos = archive.infolist()
        names = [info.filename for info in infos]
        if MANIFEST not in names:
            raise NotDone("There is no manifest in this archive: it is no backup of Held Over.")
        with archive.open(MANIFEST) as member:
            self.manifest = Manifest.from_json(member.read(LONGEST_MANIFEST))
        if sorted(names) != sorted([MANIFEST, *self.manifest.parts]):
            raise NotDone("The archive does not hold what its manifest says: members are missing, double or added.")
        for name in self.manifest.parts:
            if name != self.manifest.database and not is_safe(name):
                raise NotDone(f"The archive names a file that would lie outside of its folder: {name!r}.")
        if self.manifest.database not in self.manifest.parts or not is_safe(MEDIA + self.manifest.database):
            raise NotDone("There is no database in this archive.")

    def verify(self, say: Say) -> None:
        """Read every member to its end. Raises NotDone at the first that is not as it was written."""
        for number, name in enumerate(self.manifest.parts):
            say("reading it back", number / len(self.manifest.parts))
            self.pour(name, None)
        say("reading it back", 1)

    def pour(self, name: str, into: IO[bytes] | None) -> None:
        """Write the member to `into`. Raises NotDone where its bytes are not those that were put in."""
        told = self.manifest.parts[name]
        with self.archive.open(name) as member:
            found = _poured(member, into, most=told.size)
        if found != told:
            raise NotDone(f"The archive is damaged: {name} is not as it was written.")

    def put(self, name: str, path: Path) -> None:
        """Write the member to the new file `path`, for its owner alone, and see that it reached the disk."""
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            self.pour(name, target)
            target.flush()
            os.fsync(target.fileno())


def is_safe(name: str) -> bool:
    """Whether the member lies in the media folder and nowhere else, on any kind of machine."""
    path = PurePosixPath(name)
    is_plain = name == str(path) and not any(sign in name for sign in ("\\", ":", "\0"))
    return is_plain and name.startswith(MEDIA) and len(path.parts) > 1 and ".." not in path.parts


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """The backup at `path`. Raises NotDone, here and while it is read, where it is none or is damaged."""
    try:
        with ZipFile(path) as archive:
            yield Reader(archive)
    except FileNotFoundError as wrong:
        raise NotDone(f"There is no file {wrong.filename}.") from wrong
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as wrong:
        raise NotDone(f"{path.name} is damaged, cut short, or no backup: {wrong}") from wrong
