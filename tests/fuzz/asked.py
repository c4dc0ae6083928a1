"""A request as it goes to the site, with all that is wrong about it; and how it is told, so that it can be repeated."""

from dataclasses import dataclass, field
from urllib.parse import quote_plus

BOUNDARY = "fuzz-boundary"
Pair = tuple[str, "str | tuple[str, str, bytes]"]
"""A field's name, with its text or its file: name, type, content."""


@dataclass(frozen=True)
class Asked:
    who: str
    method: str
    path: str
    query: str = ""
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    checks_csrf: bool = False

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        told = [f"{self.method} {_short(self.path)}{_short(query)}", f"as {self.who or 'a visitor'}"]
        told += [f"{name}: {_short(value)}" for name, value in self.headers.items()]
        told += [f"Cookie: {name}={_short(value)}" for name, value in self.cookies.items()]
        if self.body:
            told += [f"Content-Type: {self.content_type}", repr(self.body[:6000])]
        return "\n    ".join(told)


def _short(text: str) -> str:
    shown = text if text.isascii() and text.isprintable() else repr(text)
    return shown if len(shown) < 400 else f"{shown[:300]}… ({len(text)} letters)"


def raw(text: str) -> bytes:
    """UTF-8, and lone halves of pairs as if they were letters, as no browser but many a program sends them."""
    return text.encode("utf-8", "surrogatepass")


def urlencoded(pairs: list[Pair]) -> bytes:
    told = [(name, value if isinstance(value, str) else value[0]) for name, value in pairs]
    return "&".join(f"{quote_plus(raw(name))}={quote_plus(raw(value))}" for name, value in told).encode()


def multipart(pairs: list[Pair]) -> bytes:
    parts = []
    for name, value in pairs:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
        if isinstance(value, str):
            parts.append(raw(f"{head}\r\n\r\n{value}\r\n"))
        else:
            file, kind, content = value
            parts.append(raw(f'{head}; filename="{file}"\r\nContent-Type: {kind}\r\n\r\n') + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def form_body(pairs: list[Pair], *, in_parts: bool) -> tuple[bytes, str]:
    """The body, and its type."""
    if in_parts:
        return multipart(pairs), f"multipart/form-data; boundary={BOUNDARY}"
    return urlencoded(pairs), "application/x-www-form-urlencoded"
