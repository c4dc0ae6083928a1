"""Keep the index of the search in step: called by what publishes and by what saves names."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Model, QuerySet

from programming.models import NearKey, OtherTitle, Person, PublishedTitle, SearchWord, Series
from programming.models.plain import BATCH, in_batches
from programming.text.search import indexed_words
from programming.text.sounds import near

Named = PublishedTitle | OtherTitle | Person | Series
COLUMNS: dict[type[Model], str] = {PublishedTitle: "title", OtherTitle: "other", Person: "person", Series: "series"}
"""The column that says whose name it is; a film or a programme has several."""


def index_titles(versions: Iterable[PublishedTitle]) -> None:
    """Versions of titles just stored; those that withdraw their row say nothing."""
    _index(PublishedTitle.objects.listed(), [version.pk for version in versions])


def index_films(films: Iterable[int]) -> None:
    """The other titles of films, and the people in their credits."""
    keys = list(films)
    for batch in in_batches(keys):
        _index(OtherTitle.objects.all(), list(OtherTitle.objects.filter(film__in=batch).values_list("pk", flat=True)))
        index_people(Person.objects.filter(credits__film__in=batch).distinct().values_list("pk", flat=True))


def index_people(people: Iterable[int]) -> None:
    _index(Person.objects.prefetch_related("variants"), list(people))


def index_series(series: Iterable[int]) -> None:
    _index(Series.objects.all(), list(series))


@transaction.atomic
def rebuild() -> int:
    """The whole index anew; how many words it has."""
    SearchWord.objects.all().delete()
    NearKey.objects.all().delete()
    for model in (PublishedTitle, OtherTitle, Series):
        _index(model._default_manager.all(), list(model._default_manager.values_list("pk", flat=True)))
    index_people(Person.objects.values_list("pk", flat=True))
    return SearchWord.objects.count()


def _index(rows: "QuerySet[Named]", keys: Sequence[int]) -> None:
    column = COLUMNS[rows.model]
    for batch in in_batches(keys):
        SearchWord.objects.filter(**{f"{column}__in": batch}).delete()
        words = [
            SearchWord(
                **{column: row},
                film_id=getattr(row, "film_id", None),
                programme_id=getattr(row, "programme_id", None),
                name=number,
                word=found.word,
                key=found.key,
                place=found.place,
                size=found.size,
            )
            for row in rows.filter(pk__in=batch).order_by("pk")
            for number, name in enumerate(row.names)
            for found in indexed_words(name)
        ]
        SearchWord.objects.bulk_create(words, batch_size=BATCH)
        _store_near({word.key for word in words})


def _store_near(keys: set[str]) -> None:
    rows = [NearKey(near=rest, key=key) for key in sorted(keys) for rest in sorted(near(key))]
    NearKey.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
