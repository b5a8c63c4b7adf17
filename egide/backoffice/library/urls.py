"""The pages under /service/documents/: the library and the deposits."""

from django.urls import path

from egide.backoffice.library import deposits, themes, views

urlpatterns = [
    path("", views.documents, name="documents"),
    path("nouveau/", views.new_document, name="document-new"),
    path("themes/", themes.themes, name="themes"),
    path("themes/nouveau/", themes.new_theme, name="theme-new"),
    path("themes/<int:theme_id>/nom/", themes.renaming, name="theme-name"),
    path("themes/<int:theme_id>/suppression/", themes.removal, name="theme-removal"),
    path("themes/<int:theme_id>/ordre/<str:direction>/", themes.order, name="theme-order"),
    path("depots/", deposits.deposits, name="deposits"),
    path("depots/<int:deposit_id>/fichier/", deposits.file, name="deposit-file"),
    path("depots/<int:deposit_id>/reception/", deposits.receipt, name="deposit-receipt"),
    path("depots/<int:deposit_id>/relecture/", deposits.reopening, name="deposit-reopening"),
    path("depots/<int:deposit_id>/refus/", deposits.refusal, name="deposit-refusal"),
    path("<int:document_id>/", views.document, name="document"),
    path("<int:document_id>/versions/<int:rank>/", views.version_file, name="document-file"),
    path("<int:document_id>/fiche/", views.correction, name="document-facts"),
    path("<int:document_id>/version/", views.new_version, name="document-version"),
    path("<int:document_id>/retrait/", views.withdrawal, name="document-withdrawal"),
    path("<int:document_id>/remise-en-ligne/", views.return_online, name="document-return"),
]
