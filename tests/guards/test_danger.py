"""What a program should not be able to do by accident: run what it reads, unpack bombs, or write formulas."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

NEVER = {
    # These run or follow what is in the file.
    "pickle",
    "marshal",
    "shelve",
    "xml",  # entities: read XML with defusedxml, which a reader of XML would have to bring along
    "lxml",
    "yaml",
    "tarfile",
    # An XLSX is a zip of XML: whoever reads one bounds its size unpacked; whoever writes one, or CSV, puts ' before a
    # cell that begins with = + - @, a tab or a line's end.
    "openpyxl",
}
CALLS = {"eval", "exec", "compile", "mark_safe", "SafeString", "__import__"}
TYPES = {"SafeString"}  # may be named, and not called
ATTRIBUTES = {"writer", "DictWriter"}  # of csv

ALLOWED: dict[str, set[str]] = {
    "programming/exporters/sitemap.py": {"xml"},  # escapes text, and reads nothing
    # A page has hundreds of these: ready-made strings, of which tests hold that what was typed is escaped.
    "programming/listings/parts.py": {"SafeString"},
    "programming/listings/groups.py": {"SafeString"},
    "programming/listings/board_parts.py": {"SafeString"},
}
"""By file: what it may do all the same, and why."""


def found_in(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module.partition(".")[0]} | {one.name for one in node.names if one.name in CALLS - TYPES}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found |= {node.func.id} & CALLS
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "csv":
            found |= {node.attr} & ATTRIBUTES
    return found & (NEVER | CALLS | ATTRIBUTES)


def test_nothing_runs_what_it_reads_and_no_export_carries_formulas() -> None:
    files = [path for folder in ("cinema", "programming") for path in (ROOT / folder).rglob("*.py")]
    assert len(files) > 200
    found = {str(path.relative_to(ROOT)): found_in(path) for path in files}
    assert {
        path: what - ALLOWED.get(path, set()) for path, what in found.items() if what - ALLOWED.get(path, set())
    } == {}


def test_the_guard_sees(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("import csv, pickle\nfrom xml.etree import ElementTree\ncsv.writer(x)\neval('1')\n")
    assert found_in(path) == {"pickle", "xml", "writer", "eval"}
