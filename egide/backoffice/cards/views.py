"""Paiements par carte: the anomalies first, then each payment with its invoices and what the provider told of it."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from egide.backoffice.cards.notices import advice_on
from egide.backoffice.cards.rows import LOOKS, look_of, rows_of
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.cards.gateway import provider
from egide.cards.models import CardNotice, CardPayment
from egide.common.events import history_of
from egide.members.models import Member
from egide.ui.filters import Chip, ChipsField, Filters, SearchField
from egide.ui.listing import page_of, render_list

SHOWN = 50


class CardFilters(Filters):
    q = SearchField("Rechercher un paiement par carte", "Adhérent, référence, n° de facture")
    etat = ChipsField(
        "Filtrer par état",
        [Chip("", "Tous"), *(Chip(state.value, state.label, *look) for state, look in LOOKS.items())],
    )

    def narrow(self, rows: Any) -> Any:
        if words := self.asked("q").strip():
            of_invoice = CardPayment.objects.filter(parts__invoice__number=words)
            rows = rows.filter(
                Q(member__in=Member.objects.keys_matching(words))
                | Q(reference__iexact=words)
                | Q(provider_reference=words)
                | Q(pk__in=of_invoice.order_by().values("pk"))
            )
        return rows


@requires(Right.READ_INVOICES)
def card_payments(request: ServiceRequest) -> HttpResponse:
    filters = CardFilters(request.GET)
    rows = filters.narrow(CardPayment.objects.all())
    counts = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    filters.count("etat", {"": sum(counts.values()), **{state.value: counts.get(state, 0) for state in LOOKS}})
    if state := filters.asked("etat"):
        rows = rows.filter(state=state)
    page = page_of(request, rows.select_related("member").prefetch_related("parts__invoice"))
    strange = CardNotice.objects.anomalies().select_related("card_payment__member")[:SHOWN]
    context = {
        "filters": filters,
        "page": page,
        "rows": rows_of(page),
        "anomalies": [(notice, advice_on(notice)) for notice in strange],
        "provider": provider(),
    }
    return render_list(request, "backoffice/cards/list.html", context)


@requires(Right.READ_INVOICES)
def card_payment(request: ServiceRequest, card_payment_id: int) -> HttpResponse:
    rows = CardPayment.objects.select_related("member", "payment", "opened_by")
    found = get_object_or_404(rows, pk=card_payment_id)
    context = {
        "card_payment": found,
        "standing": look_of(found),
        "parts": found.parts.select_related("invoice").order_by("pk"),
        "notices": [(notice, advice_on(notice)) for notice in found.notices.all()],
        "history": history_of(found),
    }
    return render(request, "backoffice/cards/payment.html", context)
