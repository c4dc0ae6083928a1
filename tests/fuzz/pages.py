"""The forms on a page, with every control, choice and button, so that they can be sent back otherwise."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Control:
    name: str
    kind: str
    """text, checkbox, radio, select, file, hidden, button …"""
    values: list[str]
    """What a browser would send."""
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    @property
    def has_files(self) -> bool:
        return any(control.kind == "file" for control in self.controls)


class Reader(HTMLParser):
    """Feed it a page: `forms` and `links` are what it found."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._by_id: dict[str, Form] = {}
        self._inside: Form | None = None
        self._open: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        elif tag == "form":
            self._inside = Form(told.get("action", ""), told.get("method", "get").upper())
            self.forms.append(self._inside)
            self._by_id[told.get("id", "")] = self._inside
        elif tag == "option" and self._open:
            value = told.get("value", "")
            self._open.choices.append(value)
            if "selected" in told:
                self._open.values.append(value)
        elif tag in ("input", "textarea", "select", "button") and told.get("name"):
            self._control(tag, told)

    def _control(self, tag: str, told: dict[str, str]) -> None:
        form = self._by_id.get(told.get("form", "")) or self._inside
        if form is None:
            return
        kind = told.get("type", "text") if tag == "input" else tag
        if kind == "submit":
            kind = "button"
        made = Control(told["name"], kind, [])
        if tag == "input":
            value = told.get("value", "on" if kind == "checkbox" else "")
            made.choices = [value] if kind in ("checkbox", "radio", "button") else []
            if "checked" in told or kind not in ("checkbox", "radio", "button", "file"):
                made.values = [value]
        elif tag == "button":
            made.choices = [told.get("value", "")]
        else:
            self._open = made
        form.controls.append(made)

    def handle_data(self, data: str) -> None:
        if self._open and self._open.kind == "textarea":
            self._open.values = ["".join(self._open.values) + data]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self._open = None
        elif tag == "form":
            self._inside = None


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader
