"""/banque-essai/: the pages of a bank that is none."""

from django.urls import path

from egide.demo.card_bank import views

urlpatterns = [
    path("", views.counter, name="card-bank"),
    path("<str:reference>/", views.page, name="card-bank-page"),
    path("<str:reference>/avis/", views.act, name="card-bank-act"),
]
