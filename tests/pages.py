"""The form on a page as a browser would send it back."""

from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict


class _Form(HTMLParser):
    """Every control of the page's form with that id; buttons are left out."""

    def __init__(self, id: str) -> None:
        super().__init__()
        self.id, self.data = id, QueryDict(mutable=True)
        self.is_inside = False
        self.area = self.select = ""
        self.text = ""
        self.is_chosen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self.is_inside = told.get("id") == self.id
        name = told.get("name") or ""
        if not self.is_inside:
            return
        kind = told.get("type", "text")
        if tag == "input" and name and kind not in ("submit", "button", "file"):
            if kind not in ("checkbox", "radio") or "checked" in told:
                self.data.appendlist(name, told.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "textarea":
            self.area, self.text = name, ""
        elif tag == "select":
            self.select, self.is_chosen = name, False
            self.first: str | None = None
            self.is_many = "multiple" in told
        elif tag == "option" and self.select:
            self.first = (told.get("value") or "") if self.first is None else self.first
            if "selected" in told:
                self.data.appendlist(self.select, told.get("value") or "")
                self.is_chosen = True

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.data[self.area] = self.text.removeprefix("\r").removeprefix("\n")
            self.area = ""
        elif tag == "select" and self.select:
            if not self.is_chosen and not self.is_many and self.first is not None:
                self.data[self.select] = self.first
            self.select = ""
        elif tag == "form":
            self.is_inside = False


def filled_in(answer: Any, **changed: Any) -> dict[str, Any]:
    """What the form of a record's page would send, with `changed` typed into it."""
    form = _Form(f"{answer.context['opts'].model_name}_form")
    form.feed(answer.content.decode())
    told: dict[str, Any] = {name: form.data.getlist(name) for name in form.data if "__prefix__" not in name}
    return {name: value[0] if len(value) == 1 else value for name, value in told.items()} | changed
