"""The index of the search: words of names, and what they sound like. It follows from other rows.

`actions/search.py` writes it when something is published or saved; `manage.py index_search` writes it anew. Nothing
here says what the public may see: whoever searches joins the words with rows that are live.
"""

from typing import ClassVar

from django.db import models

from programming.models.fields import BytewiseField
from programming.models.film import Film, OtherTitle
from programming.models.person import Person
from programming.models.programme import Programme
from programming.models.publication import PublishedTitle
from programming.models.series import Series
from programming.text.search import LONGEST_WORD
from programming.text.sounds import STEM

TWO_LETTERS = models.Func("word", function="SUBSTR", template="%(function)s(%(expressions)s, 1, 2)")
"""The first of a word: the fewest that a search takes for a beginning."""


class SearchWord(models.Model):
    """A word of one of the names that something goes by: a film, a programme with a page, a person, a series.

    `title` is the version that says so, and a new title is found from the hour it is public; `other` another title that
    the film is known by.
    """

    word = BytewiseField(max_length=LONGEST_WORD)
    key = BytewiseField(max_length=LONGEST_WORD)
    name = models.PositiveSmallIntegerField()  # which of its names: 0 is the one that is printed
    place = models.PositiveSmallIntegerField()  # of the word in the name
    size = models.PositiveSmallIntegerField()  # how many words the name has
    title = models.ForeignKey(PublishedTitle, models.CASCADE, null=True, related_name="search_words")
    other = models.ForeignKey(OtherTitle, models.CASCADE, null=True, related_name="search_words")
    film = models.ForeignKey(Film, models.CASCADE, null=True, related_name="search_words")
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, related_name="search_words")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="search_words")
    series = models.ForeignKey(Series, models.CASCADE, null=True, related_name="search_words")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["word", "place"]),
            models.Index(fields=["key", "place"]),
            # Two letters begin thousands of words: the first of them are read in their order, the others not at all.
            models.Index(TWO_LETTERS, "place", "size", "word", name="search_word_begins"),
        ]

    def __str__(self) -> str:
        return self.word


class NearKey(models.Model):
    """A key under what is left of it when a letter is dropped: two that differ by one slip share such a rest."""

    near = BytewiseField(max_length=STEM)
    key = BytewiseField(max_length=LONGEST_WORD)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["near", "key"], name="near_key_once")]

    def __str__(self) -> str:
        return self.near
