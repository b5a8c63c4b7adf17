"""The pages under /adherents/<n>/mes-factures/: invoices."""

from django.urls import path

from egide.portal.invoices import archives, card, certificates, debit, dunning, papers, statement, views

urlpatterns = [
    path("", views.invoices, name="invoices"),
    path("export/<str:kind>/", views.export, name="invoice-export"),
    path("attestations/", certificates.certificates, name="certificates"),
    path("attestations/<int:certificate_id>/pdf/", certificates.certificate, name="certificate"),
    path("carte/", card.card, name="card"),
    path("carte/<int:card_payment_id>/", card.card_payment, name="card-payment"),
    path("carte/<int:card_payment_id>/abandon/", card.card_payment_end, name="card-payment-end"),
    path("prelevement/", debit.debit, name="debit"),
    path("prelevement/signature/", debit.signature, name="debit-signature"),
    path("prelevement/<int:mandate_id>/pdf/", debit.mandate, name="debit-mandate"),
    path("prelevement/<int:mandate_id>/revocation/", debit.revocation, name="debit-revocation"),
    path("relances/<int:letter_id>/pdf/", dunning.dunning_letter, name="dunning-letter"),
    path("releve/", statement.statement, name="statement"),
    path("releve/pdf/", statement.statement_paper, name="statement-pdf"),
    path("releve/export/<str:kind>/", statement.statement_export, name="statement-export"),
    path("archives/", archives.archives, name="invoice-archives"),
    path("archives/<int:archive_id>/", archives.archive_file, name="invoice-archive"),
    path("<int:invoice_id>/apercu/", papers.preview, name="invoice"),
    path("<int:invoice_id>/calcul/", papers.why, name="invoice-why"),
    path("<int:invoice_id>/pdf/", papers.pdf, name="invoice-pdf"),
    path("<int:invoice_id>/reglement/", papers.settlement, name="invoice-settlement"),
]
