"""The states that rows are in before their history is kept: without them the first change would have no before."""

from typing import Any

from django.db import migrations
from django.utils import timezone

KEPT = (
    "Accolade Closure Credit Film Holdover Material NameVariant Notice OtherTitle Person PressLine Programme "
    "ProgrammeItem PullQuote Run Screen Screening ScreeningExtra Series SeriesEntry Still Venue"
).split()


def begin(apps: Any, schema_editor: Any) -> None:
    at = timezone.now()
    for name in KEPT:
        rows = apps.get_model("programming", name)
        states = apps.get_model("programming", f"Historical{name}")
        told = {"history_date": at, "history_type": "+", "history_change_reason": "As it stood when its history began"}
        columns = [field.attname for field in rows._meta.concrete_fields if field.name != "folded"]
        states._default_manager.bulk_create(
            (states(**row, **told) for row in rows._default_manager.order_by("pk").values(*columns).iterator()),
            batch_size=500,
        )


class Migration(migrations.Migration):
    dependencies = [("programming", "0004_history")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
