"""/service/documents/"""

from django.urls import path

from egide.backoffice.library import views

urlpatterns = [
    path("", views.documents, name="documents"),
    path("nouveau/", views.new_document, name="document-new"),
    path("themes/", views.new_theme, name="theme-new"),
    path("depots/", views.deposits, name="deposits"),
    path("depots/<int:deposit_id>/fichier/", views.deposit_file, name="deposit-file"),
    path("depots/<int:deposit_id>/reception/", views.deposit_receipt, name="deposit-receipt"),
    path("depots/<int:deposit_id>/refus/", views.deposit_refusal, name="deposit-refusal"),
    path("<int:document_id>/version/", views.new_version, name="document-version"),
    path("<int:document_id>/retrait/", views.withdrawal, name="document-withdrawal"),
]
