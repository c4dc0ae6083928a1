"""Names of films, people and places that are nobody's, put together by a seeded generator."""

from collections.abc import Iterator
from random import Random

from programming.text.titles import fold

QUALITIES = (
    "Amber Ashen Borrowed Bright Brittle Burning Crooked Distant Drowned Electric Empty Fallow Feral Folded "
    "Forgotten Frozen Gilded Glass Half-Lit Hidden Hollow Idle Inland Ivory Kindred Last Late Lesser Little Long "
    "Low Lunar Missing Narrow Nameless Northern Open Other Pale Paper Patient Perfect Private Quiet Restless "
    "Rented Salt Scarlet Second Secret Seventh Silent Simple Sleeping Slow Small Southern Spare Stolen Striped "
    "Sunken Tall Tender Thirteenth Torn Uncertain Unmarked Upper Velvet Vacant Wandering Western Whispering Wild "
    "Winter Wooden Wrong Yellow"
).split()
THINGS = (
    "Accordion Alibi Almanac Apartment Arithmetic Atlas Avenue Balcony Ballroom Barometer Bicycle Bridge "
    "Cartographer Carousel Causeway Chandelier Clockmaker Corridor Courier Daughter Diver Dictionary Doorman Echo "
    "Elevator Embassy Engine Envelope Estuary Ferry Fortnight Garden Gramophone Greenhouse Harbour Harvest "
    "Horizon Hotel Hour Inheritance Interpreter Island Jury Kettle Kingdom Ladder Lantern Laundry Ledger Letter "
    "Library Lighthouse Locksmith Magician Margin Meadow Meridian Mirror Motorway Museum Neighbour Nephew "
    "Notebook Orchard Orchestra Overcoat Parade Passenger Piano Pilgrim Platform Postman Province Quarry Radio "
    "Rehearsal River Rooftop Sailor Season Shadow Signal Sister Sleepwalker Staircase Stranger Suitcase Summer "
    "Sunday Surveyor Tailor Telegram Terrace Tide Timetable Trapeze Umbrella Understudy Valley Verdict Violin "
    "Voyage Waltz Watchman Weather Wedding Widow Window Witness"
).split()
FIRST = (
    "Ada Alban Amara Anselm Astrid Auberon Beata Bertil Bianca Caspar Celeste Cosima Damaris Darius Delphine "
    "Dorian Edda Egon Elke Emeric Esme Fabian Farah Felice Florian Freya Gaspard Gerda Gideon Gwen Hedda Hilario "
    "Honor Ignace Ilka Imre Ines Isolde Ivo Jarmila Joaquim Juno Kasimir Kei Leocadia Lidia Linus Lorna Lucian "
    "Mabel Magnus Marcel Mina Mirko Nadia Nestor Nora Odile Olaf Oriel Osric Paloma Pascal Petra Quentin Ramona "
    "Rasmus Renata Rosalind Rufus Sabine Severin Sigrid Silvan Solveig Tamsin Teodor Thea Tobias Ulla Ursin Vera "
    "Viktor Wanda Wilma Xenia Yann Yolanda Zelda Zoran"
).split()
HEADS = (
    "Al An Bar Bel Bran Cal Cor Dal Dor El Fal Fen Gar Gren Hal Har Is Jor Kal Kel Lan Lor Mar Mor Nor Or Pal Ren "
    "Sal Tor Ul Var Wes Yar Zan"
).split()
TAILS = (
    "ano bacht court dane dine enko escu ever fell gard garde hurst ides inen ini kamp lund mane mere mond nova "
    "off osz ova quist rand sen stad sten tane vane vist wick worth yan"
).split()
COUNTRIES = (
    ("U.S.", "English"),
    ("U.K.", "English"),
    ("France", "French"),
    ("Italy", "Italian"),
    ("Japan", "Japanese"),
    ("Germany", "German"),
    ("Sweden", "Swedish"),
    ("Poland", "Polish"),
    ("India", "Bengali"),
    ("Mexico", "Spanish"),
    ("Brazil", "Portuguese"),
    ("Hungary", "Hungarian"),
    ("Senegal", "Wolof"),
    ("Iran", "Persian"),
    ("South Korea", "Korean"),
)
"""Each with the language that is spoken there for this purpose."""


def titles(random: Random) -> Iterator[str]:
    """Titles without end, none twice."""
    used: set[str] = set()
    while True:
        title = _title(random)
        if (key := fold(title)) not in used:
            used.add(key)
            yield title


def people(random: Random) -> Iterator[str]:
    """Names without end, none twice."""
    used: set[str] = set()
    while True:
        name = f"{random.choice(FIRST)} {surname(random)}"
        if name not in used:
            used.add(name)
            yield name


def surname(random: Random) -> str:
    return random.choice(HEADS) + random.choice(TAILS)


def _title(random: Random) -> str:
    quality, thing, other = random.choice(QUALITIES), random.choice(THINGS), random.choice(THINGS)
    return random.choice(
        (
            f"The {quality} {thing}",
            f"{quality} {thing}",
            f"The {thing} and the {other}",
            f"A {thing} for {random.choice(FIRST)}",
            f"{random.choice(FIRST)} and the {quality} {thing}",
            f"{thing} of {surname(random)}",
            f"The {thing} in {random.choice(HEADS)}{random.choice(TAILS)}",
        )
    )


def sentences(random: Random, number: int) -> str:
    """Notes as long as a house's, saying nothing of anybody."""
    return " ".join(_sentence(random) for _ in range(number))


def _sentence(random: Random) -> str:
    one, other = random.choice(THINGS).lower(), random.choice(THINGS).lower()
    quality = random.choice(QUALITIES).lower()
    return random.choice(
        (
            f"A {one} is all that is left when the {other} has gone, and nobody in the {quality} house will say why.",
            f"What begins with a {quality} {one} ends, two reels later, on the steps of a {other}.",
            f"Shot in a {quality} winter between the {one} and the {other}, it keeps its secret until the last minute.",
            f"The {one} is filmed as if it were a {other}: with patience, from below, and at a {quality} hour.",
            f"Two people share a {one}; one of them has a {quality} {other} to hide.",
        )
    )
