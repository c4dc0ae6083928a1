"""Who may do what: the roles of a house, as groups. This table is the whole of it.

A person has one role, or several. Users and groups themselves are for superusers. Every `manage.py migrate` brings the
groups in line with the table, as `manage.py make_roles` does; a house that wants another role makes its own group.
"""

from collections.abc import Mapping

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext_noop

SEE, EDIT, KEEP = ("view",), ("view", "change"), ("view", "add", "change", "delete")
"""To look at; to look at and change; to make and take away as well."""

SCHEDULE = "run holdover screening screeningextra programme programmeitem series seriesentry film material screen venue"
COPY = (
    "film othertitle person namevariant credit accolade pressline pullquote runquote quotedrating still notice "
    "programmenote edition editionextra editionscore relatedfilm reading"
)
RESEARCH = "source claim printeddate restoration"
DESK = "closure deed acknowledgement draft draftshow"
RECORD = "publication import vote"
EVERYTHING = f"{SCHEDULE} {COPY} {RESEARCH} {DESK} {RECORD}"

Rights = tuple[tuple[tuple[str, ...], str], ...]

ROLES: Mapping[str, Rights] = {
    gettext_noop("programmer"): (
        (KEEP, EVERYTHING),
        (("sell", "assign"), "screening"),
        (("write",), "programme"),
        (("approve",), "pullquote"),
        (("moderate",), "vote"),
        (SEE, "doorentry"),  # who came in, and from where
    ),
    gettext_noop("copy editor"): (
        (SEE, SCHEDULE),
        (KEEP, f"{COPY} {RESEARCH}"),
        (EDIT, "series"),
        (("write",), "programme"),  # its notes, and nothing that plays
        (("approve",), "pullquote"),  # what the public reads of others' words
        (("view", "moderate"), "vote"),  # what an audience wrote
    ),
    gettext_noop("projection"): (
        (SEE, f"{SCHEDULE} closure restoration"),
        (KEEP, "material"),
        (("assign",), "screening"),  # which material a show or a run plays
    ),
    gettext_noop("front of house"): (
        (SEE, SCHEDULE),
        (KEEP, "notice"),
        (("sell",), "screening"),  # availability, ticket link, admissions
    ),
    gettext_noop("read-only"): ((SEE, EVERYTHING),),
}

CODES = {"sell": "sell_screening", "assign": "assign_material", "write": "write_programme", "moderate": "moderate_vote"}
"""The permissions for a part of a record, which are not called as Django calls its own."""


def permissions_of(role: str) -> frozenset[str]:
    """The codenames of what the role may do."""
    return frozenset(
        CODES.get(deed, f"{deed}_{model}")
        for deeds, models in ROLES[role]
        for model in models.split()
        for deed in deeds
    )


@transaction.atomic
def make_roles() -> tuple[str, ...]:
    """Make each role's group, and give it what the table says, no more. The names of those that were not so before."""
    known = {one.codename: one for one in Permission.objects.filter(content_type__app_label="programming")}
    there = {one.name: one for one in Group.objects.prefetch_related("permissions")}
    made = []
    for role in ROLES:
        wanted = {code for code in permissions_of(role) if code in known}
        group = there.get(role) or Group.objects.create(name=role)
        has = {one.codename for one in group.permissions.all()}
        if role not in there or has != wanted:
            group.permissions.set([known[code] for code in sorted(wanted)])
            made.append(role)
    return tuple(made)
