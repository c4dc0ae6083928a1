"""Names by their sound: the spellings of one person meet, and those of two do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.text.sounds import distance, is_near, keys, near

ONE_NAME = [
    "Samoylova Samoilova Samoilowa Samojlova Samoïlova Самойлова",
    "Tatyana Tatiana Tatjana Татьяна",
    "Kalatozov Kalatosow Kalatozow Калатозов",
    "Mikhail Michail Mikhaïl Михаил",
    "Urusevsky Urusevskiy Ouroussevski Урусевский",
    "Tarkovsky Tarkovskij Tarkowskij Tarkowski Tarkovskiy Тарковский",
    "Kaidanovsky Kaydanovskiy Кайдановский",
    "Eisenstein Eizenshtein Eyzenshteyn Ejzenštejn Эйзенштейн",
    "Sergei Sergey Sergej Sergeï Siergiej Сергей",
    "Yevtushenko Evtushenko Jewtuschenko Евтушенко",
    "Yevgeny Evgenii Jewgeni Evguéni Евгений",
    "Artemyev Artemiev Артемьев",
    "Prokofiev Prokofyev Prokofieff Прокофьев",
    "Cherkasov Tcherkassov Tscherkassow Czerkasow Čerkasov Черкасов",
    "Vertov Wertow Вертов",
    "Svilova Swilowa Свилова",
    "Yelizaveta Elizaveta Elisaweta Елизавета",
    "Dovzhenko Dowshenko Dowschenko Dovženko Довженко",
    "Pudovkin Pudowkin Poudovkine Пудовкин",
    "Shepitko Schepitko Chepitko Šepitko Шепитько",
    "Chukhrai Tschuchrai Tchoukhraï Чухрай",
    "Kozintsev Kosinzew Козинцев",
    "Yutkevich Jutkewitsch Youtkevitch Юткевич",
    "Bondarchuk Bondartschuk Bondartchouk Бондарчук",
    "Chekhov Tchekhov Tschechow Čechov Czechow Чехов",
    "German Guerman Герман",
    "Weinberg Vainberg Вайнберг",
    "Rozov Rosow Розов",
    "Kieślowski Kieslowski Kieslovski",
    "Wajda Vajda Вайда",
    "Żuławski Zulawski",
    "Chytilová Chytilova Хитилова",
    "Toshiro Toshirō Toshirou",
    "Ozu Ōzu Ohzu",
    "Yasujiro Yasujirō",
    "Schlöndorff Schloendorff",
    "Hitchcock Hichcock",
    "Chaplin Чаплин",
]
TWO_NAMES = [
    ("Chaplin", "Caplan"),
    ("Ozu", "Oz"),
    ("Kurosawa", "Kobayashi"),
    ("Tarkovsky", "Tarkington"),
    ("Varda", "Verdi"),
    ("Deren", "Dreyer"),
    ("Murnau", "Murn"),
    ("Vertov", "Varda"),
]


@pytest.mark.parametrize("spellings", ONE_NAME)
def test_the_spellings_of_one_name_share_a_key(spellings: str) -> None:
    first, *others = ((spelling, set(keys(spelling)[0])) for spelling in spellings.split())
    assert [spelling for spelling, own in others if not own & first[1]] == []


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_two_names_share_none(one: str, other: str) -> None:
    assert set(keys(one)[0]).isdisjoint(keys(other)[0])


@pytest.mark.parametrize("text", ["1900", "8½", "東京物語", "کیارستمی", "R2D2"])
def test_digits_and_other_scripts_have_no_key(text: str) -> None:
    assert set(keys(text)) == {()}


@pytest.mark.parametrize(
    ("asked", "known", "expected"),
    [
        ("stalkr", "stalker", True),
        ("stlaker", "stalker", True),
        ("stalkker", "stalker", True),
        ("stolker", "stalker", True),
        ("kalatsov", "kalatosov", True),
        ("kalats", "kalatosov", True),
        ("saplin", "kaplan", False),
        ("oso", "ose", False),
        ("iki", "ikiro", False),
        ("vanda", "vertov", False),
    ],
)
def test_slips(asked: str, known: str, expected: bool) -> None:
    assert is_near(asked, known) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("", "", 0), ("a", "", 1), ("abc", "acb", 1), ("abc", "abd", 1), ("abcd", "acd", 1), ("ca", "abc", 3)],
)
def test_distance(one: str, other: str, expected: int) -> None:
    assert distance(one, other) == distance(other, one) == expected


@given(st.text("abcde", min_size=5, max_size=7), st.integers(0, 6))
def test_a_key_and_the_same_without_a_letter_meet(key: str, place: int) -> None:
    shorter = key[: place % len(key)] + key[place % len(key) + 1 :]
    assert near(key) & near(shorter)


@given(st.text(max_size=30))
def test_every_text_has_keys(text: str) -> None:
    assert all(len(own) <= 4 for own in keys(text))
