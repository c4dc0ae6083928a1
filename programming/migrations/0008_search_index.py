from collections.abc import Iterator
from typing import Any

import django.db.models.deletion
import programming.models.fields
from django.db import migrations, models

from programming.text.search import indexed_words
from programming.text.sounds import near

BATCH = 500


def index(apps: Any, schema_editor: object) -> None:
    """What is published and on file is found from the first request on."""
    word, near_key = apps.get_model("programming", "SearchWord"), apps.get_model("programming", "NearKey")
    rows: list[Any] = []
    keys: set[str] = set()
    for column, key, names in _names(apps):
        for number, name in enumerate(names):
            for found in indexed_words(name):
                said = {"word": found.word, "key": found.key, "place": found.place, "size": found.size}
                rows.append(word(**{f"{column}_id": key}, name=number, **said))
                keys.add(found.key)
        if len(rows) >= BATCH:
            word.objects.bulk_create(rows)
            rows = []
    word.objects.bulk_create(rows)
    near_key.objects.bulk_create(
        (near_key(near=rest, key=key) for key in sorted(keys) for rest in sorted(near(key))), batch_size=BATCH
    )


def _names(apps: Any) -> Iterator[tuple[str, int, list[str]]]:
    """Each thing that has names: the column it goes by, its key, its names."""
    titles = apps.get_model("programming", "PublishedTitle").objects.filter(is_listed=True)
    for version in titles.only("pk", "facts").iterator(chunk_size=BATCH):
        names = (version.facts.get(name, "") for name in ("title", "canonical", "original_title"))
        yield "title", version.pk, list(dict.fromkeys(name for name in names if name))
    for column, model in (("other", "OtherTitle"), ("series", "Series")):
        for key, title in apps.get_model("programming", model).objects.values_list("pk", "title").iterator():
            yield column, key, [title]
    for person in apps.get_model("programming", "Person").objects.prefetch_related("variants").iterator(BATCH):
        yield "person", person.pk, [person.name, *(variant.name for variant in person.variants.all())]


class Migration(migrations.Migration):

    dependencies = [
        ('programming', '0006_search_says_what_is_published'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='publishedtitle',
            name='folded',
        ),
        migrations.CreateModel(
            name='NearKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('near', programming.models.fields.BytewiseField(max_length=7)),
                ('key', programming.models.fields.BytewiseField(max_length=40)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('near', 'key'), name='near_key_once')],
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', programming.models.fields.BytewiseField(max_length=40)),
                ('key', programming.models.fields.BytewiseField(max_length=40)),
                ('name', models.PositiveSmallIntegerField()),
                ('place', models.PositiveSmallIntegerField()),
                ('size', models.PositiveSmallIntegerField()),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_words', to='programming.othertitle')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_words', to='programming.person')),
                ('series', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_words', to='programming.series')),
                ('title', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_words', to='programming.publishedtitle')),
            ],
            options={
                'indexes': [models.Index(fields=['word'], name='programming_word_729097_idx'), models.Index(fields=['key'], name='programming_key_b4622a_idx')],
            },
        ),
        migrations.RunPython(index, migrations.RunPython.noop, elidable=True),
    ]
