"""Requests to be made of the site: any address with anything, any form otherwise than it was meant, any body."""

import json
from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from tests.fuzz.addresses import BESIDE, address, names, routes
from tests.fuzz.asked import Asked, Pair, form_body, multipart, raw
from tests.fuzz.house import CHIEF, EVERYBODY, VISITOR
from tests.fuzz.pages import Control, Form, read
from tests.fuzz.site import Site
from tests.fuzz.values import Values

METHODS = ("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "A" * 300)
TYPES = ("", "application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=é\0", "multipart/form-data; boundary=fuzz-boundary; charset=x", "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=nothing", "application/xml", "x" * 3000, "text/plain; charset=utf-16")  # fmt: skip
HEADERS = ("Host", "Accept", "Accept-Encoding", "Accept-Language", "Origin", "Referer", "X-Forwarded-For", "X-Forwarded-Proto", "If-None-Match", "If-Modified-Since", "Range", "X-CSRFToken", "X-Requested-With", "Content-Length", "User-Agent", "Cookie", "X-Request-ID")  # fmt: skip
SOME = {
    "Host": ("testserver", "elsewhere.example", "testserver:99999", "[::1", ""),
    "If-None-Match": ("*", 'W/"a"', '"'),
    "If-Modified-Since": (
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Thu, 99 Foo 20260 00:00:00 GMT",
        "Mon, 01 Jan 0001 00:00:00 GMT",
    ),
    "X-Forwarded-For": ("1.2.3.4", "::1, 1.2.3.4", "1.2.3.4:80", "unknown"),
    "Origin": ("http://testserver", "null", "https://elsewhere.example", "http://["),
    "Referer": ("http://testserver/", "http://[", "//"),
    "Range": ("bytes=0-", "bytes=-1", "bytes=9-1"),
    "Content-Length": ("-1", "x", "99999999999999999999", "0"),
    "Accept-Encoding": ("gzip;q=0", "gzip", "*", ";;;"),
}
Maker = Callable[[Site, Random], Asked | None]


def any_address(site: Site, random: Random) -> Asked:
    """Any address, with values that are there or not, a query, headers and cookies; mostly a GET."""
    values = Values(random)
    route = random.choice(routes())
    who = random.choice(EVERYBODY) if route.startswith("/staff/") else random.choice((VISITOR, VISITOR, CHIEF))
    path = random.choice(BESIDE) if values.chance(0.02) else address(route, site.house, values, right=0.7)
    if values.chance(0.1) and who == CHIEF:
        path = address("/staff/as-of/<str:stamp>/", site.house, values, right=0.95) + path.removeprefix("/")
    if values.chance(0.03):
        path = values.near(path)
    method = random.choice(METHODS) if values.chance(0.1) else "GET"
    return Asked(who, method, path, query(values, site, path), headers=headers(values), cookies=cookies(values, 0.1))


def query(values: Values, site: Site, path: str) -> str:
    """None, or that of a link or form on the page, spoilt; or names that the source asks for, with any values."""
    if values.chance(0.3):
        return ""
    if values.chance(0.05):
        return quote(values.wrong(), safe="&=+%;", errors="surrogatepass")[:20_000]
    pairs = [(random_name(values), "") for _each in range(values.random.randrange(1, 4))]
    told = [(name, _asked_for(values, site, name)) for name, _empty in pairs]
    if values.chance(0.2):
        told += [(name, values.wrong()) for name, _value in told]
    return "&".join(f"{quote(raw(name))}={quote(raw(value))}" for name, value in told)


def random_name(values: Values) -> str:
    return values.random.choice(names()) if values.chance(0.97) else values.wrong()[:100]


def _asked_for(values: Values, site: Site, name: str) -> str:
    if values.chance(0.2):
        return values.random.choice(
            [*site.house.slugs, *site.house.uids[:5], "1", "2", "3", "programming", "run", "programme", "film"]
        )
    return values.any(name)


def headers(values: Values) -> dict[str, str]:
    """Mostly none. A line's end cannot be in one: no server lets it through."""
    if not values.chance(0.25):
        return {}
    told = {}
    for name in values.random.sample(HEADERS, values.random.randrange(1, 4)):
        text = values.random.choice(SOME.get(name, ("a", "*"))) if values.chance(0.6) else values.wrong()[:8000]
        told[name] = raw(text).decode("latin-1").replace("\r", " ").replace("\n", " ")
    return told


def cookies(values: Values, chance: float) -> dict[str, str]:
    if not values.chance(chance):
        return {}
    name = values.random.choice(("sessionid", "csrftoken", "ballot", "messages", "django_language", "x"))
    text = raw(values.wrong()[:3000]).decode("latin-1")
    return {name: "".join(letter for letter in text if letter.isprintable() and letter not in ';"\\')}


# --- Forms ----------------------------------------------------------------------------------------


def any_form(site: Site, random: Random) -> Asked | None:
    """A form of some page, filled in as it may be and then spoilt; None where there is no page or no form."""
    values = Values(random)
    who = _who(random)
    route = random.choice(
        [
            route
            for route in routes()
            if route.startswith("/staff/") != (who == VISITOR) or "login" in route or "/rate/" in route
        ]
    )
    where = address(route, site.house, values, right=1)
    page = site.page(who, where)
    if page.status_code != 200 or page.streaming or not page.headers.get("Content-Type", "").startswith("text/html"):
        return None
    forms = [form for form in read(page.content.decode()).forms if not form.action.endswith("/logout/")]
    if not forms:
        return None
    form = random.choice(forms)
    target = urlsplit(urljoin(where, form.action or where))
    pairs = spoilt(filled(form, values), values, random.choice((0, 0, 1, 1, 2, 4, 9)))
    body, kind = form_body(pairs, in_parts=form.has_files or values.chance(0.2))
    if form.method != "POST":
        return Asked(who, "GET", target.path, form_body(pairs, in_parts=False)[0].decode())
    return Asked(
        who, "POST", target.path, target.query, body, kind, {"Origin": "http://testserver"}, cookies(values, 0.03)
    )


def _who(random: Random) -> str:
    return random.choices((CHIEF, VISITOR, *EVERYBODY), (8, 4, *(1 for _each in EVERYBODY)))[0]


def filled(form: Form, values: Values) -> list[Pair]:
    """As a person may send it: what stood there, rows that were empty filled in, choices made, one button pressed."""
    rows = {control.name.rpartition("-__prefix__")[0] for control in form.controls if "__prefix__" in control.name}
    extra = {row for row in rows if values.chance(0.15)}
    totals = {
        f"{control.name.removesuffix('-TOTAL_FORMS')}": control.values[0]
        for control in form.controls
        if control.name.endswith("-TOTAL_FORMS")
    }
    pairs: list[Pair] = []
    for control in form.controls:
        name = control.name
        row = next((one for one in extra if name.startswith(f"{one}-")), "")
        if "__prefix__" in name and not row:
            continue
        name = name.replace("__prefix__", totals.get(row, "0"))
        if row and name == f"{row}-TOTAL_FORMS":
            pairs.append((name, str(int(totals[row] or 0) + 1)))
        elif control.kind != "button":
            pairs += [(name, value) for value in _typed(control, values)]
    buttons = [control for control in form.controls if control.kind == "button"]
    if buttons and values.chance(0.9):
        pressed = values.random.choice(buttons)
        pairs.append((pressed.name, pressed.choices[0]))
    return pairs


def _typed(control: Control, values: Values) -> list[Any]:
    name, chosen = control.name.lower(), control.values
    if control.kind == "file":
        return [values.file()] if values.chance(0.5) else []
    if control.kind == "hidden" or name == "csrfmiddlewaretoken":
        return chosen
    if control.kind in ("select", "radio", "checkbox"):
        if control.kind == "checkbox" and "DELETE" in control.name:
            return chosen if values.chance(0.8) else control.choices
        change = values.chance(0.3) or (control.kind == "select" and not any(chosen))
        return [values.random.choice(control.choices)] if change and control.choices else chosen
    blank = not any(chosen)
    return [values.right(name)] if values.chance(0.5 if blank else 0.15) else chosen


def spoilt(pairs: list[Pair], values: Values, times: int) -> list[Pair]:
    """With so many things done to it: a value changed, left out, said twice, swapped with another; a field from elsewhere."""
    for _each in range(times):
        place = values.random.randrange(len(pairs) + 1)
        if place == len(pairs) or values.chance(0.07):
            pairs.append((random_name(values), values.wrong()))
            continue
        name, value = pairs[place]
        other = values.random.randrange(len(pairs))
        deed = values.random.random()
        if deed < 0.55:
            pairs[place] = name, values.any(name.lower())
        elif deed < 0.65:
            pairs[place] = name, values.near(value) if isinstance(value, str) else values.file()
        elif deed < 0.75:
            del pairs[place]
        elif deed < 0.85:
            pairs.append((name, values.any(name.lower())))
        elif deed < 0.95:
            pairs[place], pairs[other] = (name, pairs[other][1]), (pairs[other][0], value)
        else:
            pairs[place] = name, values.file()
    return pairs


# --- Bodies ---------------------------------------------------------------------------------------


def any_body(site: Site, random: Random) -> Asked:
    """Something sent to an address that may not want it: another type, a torn body, JSON, no token, a stale one."""
    values = Values(random)
    route = random.choice([route for route in routes() if route.startswith("/staff/") or values.chance(0.3)] or ["/"])
    who = _who(random)
    pairs: list[Pair] = [
        (random_name(values), _asked_for(values, site, random_name(values))) for _each in range(random.randrange(8))
    ]
    if values.chance(0.2):
        pairs.append(("csrfmiddlewaretoken", values.wrong()))
    if values.chance(0.3):
        pairs.append((random_name(values), values.file()))
    body, kind = _body(pairs, values)
    method = "POST" if values.chance(0.85) else random.choice(METHODS)
    return Asked(
        who,
        method,
        address(route, site.house, values, right=0.9),
        query(values, site, route),
        body,
        kind,
        headers(values),
        cookies(values, 0.2),
        values.chance(0.2),
    )


def _body(pairs: list[Pair], values: Values) -> tuple[bytes, str]:
    body, kind = form_body(pairs, in_parts=values.chance(0.5))
    deed = values.random.random()
    if deed < 0.3:
        return body, kind
    if deed < 0.5:
        return body, values.random.choice(TYPES)
    if deed < 0.65:
        return body[: values.random.randrange(len(body) + 1)], kind
    if deed < 0.8:
        return json.dumps({name: str(value) for name, value in pairs}).encode(), values.random.choice(
            ("application/json", kind)
        )
    if deed < 0.85:
        return b"&".join(b"a=b" for _each in range(6000)), "application/x-www-form-urlencoded"
    if deed < 0.88:
        return multipart(
            [(f"f{each}", ("a.txt", "text/plain", b"a")) for each in range(60)]
        ), "multipart/form-data; boundary=fuzz-boundary"
    if deed < 0.93:
        return values.data(), kind
    return b"a=" + values.data().hex().encode() + b"%ff%fe%00%ed%a0%80&%ff=%", kind


KINDS: dict[str, Maker] = {"addresses": any_address, "forms": any_form, "bodies": any_body}
