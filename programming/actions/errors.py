"""Why a deed was refused, in words for the person who tried it."""

from programming.rules.findings import Finding


class Refused(Exception):
    """The deed was not done and nothing was changed. `findings` says why, where rules spoke."""

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.findings = findings


class Stale(Refused):
    """Somebody else changed the row since it was read."""
