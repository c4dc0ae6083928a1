"""What the rules say against publishing: errors block it, warnings ask for somebody who answers for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from programming.actions.diff import Change
from programming.actions.errors import Refused
from programming.actions.judge import line_findings
from programming.actions.snapshot import load
from programming.models import Acknowledgement, Screening
from programming.models.facts import ScreeningFacts
from programming.rules.findings import Finding, Level, errors
from programming.rules.judge import judge


@dataclass(frozen=True)
class Review:
    """Findings on changes. `by_key` has them by the key of the change; `answers` those given, by fingerprint."""

    by_key: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    answers: Mapping[str, Acknowledgement] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Each once, the gravest first."""
        every = dict.fromkeys(finding for found in self.by_key.values() for finding in found)
        return tuple(sorted(every, key=lambda finding: finding.level.rank))

    @property
    def errors(self) -> list[Finding]:
        return errors(self.findings)

    @property
    def open(self) -> list[Finding]:
        """Warnings that nobody has answered for."""
        warnings = (finding for finding in self.findings if finding.level is Level.WARNING)
        return [finding for finding in warnings if finding.fingerprint not in self.answers]

    def about(self, keys: Iterable[str]) -> "Review":
        """The part that concerns these changes."""
        return Review({key: self.by_key[key] for key in keys if key in self.by_key}, self.answers)

    def refuse(self) -> None:
        """Raises Refused where an error stands, or a warning that nobody has answered for."""
        if self.errors:
            raise Refused(
                _("The schedule has errors that cannot be published. Put them right first."), tuple(self.errors)
            )
        if self.open:
            raise Refused(_("Somebody has to answer for the warnings first."), tuple(self.open))


def review(changes: Iterable[Change]) -> Review:
    """What the rules find on the shows and runs that change. Raises Refused without a house."""
    changes = tuple(changes)
    shows = {change.subject.pk: change for change in changes if isinstance(change.subject, Screening)}
    on = [change.now.day for change in shows.values() if isinstance(change.now, ScreeningFacts) and change.is_listed]
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    judged = judge(load(min(on), max(on)), about=shows.keys()) if on else ()
    for finding in judged:
        for screening in finding.screenings:
            if screening in shows:
                found[f"screening-{screening}"].append(finding)
    runs = {change.key for change in changes}
    for finding in line_findings():
        for key in (f"run-{pk}" for pk in finding.about):
            if key in runs:
                found[key].append(finding)
    by_key = {key: tuple(dict.fromkeys(own)) for key, own in found.items()}
    prints = {finding.fingerprint for own in by_key.values() for finding in own}
    given = Acknowledgement.objects.select_related("given_by").in_bulk(prints, field_name="fingerprint")
    return Review(by_key, given)


@transaction.atomic
def acknowledge(
    *, findings: Iterable[Finding], reason: str, by: User | None, at: datetime
) -> tuple[Acknowledgement, ...]:
    """Answer for warnings: they stand in nobody's way until the facts behind them change.

    Raises Refused without a reason, and for an error, which nobody can answer for.
    """
    findings = tuple(findings)
    if not reason.strip():
        raise Refused(_("Say why it is all right."))
    if errors(findings):
        raise Refused(_("An error has to be put right; nobody can answer for it."))
    told = {"reason": reason.strip()[:200], "given_by": by, "given_at": at}
    return tuple(
        Acknowledgement.objects.update_or_create(
            fingerprint=finding.fingerprint,
            defaults={"code": finding.code, "message": finding.message[:400], **told},
        )[0]
        for finding in findings
        if finding.level is Level.WARNING
    )
