"""The small markup of house copy: paragraphs, *titles*, **bold**, links. HTML is never let through."""

import re
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

TAGS = re.compile(r"<[^>]+>")


class _Renderer(RendererHTML):
    """Emphasis in house copy marks a title."""

    def em_open(self, tokens: list[Token], idx: int, options: OptionsDict, env: object) -> str:
        return "<cite>"

    def em_close(self, tokens: list[Token], idx: int, options: OptionsDict, env: object) -> str:
        return "</cite>"


_READER = MarkdownIt("zero", {"html": False, "typographer": False}, renderer_cls=_Renderer).enable(
    ["emphasis", "link", "newline", "escape", "entity"]
)


def to_html(copy: str) -> str:
    """Safe HTML. markdown-it refuses javascript:, vbscript:, file: and data: links."""
    return str(_READER.render(copy)).strip()


def plain_text(copy: str) -> str:
    """The words alone, on one line."""
    return re.sub(r"\s+", " ", unescape(TAGS.sub("", to_html(copy)))).strip()
