"""The library of pull-quotes: source beside cut, approval, search over all of them."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from programming.actions.approval import approve, keep_quote, withdraw_approval
from programming.actions.errors import Refused
from programming.actions.snapshot_films import quotation
from programming.admin.history import RecordAdmin
from programming.admin.lock import stamp
from programming.admin.search import FoldedSearch
from programming.admin.site import house_site
from programming.forms.film import QuoteForm, QuoteFormSet
from programming.models import PullQuote
from programming.rules.quotes import judge_quotes
from programming.rules.snapshot import Work
from programming.text.cuts import compared, misquoted
from programming.text.quotes import attribution

APPROVE = "programming.approve_pullquote"
EXCERPT = 120


def by(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def save_quote(request: HttpRequest, quote: PullQuote) -> None:
    """Keep the quote, and say where it went out of print."""
    if keep_quote(quote=quote, by=by(request), at=timezone.now()):
        said = gettext("The quote of %(who)s was changed: the public does not read it before it is approved again.")
        messages.warning(request, said % {"who": quote.who})


def save_quotes(request: HttpRequest, formset: Any) -> None:
    changed = formset.save(commit=False)
    for gone in formset.deleted_objects:
        gone.delete()
    for quote in changed:
        save_quote(request, quote)
    formset.save_m2m()


class QuoteParts:
    """What the panel shows of a quote wherever it is edited."""

    @admin.display(description=_("Source and cut"))
    def compared(self, quote: PullQuote) -> str:
        if not quote.pk:
            return gettext("Shown once it is saved.")
        if not quote.cut.strip():
            return gettext("The whole text is printed.")
        work = Work(quote.film_id, quote.film.title, 0, quotes=(quotation(quote),))
        told = {"compared": compared(quote.cut, quote.text), "findings": tuple(judge_quotes(work))}
        return render_to_string("admin/quote_compared.html", told)

    @admin.display(description=_("Approval"))
    def approval(self, quote: PullQuote) -> str:
        if not quote.is_approved:
            return gettext("Not approved: the public does not read it.")
        if quote.approved_at is None:
            return gettext("Approved. By whom is not on record.")
        who = quote.approved_by
        named = (who.get_full_name() or who.get_username()) if who else gettext("somebody who is gone")
        return gettext("By %(who)s, %(when)s.") % {"who": named, "when": stamp()(quote.approved_at)}

    def settled(self, request: HttpRequest) -> tuple[str, ...]:
        """What this person may not write: an approval is for those who may approve."""
        return ("compared", "approval") if request.user.has_perm(APPROVE) else ("compared", "approval", "is_approved")


class QuoteInline(QuoteParts, admin.StackedInline):
    model = PullQuote
    form = QuoteForm
    formset = QuoteFormSet
    extra = 0
    fields = (
        ("text", "cut"),
        "compared",
        ("critic", "audience", "outlet", "work"),
        ("source", "dated"),
        ("is_approved", "approval", "order"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return self.settled(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[PullQuote]:
        return super().get_queryset(request).select_related("film", "approved_by")


class CutFilter(admin.SimpleListFilter):
    """Whether the cut follows from its source. Reads every quote that has a cut."""

    title = _("the cut")
    parameter_name = "cut"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("altered", _("does not follow from the source")), ("whole", _("the whole text is printed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[PullQuote]) -> QuerySet[PullQuote]:
        if self.value() == "whole":
            return queryset.filter(cut="")
        if self.value() == "altered":
            cuts = PullQuote.objects.exclude(cut="").values_list("pk", "cut", "text")
            return queryset.filter(pk__in=[pk for pk, cut, text in cuts if misquoted(cut, text)])
        return queryset


class SaidByFilter(admin.SimpleListFilter):
    """In which of its shapes the attribution comes."""

    title = _("said by")
    parameter_name = "by"
    shapes: ClassVar = {
        "critic": (_("a critic"), ~Q(critic="") & Q(audience="")),
        "outlet": (_("an outlet alone"), Q(critic="", work="", audience="") & ~Q(outlet="")),
        "book": (_("a book"), ~Q(work="")),
        "audience": (_("the audience"), ~Q(audience="")),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, label) for name, (label, _condition) in self.shapes.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[PullQuote]) -> QuerySet[PullQuote]:
        shape = self.shapes.get(self.value() or "")
        return queryset.filter(shape[1]) if shape else queryset


@admin.register(PullQuote, site=house_site)
class QuoteAdmin(QuoteParts, FoldedSearch, RecordAdmin):
    """The library: every quote of the house on one page."""

    form = QuoteForm
    list_display = ("excerpt", "film", "attribution", "is_approved", "approver")
    list_filter = ("is_approved", CutFilter, SaidByFilter, ("film", admin.RelatedOnlyFieldListFilter))
    search_fields = ("folded", "film__folded")
    search_help_text = _("Words of the text, critic, outlet, book or film.")
    autocomplete_fields = ("film",)
    ordering = ("film__title", "order", "pk")
    actions = ("approve_chosen", "withdraw_chosen")
    fields = ("film", *QuoteInline.fields)

    def get_queryset(self, request: HttpRequest) -> QuerySet[PullQuote]:
        return super().get_queryset(request).select_related("film", "approved_by")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return (*self.settled(request), "film") if obj else self.settled(request)

    def save_model(self, request: HttpRequest, obj: PullQuote, form: Any, change: Any) -> None:
        save_quote(request, obj)

    @admin.display(description=_("as printed"))
    def excerpt(self, quote: PullQuote) -> str:
        words = " ".join(quote.printed.split())
        return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rsplit(' ', 1)[0]} …"

    @admin.display(description=_("attribution"), ordering="critic")
    def attribution(self, quote: PullQuote) -> str:
        return attribution(quote.critic, quote.outlet, quote.work, quote.audience)

    @admin.display(description=_("by"), ordering="approved_by")
    def approver(self, quote: PullQuote) -> str:
        return quote.approved_by.get_username() if quote.approved_by else ""

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(APPROVE)

    @admin.action(description=_("Approve the chosen quotes"), permissions=["approve"])
    def approve_chosen(self, request: HttpRequest, chosen: QuerySet[PullQuote]) -> None:
        try:
            done = approve(quotes=chosen, by=by(request), at=timezone.now())
        except Refused as refused:
            self.message_user(request, refused.message, messages.ERROR)
            return
        said = ngettext("%(count)s quote was approved.", "%(count)s quotes were approved.", len(done))
        self.message_user(request, said % {"count": len(done)}, messages.SUCCESS)

    @admin.action(description=_("Take the approval of the chosen quotes back"), permissions=["approve"])
    def withdraw_chosen(self, request: HttpRequest, chosen: QuerySet[PullQuote]) -> None:
        done = withdraw_approval(quotes=chosen, by=by(request))
        said = ngettext(
            "%(count)s quote is not public any more.", "%(count)s quotes are not public any more.", len(done)
        )
        self.message_user(request, said % {"count": len(done)}, messages.SUCCESS)
