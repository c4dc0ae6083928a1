"""The catalogues of other languages: bring them up to date with the code, and compile them.

`make messages` reads every string that code and templates mark for translation into programming/locale/*/…/django.po,
where what is new stands without words; `make setup` compiles. Neither needs GNU gettext.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "programming" / "locale"
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
COMMENT = "For translators:"


def catalogues() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as lines:
        return read_po(lines, locale=path.parent.parent.name, domain="django")


def extracted() -> Catalog:
    """Every string of the code and the templates, without words."""
    found = Catalog(domain="django", charset="utf-8")
    for path in _sources():
        for message, comments, context in _strings(path):
            place = (path.relative_to(ROOT).as_posix(), 0)
            found.add(message, locations=[place], auto_comments=comments, context=context)
    return found


def missing(catalogue: Catalog) -> list[str]:
    """What has no words yet, or words that somebody has still to look at."""
    return [str(one.id) for one in catalogue if one.id and (one.fuzzy or not _has_words(one.string))]


def update(path: Path) -> Catalog:
    """Take in what is new, let go what is gone. What has words keeps them."""
    catalogue = read(path)
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as out:
        write_po(out, catalogue, width=120, ignore_obsolete=True, sort_by_file=True, include_lineno=False)
    return catalogue


def compile_stale() -> None:
    """Compile each catalogue that is newer than what was last made of it. Others may be reading: it changes at once."""
    for path in catalogues():
        made = path.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime >= path.stat().st_mtime:
            continue
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as out:
            write_mo(out, read(path))
        Path(out.name).chmod(0o644)
        Path(out.name).replace(made)


def _sources() -> Iterator[Path]:
    for folder, ending in (("cinema", "py"), ("programming", "py"), ("templates", "html")):
        for path in sorted((ROOT / folder).rglob(f"*.{ending}")):
            if "migrations" not in path.parts:
                yield path


def _strings(path: Path) -> Iterator[tuple[Any, list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = f"({templatize(text, origin=str(path))})"  # in brackets, because its indentation means nothing
    found = extract(
        "python", BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=(COMMENT,), strip_comment_tags=True
    )
    for _line, message, comments, context in found:
        if message:
            yield message, comments, context


def _has_words(string: Any) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def main() -> None:
    if "--compile" not in sys.argv[1:]:
        for path in catalogues():
            untold = missing(update(path))
            sys.stdout.write(f"{path.relative_to(ROOT)}: {len(untold)} strings without words\n")
            sys.stdout.writelines(f"  {one}\n" for one in untold)
    compile_stale()


if __name__ == "__main__":
    main()
