"""The pages under /adherents/<n>/mon-entreprise/: the company."""

from django.urls import include, path

from egide.portal.company import blocks, changes, mandates, users, views

requests = [
    path("", changes.change_requests, name="company-change-requests"),
    path("ajout/", changes.change_request, name="company-change-request"),
    path("<int:change_id>/precision/", changes.precision, name="company-change-precision"),
    path("<int:change_id>/retrait/", changes.withdrawal, name="company-change-withdrawal"),
]
people = [
    path("invitation/", users.invitation, name="company-invitation"),
    path("invitation/<int:invitation_id>/renvoi/", users.invitation_renewal, name="company-invitation-renewal"),
    path("invitation/<int:invitation_id>/annulation/", users.invitation_end, name="company-invitation-end"),
    path("passation/", users.handover, name="company-handover"),
    path("<int:access_id>/role/", users.role, name="company-role"),
    path("<int:access_id>/retrait/", users.removal, name="company-access-removal"),
]
firms = [
    path("ajout/", mandates.new_mandate, name="company-mandate"),
    path("<int:mandate_id>/domaines/", mandates.mandate_terms, name="company-mandate-terms"),
    path("<int:mandate_id>/revocation/", mandates.mandate_end, name="company-mandate-end"),
]
urlpatterns = [
    path("", views.company, name="company"),
    path("historique/", views.history, name="company-history"),
    path("coordonnees/", blocks.details, name="company-details"),
    path("adresses/<str:kind>/", blocks.address, name="company-address"),
    path("contacts/<str:function>/", blocks.contact, name="company-contact"),
    path("etablissements/<int:establishment_id>/", blocks.establishment, name="company-establishment"),
    path("demandes/", include(requests)),
    path("utilisateurs/", include(people)),
    path("mandats/", include(firms)),
]
