"""What must be true of a house after any accident. Each check returns sentences about what is not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.db import connection

from programming.actions.issue import PLACE, ROW_OF, row_of
from programming.models import Deed, FeedEntry, Holdover, Publication, PublishedScreening, Screening
from tests.faults.deeds import EVERY, HELD, held_run, published_run


def violations() -> list[str]:
    return [*_of_the_file(), *_of_the_record(), *_of_publications(), *_of_the_holdover(), *_of_the_import()]


def _of_the_file() -> Iterator[str]:
    """The database as a file, and that no row names another that is not there."""
    if connection.vendor != "sqlite":
        yield from _dangling()
        return
    with connection.cursor() as cursor:
        whole = cursor.execute("PRAGMA integrity_check").fetchall()
        orphans = cursor.execute("PRAGMA foreign_key_check").fetchall()
    if whole != [("ok",)]:
        yield f"integrity_check: {whole[0][0]}"
    if orphans:
        yield f"foreign_key_check: {len(orphans)} rows, as in {orphans[0][0]}"


def _dangling() -> Iterator[str]:
    """PostgreSQL checks its foreign keys itself; asked again, against the rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, a.attname, confrelid::regclass::text, b.attname FROM pg_constraint c "
            "JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1] "
            "JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = confkey[1] WHERE contype = 'f'"
        )
        for table, column, other, key in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM {table} t WHERE t."{column}" IS NOT NULL '  # noqa: S608  names it told
                f'AND NOT EXISTS (SELECT 1 FROM {other} o WHERE o."{key}" = t."{column}")'
            )
            if lost := cursor.fetchone()[0]:
                yield f"{table}.{column}: {lost} rows name a row that is not there"


def _of_the_record() -> Iterator[str]:
    """Each published row is one chain: numbered without hole or double, each version live from where the last ends."""
    for model in ROW_OF:
        chains = defaultdict(list)
        for version in model._default_manager.order_by("sequence", "pk").only(*PLACE, *ROW_OF[model]):
            chains[row_of(version)].append(version)
        for (_column, key), chain in chains.items():
            of = f"{model.__name__} of {key}"
            if [version.sequence for version in chain] != list(range(len(chain))):
                yield f"{of}: sequence numbers are {[version.sequence for version in chain]}"
            if [version.live_until for version in chain[:-1]] != [version.live_from for version in chain[1:]]:
                yield f"{of}: a version does not end where the next begins"
            if chain[-1].live_until is not None:
                yield f"{of}: none stands"
            if [version.follows_id for version in chain] != [None, *(version.pk for version in chain[:-1])]:
                yield f"{of}: a version follows another than the one before it"


def _of_publications() -> Iterator[str]:
    """Numbers without hole; each has a version of every show, all saying the same, with its events and calendars."""
    numbers = list(Publication.objects.order_by("number").values_list("number", flat=True))
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"publications are numbered {numbers}"
    own = PublishedScreening.objects.filter(run=published_run())
    notes = defaultdict(Counter)
    for number, note in own.values_list("publication__number", "facts__note"):
        notes[number][note] += 1
    for number in numbers[1:]:
        if list(notes[number].values()) != [EVERY]:
            yield f"publication {number} says {dict(notes[number])} of {EVERY} shows"
    if bare := own.filter(vevent=b"").count():
        yield f"{bare} versions have no event"
    listed = set(PublishedScreening.objects.listed().values_list("pk", flat=True))
    told = set(FeedEntry.objects.values_list("version_id", flat=True))
    if listed - told:
        yield f"{len(listed - told)} versions stand in no calendar"


def _of_the_holdover() -> Iterator[str]:
    """Holdover, its shows and the deed that undoes them: all, or none."""
    own = held_run()
    held = Holdover.objects.filter(run=own).count()
    later = Screening.objects.filter(run=own, house_day__gt=own.closes_on).count()
    standing = Deed.objects.standing().count()
    if (held, later, standing) not in ((0, 0, 0), (1, HELD, 1)):
        yield f"held over: {held} holdovers, {later} shows, {standing} deeds"


def _of_the_import() -> Iterator[str]:
    figures = set(Screening.objects.filter(run=published_run()).values_list("admissions", flat=True))
    if len(figures) != 1:
        yield f"an import is half there: admissions are {figures}"


def marks() -> tuple[frozenset[str], int, int | None]:
    """By what one sees which deeds were done: publications' notes, deeds with what became of them, admissions."""
    notes = frozenset(Publication.objects.values_list("note", flat=True))
    undone = Deed.objects.filter(undone_at__isnull=False).count()
    figures: Iterable[int | None] = Screening.objects.filter(run=published_run()).values_list("admissions", flat=True)
    return notes, Deed.objects.count() + undone, next(iter(figures))
