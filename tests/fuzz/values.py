"""What people, programs and spiteful people write: right, nearly right, and wrong in every way we know of."""

from io import BytesIO
from random import Random
from struct import pack
from zlib import crc32

from PIL import Image

MARK = "<b data-fuzz"
"""Stands in what is typed; a page that says it back as it stands has not escaped it."""

TEXTS = (
    "", " ", "\t\n", "\0", "a\0b", "\x01\x02\x1b[31m", "\r\nSet-Cookie: a=b", "\u202egnp.exe", "\ufeff", "\u200b\u00ad",
    "\ud800", "\udfff\ud800", "\U0010ffff", "\x85\u2028\u2029", "e\u0301" * 40, "Ångström ñ ß İıſK", "Летят журавли",
    "鶴は翔んでゆく", "مرحبا", "👩‍👩‍👧‍👦🎬", "١٢٣", "²³", "½", "0", "-0", "-1", "1e9", "1e400", "NaN", "inf", "0x10", "1_000",
    "１２", "9" * 30, "9" * 5000, "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
    "1.5", "1,5", "true", "null", "None", "undefined", "[]", "{}", '[["a"]]', '{"a": {"b": []}}', "[" * 3000, "(" * 3000,
    "2026-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "1894-12-31", "2026-11-20T25:61", "1970-01-01",
    "٢٠٢٦-١١-٢١", "2026-W47-5", "20261120", "24:00", "25:61", "02:30", "-1:00", "7", "7:60 pm", "7:00 pm 9:00", "19.30",
    f'"><script>x</script>{MARK}>', f"'{MARK} onload=x>", "javascript:alert(1)", "//elsewhere.example/", "/\\elsewhere",
    "http://[", "http://[::1", "https://a.example/" + "a" * 3000, "mailto:", "data:text/html,x", "../../etc/passwd",
    "%s %d %(a)s", "{0} {a.__class__}", "{% debug %}{{ a }}", "%00", "%ff%fe", "%", "=1+1", "@SUM(A1)", "' OR 1=1 --", "\\",
    "a" * 300, "a" * 21_000, "*" * 500, "_a_ **b** [c](javascript:x) " * 30, "[" * 200 + "](a)" * 200, "> " * 300 + "a",
    "|", "a|b||c", "a@b", "@", "#", "#ffffff", "fr", "en-GB", "Europe/Paris", "Nowhere/Land", "/", "films/", "-", "_", ".",
)  # fmt: skip
RIGHT = {
    "day": ("2026-11-20", "2026-11-19", "2026-11-27", "2026-12-04", "2019-07-12", "2027-03-14", "2026-11-01"),
    "wall": ("19:30", "13:00", "7:00 pm", "00:10", "02:30", "21:15:00"),
    "number": ("0", "1", "2", "7", "15", "90", "1957", "2026"),
    "url": ("https://lantern.example/a", "/films/", "http://a.example/?b=c#d"),
    "words": ("The Third Man", "A film of great beauty.", "Летят журавли", "Carol Reed", "Daily 12:30, 2:35", "2.5, 3, 4"),
    "slug": ("the-third-man", "detour", "screen-1", "vienna", "35mm", "captioned", "new-film"),
}  # fmt: skip
HINTS = {
    "day": ("_on", "day", "date", "_0", "first", "last", "from", "until", "opens", "closes", "moment", "dated"),
    "wall": ("wall", "time", "_1", "hour"),
    "number": ("minutes", "seats", "order", "year", "count", "version", "admissions", "focal", "number", "limit"),
    "url": ("url", "address", "link", "website", "next"),
    "slug": ("slug", "label", "key", "code", "film", "series", "screen", "format"),
}


class Values:
    """Values out of one seed: the same seed gives the same values."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def right(self, name: str) -> str:
        """What the field of that name may well take."""
        found = next((kind for kind, ends in HINTS.items() if any(end in name for end in ends)), "words")
        return self.random.choice(RIGHT[found])

    def wrong(self) -> str:
        text = self.random.choice(TEXTS)
        if self.chance(0.15):
            text += self.random.choice(TEXTS)
        return text

    def any(self, name: str) -> str:
        return (
            self.right(name) if self.chance(0.4) else self.near(self.right(name)) if self.chance(0.4) else self.wrong()
        )

    def near(self, text: str) -> str:
        """The text with a slip: a letter gone, doubled, put in, or two in each other's place."""
        if not text:
            return self.wrong()[:20]
        place = self.random.randrange(len(text))
        letter = self.random.choice((*"0 9-/.:;,&%'\"\\<>[](){}|_*#aZ\n\0½é٣", "\ud834", "–", "…"))
        return self.random.choice(
            (
                text[:place] + text[place + 1 :],
                text[:place] + text[place] * 2 + text[place:],
                text[:place] + letter + text[place:],
                text[:place] + letter + text[place + 1 :],
                text[place:] + text[:place],
                text.upper(),
                f" {text} ",
            )
        )

    def data(self, most: int = 400) -> bytes:
        return self.random.randbytes(self.random.randrange(most))

    def file(self) -> tuple[str, str, bytes]:
        """A file as it is uploaded: its name, what it says it is, its content."""
        name = self.random.choice(
            (
                "a.png",
                "a.jpg",
                "a.svg",
                "a.csv",
                "a.php",
                "../../a.png",
                "a" * 300 + ".png",
                "\0.png",
                ".png",
                "a.png\r\nX: y",
                self.wrong(),
            )
        )
        kind = self.random.choice(("image/png", "image/jpeg", "text/csv", "application/zip", "x", "", "text/html"))
        return (
            name,
            kind,
            self.random.choice(
                (self._picture, self._giant, self._torn, self.sheet, self.data, lambda: b"", self._drawing)
            )(),
        )

    def _picture(self) -> bytes:
        told = BytesIO()
        size = self.random.randrange(1, 40), self.random.randrange(1, 40)
        mode = self.random.choice(("RGB", "L", "1", "P", "RGBA", "LA", "I;16"))
        Image.new(mode, size).save(told, self.random.choice(("PNG", "TIFF")))
        return told.getvalue()

    def _giant(self) -> bytes:
        """A few bytes that unpack to more than any machine has."""
        head = b"IHDR" + pack(">IIBBBBB", self.random.choice((20_000, 2**31 - 1)), 60_000, 8, 2, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + pack(">I", 13) + head + pack(">I", crc32(head))

    def _torn(self) -> bytes:
        whole = self._picture()
        return whole[: self.random.randrange(len(whole))]

    def _drawing(self) -> bytes:
        return b'<!DOCTYPE x [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>'

    def sheet(self) -> bytes:
        screens = ("Screen 1", "screen-2", "Screen 9")
        cells = [
            (self.right("day"), self.right("wall"), self.random.choice(screens), self.right("count"))
            for _each in range(self.random.randrange(6))
        ]
        lines = ["date,time,screen,admissions", *map(",".join, cells)]
        text = "\n".join(lines)
        for _each in range(self.random.randrange(4)):
            text = self.near(text)
        return text.encode("utf-8", "surrogatepass")
