"""/adherents/<n>/mon-entreprise/"""

from django.urls import path

from egide.portal.company import access, changes, views

urlpatterns = [
    path("", views.company, name="company"),
    path("coordonnees/", views.details, name="company-details"),
    path("adresses/<str:kind>/", views.address, name="company-address"),
    path("contacts/<str:function>/", views.contact, name="company-contact"),
    path("historique/", views.history, name="company-history"),
    path("demandes/", changes.change_request, name="company-change-request"),
    path("demandes/<int:change_id>/precision/", changes.precision, name="company-change-precision"),
    path("demandes/<int:change_id>/retrait/", changes.withdrawal, name="company-change-withdrawal"),
    path("utilisateurs/invitation/", access.invitation, name="company-invitation"),
    path(
        "utilisateurs/invitation/<int:invitation_id>/annulation/", access.invitation_end, name="company-invitation-end"
    ),
    path("utilisateurs/<int:access_id>/role/", access.role, name="company-role"),
    path("utilisateurs/<int:access_id>/retrait/", access.removal, name="company-access-removal"),
    path("mandats/<int:mandate_id>/accord/", access.mandate_grant, name="company-mandate-grant"),
    path("mandats/<int:mandate_id>/revocation/", access.mandate_end, name="company-mandate-end"),
]
