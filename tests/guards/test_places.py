"""No file names a machine it was written on, or an address that packages are fetched from."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Written in pieces, or this file would be the first found.
PLACES = re.compile(
    "|".join(
        [
            r"(?<![\w.])/" + r"(?:work|root|home|farm|Users)/\w",
            "py" + r"pi\.org",
            "python" + r"hosted\.org",
            "npm" + r"js\.org",
            "deb" + r"\.debian\.org",
            "index" + r"-url\s*[= ]\s*http",
        ]
    )
)


def test_no_committed_file_names_one() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    found = []
    for path in filter(None, listed.stdout.split("\0")):
        content = (ROOT / path).read_bytes() if (ROOT / path).is_file() else b""
        if b"\0" not in content:
            lines = content.decode("utf-8", errors="replace").splitlines()
            found += [f"{path}:{at}: {line.strip()[:100]}" for at, line in enumerate(lines, 1) if PLACES.search(line)]
    assert found == []
