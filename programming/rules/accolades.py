"""Q04: a prize that the house's own research file doubts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from programming.choices import ClaimProperty, ClaimStatus, Trust
from programming.models import Accolade, Claim
from programming.rules.findings import Finding, Level, Subject
from programming.rules.snapshot import Doubt, Snapshot, Work
from programming.text.titles import fold


def doubtful(snapshot: Snapshot) -> Iterator[Finding]:
    """Q04 for each prize in doubt of each film that the public is told of, once a film."""
    for work, shows in snapshot.listed:
        for finding in judge_accolades(work):
            where = tuple(show.key for show in shows)
            yield replace(finding, on=where, at=shows[0].span.starts_at, day=shows[0].house_day)


def judge_accolades(work: Work) -> Iterator[Finding]:
    """Q04 for each prize in doubt of a film, whether it is shown or not."""
    for doubt in work.doubts:
        said = (
            _("%(film)s: “%(line)s” cannot be printed. %(why)s") if doubt.blocks else _("%(film)s: “%(line)s”. %(why)s")
        )
        said %= {"film": work.title, "line": doubt.line, "why": doubt.why}
        level = Level.ERROR if doubt.blocks else Level.WARNING
        yield Finding(level, "Q04", said, (work.key,), (doubt.line, doubt.why), subject=Subject.FILM)


def doubts(accolades: Iterable[Accolade], claims: Iterable[Claim]) -> tuple[Doubt, ...]:
    """What speaks against each accolade of a film, by the film's claims with their sources."""
    prizes = [claim for claim in claims if claim.about == ClaimProperty.ACCOLADE]
    found = ((accolade, doubt(accolade, prizes)) for accolade in accolades)
    return tuple(one for _accolade, one in found if one)


def doubt(accolade: Accolade, claims: Iterable[Claim]) -> Doubt | None:
    """What speaks against the accolade. An accepted claim settles it; what no claim speaks of is nobody's doubt."""
    theirs = [claim for claim in claims if is_about(claim, accolade)]
    if not theirs or any(claim.status == ClaimStatus.ACCEPTED for claim in theirs):
        return None
    against = [claim for claim in theirs if claim.status != ClaimStatus.UNVERIFIED]
    if against:
        claim = against[0]
        why = _("It is %(status)s in the research file: %(reason)s")
        return Doubt(accolade.line, why % {"status": claim.get_status_display(), "reason": claim.reason})
    sources = {claim.source_id for claim in theirs}
    if len(sources) == 1 and theirs[0].source.trust == Trust.LOW:
        why = _("Only %(source)s says so. Look for a second source.") % {"source": theirs[0].source.title}
        return Doubt(accolade.line, why, blocks=False)
    return None


def is_about(claim: Claim, accolade: Accolade) -> bool:
    """Whether every word of the claim's topic stands in the accolade: “Golden Globe”, “Best Actress, Cannes”."""
    told = (accolade.line, accolade.award, accolade.festival, str(accolade.year or ""))
    words = set(fold(claim.topic).split())
    return bool(words) and words <= set(fold(" ".join(told)).split())
