"""The pages of the bank for trying: where one pays; its counter, where notices go again, late or in disorder."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from egide.cards.gateway import Kind
from egide.demo.card_bank.bank import Account, LocalBank

CARDS = (
    ("accepted", "Carte acceptée"),
    ("late", "Carte acceptée, avis en retard"),
    ("twice", "Carte acceptée, avis envoyé deux fois"),
    ("short", "Carte acceptée pour un euro de moins"),
    ("refused", "Carte refusée par sa banque"),
)
NO_FUNDS = "provision insuffisante"


class CardForm(forms.Form):
    card = forms.ChoiceField(label="Carte d’essai", choices=CARDS, initial="accepted", widget=forms.RadioSelect)


class ActForm(forms.Form):
    """`event`: a notice to send, else the bank takes the money back."""

    event = forms.CharField(required=False, max_length=60)
    act = forms.ChoiceField(required=False, choices=[(Kind.REFUNDED, "Rembourser"), (Kind.DISPUTED, "Contester")])


@login_not_required
def page(request: HttpRequest, reference: str) -> HttpResponse:
    """No number is asked: the card is chosen by what becomes of it."""
    bank, account = LocalBank(), _known(reference)
    form = CardForm(request.POST or None)
    if account.is_open and form.is_valid():
        _play(bank, account, form.cleaned_data["card"])
        return redirect(account.return_url)
    return render(request, "demo/card_bank/page.html", {"account": account, "form": form, "euros": account.cents / 100})


@login_not_required
def counter(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/card_bank/counter.html", {"accounts": list(LocalBank().accounts())[:50]})


@login_not_required
@require_POST
def act(request: HttpRequest, reference: str) -> HttpResponse:
    """Sends a notice, once more or at last; or takes the money of a payment back, and says so."""
    bank, account, form = LocalBank(), _known(reference), ActForm(request.POST)
    if not form.is_valid():
        raise Http404
    event = form.cleaned_data["event"]
    if form.cleaned_data["act"] and account.stands == "paid":
        event = bank.write(account, Kind(form.cleaned_data["act"]))["id"]
    if not any(notice["id"] == event for notice in account.notices):
        raise Http404
    messages.info(request, f"Le portail a répondu {bank.send(account, event)}.")
    return redirect("card-bank")


def _known(reference: str) -> Account:
    account = LocalBank().account(reference)
    if account is None:
        raise Http404
    return account


def _play(bank: LocalBank, account: Account, card: str) -> None:
    if card == "refused":
        notice = bank.refuse(account, NO_FUNDS)
    else:
        notice = bank.pay(account, cents=account.cents - 100 if card == "short" else None)
    for _ in range({"late": 0, "twice": 2}.get(card, 1)):
        bank.send(account, notice["id"])
