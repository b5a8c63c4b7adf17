"""/service/factures/"""

from django.urls import path

from egide.backoffice.invoicing import views

urlpatterns = [
    path("", views.invoices, name="invoices"),
    path("<int:invoice_id>/", views.invoice, name="invoice"),
    path("<int:invoice_id>/pdf/", views.pdf, name="invoice-pdf"),
    path("<int:invoice_id>/reglement/", views.payment, name="invoice-payment"),
    path("<int:invoice_id>/avoir/", views.credit_note, name="invoice-credit-note"),
]
