"""Words that findings share."""

from django.utils.translation import ngettext

from programming.choices import Format


def minutes_text(minutes: int) -> str:
    """“1 minute”, “15 minutes”."""
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


def format_text(value: str) -> str:
    """“35mm”, “4K DCP”: how people call a value of choices.Format, which may be one of yesterday's."""
    return str(Format(value).label) if value in Format.values else value
