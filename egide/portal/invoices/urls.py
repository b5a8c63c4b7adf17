"""/adherents/<n>/mes-factures/"""

from django.urls import path

from egide.portal.invoices import views

urlpatterns = [
    path("", views.invoices, name="invoices"),
    path("export/<str:kind>/", views.export, name="invoice-export"),
    path("<int:invoice_id>/apercu/", views.preview, name="invoice"),
    path("<int:invoice_id>/pdf/", views.pdf, name="invoice-pdf"),
    path("<int:invoice_id>/reglement/", views.settlement, name="invoice-settlement"),
]
