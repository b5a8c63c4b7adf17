"""The pages under /service/factures/prelevements/: batches, rejects, mandates."""

from django.urls import path

from egide.backoffice.debits import batches, mandates, orders

urlpatterns = [
    path("", batches.batches, name="debit-batches"),
    path("nouvelle/", batches.new_batch, name="debit-batch-new"),
    path("<int:batch_id>/", batches.batch, name="debit-batch"),
    path("<int:batch_id>/arret/", batches.handing_over, name="debit-batch-handing"),
    path("<int:batch_id>/fichier/", batches.file, name="debit-batch-file"),
    path("<int:batch_id>/encaissement/", batches.collection, name="debit-batch-collection"),
    path("<int:batch_id>/abandon/", batches.abandonment, name="debit-batch-abandonment"),
    path("ordres/<int:order_id>/rejet/", orders.reject, name="debit-reject"),
    path("ordres/<int:order_id>/retrait/", orders.withdrawal, name="debit-withdrawal"),
    path("mandats/", mandates.mandates, name="debit-mandates"),
    path("mandats/<int:debit_mandate_id>/", mandates.mandate, name="debit-mandate"),
    path("mandats/<int:debit_mandate_id>/pdf/", mandates.pdf, name="debit-mandate-pdf"),
    path("mandats/<int:debit_mandate_id>/revocation/", mandates.revocation, name="debit-mandate-revocation"),
]
