"""Which links house copy may make."""

import pytest

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
