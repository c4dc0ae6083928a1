"""The small markup of house copy: paragraphs, *titles*, **bold**, links. HTML is never let through."""

import re
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

TAGS = re.compile(r"<[^>]+>")
OUTSIDE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
INSIDE = re.compile(r"(?![/\\]{2}|/\\)[^:]*\Z|[/#?](?![/\\])")


class _Renderer(RendererHTML):
    """Emphasis in house copy marks a title."""

    def em_open(self, tokens: list[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "<cite>"

    def em_close(self, tokens: list[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</cite>"

    def link_open(self, tokens: list[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        if OUTSIDE.match(str(tokens[idx].attrGet("href"))):
            tokens[idx].attrSet("rel", "external noopener")
        return self.renderToken(tokens, idx, options, env)


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Web and mail addresses, and places in this site; “//elsewhere” is none."""
        return bool(OUTSIDE.match(url) or INSIDE.match(url))


_READER = _Reader("zero", {"html": False, "typographer": False}, renderer_cls=_Renderer).enable(
    ["emphasis", "link", "newline", "escape", "entity"]
)


def to_html(copy: str) -> str:
    """Safe HTML: p, br, cite, strong and a. A link that may not be made stays as it was typed."""
    return str(_READER.render(copy)).strip()


def plain_text(copy: str) -> str:
    """The words alone, on one line."""
    return re.sub(r"\s+", " ", unescape(TAGS.sub("", to_html(copy)))).strip()
