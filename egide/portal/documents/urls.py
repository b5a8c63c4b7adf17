"""The pages under /adherents/<n>/mes-documents/: documents."""

from django.urls import path

from egide.portal.documents import views

urlpatterns = [
    path("", views.documents, name="documents"),
    path("depot/", views.deposit, name="document-deposit"),
    path("depot/<int:deposit_id>/fichier/", views.deposit_file, name="deposit-file"),
    path("<int:document_id>/", views.document, name="document"),
    path("<int:document_id>/fichier/", views.document_file, name="document-file"),
]
