"""Hundreds of keys at once: the lookup `among`, as `in`, of rows and of those they lead to; and keys put together."""

import pytest
from django.db import connection
from django.db.models import F, Q

from programming.models import Film, OtherTitle
from programming.models.among import NotSought, Together
from tests.factories import film

pytestmark = pytest.mark.django_db


def test_as_in() -> None:
    first, second, third = (film(title, slug=title.lower()) for title in ("One", "Two", "Three"))
    for made in (first, second):
        OtherTitle.objects.create(film=made, title=f"{made.title} more")
    films, titles = Film.objects.order_by("pk"), OtherTitle.objects.order_by("pk")
    assert list(films.filter(pk__among={first.pk, third.pk})) == [first, third]
    assert list(films.exclude(pk__among=[first.pk])) == [second, third]
    assert list(films.filter(pk__among=[])) == []
    assert list(films.exclude(pk__among=[])) == [first, second, third]
    assert list(films.filter(Q(pk__among=[]) | Q(pk__among=[second.pk]))) == [second]
    assert [one.film for one in titles.filter(film__among=[second.pk, third.pk])] == [second]
    assert list(films.filter(other_titles__among=[one.pk for one in titles])) == [first, second]
    assert list(films.filter(slug__among=["one", "three", "it’s"])) == [first, third]
    assert list(films.filter(slug__among=[])) == []


def test_nothing_but_keys_is_written_down() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(Film.objects.filter(pk__among=["1) OR (1=1"]))


def test_the_keys_of_a_group_are_put_together() -> None:
    made = [film(title, slug=title.lower(), year=year) for title, year in (("One", 1931), ("Two", 1931), ("Six", 1966))]
    first, second, third = (one.pk for one in made)
    told = Film.objects.order_by("year").values("year").annotate(keys=Together(-F("pk"))).values_list("year", "keys")
    assert [(year, {*map(int, keys.split(","))}) for year, keys in told] == [
        ("1931", {-first, -second}),
        ("1966", {-third}),
    ]


def test_a_column_that_is_not_sought_finds_the_same_rows() -> None:
    first, _second, third = (film(title, slug=title.lower()) for title in ("One", "Two", "Three"))
    keys = [first.pk, third.pk]
    usual, found = Film.objects.filter(pk__in=keys), Film.objects.alias(key=NotSought("pk")).filter(Q(key__in=keys))
    assert {*found} == {*usual} == {first, third}
    if connection.vendor == "sqlite":
        assert ["PRIMARY KEY" in rows.explain() for rows in (usual, found)] == [True, False]
