"""The small markup of house copy: paragraphs, *titles*, **bold**, links. HTML is never let through."""

import re
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

TAGS = re.compile(r"<[^>]+>")
WEB = re.compile(r"https?:", re.IGNORECASE)
ALLOWED = re.compile(r"https?:|mailto:|(?!//)(?:[/#?]|[^:]*\Z)", re.IGNORECASE)


class _Renderer(RendererHTML):
    """Emphasis in house copy marks a title."""

    def em_open(self, tokens: list[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "<cite>"

    def em_close(self, tokens: list[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</cite>"


def _judge_links(state: StateCore) -> None:
    for block in state.tokens:
        block.children = _judged(block.children) if block.children else block.children


def _judged(tokens: list[Token]) -> list[Token]:
    """The tokens without the links that may not be made; links never nest, so a close belongs to the last open."""
    kept, is_open = [], True
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrGet("href"))
            is_open = bool(ALLOWED.match(address))
            if WEB.match(address):
                token.attrSet("rel", "external noopener")
        if is_open or token.type not in ("link_open", "link_close"):
            kept.append(token)
    return kept


_READER = MarkdownIt("zero", {"html": False, "typographer": False}, renderer_cls=_Renderer).enable(
    ["emphasis", "link", "newline", "escape", "entity"]
)
_READER.core.ruler.push("judge_links", _judge_links)


def to_html(copy: str) -> str:
    """Safe HTML: p, br, cite, strong and a.

    Links go to the web, to mail addresses and within the site. Of one to “//elsewhere” or a scheme of its own the words
    stay; what markdown-it itself refuses (javascript:, vbscript:, file:, data:) stays as typed.
    """
    return str(_READER.render(copy)).strip()


def plain_text(copy: str) -> str:
    """The words alone, on one line."""
    return re.sub(r"\s+", " ", unescape(TAGS.sub("", to_html(copy)))).strip()
