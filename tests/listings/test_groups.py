"""The entries of a week, ready made: nothing that was typed is markup."""

from programming.listings.groups import ShowGroup
from programming.listings.parts import Mark, Time

TYPED = "<b>&'\""
TIME = Time(
    iso=TYPED, text=TYPED, href=TYPED, label=TYPED, marks=(Mark(TYPED), Mark("OC", meaning=TYPED)), reason=TYPED
)


def test_what_was_typed_is_escaped() -> None:
    other = ShowGroup((TIME,), TYPED, TYPED, TYPED)
    said = ShowGroup((TIME,), TYPED, TYPED, TYPED, companions=(other,)).printed
    assert said.count("&lt;b&gt;&amp;&#x27;&quot;") == 20
    assert TYPED not in said
    assert "<b" not in said


def test_a_bill_is_an_entry_with_its_other_films() -> None:
    with_times = ShowGroup((Time("2026-11-20T20:30-05:00", "8:30"),), "Wanda", "/films/wanda/", "")
    said = ShowGroup(
        (Time("2026-11-20T19:00-05:00", "7:00"),), "Cranes", "/films/cranes/", "1957", (with_times,)
    ).printed
    assert " ".join(said.split()) == (
        '<li> <ul class="times"> <li> <time datetime="2026-11-20T19:00-05:00">7:00</time> </li> </ul> '
        '<h3 class="title"><a href="/films/cranes/">Cranes</a></h3> <p class="spec">1957</p> '
        '<div class="with"> <ul class="times"> <li> <time datetime="2026-11-20T20:30-05:00">8:30</time> </li> </ul> '
        '<h4 class="title"><span>with</span> <a href="/films/wanda/">Wanda</a></h4> </div> </li>'
    )
