"""The pages under /service/factures/cartes/: card payments, what is strange about some."""

from django.urls import path

from egide.backoffice.cards import notices, views

urlpatterns = [
    path("", views.card_payments, name="card-payments"),
    path("<int:card_payment_id>/", views.card_payment, name="card-payment"),
    path("anomalies/<int:notice_id>/classement/", notices.closing, name="card-notice-closing"),
]
