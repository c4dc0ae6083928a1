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
    for belongs, names in _names(apps):
        for number, name in enumerate(names):
            for found in indexed_words(name):
                said = {"word": found.word, "key": found.key, "place": found.place, "size": found.size}
                rows.append(word(**belongs, name=number, **said))
                keys.add(found.key)
        if len(rows) >= BATCH:
            word.objects.bulk_create(rows)
            rows = []
    word.objects.bulk_create(rows)
    near_key.objects.bulk_create(
        (near_key(near=rest, key=key) for key in sorted(keys) for rest in sorted(near(key))), batch_size=BATCH
    )


def _names(apps: Any) -> Iterator[tuple[dict[str, int | None], list[str]]]:
    """Everything that has names: the columns that say whose they are, and the names."""
    titles = apps.get_model("programming", "PublishedTitle").objects.filter(is_listed=True)
    for version in titles.iterator(chunk_size=BATCH):
        names = (version.facts.get(name, "") for name in ("title", "canonical", "original_title"))
        belongs = {"title_id": version.pk, "film_id": version.film_id, "programme_id": version.programme_id}
        yield belongs, list(dict.fromkeys(name for name in names if name))
    for other in apps.get_model("programming", "OtherTitle").objects.iterator():
        yield {"other_id": other.pk, "film_id": other.film_id}, [other.title]
    for series in apps.get_model("programming", "Series").objects.iterator():
        yield {"series_id": series.pk}, [series.title]
    for person in apps.get_model("programming", "Person").objects.prefetch_related("variants").iterator(BATCH):
        yield {"person_id": person.pk}, [person.name, *(variant.name for variant in person.variants.all())]


class Migration(migrations.Migration):

    dependencies = [
        ('programming', '0011_kept_counts'),
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
                ('film', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_words', to='programming.film')),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_words', to='programming.othertitle')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_words', to='programming.person')),
                ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_words', to='programming.programme')),
                ('series', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_words', to='programming.series')),
                ('title', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_words', to='programming.publishedtitle')),
            ],
            options={
                'indexes': [models.Index(fields=['word', 'place'], name='programming_word_4b0895_idx'), models.Index(fields=['key', 'place'], name='programming_key_660172_idx')],
            },
        ),
        migrations.RunPython(index, migrations.RunPython.noop, elidable=True),
    ]
