"""What an import did: created, changed, refused and why, with line numbers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refusal:
    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.message}"


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
            yield (
                f"{file}: {self.created[file]} created, {self.changed[file]} changed, "
                f"{self.unchanged[file]} unchanged, {refused} refused"
            )
        yield from (f"  {refusal}" for refusal in self.refused)

    def to_json(self) -> dict[str, dict[str, int]]:
        return {"created": dict(self.created), "changed": dict(self.changed), "unchanged": dict(self.unchanged)}
