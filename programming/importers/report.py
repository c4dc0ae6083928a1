"""What an import did: created, changed, refused and why, with line numbers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Refusal:
    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return _("%(file)s, line %(line)s: %(message)s") % {
            "file": self.file,
            "line": self.line,
            "message": self.message,
        }


@dataclass(slots=True)
class Report:
    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.refused

    def refuse(self, file: str, line: int, message: str) -> None:
        self.refused.append(Refusal(file, line, message))

    def files(self) -> list[str]:
        return sorted({*self.created, *self.changed, *self.unchanged, *(refusal.file for refusal in self.refused)})

    def lines(self) -> Iterator[str]:
        """The report as sentences, a line a file, then a line a refusal."""
        for file in self.files():
            refused = sum(1 for refusal in self.refused if refusal.file == file)
            told = {"created": self.created[file], "changed": self.changed[file], "unchanged": self.unchanged[file]}
            said = _("%(file)s: %(created)s created, %(changed)s changed, %(unchanged)s unchanged, %(refused)s refused")
            yield said % {"file": file, "refused": refused, **told}
        yield from (f"  {refusal}" for refusal in self.refused)

    def to_json(self) -> dict[str, dict[str, int]]:
        return {"created": dict(self.created), "changed": dict(self.changed), "unchanged": dict(self.unchanged)}
