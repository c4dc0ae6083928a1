"""Which links house copy may make."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.text.markup import plain_text, to_html


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://lantern.example/", '<a href="https://lantern.example/" rel="external noopener">x</a>'),
        ("HTTP://lantern.example/", '<a href="HTTP://lantern.example/" rel="external noopener">x</a>'),
        ("mailto:desk@lantern.example", '<a href="mailto:desk@lantern.example">x</a>'),
        ("/films/?a=b:c", '<a href="/films/?a=b:c">x</a>'),
        ("#quotes", '<a href="#quotes">x</a>'),
        ("wanda/", '<a href="wanda/">x</a>'),
        ('/a "<b>"', '<a href="/a" title="&lt;b&gt;">x</a>'),
        ("//elsewhere.example", "x"),
        ("ftp://elsewhere.example", "x"),
        ("intent:open", "x"),
        ("JavaScript:alert", "[x](JavaScript:alert)"),
        ("java&#115;cript&colon;alert", "[x](javascript:alert)"),
        ("data:text/html,x", "[x](data:text/html,x)"),
    ],
)
def test_where_a_link_may_go(address: str, expected: str) -> None:
    assert to_html(f"[x]({address})") == f"<p>{expected}</p>"


def test_a_link_that_may_not_be_made_leaves_the_next_one_whole() -> None:
    assert to_html("[*x*](//a) [y](/b)") == '<p><cite>x</cite> <a href="/b">y</a></p>'


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("# No heading\n\n- no list", "<p># No heading</p>\n<p>- no list</p>"),
        ("<b onclick=x>bold</b> &lt;i&gt;", "<p>&lt;b onclick=x&gt;bold&lt;/b&gt; &lt;i&gt;</p>"),
        ("![x](/x.png)", '<p>!<a href="/x.png">x</a></p>'),
        (r"\*not a title\*", "<p>*not a title*</p>"),
    ],
)
def test_nothing_else_is_markup(copy: str, expected: str) -> None:
    assert to_html(copy) == expected


def test_plain_text_keeps_what_was_typed_as_words() -> None:
    assert plain_text("*Wanda* <b>&amp;</b> [x](/y)") == "Wanda <b>&</b> x"


# --- What somebody might try ----------------------------------------------------------------------


class _Tags(HTMLParser):
    """Every tag of a page, with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def leads_where(href: str) -> str:
    """The scheme and host a browser would go to from a page of the house: tabs and newlines out, \\ as /."""
    asked = urlsplit(
        urljoin("https://house.example/films/x/", re.sub(r"[\t\r\n]", "", href).strip().replace("\\", "/"))
    )
    return f"{asked.scheme}:{'' if asked.netloc == 'house.example' else asked.netloc}"


def is_harmless(copy: str) -> bool:
    page = _Tags()
    page.feed(to_html(copy))
    for tag, told in page.found:
        allowed = {"a": {"href", "title", "rel"}}.get(tag, set())
        if tag not in ("p", "br", "cite", "strong", "a") or set(told) - allowed:
            return False
        if tag == "a":
            goes = leads_where(told["href"] or "")
            is_outside = goes not in ("https:", "mailto:")
            if is_outside and not re.match(r"https?:\S+\Z", goes):
                return False
            if is_outside and told.get("rel") != "external noopener":
                return False
    return True


SCRIPTS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3A;alert(1)",
    "&#106;avascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "javascript\\:alert(1)",
    "javascript%3aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zy8+",
    "file:///etc/passwd",
    "blob:https://house.example/1",
    "view-source:javascript:alert(1)",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\t/evil.example/",
    "/&#9;/evil.example/",
    "&#47;/evil.example/",
    "/&#x5c;evil.example/",
    "https:evil.example",
    "http://evil.example@house.example/",
    "https://evil.example/?<script>",
    'https://evil.example/" onmouseover="alert(1)',
    "ftp://evil.example/",
]
SHAPES = [
    "[x]({})",
    "[x](<{}>)",
    '[x]({} "t")',
    "<{}>",
    "{}",
    "[x][1]\n\n[1]: {}",
    "![x]({})",
    "[![x]({})](/y)",
    "*[x]({})*",
]
HTML = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<style>@import '//evil.example'</style>",
    "<base href='//evil.example/'>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    '[x](/y "\\"><script>alert(1)</script>")',
    '[x](/y "&quot; onclick=&quot;alert(1)")',
    "[<script>alert(1)</script>](/y)",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "```html\n<script>alert(1)</script>\n```",
    "**<b onclick=alert(1)>**",
    "*" * 5_000 + "x",
    "[" * 5_000 + "](" * 5_000,
    "\0<script>\0alert(1)</script>",
    "\u2028<script>",
]


@pytest.mark.parametrize("shape", SHAPES)
def test_no_link_runs_a_script_or_hides_where_it_goes(shape: str) -> None:
    assert [attack for attack in SCRIPTS if not is_harmless(shape.format(attack))] == []


@pytest.mark.parametrize("copy", HTML)
def test_no_html_comes_through(copy: str) -> None:
    assert is_harmless(copy)


@given(st.text(st.sampled_from("[]()<>*_&#;:/\\\"'`!ax1 \n\tjavscript"), max_size=60))
def test_whatever_is_typed_is_harmless(copy: str) -> None:
    assert is_harmless(copy)


def test_the_judge_sees_what_is_not_harmless() -> None:
    judge = _Tags()
    judge.feed('<a href="java&#9;script:alert(1)">')
    assert leads_where(judge.found[0][1]["href"] or "") == "javascript:"
    assert leads_where("/\\evil.example/") == "https:evil.example"
