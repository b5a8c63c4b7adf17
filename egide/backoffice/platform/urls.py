"""The pages under /service/factures/plateforme/: the approved platform."""

from django.urls import path

from egide.backoffice.platform import views

urlpatterns = [
    path("plateforme/", views.deposits, name="platform"),
    path("plateforme/<int:deposit_id>/nouveau-depot/", views.sending_again, name="deposit-again"),
]
