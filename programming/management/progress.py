"""What a long command says of its progress: one line that moves, on a terminal; nothing in a log."""

from typing import Any


class Progress:
    """Called with what is being done and how much of that is (0 to 1)."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.shown = ""

    def __call__(self, step: str, share: float) -> None:
        line = f"… {step} {share:.0%}"
        if line != self.shown and self.stream.isatty():
            self.stream.write(f"\r{line:<40}", str, ending="\r" if share >= 1 else "")
            self.stream.flush()
        self.shown = line
