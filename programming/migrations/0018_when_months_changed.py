from datetime import date
from typing import Any

from django.db import migrations, models
from django.db.models import Case, F, Max, Q, When


def fill(apps: Any, schema_editor: object) -> None:
    """As the counts themselves: what the public saw when they were made (actions/recount.py)."""
    played = apps.get_model("programming", "PlayedMonth")
    shows = apps.get_model("programming", "PublishedScreening")
    for month in played.objects.all():
        at, first = month.counted_at, month.first_on
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        never = Q(live_until__isnull=False, live_until=F("live_from"))
        seen = shows.objects.filter(house_day__gte=first, house_day__lt=after, live_from__lte=at).exclude(never)
        changed = Case(
            When(live_until__lte=at, then=F("live_until")), default=F("live_from"), output_field=models.DateTimeField()
        )
        month.changed_at = seen.aggregate(at=Max(changed))["at"]
        month.save(update_fields=["changed_at"])


class Migration(migrations.Migration):

    dependencies = [("programming", "0017_the_stage_door")]

    operations = [
        migrations.AddField(
            model_name="playedmonth",
            name="changed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
