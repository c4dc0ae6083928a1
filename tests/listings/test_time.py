"""A time is printed whichever way it goes: to be had, gone, sold out, called off."""

import pytest

from programming.listings.parts import Time

HREF, LABEL = "/screenings/1/?a&b", "7:00, “A” & <B>: tickets"
CLOCK = '<time datetime="2026-11-20T19:00-05:00">7:00</time>'


@pytest.mark.parametrize(
    ("facts", "linked", "plain"),
    [
        ({}, CLOCK, CLOCK),
        ({"href": HREF}, f'<a href="/screenings/1/?a&amp;b">{CLOCK}</a>', CLOCK),
        (
            {"href": HREF, "label": LABEL},
            f'<a href="/screenings/1/?a&amp;b" aria-label="7:00, “A” &amp; &lt;B&gt;: tickets">{CLOCK}</a>',
            CLOCK,
        ),
        ({"href": HREF, "is_sold_out": True}, f"<del>{CLOCK}</del>", f"<del>{CLOCK}</del>"),
        ({"is_cancelled": True, "is_past": True}, f"<del>{CLOCK}</del>", f"<del>{CLOCK}</del>"),
        *(
            ({"is_past": True, **more}, f'<span class="gone">{CLOCK}</span>', f'<span class="gone">{CLOCK}</span>')
            for more in ({}, {"href": HREF}, {"is_sold_out": True})
        ),
    ],
)
def test_it_leads_where_it_may(facts: dict[str, object], linked: str, plain: str) -> None:
    time = Time(iso="2026-11-20T19:00-05:00", text="7:00", **facts)
    assert (time.linked, time.plain) == (linked, plain)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("19:00", "19:00"),
        ("11:00\u00a0am", '11:00 <span class="half-day">am</span>'),
        ("19\u00a0h\u00a030", '19<span class="hour-mark">h</span>30'),
        ("19\u00a0h", '19<span class="hour-mark">h</span>'),
    ],
)
def test_the_half_of_the_day_and_the_h_are_set_apart(text: str, printed: str) -> None:
    assert Time(iso="x", text=text).plain == f'<time datetime="x">{printed}</time>'
