"""The pages under /service/factures/: invoices and payments."""

from django.urls import path

from egide.backoffice.invoicing import ledger, payments, views

urlpatterns = [
    path("", views.invoices, name="invoices"),
    path("export/<str:kind>/", views.export, name="invoice-export"),
    path("<int:invoice_id>/", views.invoice, name="invoice"),
    path("<int:invoice_id>/pdf/", views.pdf, name="invoice-pdf"),
    path("<int:invoice_id>/avoir/", views.credit_note, name="invoice-credit-note"),
    path("<int:invoice_id>/reglement/", payments.receipt, name="invoice-payment"),
    path("ecritures/", ledger.journal, name="journal"),
    path("ecritures/<str:kind>/", ledger.journal_export, name="journal-export"),
    path("reglements/", payments.payments, name="payments"),
    path("reglements/nouveau/", payments.on_account, name="payment-new"),
    path("reglements/<int:payment_id>/", payments.payment, name="payment"),
    path("reglements/<int:payment_id>/imputation/", payments.allocation, name="payment-allocation"),
    path("reglements/<int:payment_id>/remboursement/", payments.refund, name="payment-refund"),
    path("reglements/<int:payment_id>/annulation/", payments.cancellation, name="payment-cancellation"),
]
