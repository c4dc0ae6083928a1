"""Amounts in the words of a price line: “$14, members $9”."""

import re
from dataclasses import dataclass

EURO = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split()
OF_COUNTRY = {"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "GB": "GBP", **dict.fromkeys(EURO, "EUR")}
DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD"})
CODES = frozenset({*OF_COUNTRY.values(), "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "JPY"})

PARTS = re.compile(r"[,;]\s+|\s+[/|·]\s+")
PART = re.compile(
    r"(?P<label>[^\d$€£]*?)\s*(?P<before>[$€£]|\b[A-Z]{3}\b)?\s*"
    r"(?P<whole>\d{1,4})(?:[.,](?P<cents>\d{2}))?"
    r"\s*(?P<after>€|\b[A-Z]{3}\b)?\s*(?P<tail>[^\d$€£]*)\Z"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """“9.50”, its currency (ISO 4217), and whom it is for: “members”, or nobody in particular."""

    price: str
    currency: str
    label: str = ""


def amounts(words: str, country: str) -> tuple[Amount, ...]:
    """Every amount that `words` name; none at all unless each part of the line can be read, currency and all.

    `country` (ISO 3166, two letters) says whose dollars and pounds are meant.
    """
    read = [_amount(part.strip(" ."), country) for part in PARTS.split(words.strip())]
    return tuple(one for one in read if one) if all(read) else ()


def _amount(part: str, country: str) -> Amount | None:
    said = PART.match(part)
    currency = _currency(said["before"] or said["after"] or "", country) if said else ""
    if said is None or not currency:
        return None
    price = said["whole"] + (f".{said['cents']}" if said["cents"] else "")
    return Amount(price, currency, " ".join(f"{said['label']} {said['tail']}".split()).strip(" :."))


def _currency(sign: str, country: str) -> str:
    """The currency that a sign means in a country, or nothing where that is not known."""
    own = OF_COUNTRY.get(country, "")
    if sign == "€":
        return "EUR"
    if (sign == "$" and own in DOLLARS) or (sign == "£" and own == "GBP"):
        return own
    return sign if sign in CODES else ""
