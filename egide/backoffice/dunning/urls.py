"""The pages under /service/factures/relances/."""

from django.urls import path

from egide.backoffice.dunning import views

urlpatterns = [
    path("", views.dunning, name="dunning"),
    path("envoi/", views.round_now, name="dunning-round"),
    path("envoyees/", views.letters, name="dunning-letters"),
    path("envoyees/<int:letter_id>/", views.letter, name="dunning-letter"),
    path("<int:invoice_id>/envoi/", views.now, name="dunning-now"),
    path("<int:invoice_id>/suspension/", views.hold, name="dunning-hold"),
    path("suspensions/<int:hold_id>/reprise/", views.resumption, name="dunning-resumption"),
]
