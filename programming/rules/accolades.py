"""Q04: a prize that the house's own research file doubts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from programming.choices import ClaimProperty, ClaimStatus, Trust
from programming.models import Accolade, Claim
from programming.rules.findings import Finding, Level, Subject
from programming.rules.snapshot import Doubt, Show, Snapshot, Work
from programming.text.titles import fold


def doubtful(snapshot: Snapshot) -> Iterator[Finding]:
    """Q04 for each prize in doubt of each film, once a film; secret ones have no listing."""
    films: defaultdict[int, list[tuple[Work, Show]]] = defaultdict(list)
    for show in snapshot.in_order:
        for part in show.bill.parts:
            if part.work and part.work.doubts and not show.bill.is_secret:
                films[part.work.key].append((part.work, show))
    for found in films.values():
        work, first = found[0]
        for doubt in work.doubts:
            yield Finding(
                Level.ERROR if doubt.blocks else Level.WARNING,
                "Q04",
                f"{work.title}: “{doubt.line}” cannot be printed. {doubt.why}"
                if doubt.blocks
                else f"{work.title}: “{doubt.line}”. {doubt.why}",
                (work.key,),
                (doubt.line, doubt.why),
                subject=Subject.FILM,
                on=tuple(dict.fromkeys(show.key for _work, show in found)),
                at=first.span.starts_at,
                day=first.house_day,
            )


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
        return Doubt(accolade.line, f"It is {claim.get_status_display()} in the research file: {claim.reason}")
    sources = {claim.source_id for claim in theirs}
    if len(sources) == 1 and theirs[0].source.trust == Trust.LOW:
        return Doubt(accolade.line, f"Only {theirs[0].source.title} says so. Look for a second source.", blocks=False)
    return None


def is_about(claim: Claim, accolade: Accolade) -> bool:
    """Whether every word of the claim's topic stands in the accolade: “Golden Globe”, “Best Actress, Cannes”."""
    told = (accolade.line, accolade.award, accolade.festival, str(accolade.year or ""))
    words = set(fold(claim.topic).split())
    return bool(words) and words <= set(fold(" ".join(told)).split())
