"""The page on the API, read off its OpenAPI document."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from programming.listings.api import address
from programming.listings.house import Desk
from programming.text.markup import to_html

Node = Mapping[str, Any]
CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Parameter:
    """`text` is HTML, safe."""

    name: str
    kind: str  # "a day, as 2026-11-21", "one of 35mm, 16mm"
    text: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Field:
    """`text` is HTML, safe."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`text` is HTML, safe; `example` a path to try, with its query."""

    name: str
    path: str
    summary: str
    text: str
    parameters: tuple[Parameter, ...]
    answer: str  # name of the shape of the answer
    example: str
    curl: str


@dataclass(frozen=True, slots=True)
class Shape:
    """`text` is HTML, safe."""

    name: str
    text: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class ApiPage:
    deck: str
    intro: str  # HTML, safe
    base: str
    document: str
    groups: tuple[tuple[str, tuple[Endpoint, ...]], ...]
    shapes: tuple[Shape, ...]
    house: str
    changes: str


def api_page(desk: Desk, document: Node) -> ApiPage:
    """Asks nothing."""
    groups: dict[str, list[Endpoint]] = {}
    for path, methods in document["paths"].items():
        operation = methods["get"]
        groups.setdefault(operation["tags"][0], []).append(_endpoint(desk, path, operation))
    base = reverse("api:api-root")
    return ApiPage(
        deck=_("Everything that we publish, for programs. No key, no account, from any site."),
        intro=_with_code(to_html(document["info"]["description"])),
        base=base,
        document=reverse("api:openapi-json"),
        groups=tuple((name, tuple(own)) for name, own in groups.items()),
        shapes=tuple(
            _shape(name, shape) for name, shape in document["components"]["schemas"].items() if _has_fields(shape)
        ),
        house=address(desk, "api:house"),
        changes=address(desk, "api:changes"),
    )


def _endpoint(desk: Desk, path: str, operation: Node) -> Endpoint:
    example = _example(desk, path, operation["parameters"])
    site = desk.venue.site_url.rstrip("/")
    shape = operation["responses"][200]["content"]["application/json"]["schema"]
    return Endpoint(
        name=operation["operationId"],
        path=path,
        summary=operation["summary"],
        text=_with_code(to_html(operation.get("description", ""))),
        parameters=tuple(_parameter(one) for one in operation["parameters"]),
        answer=_kind(shape),
        example=example,
        curl=f"curl --compressed '{site}{example}'",
    )


def _example(desk: Desk, path: str, parameters: Iterable[Node]) -> str:
    """The path, with the rest of this play week where it takes days. Names in a path stay placeholders."""
    days = {"from": desk.today, "to": desk.week.last}
    query = [f"{one['name']}={days[one['name']]}" for one in parameters if one["name"] in days]
    return f"{path}?{'&'.join(query)}" if query else path


def _parameter(one: Node) -> Parameter:
    return Parameter(one["name"], _kind(one["schema"]), _text(one), bool(one["required"]))


def _shape(name: str, shape: Node) -> Shape:
    if "enum" in shape:
        return Shape(name, _one_of(shape), ())
    fields = (Field(key, _kind(one), _text(one)) for key, one in shape["properties"].items())
    return Shape(name, _text(shape), tuple(fields))


def _text(node: Node) -> str:
    return _with_code(escape(node.get("description", "")))


def _with_code(html: str) -> str:
    """What stands between grave accents as code: the one thing that house copy does not know."""
    return CODE.sub(r"<code>\1</code>", html)


def _has_fields(shape: Node) -> bool:
    return "properties" in shape or "enum" in shape


def _one_of(shape: Node) -> str:
    return _("One of %(values)s.") % {"values": ", ".join(map(str, shape["enum"]))}


def _kind(shape: Node) -> str:
    """What a value is, in words."""
    if "$ref" in shape:
        return str(shape["$ref"]).rpartition("/")[2]
    for several in ("anyOf", "oneOf"):
        if several in shape:
            return _(" or ").join(_kind(one) for one in shape[several])
    if "enum" in shape:
        return _one_of(shape).rstrip(".").lower()
    if "const" in shape:
        return str(shape["const"])
    if shape.get("type") == "array":
        return _("list of %(kind)s") % {"kind": _kind(shape["items"])}
    said = {
        "date": _("day, as 2026-11-21"),
        "date-time": _("moment, as 2026-11-21T19:00:00-05:00"),
        "uri": _("address"),
        "uuid": _("UUID"),
    }
    plain = {"string": _("text"), "integer": _("whole number"), "number": _("number"), "boolean": _("true or false")}
    kind = shape.get("type", "")
    return said.get(shape.get("format", "")) or plain.get(kind, str(kind))
