"""Components that say the same on every page."""

from collections.abc import Hashable
from typing import Any

from django import template
from django.template.loader import render_to_string

from programming.listings.remembered import while_it_stands

register = template.Library()


@register.simple_tag(takes_context=True)
def standing(context: template.Context, name: str, **expects: Hashable) -> str:
    """`components/{name}.html` with what it expects, as safe HTML: rendered once while the copy of the page's desk
    stands, each time on a page without one.
    """
    return while_it_stands(str(context.get("copy", "")), _rendered, name, *expects.items())


def _rendered(name: str, *expects: tuple[str, Any]) -> str:
    return render_to_string(f"components/{name}.html", dict(expects))
