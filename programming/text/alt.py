"""Alt text that tells nothing."""

import re

ENDING = re.compile(r"\.(jpe?g|png|webp|avif|gif|tiff?|heic|bmp|svg)\s*$", re.IGNORECASE)
EMPTY = frozenset(
    "alt alttext graphic image img photo photograph pic picture placeholder screenshot still stillimage filmstill "
    "filmimage movieimage moviestill photofilm todo tbd untitled na none".split()
)


def is_file_name(alt: str, upload: str = "") -> bool:
    """“stair_02.jpg”, “IMG_4711”, or what the uploaded file is called: no sentence, but the name of a file."""
    told = alt.strip()
    stem = ENDING.sub("", upload.strip())
    is_one_word = not re.search(r"\s", told)
    return bool(ENDING.search(told)) or (
        is_one_word and (bool(re.search(r"[_\d]", told)) or told.casefold() == stem.casefold() != "")
    )


def says_nothing(alt: str) -> bool:
    """“Image”, “photo 2”, “…”: true of every picture."""
    letters = re.sub(r"[\W\d_]+", "", alt.casefold())
    return not letters or letters in EMPTY
