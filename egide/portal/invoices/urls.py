"""The pages under /adherents/<n>/mes-factures/: invoices."""

from django.urls import path

from egide.portal.invoices import papers, views

urlpatterns = [
    path("", views.invoices, name="invoices"),
    path("export/<str:kind>/", views.export, name="invoice-export"),
    path("<int:invoice_id>/apercu/", papers.preview, name="invoice"),
    path("<int:invoice_id>/calcul/", papers.why, name="invoice-why"),
    path("<int:invoice_id>/pdf/", papers.pdf, name="invoice-pdf"),
    path("<int:invoice_id>/reglement/", papers.settlement, name="invoice-settlement"),
]
